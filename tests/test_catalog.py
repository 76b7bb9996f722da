"""Shipped files with their sources, and outputs that are whole or absent."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from geo import catalog
from geo.errors import SourceError

FACTS = {
    "title": "t", "publisher": "p", "url": "https://example.org", "licence": "CC0-1.0",
    "attribution": "a", "retrieved_at": "2026-01-01T00:00:00Z", "sha256": "x",
}  # fmt: skip


def described(path: Path, **changed: str) -> Path:
    path.write_text("data", "utf-8")
    path.with_name(path.name + catalog.SIDECAR).write_text(json.dumps(FACTS | changed), "utf-8")
    return path


def test_every_shipped_file_has_a_true_sidecar() -> None:
    folder = catalog.data_folder()
    names = [
        p.relative_to(folder).as_posix()
        for p in folder.rglob("*")
        if p.is_file() and not p.name.endswith(catalog.SIDECAR)
    ]
    assert names
    assert all(catalog.shipped(name)[1].licence for name in names)


def test_a_file_without_a_sidecar_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bare.csv").write_text("x", "utf-8")
    with pytest.raises(SourceError, match="has no sidecar"):
        catalog.read_sidecar(tmp_path / "bare.csv")


@pytest.mark.parametrize("licence", ["", "NA", "none", "unknown"])
def test_data_without_a_licence_is_refused(tmp_path: Path, licence: str) -> None:
    with pytest.raises(SourceError, match="licence"):
        catalog.read_sidecar(described(tmp_path / "data.csv", licence=licence))


def test_an_altered_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    described(tmp_path / "data.csv")
    monkeypatch.setattr(catalog, "_HOMES", (tmp_path,))
    catalog.shipped.cache_clear()
    with pytest.raises(SourceError, match="Restore the file"):
        catalog.shipped("data.csv")
    catalog.shipped.cache_clear()


def test_a_finished_file_replaces_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    target.write_text("old", "utf-8")
    with catalog.write_whole(target) as file:
        file.write("new")  # type: ignore[arg-type]
    assert target.read_text("utf-8") == "new"


def test_an_error_while_writing_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    target.write_text("old", "utf-8")
    with pytest.raises(TypeError), catalog.write_whole(target) as file:
        file.writelines(["half", None])  # type: ignore[list-item]
    assert [p.name for p in tmp_path.iterdir()] == ["out.txt"]
    assert target.read_text("utf-8") == "old"


def test_a_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "target.txt", tmp_path / "link.txt"
    target.write_text("old", "utf-8")
    link.symlink_to(target)
    with catalog.write_whole(link) as file:
        file.write("new")  # type: ignore[arg-type]
    assert link.is_symlink()
    assert target.read_text("utf-8") == "new"


def test_a_device_is_written_to_and_stays_a_device(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with catalog.write_whole(pipe) as file:
        file.write("words")  # type: ignore[arg-type]
    assert (os.read(reader, 10), pipe.is_fifo()) == (b"words", True)
    os.close(reader)


def test_a_missing_folder_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="Choose a folder"), catalog.write_whole(tmp_path / "no" / "out.txt"):
        pass


def test_files_are_written_with_the_users_mask(tmp_path: Path) -> None:
    mask = os.umask(0o022)
    try:
        with catalog.write_whole(tmp_path / "out.txt") as file:
            file.write("x")  # type: ignore[arg-type]
    finally:
        os.umask(mask)
    assert (tmp_path / "out.txt").stat().st_mode & 0o777 == 0o644


def test_the_cache_folder_follows_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FRONTLINE_CACHE", str(tmp_path))
    assert catalog.cache_folder() == tmp_path
