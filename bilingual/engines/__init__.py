"""Engines: whatever translates a batch of requests (see `bilingual.engines.base`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bilingual.errors import PackageError

if TYPE_CHECKING:
    from bilingual.engines.argos import Hardware
    from bilingual.engines.base import Engine
    from bilingual.engines.packages import EnginePackage


def load_engine(
    source_lang: str,
    target_lang: str,
    *,
    hardware: Hardware | None = None,
    package: str | None = None,
    notice: Callable[[str], None] | None = None,
) -> Engine:
    """The engine of a language pair.

    An installed Argos package comes first, then the built-in one, then two installed packages chained through English.

    Args:
        package: name or folder of the package to use, `builtin` for the one that ships, `echo` for the fake.
        notice: receives one line when the built-in package stands in for an installed one.

    Raises:
        PackageError: no package translates this pair; the message says how to install one.
    """
    from bilingual.engines.argos import ArgosEngine
    from bilingual.engines.echo import EchoEngine
    from bilingual.engines.packages import builtin_packages, installed_packages

    if package == "echo":
        return EchoEngine(source_lang, target_lang)
    if package and package != "builtin":
        return ArgosEngine(_named(package, source_lang, target_lang), hardware)
    installed = [] if package == "builtin" else installed_packages()
    direct = _direct(installed, source_lang, target_lang)
    if direct is None:
        direct = _direct(builtin_packages(), source_lang, target_lang)
        if direct and notice and package is None:
            notice(
                f"using the built-in {source_lang} → {target_lang} package; "
                f"for Argos's own: bilingual engine install {source_lang} {target_lang}"
            )
    if direct:
        return ArgosEngine(direct, hardware)
    return _through_english(installed + builtin_packages(), source_lang, target_lang, hardware)


def _direct(packages: list[EnginePackage], source_lang: str, target_lang: str) -> EnginePackage | None:
    fitting = [p for p in packages if (p.from_code, p.to_code) == (source_lang, target_lang)]
    return fitting[-1] if fitting else None


def _named(name: str, source_lang: str, target_lang: str) -> EnginePackage:
    from pathlib import Path

    from bilingual.engines.packages import builtin_packages, installed_packages, open_package

    if Path(name).is_dir():
        found = open_package(Path(name).resolve())
    else:
        everything = installed_packages() + builtin_packages()
        fitting = [p for p in everything if p.name == name]
        if not fitting:
            known = ", ".join(p.name for p in everything)
            raise PackageError(f"no engine package is called {name!r}; there are: {known}")
        found = fitting[0]
    if (found.from_code, found.to_code) != (source_lang, target_lang):
        pair = f"{found.from_code} → {found.to_code}"
        raise PackageError(f"{found.name} translates {pair}, but {source_lang} → {target_lang} was asked for")
    return found


def _through_english(
    packages: list[EnginePackage], source_lang: str, target_lang: str, hardware: Hardware | None
) -> Engine:
    from bilingual.engines.argos import ArgosEngine
    from bilingual.engines.pivot import PivotEngine

    first = _direct(packages, source_lang, "en")
    second = _direct(packages, "en", target_lang)
    if first is None or second is None or "en" in (source_lang, target_lang):
        pairs = ", ".join(sorted({f"{p.from_code} → {p.to_code}" for p in packages}))
        raise PackageError(
            f"no package translates {source_lang} → {target_lang} (there are: {pairs}); "
            f"install one with: bilingual engine install {source_lang} {target_lang}"
        )
    return PivotEngine(ArgosEngine(first, hardware), ArgosEngine(second, hardware))
