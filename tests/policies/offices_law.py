"""A law as offices write them: the same day, days put off, hours by weekday, season and night."""

from tests.policies.pack_texts import town

PROVENANCE = 'source = "镇政办〔2026〕1号 四条", rules = ["G:G22", "G:G23"]'

HOURS = """{ usual = ["08:00-12:00", "14:00-17:30"], fri = ["08:00-12:00"], seasons = [
  { from = "05-01", to = "09-30", usual = ["08:00-12:00", "15:00-18:30"] },
] }"""
LIMITS = (
    'clock = "handle", limit = "10 ND put-off"',
    'clock = "handle", item_type = "consult", limit = "0 WD close"',
    'clock = "handle", item_type = "praise", limit = "0 WD"',
    'clock = "handle", item_type = "suggestion", limit = "3 ND same-time"',
    'clock = "handle", item_type = "complaint", limit = "4 WH"',
)
OFFICES_LAW = town(
    "limit = [",
    *(f"  {{ {limit}, {PROVENANCE} }}," for limit in LIMITS),
    "]",
    f"office_hours = {{ value = {HOURS}, {PROVENANCE} }}",
)
