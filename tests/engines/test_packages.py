"""Installing checks an archive before anything is unpacked, and changes nothing until it is whole."""

from __future__ import annotations

import json
import stat
import zipfile
from pathlib import Path

import pytest

from bilingual.engines import load_engine, packages
from bilingual.errors import OutputError, PackageError


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty Argos package folder."""
    folder = tmp_path / "argos" / "packages"
    folder.mkdir(parents=True)
    monkeypatch.setattr(packages, "_package_folders", lambda: [folder])
    return folder


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """The built-in package as an archive."""
    path = tmp_path / "ko_en.argosmodel"
    packages.pack(packages.builtin_packages()[0], path)
    return path


def rewritten(archive: Path, drop: str = "", **changes: bytes) -> Path:
    """A copy of an archive without the members that end in `drop`, with others replaced by name ending."""
    path = archive.with_name("changed.argosmodel")
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(path, "w") as new:
        for member in old.infolist():
            if drop and member.filename.endswith(drop):
                continue
            key = next((k for k in changes if member.filename.endswith(k.replace("__", "."))), None)
            new.writestr(member.filename, changes[key] if key else old.read(member))
    return path


@pytest.mark.engine
def test_the_builtin_package_installs_is_listed_and_is_removed(home: Path, archive: Path) -> None:
    installed = packages.install_archive(archive, ("ko", "en"))
    assert [p.name for p in packages.installed_packages()] == [installed.name]
    assert installed.digest == packages.builtin_packages()[0].digest
    assert not [p for p in home.parent.iterdir() if p.name.startswith(".")]
    packages.remove_package(installed)
    assert list(home.iterdir()) == []


@pytest.mark.engine
def test_an_installed_package_comes_before_the_builtin_one(home: Path, archive: Path) -> None:
    notices: list[str] = []
    load_engine("ko", "en", notice=notices.append)
    assert len(notices) == 1
    assert "bilingual engine install ko en" in notices[0]
    packages.install_archive(archive)
    assert str(home) in str(load_engine("ko", "en", notice=notices.append).package.path)  # type: ignore[attr-defined]
    assert len(notices) == 1


def test_the_wrong_pair_is_refused(home: Path, archive: Path) -> None:
    with pytest.raises(PackageError, match="translates ko → en, but ja → en was asked for"):
        packages.install_archive(archive, ("ja", "en"))
    assert list(home.iterdir()) == []


@pytest.mark.parametrize("missing", ["metadata.json", "model.bin", "sentencepiece.model"])
def test_a_missing_part_is_named(home: Path, archive: Path, missing: str) -> None:
    with pytest.raises(PackageError, match=missing.replace(".", r"\.")):
        packages.install_archive(rewritten(archive, drop=missing))
    assert list(home.iterdir()) == []


def test_a_truncated_download_is_refused(home: Path, archive: Path) -> None:
    archive.write_bytes(archive.read_bytes()[:100_000])
    with pytest.raises(PackageError, match="truncated"):
        packages.install_archive(archive)


def test_a_damaged_member_is_refused(home: Path, archive: Path) -> None:
    data = bytearray(archive.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 64] = bytes(64)
    archive.write_bytes(bytes(data))
    with pytest.raises(PackageError, match=r"damaged|whole"):
        packages.install_archive(archive)
    assert list(home.iterdir()) == []


@pytest.mark.parametrize("name", ["../evil.txt", "/etc/evil.txt", "pkg/../../evil.txt", "C:/evil.txt", "..\\evil.txt"])
def test_a_path_that_leaves_the_folder_is_refused(home: Path, archive: Path, name: str) -> None:
    with zipfile.ZipFile(archive, "a") as packed:
        packed.writestr(name, "x")
    with pytest.raises(PackageError, match="outside its folder"):
        packages.install_archive(archive)
    assert not (home.parent / "evil.txt").exists()


def test_a_link_is_refused(home: Path, archive: Path) -> None:
    link = zipfile.ZipInfo(f"{packages.builtin_packages()[0].name}/link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(archive, "a") as packed:
        packed.writestr(link, "/etc/passwd")
    with pytest.raises(PackageError, match="is a link"):
        packages.install_archive(archive)


@pytest.mark.engine
def test_a_model_that_does_not_load_leaves_the_old_one(home: Path, archive: Path) -> None:
    packages.install_archive(archive)
    with pytest.raises(PackageError, match="cannot be loaded"):
        packages.install_archive(rewritten(archive, model__bin=b"no model"))
    assert packages.installed_packages()[0].digest == packages.builtin_packages()[0].digest


def test_metadata_that_is_not_json_is_named(home: Path, archive: Path) -> None:
    with pytest.raises(PackageError, match="not JSON"):
        packages.install_archive(rewritten(archive, metadata__json=b"{"))


@pytest.mark.parametrize(
    ("metadata", "message"),
    [({"from_code": "ko"}, "to_code"), ([], "object"), ({"type": "sbd", "from_code": "ko"}, "type 'sbd'")],
)
def test_metadata_that_says_too_little_is_named(home: Path, archive: Path, metadata: object, message: str) -> None:
    with pytest.raises(PackageError, match=message):
        packages.install_archive(rewritten(archive, metadata__json=json.dumps(metadata).encode()))


def test_a_broken_folder_does_not_hide_the_others(home: Path) -> None:
    (home / "half").mkdir()
    broken: list[str] = []
    assert packages.installed_packages(broken) == []
    assert "metadata.json" in broken[0]


def test_the_builtin_package_cannot_be_removed() -> None:
    with pytest.raises(PackageError, match="built-in"):
        packages.remove_package(packages.builtin_packages()[0])


def test_packing_into_a_missing_folder_is_an_output_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        packages.pack(packages.builtin_packages()[0], tmp_path / "none" / "x.argosmodel")


def test_no_package_for_a_pair_says_how_to_get_one(home: Path) -> None:
    with pytest.raises(PackageError, match="bilingual engine install ja ko"):
        load_engine("ja", "ko")
