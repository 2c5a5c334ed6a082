"""M11: what everybody lives by is not changed unlisted, and no table of it is forgotten.

Whoever adds a table says here in which kind of the list its changes stand, and lets them be written
down there (docs/accounts.md, "What was changed"), or says why it holds nothing that is configured.
"""

from readmodel.configuration.changes import GIVES, TAKES
from store.accounts.access_log import AccessEvent
from store.configuration.change_tables import ConfigurationChangeRow
from store.configuration.changes import ChangeKind
from tests.every_table import every_table

LISTED = {
    **dict.fromkeys(("account", "held_post", "token", "password_link"), ChangeKind.RIGHTS),
    **dict.fromkeys(("second_factor", "last_reset", "break_glass"), ChangeKind.RIGHTS),
    **dict.fromkeys(("district", "unit", "person", "succession"), ChangeKind.REGISTER),
    "sign_on_link": ChangeKind.RIGHTS,
    "dispatch_rule": ChangeKind.REGISTER,
    "policy": ChangeKind.PACK,
    **dict.fromkeys(("calendar", "calendar_place"), ChangeKind.CALENDAR),
}
LISTS = {"configuration_change", "register_change", "access_log"}
"""Tables that the list is made of."""
NOTHING_CONFIGURED = {
    **dict.fromkeys(("database_mode", "city"), "fixed at the birth of the database, by a trigger"),
    **dict.fromkeys(("work_order", "command", "fact", "order_state"), "orders and their acts"),
    **dict.fromkeys(("order_parties", "parties_unknown", "clock"), "read from facts"),
    **dict.fromkeys(("scorecard", "mark_kind", "scorecard_mark"), "read from facts"),
    **dict.fromkeys(("scorecard_behind", "frozen_month"), "read from facts"),
    **dict.fromkeys(("archive_history", "archive_leaf", "checkpoint"), "proofs"),
    **dict.fromkeys(("seen_run", "finding"), "what reconciliation saw"),
    **dict.fromkeys(("blind_index", "narrative_index", "other_register"), "digests of demands"),
    **dict.fromkeys(("vault", "vault_key", "vault_salt"), "texts of orders and their keys"),
    **dict.fromkeys(("attachment", "attachment_piece"), "files of orders, each named by an act"),
    **dict.fromkeys(("missed_call", "call_back"), "calls, each with who recorded it"),
    **dict.fromkeys(("text_export", "erasure"), "asked for and answered by two, each on record"),
    **dict.fromkeys(("draft", "saved_view", "inbox_muted"), "somebody's own, on his desk"),
    **dict.fromkeys(
        ("inbox_entry", "inbox_digest", "order_moved"), "who was told what, read from facts"
    ),
    "held_act": "acts that wait ten seconds to be taken back",
    "known_key": "keys by their fingerprints; the door's log has every rotation",
    "backup_taken": "which copies there are",
    "used_sign_on": "digests of what the city's single sign-on said once",
    "session": "who is signed in now; the door's log has every sign-in",
    "refusal_tally": "how often somebody was refused, which the door's log tells",
    "duty": "who is on duty when: daily business",
    "knowledge": "words for callers: every version has its proposer and approver in itself",
}
NO_CHANGE = {
    *(AccessEvent.SIGNED_IN, AccessEvent.SIGN_IN_REFUSED, AccessEvent.SIGNED_OUT),
    *(AccessEvent.POST_CHOSEN, AccessEvent.REFUSED, AccessEvent.BREAK_GLASS_USED),
    *(AccessEvent.KEY_ROTATED, AccessEvent.KEY_RETIRED),
}
"""What is done at the door and changes nobody's rights."""


def test_every_table_is_listed_in_a_kind_or_says_why_nothing_is_configured_there() -> None:
    """Another table fails this until it stands in LISTED or NOTHING_CONFIGURED."""
    told = [*LISTED, *LISTS, *NOTHING_CONFIGURED]
    assert sorted(told) == sorted(every_table().tables)
    assert ConfigurationChangeRow.__tablename__ in LISTS


def test_every_kind_but_the_settings_has_its_tables() -> None:
    assert set(LISTED.values()) == set(ChangeKind) - {ChangeKind.SETTINGS}


def test_whatever_is_done_at_the_door_gives_or_takes_a_right_or_says_that_it_does_neither() -> None:
    assert sorted([*GIVES, *TAKES, *NO_CHANGE]) == sorted(AccessEvent)
