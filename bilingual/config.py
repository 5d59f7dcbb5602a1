"""Settings from `bilingual.toml` and the environment; nothing is read until it is asked for.

A setting is looked for on the command line first, then in the environment (`BILINGUAL_BEAM_SIZE=2`), then in
`bilingual.toml` in the working folder (or the file that `BILINGUAL_CONFIG` names), then the default here applies.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from bilingual.errors import ConfigError

_PREFIX = "BILINGUAL_"
_RESERVED = {"CONFIG", "TRACEBACK"}


@dataclass(frozen=True, slots=True)
class Settings:
    """What a project sets once instead of on every command line.

    Attributes:
        source_lang: BCP 47 code of what is translated from.
        glossary: paths of glossaries (in the environment separated by the system's path separator); empty means the
            one that ships.
        package: engine package to use, empty for the best one installed.
        beam_size: width of the beam search.
        threads: CPU threads, 0 for all.
        device: cpu, cuda or auto.
        style: house-style profile of the rules, empty for none.
        rules: folders or files of editors' own rules.
    """

    source_lang: str = "ko"
    target_lang: str = "en"
    glossary: tuple[str, ...] = ()
    package: str = ""
    beam_size: int = 4
    threads: int = 0
    device: str = "cpu"
    style: str = ""
    rules: tuple[str, ...] = ()


def load_settings(environ: Mapping[str, str] | None = None, folder: Path | None = None) -> Settings:
    """Read the settings.

    Args:
        environ: the environment, `os.environ` when None.
        folder: where `bilingual.toml` is looked for, the working folder when None.

    Raises:
        ConfigError: a file is named that does not exist, is not TOML, or holds an unknown or mistyped setting.
    """
    env = os.environ if environ is None else environ
    named = env.get(f"{_PREFIX}CONFIG")
    file = Path(named) if named else (folder or Path()) / "bilingual.toml"
    if named and not file.is_file():
        raise ConfigError("there is no such file; BILINGUAL_CONFIG names it", path=named)
    values = _from_file(file) if file.is_file() else {}
    values |= _from_environment(env)
    return Settings(**values)


def _from_file(file: Path) -> dict[str, Any]:
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"is not a readable TOML file ({error})", path=file) from None
    return {name: _typed(name, value, str(file)) for name, value in data.items()}


def _from_environment(env: Mapping[str, str]) -> dict[str, Any]:
    known = {f.name for f in fields(Settings)}
    found: dict[str, Any] = {}
    for key, text in env.items():
        name = key.removeprefix(_PREFIX).lower()
        if not key.startswith(_PREFIX) or name not in known or key.removeprefix(_PREFIX) in _RESERVED or not text:
            continue
        default = getattr(Settings(), name)
        value: Any = text
        if isinstance(default, tuple):
            value = text.split(os.pathsep)
        elif isinstance(default, int):
            value = int(text) if text.isdigit() else text
        found[name] = _typed(name, value, f"environment variable {key}")
    return found


def _typed(name: str, value: Any, place: str) -> Any:
    defaults = {f.name: getattr(Settings(), f.name) for f in fields(Settings)}
    if name not in defaults:
        raise ConfigError(f"there is no setting {name!r}; the settings are: {', '.join(sorted(defaults))}", path=place)
    expected = defaults[name]
    if isinstance(expected, tuple):
        if isinstance(value, list) and all(isinstance(v, str) for v in value):
            return tuple(value)
        raise ConfigError(f"a list of strings was expected, found {value!r}", path=place, field=name)
    if type(value) is not type(expected):
        raise ConfigError(f"{type(expected).__name__} was expected, found {value!r}", path=place, field=name)
    return value
