"""How exports are told: what was asked for and what became of it, and what was fetched."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from policies.sight import SightField
from services.orders.texts import TextShown
from services.orders.watermark import export_watermark
from services.views import Instant
from store.exports.exports import ExportState, KeptExport


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ExportShown:
    """One export: who asked for what and why, and what became of it."""

    id: str
    asked_by: str
    unit: str
    asked_at: Instant
    orders: tuple[str, ...]
    fields: tuple[SightField, ...]
    reason: str
    state: ExportState
    answered_by: str | None
    answered_at: Instant | None
    fetched_at: Instant | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportsListed:
    """A page of exports, the newest first; `next` continues, None ends."""

    exports: tuple[ExportShown, ...]
    next: str | None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class TextExported:
    """One text that leaves, with its order and the watermark."""

    order: str
    watermark: str
    text: TextShown


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ExportFetched:
    """All that leaves with one export."""

    id: str
    watermark: str
    texts: tuple[TextExported, ...]
    left_out: tuple[str, ...]
    """Orders of which nothing leaves: for named people only by now, seen no more, or nothing that
    the asker is shown in full."""


def export_shown(kept: KeptExport, reason: str, zone: ZoneInfo) -> ExportShown:
    """Tell of an export, its instants in the city's zone."""
    return ExportShown(
        id=str(kept.id),
        asked_by=kept.asked_by,
        unit=kept.unit,
        asked_at=kept.asked_at.astimezone(zone),
        orders=kept.orders,
        fields=tuple(map(SightField, kept.fields)),
        reason=reason,
        state=kept.state,
        answered_by=kept.answered_by,
        answered_at=kept.answered_at.astimezone(zone) if kept.answered_at else None,
        fetched_at=kept.fetched_at.astimezone(zone) if kept.fetched_at else None,
    )


def export_fetched(
    kept: KeptExport,
    reason: str,
    zone: ZoneInfo,
    found: Sequence[tuple[str, Sequence[TextShown]]],
) -> ExportFetched:
    """Put the watermark on every text that leaves."""
    mark = export_watermark(kept, (kept.fetched_at or kept.asked_at).astimezone(zone), reason)
    return ExportFetched(
        id=str(kept.id),
        watermark=mark,
        texts=tuple(
            TextExported(order=number, watermark=mark, text=one)
            for number, texts in found
            for one in texts
        ),
        left_out=tuple(sorted(set(kept.orders) - {number for number, _ in found})),
    )
