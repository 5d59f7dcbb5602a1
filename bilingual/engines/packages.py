"""Argos Translate packages on disk: find, check, install, remove, and the index of those to download.

Packages live where Argos Translate keeps them, so both programs share them. `argostranslate.package` knows the
folders and the index; its `install_from_path` and `uninstall` are not used, because they load every translation
library (torch among them) and unpack without looking.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import stat
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from bilingual.errors import PackageError

_LARGEST = 8 << 30
_BUILTIN = Path(__file__).parent / "package"


@dataclass(frozen=True)
class EnginePackage:
    """An unpacked package.

    Attributes:
        path: folder that holds `metadata.json`.
        builtin: True for the one that ships with this program.
    """

    path: Path
    from_code: str
    to_code: str
    version: str
    from_name: str = ""
    to_name: str = ""
    target_prefix: str = ""
    term_markers: tuple[str, str] | None = None
    builtin: bool = False

    @property
    def name(self) -> str:
        """Folder name, as Argos names it."""
        return self.path.name

    @cached_property
    def digest(self) -> str:
        """First 12 hexadecimal digits of the SHA-256 of the model and tokeniser files."""
        total = hashlib.sha256()
        for file in ("model/model.bin", "sentencepiece.model", "bpe.model"):
            if (self.path / file).is_file():
                with (self.path / file).open("rb") as stream:
                    total.update(hashlib.file_digest(stream, "sha256").digest())
        return total.hexdigest()[:12]

    @cached_property
    def size(self) -> int:
        """Bytes on disk."""
        return sum(f.stat().st_size for f in self.path.rglob("*") if f.is_file())

    @property
    def card(self) -> str:
        """The package's own README, empty when it has none."""
        readme = self.path / "README.md"
        return readme.read_text(encoding="utf-8") if readme.is_file() else ""


def open_package(path: Path, *, builtin: bool = False) -> EnginePackage:
    """Read the metadata of an unpacked package; raises PackageError when it is incomplete."""
    try:
        metadata = json.loads((path / "metadata.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise PackageError(f"{path}: holds no metadata.json, so it is no Argos package") from None
    except (OSError, ValueError) as error:
        raise PackageError(f"{path / 'metadata.json'}: cannot be read ({error}); install the package again") from None
    _check_metadata(metadata, str(path))
    if not (path / "model" / "model.bin").is_file():
        raise PackageError(f"{path}: holds no model/model.bin; remove it and install the package again")
    return _from_metadata(metadata, path, builtin)


def _from_metadata(metadata: dict[str, Any], path: Path, builtin: bool) -> EnginePackage:
    markers = metadata.get("term_markers")
    return EnginePackage(
        path=path,
        from_code=metadata["from_code"],
        to_code=metadata["to_code"],
        version=str(metadata.get("package_version", "")),
        from_name=metadata.get("from_name", ""),
        to_name=metadata.get("to_name", ""),
        target_prefix=metadata.get("target_prefix", ""),
        term_markers=(markers[0], markers[1]) if isinstance(markers, list) and len(markers) == 2 else None,
        builtin=builtin,
    )


def _check_metadata(metadata: Any, place: str) -> None:
    if not isinstance(metadata, dict):
        raise PackageError(f"{place}: metadata.json should hold an object, not {type(metadata).__name__}")
    if metadata.get("type", "translate") != "translate":
        raise PackageError(f"{place}: is a package of type {metadata['type']!r}; one of type 'translate' was expected")
    for key in ("from_code", "to_code"):
        if not isinstance(metadata.get(key), str) or not metadata[key]:
            raise PackageError(f"{place}: metadata.json lacks {key!r}, the language code")


def builtin_packages() -> list[EnginePackage]:
    """The packages that ship with this program."""
    return [open_package(p.parent, builtin=True) for p in sorted(_BUILTIN.glob("*/metadata.json"))]


def _package_folders() -> list[Path]:
    """Argos Translate's package folders; the first is where it installs."""
    try:
        from argostranslate import settings
    except OSError:  # its folders are made when it is imported, which a read-only home does not allow
        return []
    return [Path(folder) for folder in settings.package_dirs]


def installed_packages(broken: list[str] | None = None) -> list[EnginePackage]:
    """The usable installed translation packages, sorted by pair.

    Args:
        broken: receives one message for each folder that is not a usable package.
    """
    found: list[EnginePackage] = []
    for folder in _package_folders():
        for path in sorted(folder.iterdir()) if folder.is_dir() else []:
            if not path.is_dir():
                continue
            try:
                found.append(open_package(path))
            except PackageError as error:
                if broken is not None:
                    broken.append(str(error))
    return sorted(found, key=lambda p: (p.from_code, p.to_code, p.name))


def install_archive(archive: Path, expected: tuple[str, str] | None = None) -> EnginePackage:
    """Check an `.argosmodel` archive, unpack it and put it in place in one step.

    Args:
        expected: (from, to) language codes that the package must have.

    Raises:
        PackageError: the archive is damaged, unsafe, incomplete or for another pair; nothing was changed.
    """
    folders = _package_folders()
    if not folders:
        raise PackageError("Argos Translate's package folder cannot be made; set ARGOS_PACKAGES_DIR to a writable one")
    top, metadata = check_archive(archive)
    if expected and (metadata["from_code"], metadata["to_code"]) != expected:
        pair = f"{metadata['from_code']} → {metadata['to_code']}"
        raise PackageError(f"{archive}: translates {pair}, but {expected[0]} → {expected[1]} was asked for")
    home = folders[0]
    with tempfile.TemporaryDirectory(prefix=".installing-", dir=home.parent) as scratch:
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(scratch)
        fresh = Path(scratch) / top
        open_package(fresh)
        _try_loading(fresh)
        place = home / top
        if place.exists():
            place.rename(Path(scratch) / "replaced")
        fresh.rename(place)
    return open_package(place)


def _try_loading(path: Path) -> None:
    import ctranslate2

    from bilingual.engines.tokenization import open_tokenizer

    open_tokenizer(path, "ko", "en")
    try:
        ctranslate2.Translator(str(path / "model"), device="cpu")
    except (RuntimeError, ValueError) as error:
        raise PackageError(f"{path.name}: its model cannot be loaded ({error}); nothing was changed") from None


def check_archive(archive: Path) -> tuple[str, dict[str, Any]]:
    """Look an `.argosmodel` through before anything is unpacked.

    Returns its top folder and metadata. Raises PackageError for a missing, truncated or damaged archive, one that
    would write outside its folder, or one that lacks a part of a package.
    """
    if not archive.is_file():
        raise PackageError(f"{archive}: there is no such file; give the path of an .argosmodel file")
    try:
        with zipfile.ZipFile(archive) as packed:
            top = _check_members(packed, archive)
            damaged = packed.testzip()
            if damaged:
                raise PackageError(f"{archive}: {damaged} in it is damaged; download it again")
            metadata = json.loads(packed.read(f"{top}/metadata.json").decode("utf-8"))
    except (zipfile.BadZipFile, EOFError, NotImplementedError) as error:
        raise PackageError(
            f"{archive}: is not a whole .argosmodel archive ({error}); the download may be truncated, get it again"
        ) from None
    except ValueError as error:
        raise PackageError(f"{archive}: its metadata.json is not JSON ({error})") from None
    _check_metadata(metadata, str(archive))
    return top, metadata


def _check_members(packed: zipfile.ZipFile, archive: Path) -> str:
    members = packed.infolist()
    for member in members:
        parts = PurePosixPath(member.filename.replace("\\", "/")).parts
        if not parts or parts[0] == "/" or ".." in parts or ":" in parts[0]:
            raise PackageError(f"{archive}: {member.filename!r} would be written outside its folder; do not install it")
        if stat.S_ISLNK(member.external_attr >> 16):
            raise PackageError(f"{archive}: {member.filename!r} is a link; do not install it")
    if sum(member.file_size for member in members) > _LARGEST:
        raise PackageError(f"{archive}: unpacks to more than {_LARGEST >> 30} GiB; that is no translation package")
    names = {member.filename for member in members}
    tops = {PurePosixPath(name).parts[0] for name in names}
    if len(tops) != 1:
        raise PackageError(f"{archive}: one folder was expected at its top, found {len(tops)}")
    top = tops.pop()
    for needed in ("metadata.json", "model/model.bin"):
        if f"{top}/{needed}" not in names:
            raise PackageError(f"{archive}: {needed} is missing in it; it is not a complete Argos package")
    if not {f"{top}/sentencepiece.model", f"{top}/bpe.model"} & names:
        raise PackageError(f"{archive}: its tokeniser (sentencepiece.model or bpe.model) is missing")
    return top


def remove_package(package: EnginePackage) -> None:
    """Remove an installed package; raises PackageError for the built-in one or when it cannot be deleted."""
    if package.builtin:
        raise PackageError(f"{package.name} is the built-in package and stays; install another to use that instead")
    try:
        doomed = Path(tempfile.mkdtemp(prefix=".removing-", dir=package.path.parent.parent))
        package.path.rename(doomed / package.name)
        shutil.rmtree(doomed)
    except OSError as error:
        raise PackageError(f"{package.path}: cannot be removed ({error.strerror})") from None


def pack(package: EnginePackage, archive: Path) -> None:
    """Write an unpacked package as an `.argosmodel` that any Argos Translate installs; an old file is replaced."""
    from bilingual.errors import OutputError

    partial = archive.with_name(f".{archive.name}.partial")
    try:
        with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as packed:
            for file in _files(package.path):
                packed.write(file, f"{package.name}/{file.relative_to(package.path).as_posix()}")
        partial.replace(archive)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise OutputError(f"cannot be written ({error.strerror})", path=archive) from None


def _files(folder: Path) -> Iterator[Path]:
    return (f for f in sorted(folder.rglob("*")) if f.is_file() and "__pycache__" not in f.parts)


def download(from_code: str, to_code: str) -> Path:
    """Fetch the index and the package of a pair; the only function that touches the network.

    Returns the path of the downloaded archive. Raises PackageError when the index or the package cannot be had.
    """
    from argostranslate import package as argos
    from argostranslate import settings

    argos.update_package_index()
    if not Path(settings.local_package_index).is_file():
        raise PackageError(f"the package index ({settings.remote_package_index}) cannot be fetched; are you online?")
    offers = [p for p in argos.get_available_packages() if (p.from_code, p.to_code) == (from_code, to_code)]
    if not offers:
        raise PackageError(
            f"Argos has no package {from_code} → {to_code}; packages to and from English can be chained, "
            f"so try `bilingual engine install {from_code} en` and `bilingual engine install en {to_code}`"
        )
    newest = max(offers, key=lambda p: [int(n) if n.isdigit() else 0 for n in p.package_version.split(".")])
    try:
        return Path(newest.download())
    except Exception as error:
        raise PackageError(f"the package {from_code} → {to_code} cannot be downloaded ({error})") from None
