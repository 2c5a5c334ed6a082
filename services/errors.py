"""What services say no with, gathered for the doors that turn it into answers."""

from typing import Final

from sqlalchemy.exc import DataError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from audit.history.entries import UnreadableEvent
from audit.history.histories import NoHistory
from audit.ledger.arithmetic import UnknownClock
from audit.ledger.as_of import NotThen
from domain.decide import DamagedFact
from services.access.principal import NobodyNamed
from services.access.rights import MayNot
from services.accounts.administration import (
    AccountTaken,
    AlreadyHeld,
    AnotherCan,
    NoSecondFactor,
    OneHuman,
    UnfitUsername,
    UnknownAccount,
)
from services.accounts.break_glass import (
    LetInByTheAsker,
    NeverOpened,
    NoSuchBreakGlass,
    NotInPerson,
    OneAtATime,
    OneKind,
    TooManyHours,
)
from services.accounts.local_acting import BadLocalToken
from services.accounts.passwords import VoidLink
from services.accounts.secret_words import UnfitPassword
from services.accounts.sessions import NoSuchPost, NotSignedIn, SecondFactorOwed
from services.accounts.tokens import (
    NoSuchToken,
    NotAdmitted,
    TokenOfToken,
    TokenUnderBreakGlass,
    TooNarrow,
)
from services.accounts.tries import SignInRefused
from services.assessment.assessing import BadPeriod, PeriodNotEnded
from services.assessment.opening_figures import BadCursor, UnknownFigure
from services.attachments.forms import UnfitFile
from services.attachments.sending import FilesClosed, FileTooLarge
from services.desk.inbox import NoSuchKind
from services.desk.saved_views import UnfitAddress
from services.knowledge.entries import NothingToLearn
from services.orders.act_form import UnknownAct
from services.orders.bulk import UnknownBulk
from services.orders.exports import ExportNotOnRecord, NotExported
from services.orders.looks import NobodyOfThisCode
from services.orders.reading import NotYetVisible
from services.orders.texts import LookOver, NotShown
from services.papers.printing import NoSuchPaper, NotPrinted, PrintNotOnRecord
from services.records import UnknownPack
from services.register.missed_calls import UnfitCall
from services.register.people import UnknownPerson
from services.register.succession import NotYet
from services.sign_on.journey import NoSignOn
from services.sign_on.linking import LinkedAlready, NotLinked
from services.submission.command_json import BadPaper
from store.accounts.separation import NotApart
from store.commands.command_table import KeyReused, UnknownCommand
from store.commands.earlier_editions import EarlierEdition
from store.commands.settlement import UnknownOrder
from store.desk.drafts import DraftChanged, TooManyDrafts, UnknownDraft
from store.desk.views import TooManyViews
from store.exports.exports import ExportNotApproved, ExportOver, UnknownExport
from store.held.held_acts import HeldActGone, UnknownHeldAct
from store.knowledge.citations import NotInForce
from store.knowledge.entries import (
    AlreadyWithdrawn,
    EndsBeforeItBegins,
    SecondPersonNeeded,
    UnknownEntry,
)
from store.register.dispatch_catalogue import CodeTaken, NotItsLastDay, UnknownRule, UnknownUnit
from store.register.duty import BadDuty
from store.register.missed_calls import UnknownCall
from store.register.successions import NotUndone, OtherSuccessor
from store.register.units import NoSuchUnit, UnfitUnit
from store.vault.attachment_rows import UnknownAttachment
from store.vault.attachments_sent import AttachmentsFull, OtherOffset
from store.vault.encryption import KeyDestroyed

DATABASE_AWAY: Final = (OperationalError, InterfaceError, PoolTimeout)
"""The database does not answer; nothing was stored."""
UNSTORABLE: Final = DataError
"""A word that no row can hold."""
DATABASE_ERRORS: Final = (DBAPIError, PoolTimeout)

__all__ = [
    "DATABASE_AWAY",
    "DATABASE_ERRORS",
    "UNSTORABLE",
    "AccountTaken",
    "AlreadyHeld",
    "AlreadyWithdrawn",
    "AnotherCan",
    "AttachmentsFull",
    "BadCursor",
    "BadDuty",
    "BadLocalToken",
    "BadPaper",
    "BadPeriod",
    "CodeTaken",
    "DamagedFact",
    "DraftChanged",
    "EarlierEdition",
    "EndsBeforeItBegins",
    "ExportNotApproved",
    "ExportNotOnRecord",
    "ExportOver",
    "FileTooLarge",
    "FilesClosed",
    "HeldActGone",
    "KeyDestroyed",
    "KeyReused",
    "LetInByTheAsker",
    "LinkedAlready",
    "LookOver",
    "MayNot",
    "NeverOpened",
    "NoHistory",
    "NoSecondFactor",
    "NoSignOn",
    "NoSuchBreakGlass",
    "NoSuchKind",
    "NoSuchPaper",
    "NoSuchPost",
    "NoSuchToken",
    "NoSuchUnit",
    "NobodyNamed",
    "NobodyOfThisCode",
    "NotAdmitted",
    "NotApart",
    "NotExported",
    "NotInForce",
    "NotInPerson",
    "NotItsLastDay",
    "NotLinked",
    "NotPrinted",
    "NotShown",
    "NotSignedIn",
    "NotThen",
    "NotUndone",
    "NotYet",
    "NotYetVisible",
    "NothingToLearn",
    "OneAtATime",
    "OneHuman",
    "OneKind",
    "OtherOffset",
    "OtherSuccessor",
    "PeriodNotEnded",
    "PrintNotOnRecord",
    "SecondFactorOwed",
    "SecondPersonNeeded",
    "SignInRefused",
    "TokenOfToken",
    "TokenUnderBreakGlass",
    "TooManyDrafts",
    "TooManyHours",
    "TooManyViews",
    "TooNarrow",
    "UnfitAddress",
    "UnfitCall",
    "UnfitFile",
    "UnfitPassword",
    "UnfitUnit",
    "UnfitUsername",
    "UnknownAccount",
    "UnknownAct",
    "UnknownAttachment",
    "UnknownBulk",
    "UnknownCall",
    "UnknownClock",
    "UnknownCommand",
    "UnknownDraft",
    "UnknownEntry",
    "UnknownExport",
    "UnknownFigure",
    "UnknownHeldAct",
    "UnknownOrder",
    "UnknownPack",
    "UnknownPerson",
    "UnknownRule",
    "UnknownUnit",
    "UnreadableEvent",
    "VoidLink",
]
