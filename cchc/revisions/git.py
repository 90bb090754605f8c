"""Read a git repository with git itself: which files a commit has, and their bytes."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from cchc.problems import N_, CchcError

FILE = re.compile(
    r"plans/(?:"
    r"(?P<register>workspace|registers/(?:units|indicators|documents|workdays))"
    r"|(?P<plan>[a-z0-9]+(?:-[a-z0-9]+)*)/"
    r"(?:decision|progress/(?P<journal>[^./][^/]*))"
    r")\.yaml"
)
"""Files of a workspace, by their path in it."""


@dataclass(frozen=True, slots=True)
class Revision:
    """What the user called it, and the full name of the commit compared with."""

    name: str
    commit: str


class GitError(CchcError):
    """A git command failed; carries git's first line of complaint."""

    def __init__(self, why: str) -> None:
        super().__init__(N_("git cannot do this: {why}"), why=why)
        self.why = why


class Repository:
    """The git repository around a folder, read only."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def git(self, *arguments: str, data: bytes | None = None) -> bytes:
        """Output of a git command that only reads. Raises `GitError` when it fails."""
        command = ["git", "-C", str(self.root), "--no-optional-locks", *arguments]
        try:
            done = subprocess.run(command, input=data, capture_output=True, check=False)
        except FileNotFoundError:
            raise CchcError(N_("git is not installed, or not on the path")) from None
        if done.returncode:
            lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise GitError(lines[0] if lines else str(done.returncode))
        return done.stdout

    @cached_property
    def prefix(self) -> str:
        """The folder inside the repository: empty, or `a/b/`."""
        try:
            found = self.git("rev-parse", "--show-prefix")
        except GitError as error:
            raise CchcError(
                N_("{root} is in no git repository that can be read ({why})"),
                root=self.root,
                why=error.why,
            ) from None
        return found.decode("utf-8", "surrogateescape").rstrip("\n")

    def revision(self, name: str, merge_base: bool) -> Revision:
        """The commit that `name` means, or the one where this branch left it."""
        _ = self.prefix  # says first that there is no repository
        spec = f"{name}^{{commit}}"
        try:
            if not name or name.startswith("-"):
                raise GitError(name)
            commit = _word(self.git("rev-parse", "--verify", "--quiet", spec))
        except GitError:
            raise CchcError(N_("git knows no revision {name}"), name=name) from None
        if merge_base:
            try:
                commit = _word(self.git("merge-base", commit, "HEAD"))
            except GitError:
                # No common history (a shallow clone), or no commit here yet.
                return Revision(name, commit)
        return Revision(name, commit)

    def files(self, commit: str) -> dict[str, str]:
        """Path in the workspace to object name, of the files that are ours.

        Links and submodules are left out, as the workspace leaves them unread.
        """
        where = f"{self.prefix}plans/"
        listed = self.git("ls-tree", "-r", "-z", "--full-tree", commit, "--", where)
        found = {}
        for record in listed.split(b"\0"):
            head, _, raw = record.partition(b"\t")
            path = raw.decode("utf-8", "surrogateescape")[len(self.prefix) :]
            if head.startswith(b"100") and FILE.fullmatch(path):
                found[path] = head.split()[2].decode()
        return found

    def contents(self, names: Iterable[str]) -> dict[str, bytes]:
        """Bytes of objects by name, all read in one call."""
        wanted = list(dict.fromkeys(names))
        if not wanted:
            return {}
        data = "".join(f"{name}\n" for name in wanted).encode()
        out = self.git("cat-file", "--batch", data=data)
        found = {}
        at = 0
        for name in wanted:
            end = out.index(b"\n", at)
            size = out[at:end].split()[-1]
            if not size.isdigit():  # "<name> missing": a partial clone
                raise GitError(out[at:end].decode("utf-8", "replace"))
            at = end + 1 + int(size)
            found[name] = out[end + 1 : at]
            at += 1
        return found


def _word(output: bytes) -> str:
    return output.decode().split()[0]
