"""An invented port abroad: Sunday to Thursday, daylight saving, long office days, no make-up days.

Its clocks spring forward at midnight on a Friday, so that a Thursday there has no 24:00.
"""

from pathlib import Path

PLACE = """
calendar = "port-almond"
title = "Port Almond"
time_zone = "Africa/Cairo"
working_weekdays = ["mon", "tue", "wed", "thu", "sun"]
regular = true
"""
YEAR_2024 = """
calendar = "port-almond"
year = 2024
edition = 1
source = ["Harbour Gazette 7/2024"]
days_off = ["2024-04-21"]
"""
PACK = """
id = "port-almond-311"
title = "Port Almond Citizens' Line"
extends = "national-default"
calendar = "port-almond"
limit = [
  { clock = "handle", limit = "4 WD", source = "Ordinance 12 s. 3", rules = ["G:G1"] },
  { clock = "handle", item_type = "consult", limit = "8 WH", source = "Ordinance 12 s. 4", rules = ["G:G1"] },
  { clock = "handle", item_class = "city_management", limit = "24 h", source = "Ordinance 12 s. 5", rules = ["G:G1"] },
  { clock = "handle", item_type = "consult", item_class = "city_management", limit = "2 WD close", source = "Ordinance 12 s. 6", rules = ["G:G1"] },
]

[office_hours]
value = ["08:00-12:00", "13:00-16:00"]
source = "Ordinance 12 s. 2"
rules = ["G:G23"]
"""  # noqa: E501


def port_almond(folder: Path) -> tuple[str, ...]:
    """Write the port's pack and calendar to files; the words that make a command judge by them."""
    texts = {"pack.toml": PACK, "calendar.toml": PLACE, "2024.toml": YEAR_2024}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    files = [str(folder / name) for name in texts]
    return ("--policy", files[0], "--calendar", files[1], "--calendar", files[2])
