"""One generic registry: a decorator for what ships, entry points for third parties."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from importlib.metadata import entry_points
from typing import Generic, TypeVar

from bilingual.errors import ConfigError

T = TypeVar("T")


class Registry(Generic[T]):
    """Named things of one kind, found on first use.

    Args:
        kind: what is registered, for messages ("document format").
        package: the package whose modules register themselves when imported.
        group: entry-point group for third parties, e.g. `bilingual.engines`.
    """

    def __init__(self, kind: str, *, package: str, group: str) -> None:
        self.kind = kind
        self.package = package
        self.group = group
        self._items: dict[str, T] = {}
        self._loaded = False

    def register(self, name: str) -> Callable[[T], T]:
        """Decorator: register the decorated object as `name`; a second registration of a name raises ValueError."""

        def add(item: T) -> T:
            if name in self._items and self._items[name] is not item:
                raise ValueError(f"{self.kind} {name!r} is registered twice")
            self._items[name] = item
            return item

        return add

    def _load(self) -> None:
        if self._loaded:
            return
        self._loaded = True
        package = importlib.import_module(self.package)
        for module in pkgutil.iter_modules(package.__path__):
            importlib.import_module(f"{self.package}.{module.name}")
        for point in entry_points(group=self.group):
            self._items.setdefault(point.name, point.load())

    def names(self) -> list[str]:
        """All names, sorted."""
        self._load()
        return sorted(self._items)

    def get(self, name: str) -> T:
        """The item called `name`; raises ConfigError that lists the known names."""
        self._load()
        try:
            return self._items[name]
        except KeyError:
            known = ", ".join(sorted(self._items))
            raise ConfigError(f"no {self.kind} is called {name!r}; there are: {known}") from None

    def __iter__(self) -> Iterator[tuple[str, T]]:
        self._load()
        return iter(sorted(self._items.items()))
