"""The watermark: who was shown something and when, on every page that leaves the system (6.2)."""

from datetime import datetime

from services.access.principal import Principal
from store.exports.exports import KeptExport
from texts import Language, both, say, token_of


def watermark(principal: Principal, at: datetime) -> str:
    """Say who reads, by the human's name on record, for which unit, and when in the city's time."""
    who = f"{principal.on_record} / {principal.person}, {principal.unit}"
    return both("screens.watermark", who=who, at=at.isoformat(timespec="seconds"))


def export_watermark(kept: KeptExport, at: datetime, reason: str) -> str:
    """Say who asked for an export and who agreed, when it left and what for."""
    return both(
        "screens.export_watermark",
        asked_by=f"{kept.account or kept.asked_by} / {kept.asked_by}, {kept.unit}",
        approved_by=kept.answered_by or "",
        at=at.isoformat(timespec="seconds"),
        reason=reason,
    )


def paper_watermark(principal: Principal, at: datetime, language: Language) -> str:
    """Say who prints, in which role, and when in the city's time: it fits many times on a sheet."""
    return say(
        "papers.watermark",
        language,
        role=say(token_of(principal.actor.role), language),
        who=principal.on_record or principal.person,
        at=f"{at:%Y-%m-%d %H:%M}",
    )
