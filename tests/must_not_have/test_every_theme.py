"""No theme is without a test that bears its number."""

import re
from pathlib import Path

HELD_BY_REPLAY = {12}
"""What is peculiar to Temporal is held where stored histories are replayed."""
THEMES = set(range(1, 14)) - HELD_BY_REPLAY
NUMBERED = re.compile(r"^def test_m(\d\d)_", re.MULTILINE)


def test_every_theme_has_a_test_by_its_number() -> None:
    texts = [path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_m*.py")]
    assert {int(number) for text in texts for number in NUMBERED.findall(text)} == THEMES
