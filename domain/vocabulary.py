"""The words of the hotline office that every other module uses: types, states, clocks, roles."""

from enum import IntEnum, StrEnum


class ItemType(StrEnum):
    """What a citizen wants; urgency and disposition are not types (C14)."""

    CONSULT = "consult"
    HELP = "help"
    COMPLAINT = "complaint"
    REPORT = "report"
    SUGGESTION = "suggestion"
    PRAISE = "praise"


class ItemClass(StrEnum):
    """Which statutory limits an item falls under (SY18-02, SY18-03)."""

    CITY_MANAGEMENT = "city_management"
    OTHER = "other"


class Urgency(StrEnum):
    """How fast the office must move."""

    ORDINARY = "ordinary"
    URGENT = "urgent"
    EMERGENCY = "emergency"


class ClockName(StrEnum):
    """A duty that has a limit; an order carries many such clocks at once."""

    DISPATCH = "dispatch"
    ACCEPT = "accept"
    CONTACT = "contact"
    ARRIVE = "arrive"
    PROTECT = "protect"
    FIRST_FEEDBACK = "first_feedback"
    RESOLVE = "resolve"
    PHONE_NOTICE = "phone_notice"
    LEADER_REPORT = "leader_report"
    HANDLE = "handle"
    COHOST = "cohost"
    SUB_HANDLE = "sub_handle"
    EXTENSION_DECISION = "extension_decision"
    RETURN_DECISION = "return_decision"
    TERMINATION_DECISION = "termination_decision"
    EXPLANATION = "explanation"
    REVIEW = "review"
    CALLBACK = "callback"
    RECHECK = "recheck"
    REWORK = "rework"
    PROMISE = "promise"
    SUPERVISION = "supervision"
    TOTAL = "total"
    INTERIM_REPLY = "interim_reply"
    PAUSE = "pause"
    MILESTONE = "milestone"
    UPSTREAM = "upstream"
    INTAKE = "intake"
    EMERGENCY_REVIEW = "emergency_review"
    FOLLOW_UP = "follow_up"
    OUTSIDE_RESULT = "outside_result"
    FILING = "filing"
    HEAD_SCHEDULING = "head_scheduling"
    DEPUTY_SCHEDULING = "deputy_scheduling"
    APPEAL_DECISION = "appeal_decision"


EMERGENCY_STEPS = frozenset(
    {
        ClockName.DISPATCH,
        ClockName.ACCEPT,
        ClockName.PHONE_NOTICE,
        ClockName.CONTACT,
        ClockName.ARRIVE,
        ClockName.PROTECT,
        ClockName.FIRST_FEEDBACK,
        ClockName.RESOLVE,
        ClockName.LEADER_REPORT,
    }
)
"""The duties of an emergency's own course, E0 to E6: any that is missed goes up alike (EX)."""
LOOKS_BACK = frozenset({ClockName.APPEAL_DECISION})
"""Duties about an order and not of it: they are owed beyond its end."""


class State(StrEnum):
    """Where an order stands (rulebook 5.1, ST01 to ST22)."""

    DRAFT = "DRAFT"
    INTAKE = "INTAKE"
    REFUSED = "REFUSED"
    TRANSFERRED_OUT = "TRANSFERRED_OUT"
    ANSWERED = "ANSWERED"
    MERGED = "MERGED"
    QUEUED = "QUEUED"
    PENDING_ACCEPT = "PENDING_ACCEPT"
    RETURN_REVIEW = "RETURN_REVIEW"
    DISPUTED = "DISPUTED"
    HANDLING = "HANDLING"
    PAUSED = "PAUSED"
    COMMITTED = "COMMITTED"
    TERM_REVIEW = "TERM_REVIEW"
    HARDCASE = "HARDCASE"
    PENDING_REVIEW = "PENDING_REVIEW"
    PENDING_CALLBACK = "PENDING_CALLBACK"
    RECHECK = "RECHECK"
    CLOSED = "CLOSED"
    TERMINATED = "TERMINATED"
    WITHDRAWN = "WITHDRAWN"
    ARCHIVED = "ARCHIVED"
    FOLLOWED = "FOLLOWED"
    """Handed to another platform, whose outcome the hotline still waits for (SYT-02)."""
    ON_FILE = "ON_FILE"
    """No order: a unit's own file, which takes no demands."""
    OFF_FILE = "OFF_FILE"

    @property
    def is_over(self) -> bool:
        """Nothing is owed: closed, refused, transferred, merged, ended, withdrawn or archived."""
        return self in OVER


OVER = frozenset(
    {
        State.REFUSED,
        State.TRANSFERRED_OUT,
        State.MERGED,
        State.CLOSED,
        State.TERMINATED,
        State.WITHDRAWN,
        State.ARCHIVED,
        State.OFF_FILE,
    }
)
UNIT_FILES = frozenset({State.ON_FILE, State.OFF_FILE})
"""A unit's file and no order: what lists or counts orders leaves it out."""


class Level(IntEnum):
    """How far supervision has climbed: L0 none to L5 handed over for accountability."""

    L0 = 0
    L1 = 1
    L2 = 2
    L3 = 3
    L4 = 4
    L5 = 5


class Trigger(StrEnum):
    """Why supervision was raised (WF-33, G12)."""

    DUE_PASSED = "due_passed"
    STILL_OVERDUE = "still_overdue"
    REFUSES_TO_ACCEPT = "refuses_to_accept"
    CALLER_URGED = "caller_urged"
    REWORKED_TWICE = "reworked_twice"
    TRANSFERRED_OFTEN = "transferred_often"
    SUPERVISION_IGNORED = "supervision_ignored"
    MASS_EVENT = "mass_event"
    UNRESOLVED = "unresolved"
    NEGATIVE_EFFECT = "negative_effect"
    LEADER_NOTE = "leader_note"
    MEDIA = "media"
    FALSIFICATION = "falsification"
    LEAK = "leak"
    RETALIATION = "retaliation"
    ABUSE_OF_OFFICE = "abuse_of_office"
    OTHER = "other"


class Role(StrEnum):
    """In which capacity a person acts (rulebook 6.1)."""

    CALLER = "caller"
    SEAT_AGENT = "seat_agent"
    SPECIAL_SEAT = "special_seat"
    SHIFT_LEAD = "shift_lead"
    DISPATCHER = "dispatcher"
    DISTRICT_CENTRE = "district_centre"
    CALLBACK_OFFICER = "callback_officer"
    SUPERVISOR = "supervisor"
    REVIEWER = "reviewer"
    ASSESSOR = "assessor"
    HOTLINE_HEAD = "hotline_head"
    JOINT_MEETING = "joint_meeting"
    CITY_OFFICE = "city_office"
    UNIT_CLERK = "unit_clerk"
    UNIT_GATEWAY = "unit_gateway"
    UNIT_OFFICER = "unit_officer"
    UNIT_HEAD = "unit_head"
    COHOST = "cohost"
    TERRITORIAL = "territorial"
    UPSTREAM = "upstream"
    CONTRACTOR = "contractor"
    OBSERVER = "observer"
    DISCIPLINE = "discipline"
    MONITOR = "monitor"
    SYS_ADMIN = "sys_admin"
    SEC_ADMIN = "sec_admin"
    AUDIT_ADMIN = "audit_admin"
    SYSTEM = "system"


NOBODY = frozenset({Role.CALLER, Role.SYSTEM})
"""Roles that no person of the register bears: whoever calls, and the machine."""


class Channel(StrEnum):
    """By what way a demand or an answer travelled (HN, HD-01, SY20-14, SY10-01)."""

    PHONE = "phone"
    WEB = "web"
    APP = "app"
    WECHAT = "wechat"
    WEIBO = "weibo"
    SMS = "sms"
    MAIL = "mail"
    LETTER = "letter"
    FAX = "fax"
    VOICEMAIL = "voicemail"
    LEADER_MAILBOX = "leader_mailbox"
    UPSTREAM = "upstream"
    IN_PERSON = "in_person"
    ROBOT = "robot"
    SYSTEM = "system"
    IMPORT = "import"


class ResultKind(StrEnum):
    """What a unit says it did (5.4): each kind has its own required fields."""

    ANSWERED = "answered"
    SUBSTANTIATED = "substantiated"
    UNSUBSTANTIATED = "unsubstantiated"
    SOLVED = "solved"
    UNREASONABLE = "unreasonable"
    DONE_ALREADY = "done_already"
    ADOPTED = "adopted"
    NOT_ADOPTED = "not_adopted"
    EMERGENCY = "emergency"
    CONSTRAINED = "constrained"
    CONVEYED = "conveyed"


class EmergencyKind(StrEnum):
    """Five fields of emergencies (SY20-19)."""

    PUBLIC_WORKS = "public_works"
    TOURISM = "tourism"
    TRAFFIC_SAFETY = "traffic_safety"
    CITY_MANAGEMENT = "city_management"
    HELP = "help"


class Admission(StrEnum):
    """By what whoever acts was let in."""

    SESSION = "session"
    """Signed in with a browser."""
    TOKEN = "token"
    LOCAL = "local"
    """The owner of the data directory spoke in a person's name, at the machine itself."""
    BREAK_GLASS = "break_glass"
    """Signed in with a browser, in a post that two administrators opened in an emergency."""


class Secrecy(StrEnum):
    """Which of an order's two vault keys covers a text: the person's is erasable."""

    PERSON = "person"
    OFFICIAL = "official"
