"""docs/glossary.md joins the term in code and the office's word, in both directions."""

from pathlib import Path

import texts

GLOSSARY = Path(__file__).parents[2] / "docs" / "glossary.md"
LISTS = ("State.", "ClockName.", "Role.", "Level.")


def rows() -> set[tuple[str, ...]]:
    """The first two cells of every line of a table."""
    lines = [line for line in GLOSSARY.read_text("utf-8").splitlines() if line.startswith("| ")]
    return {tuple(cell.strip() for cell in line.split("|")[1:3]) for line in lines}


def test_every_act_stands_in_the_glossary_under_both_words() -> None:
    acts = {(f"`{word}`", text.zh) for word, text in texts.subject("acts").items()}
    assert not acts - rows(), "add these acts to docs/glossary.md"


def test_states_clocks_roles_and_levels_stand_in_the_glossary() -> None:
    known = texts.subject("vocabulary").items()
    words = {
        (f"`{word.partition('.')[2]}`", text.zh) for word, text in known if word.startswith(LISTS)
    }
    assert not words - rows(), "add these words to docs/glossary.md"


def test_every_office_s_word_leads_back_to_its_term() -> None:
    forth, back = GLOSSARY.read_text("utf-8").split("## From the office's word to the term")
    listed = {line.split("|")[1].strip() for line in back.splitlines() if line.startswith("| ")}
    words = {line.split("|")[2].strip() for line in forth.splitlines() if line.startswith("| ")}
    assert not words - listed - {"Office's word"}, "add these words to the last table"
