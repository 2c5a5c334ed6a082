"""The rule packs at hand: those that come with Paidan, by name, and any file, by path."""

from functools import cache
from pathlib import Path
from typing import Final

from domain.law.pack import Pack
from domain.time.calendar import WorkCalendar
from policies.calendar_library import CalendarLibrary, built_in_library, work_calendar
from policies.mistake import BadPack, Mistake, UnreadablePack
from policies.pack_file import EXTENDS, read_pack
from policies.sense import NAME

SHIPPED: Final = Path(__file__).parent / "packs"
SUFFIX: Final = ".toml"


def pack_names() -> tuple[str, ...]:
    """Name the rule packs that come with Paidan, in alphabetical order."""
    return tuple(sorted(path.stem for path in SHIPPED.glob(f"*{SUFFIX}")))


def load_pack(name_or_path: str | Path, calendars: CalendarLibrary | None = None) -> Pack:
    """Load a shipped pack by name, or any pack by path; raises BadPack or UnreadablePack.

    A pack by path may count by any of `calendars`, by default those that come with Paidan.
    """
    if isinstance(name_or_path, str):
        if name_or_path in pack_names():
            return _shipped(name_or_path)
        if not name_or_path.endswith(SUFFIX) and "/" not in name_or_path:
            reason = f"no such rule pack; known: {', '.join(pack_names())}"
            raise UnreadablePack([Mistake(file=name_or_path, key="", reason=reason)])
    return _load(Path(name_or_path), (), calendars or built_in_library())


@cache
def _shipped(name: str) -> Pack:
    return _load(SHIPPED / f"{name}{SUFFIX}", (), built_in_library())


def _load(path: Path, children: tuple[Path, ...], calendars: CalendarLibrary) -> Pack:
    """Read a file and what it extends; `children` are the files that led here."""
    return read_pack(path, lambda parent: _parent(parent, (*children, path), calendars), calendars)


def _parent(name: str, children: tuple[Path, ...], calendars: CalendarLibrary) -> Pack:
    """Find what the last of the children extends: a shipped pack, or a file beside it."""
    child = children[-1]
    if not NAME.fullmatch(name):
        raise _bad(child, f"{name!r} is not the name of a rule pack")
    if name in pack_names() and child.parent != SHIPPED:
        return _shipped(name)  # sound, and read once
    path = child.parent / f"{name}{SUFFIX}"
    if path.resolve() in {visited.resolve() for visited in children}:
        round_trip = " extends ".join([*(visited.stem for visited in children), name])
        raise _bad(child, f"in a circle: {round_trip}")
    if not path.is_file():
        raise _bad(child, f"no such rule pack {name!r}; known: {', '.join(pack_names())}")
    return _load(path, children, calendars)


def _bad(child: Path, reason: str) -> BadPack:
    return BadPack([Mistake(file=str(child), key=EXTENDS, reason=reason)])


def calendar_for(pack: Pack, calendars: CalendarLibrary | None = None) -> WorkCalendar:
    """Return the working-day calendar that a pack names, in its latest editions."""
    return calendars.calendar(pack.calendar) if calendars else work_calendar(pack.calendar)
