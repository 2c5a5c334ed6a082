"""Reading TOML tables as the model's classes; every mistake is noted and none stops the reading."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING
from functools import partial
from typing import Any, Final, TypeVar, get_args, get_origin

from policies.mistake import Mistake
from policies.plain import plain_value, rule_ids, source_text
from policies.shape import KeyWanted, entry_of, identity_of, is_table, is_value, wanted
from policies.shown import shown

Read = TypeVar("Read")
Identity = tuple[Any, ...]
BAD: Final[Any] = object()
"""Stands for a value that could not be read; the mistake is noted."""
NO_PARENT: Final[Any] = object()
UNREAD: Final[Any] = object()
"""Stands for a parent that is bad itself: nobody can say what is missing."""
DROP: Final = "drop"
COMPUTED: Final = ("edition",)
"""Keys of the model that no file may write."""


class Reader:
    """Reads the tables of one file; `mistakes` holds what was wrong."""

    def __init__(self, file: str, documents: Mapping[str, str]) -> None:
        self._file = file
        self._documents = documents
        self.mistakes: list[Mistake] = []

    def note(self, key: str, reason: str) -> Any:
        """Note a mistake and stand in for the value."""
        self.mistakes.append(Mistake(file=self._file, key=key, reason=reason))
        return BAD

    def table(self, kind: Any, raw: object, key: str, parent: Any = NO_PARENT) -> Any:
        """Read one table; what it leaves out comes from the parent, the model, or is missing."""
        if not isinstance(raw, dict):
            return self.note(key, f"must be a table, not {shown(raw)}")
        wants = wanted(kind)
        self.refuse_unknown(raw, [want.word for want in wants], key)
        values = {want.name: self.field(want, raw, key, parent) for want in wants}
        return BAD if BAD in values.values() else (get_origin(kind) or kind)(**values)

    def refuse_unknown(self, raw: Mapping[str, Any], words: Sequence[str], key: str) -> None:
        """Note every key that has no place in the table."""
        allowed = ", ".join(word for word in words if word not in COMPUTED)
        for word in raw:
            if word not in words:
                self.note(_join(key, word), f"unknown key; allowed: {allowed}")

    def field(
        self, want: KeyWanted, raw: Mapping[str, Any], key: str, parent: Any = NO_PARENT
    ) -> Any:
        """Read one key of a table, or say what stands in its place."""
        has_parent = parent is not NO_PARENT and parent is not UNREAD
        inherited = getattr(parent, want.name) if has_parent else parent
        if want.word in raw:
            return self._read(want, raw[want.word], _join(key, want.word), inherited)
        if parent is UNREAD:
            return BAD
        if has_parent:
            return inherited
        return self._absent(want, key)

    def _absent(self, want: KeyWanted, key: str) -> Any:
        if want.default is not MISSING:
            return want.default
        return self.note(_join(key, want.word), "missing")

    def _read(self, want: KeyWanted, raw: object, key: str, inherited: Any) -> Any:
        if want.name == "source":
            return self._plain(partial(source_text, raw, self._documents), key)
        if want.name == "rules":
            return self._plain(partial(rule_ids, raw), key)
        if entry := entry_of(want.kind):
            return EntryList(self, entry, key, inherited).read(raw)
        if is_value(want.kind):
            return self.table(want.kind, raw, key)
        if is_table(want.kind):
            return self.table(want.kind, raw, key, inherited)
        if get_origin(want.kind) is tuple:
            return self._list(get_args(want.kind)[0], raw, key)
        return self._plain(partial(plain_value, want.kind, raw), key)

    def _plain(self, read: Callable[[], Read], key: str) -> Read | Any:
        try:
            return read()
        except ValueError as problem:
            return self.note(key, str(problem))

    def _list(self, kind: Any, raw: object, key: str) -> Any:
        if not isinstance(raw, list):
            return self.note(key, f"must be a list, not {shown(raw)}")
        values = [
            self._plain(partial(plain_value, kind, item), f"{key}[{number}]")
            for number, item in enumerate(raw, start=1)
        ]
        if BAD not in values and len(set(values)) < len(values):
            return self.note(key, "names something twice")
        return BAD if BAD in values else tuple(values)


def _join(key: str, word: str) -> str:
    return f"{key}.{word}" if key else word


class EntryList:
    """Reads a list of tables; an entry replaces the parent's entry of the same identity."""

    def __init__(self, reader: Reader, kind: Any, key: str, inherited: Any) -> None:
        self._reader = reader
        self._kind = kind
        self._key = key
        self._names = identity_of(kind)
        self._parent_known = inherited is not UNREAD
        entries = inherited if isinstance(inherited, tuple) else ()
        self._standing: dict[Identity, Any] = {self._identity(entry): entry for entry in entries}
        self._said: dict[Identity, str] = {}

    def read(self, raw: object) -> Any:
        """Read the list and return what stands then, the parent's entries first."""
        if not isinstance(raw, list):
            return self._reader.note(self._key, f"must be a list of [[{self._key}]] tables")
        before = len(self._reader.mistakes)
        for number, item in enumerate(raw, start=1):
            where = f"{self._key}[{number}]"
            if isinstance(item, dict) and DROP in item:
                self._drop(item, where)
            else:
                self._stand(self._reader.table(self._kind, item, where), where)
        return tuple(self._standing.values()) if len(self._reader.mistakes) == before else BAD

    def _stand(self, entry: Any, where: str) -> None:
        if entry is not BAD and self._is_new(self._identity(entry), where):
            self._standing[self._identity(entry)] = entry

    def _drop(self, raw: Mapping[str, Any], where: str) -> None:
        """Take away an inherited entry that does not hold here, on the ground of a source."""
        named = {*self._names, "source", *({"rules"} & raw.keys())}
        wants = [want for want in wanted(self._kind) if want.name in named]
        self._reader.refuse_unknown(raw, [*(want.word for want in wants), DROP], where)
        if raw[DROP] is not True:
            self._reader.note(f"{where}.{DROP}", "can only be true")
        values = {want.name: self._reader.field(want, raw, where) for want in wants}
        if BAD in values.values():
            return
        identity = tuple(values[name] for name in self._names)
        if not self._is_new(identity, where) or not self._parent_known:
            return
        if self._standing.pop(identity, None) is None:
            self._reader.note(where, f"drops a {self._key} that the parent does not have")

    def _is_new(self, identity: Identity, where: str) -> bool:
        first = self._said.setdefault(identity, where)
        if first != where:
            self._reader.note(where, f"duplicate: the same {self._key} stands at {first}")
        return first == where

    def _identity(self, entry: Any) -> Identity:
        return tuple(getattr(entry, name) for name in self._names)
