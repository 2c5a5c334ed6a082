"""Classes by their explicit word: each enters itself, so that nobody keeps a list of them."""

from collections.abc import Callable
from importlib import import_module
from typing import Any, TypeVar

T = TypeVar("T")


class WordTaken(TypeError):
    """Two classes claim one word, or a class has none."""


class Registry:
    """The classes of one kind, found by the word that one literal field of each holds.

    Annotated on a type, it tells pydantic (which the core itself does not import) to read and
    write the values by that word alone: a reader of ten thousand facts must not try eighty classes
    on each. The choices are gathered when they are first asked for, from all modules of the package
    in which the classes enter themselves.
    """

    def __init__(self, field: str, *, package: str) -> None:
        self._field = field
        self._package = package
        self._by_word: dict[str, type[Any]] = {}
        self._is_complete = False

    def enter(self, entered: type[T]) -> type[T]:
        """Enter a dataclass under its word; raises WordTaken."""
        word = self.word_of(entered)
        other = self._by_word.setdefault(word, entered)
        if other is not entered:
            raise WordTaken(
                f'"{word}" is the word of {_where(other)} already, and stored words never change '
                f"their meaning: give {_where(entered)} another {self._field}"
            )
        return entered

    def word_of(self, entered: type[Any]) -> str:
        """The word of a class; raises WordTaken if it has none."""
        field = getattr(entered, "__dataclass_fields__", {}).get(self._field)
        if field is None or not isinstance(field.default, str):
            raise WordTaken(
                f"{_where(entered)} has no word: write its decorator above @dataclass, and in the "
                f'class {self._field}: Literal["its_word"] = "its_word"'
            )
        return str(field.default)

    def complete(self) -> None:
        """Import all modules of the package, so that every class has entered itself."""
        if not self._is_complete:
            import_module(self._package).find_all()
            self._is_complete = True

    def classes(self) -> tuple[type[Any], ...]:
        """Every class, sorted by its word."""
        self.complete()
        return tuple(self._by_word[word] for word in sorted(self._by_word))

    def words(self) -> tuple[str, ...]:
        """Every word, sorted."""
        self.complete()
        return tuple(sorted(self._by_word))

    def __get_pydantic_core_schema__(
        self, _: Any, handler: Callable[[Any], dict[str, Any]]
    ) -> dict[str, Any]:
        choices = {self.word_of(one): handler(one) for one in self.classes()}
        return {"type": "tagged-union", "discriminator": self._field, "choices": choices}


def _where(entered: type[Any]) -> str:
    return f"{entered.__module__}.{entered.__qualname__}"
