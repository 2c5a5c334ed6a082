"""The ring of the vault's master keys: the current one wraps, each of them still opens."""

from collections.abc import Callable, Iterable

from domain.vocabulary import Secrecy
from store.vault.encryption import MasterKey, Unreadable


class KeyNotInRing(Unreadable):
    """Something lies under a key that is not in this process's ring; says which."""

    def __init__(self, key_id: str) -> None:
        super().__init__(f"the vault's key {key_id or '(none)'} is not in the ring")
        self.key_id = key_id


class KeyRing:
    """The master keys of one process. A key that it does not know yet it looks for once more where
    the keys are kept: one was added while it ran."""

    def __init__(self, read: Callable[[], Iterable[MasterKey]]) -> None:
        self._read = read
        self._keys: dict[str, MasterKey] = {}
        self._current = ""

    @classmethod
    def of(cls, *keys: MasterKey) -> "KeyRing":
        """A ring of these keys, the current one first."""
        return cls(lambda: keys)

    @property
    def key_ids(self) -> tuple[str, ...]:
        """The fingerprints of all keys that are kept now, that of the first start first."""
        self._look()
        return tuple(self._keys)

    @property
    def current(self) -> MasterKey:
        """The key that wraps, as far as the database told; raises KeyNotInRing."""
        return self.key(self._current or next(iter(self.key_ids), ""))

    def told(self, key_id: str | None) -> MasterKey:
        """Take the database's word for which key wraps from now on; None where it does not say.

        Raises KeyNotInRing."""
        if key_id is not None and key_id != self._current:
            self.key(key_id)
            self._current = key_id
        return self.current

    def key(self, key_id: str) -> MasterKey:
        """The key of this fingerprint; raises KeyNotInRing."""
        if key_id not in self._keys:
            self._look()
        if key_id not in self._keys:
            raise KeyNotInRing(key_id)
        return self._keys[key_id]

    def unwrap(
        self, order_number: str, secrecy: Secrecy, wrapped: bytes, key_id: str | None
    ) -> bytes:
        """Decrypt an order's key with the one that wrapped it; raises Unreadable."""
        if key_id is None:
            return self.unseal(wrapped, order_number, secrecy)
        return self.key(key_id).unwrap(order_number, secrecy, wrapped)

    def unseal(self, sealed: bytes, *place: str) -> bytes:
        """Decrypt something small that does not say under which key it lies; raises Unreadable."""
        known = tuple(self._keys.values())
        for key in known:
            if (content := _opened(key, sealed, *place)) is not None:
                return content
        self._look()
        for key in self._keys.values():
            if key not in known and (content := _opened(key, sealed, *place)) is not None:
                return content
        raise Unreadable("sealed with a key that is not in the ring, for another place, or changed")

    def _look(self) -> None:
        self._keys = {key.key_id: key for key in self._read()}


def _opened(key: MasterKey, sealed: bytes, *place: str) -> bytes | None:
    try:
        return key.unseal(sealed, *place)
    except Unreadable:
        return None
