"""Put new texts of files on a branch of their own; the working tree stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cchc.problems import N_, CchcError
from cchc.revisions.git import GitError, Repository


class Commit(NamedTuple):
    """One commit: its message, and paths in the workspace to new texts.

    `was` is what each text was made from (None: there was no file).
    """

    message: str
    texts: dict[str, str]
    was: dict[str, bytes | None]


def commit_on_branch(
    repository: Repository, name: str, commits: Sequence[Commit]
) -> None:
    """Make the branch `name` from HEAD with the commits, all of them or none.

    Raises `CchcError`: no repository, no name of a branch, a branch that is there, a
    file that HEAD has otherwise than the working tree.
    """
    prefix = repository.prefix
    try:
        repository.git("check-ref-format", "--branch", name)
    except GitError:
        raise CchcError(N_("{name} is no name of a branch"), name=name) from None
    head = repository.revision("HEAD", merge_base=False).commit
    if _is_there(repository, f"refs/heads/{name}"):
        raise CchcError(N_("there is a branch {name}; choose another name"), name=name)
    seen: set[str] = set()
    for one in commits:
        for path in one.texts:
            if path not in seen:
                _refuse_unlike(repository, f"{prefix}{path}", path, one.was[path])
            seen.add(path)
    who = repository.git("var", "GIT_COMMITTER_IDENT").decode("utf-8").strip()
    stream = _stream(name, (head, who, prefix), commits)
    repository.git("fast-import", "--quiet", "--date-format=raw", data=stream)


def _is_there(repository: Repository, ref: str) -> bool:
    try:
        repository.git("show-ref", "--verify", "--quiet", ref)
    except GitError:
        return False
    return True


def _refuse_unlike(
    repository: Repository, full: str, path: str, was: bytes | None
) -> None:
    """The branch starts from HEAD: what was read must be what HEAD has."""
    try:
        there: bytes | None = repository.git("cat-file", "blob", f"HEAD:{full}")
    except GitError:
        there = None
    if there != was:
        raise CchcError(
            N_("{path} has changes that are not committed; commit them first"),
            path=path,
        )


def _stream(name: str, base: tuple[str, str, str], commits: Sequence[Commit]) -> bytes:
    """What `git fast-import` reads: each commit with its files inline."""
    head, who, prefix = base
    parts: list[bytes] = []
    for number, one in enumerate(commits):
        message = one.message.encode("utf-8")
        parts.append(f"commit refs/heads/{name}\ncommitter {who}\n".encode())
        parts.append(b"data %d\n%s\n" % (len(message), message))
        if number == 0:
            parts.append(f"from {head}\n".encode())
        for path, text in one.texts.items():
            data = text.encode("utf-8")
            parts.append(f"M 100644 inline {prefix}{path}\n".encode())
            parts.append(b"data %d\n%s\n" % (len(data), data))
    return b"".join(parts)
