"""What is otherwise between two editions is told value by value, by the path that leads there."""

from readmodel.configuration.differences import ValueChanged, differences


def told(before: dict[str, object], after: dict[str, object]) -> list[tuple[str, object, object]]:
    """Path, before and after of every difference."""
    return [(one.path, one.before, one.after) for one in differences(before, after)]


def test_a_value_is_named_by_its_path_and_what_is_alike_is_not_told() -> None:
    before = {"accept": {"limit": "4 h", "rules": ["A-1"]}, "name": "x"}
    after = {"accept": {"limit": "2 h", "rules": ["A-1"]}, "name": "x"}
    assert differences(before, after) == (
        ValueChanged(path="accept.limit", before="4 h", after="2 h"),
    )


def test_a_list_of_words_is_one_value_and_one_of_tables_is_told_table_by_table() -> None:
    before = {"all": ["head"], "limits": [{"class": "a", "hours": 1}]}
    after = {"all": ["head", "lead"], "limits": [{"class": "a", "hours": 2}, {"class": "b"}]}
    assert told(before, after) == [
        ("all", ["head"], ["head", "lead"]),
        ("limits[0].hours", 1, 2),
        ("limits[1].class", None, "b"),
    ]


def test_what_came_and_what_went_has_nothing_on_its_other_side() -> None:
    assert told({"old": 1}, {"new": 2}) == [("new", None, 2), ("old", 1, None)]
