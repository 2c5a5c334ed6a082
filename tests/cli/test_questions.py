"""Questions that are asked page by page ask for no more than the window gives."""

from cli.questions import PAGE
from readmodel.queries import LARGEST_PAGE


def test_a_page_is_no_larger_than_the_largest() -> None:
    assert PAGE == LARGEST_PAGE
