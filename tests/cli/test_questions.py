"""Questions that are asked page by page ask for no more than the window gives."""

from cli.shared.questions import PAGE
from readmodel.orders.queries import LARGEST_PAGE


def test_a_page_is_no_larger_than_the_largest() -> None:
    assert PAGE == LARGEST_PAGE
