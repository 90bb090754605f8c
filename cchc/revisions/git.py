"""Read a git repository with git itself: which files a commit has, and their bytes."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from cchc.load.places import PLACES, placed
from cchc.problems import N_, CchcError

# What git sets for the hooks that it runs (`git rev-parse --local-env-vars`), and what
# changes how paths are read: with these, git would answer for another repository.
# The user's own settings (GIT_CONFIG_…) stay.
_FOREIGN = frozenset(
    {
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_COMMON_DIR",
        "GIT_CONFIG",
        "GIT_DIR",
        "GIT_GLOB_PATHSPECS",
        "GIT_GRAFT_FILE",
        "GIT_ICASE_PATHSPECS",
        "GIT_IMPLICIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_INTERNAL_SUPER_PREFIX",
        "GIT_LITERAL_PATHSPECS",
        "GIT_NAMESPACE",
        "GIT_NOGLOB_PATHSPECS",
        "GIT_NO_REPLACE_OBJECTS",
        "GIT_OBJECT_DIRECTORY",
        "GIT_PREFIX",
        "GIT_QUARANTINE_PATH",
        "GIT_REPLACE_REF_BASE",
        "GIT_SHALLOW_FILE",
        "GIT_WORK_TREE",
    }
)


@dataclass(frozen=True, slots=True)
class Revision:
    """What the user called it, and the full name of the commit compared with.

    A plan on an earlier day has no commit.
    """

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
        options = ("--no-optional-locks", "--no-pager", "--literal-pathspecs")
        command = ["git", "-C", str(self.root), *options, *arguments]
        kept = {key: os.environ[key] for key in os.environ if key not in _FOREIGN}
        try:
            done = subprocess.run(
                command, input=data, capture_output=True, check=False, env=kept
            )
        except FileNotFoundError:
            raise CchcError(N_("git is not installed, or not on the path")) from None
        if done.returncode:
            raise GitError(_complaint(done.stderr) or str(done.returncode))
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
            raise self._unknown(name) from None
        return Revision(name, self._base(name, commit) if merge_base else commit)

    def _unknown(self, name: str) -> CchcError:
        if name and not name.startswith("-") and self.shallow:
            return CchcError(
                N_(
                    "git knows no revision {name} in this shallow clone; fetch it "
                    "(git fetch --unshallow, or git fetch origin BRANCH)"
                ),
                name=name,
            )
        return CchcError(N_("git knows no revision {name}"), name=name)

    def _base(self, name: str, commit: str) -> str:
        """Where this branch left `name`. Raises `CchcError` where nobody can tell."""
        try:
            base = _word(self.git("merge-base", commit, "HEAD"))
        except GitError:
            if self.shallow:
                raise _cut_off(name) from None
            raise CchcError(
                N_(
                    "this branch and {name} have no commit in common; "
                    "--no-merge-base compares with {name} itself"
                ),
                name=name,
            ) from None
        # Beyond the cut of a shallow clone there may be a later common commit than the
        # one found: it is certain only where the way there is whole on both sides.
        head = _word(self.git("rev-parse", "HEAD"))
        if self.shallow and base not in (commit, head):
            way = self.git("rev-list", commit, head, f"^{base}").decode().split()
            if self.shallow & {*way}:
                raise _cut_off(name)
        return base

    @cached_property
    def shallow(self) -> frozenset[str]:
        """Commits whose parents a shallow clone lacks; empty in a whole repository."""
        if _word(self.git("rev-parse", "--is-shallow-repository")) != "true":
            return frozenset()
        found = self.git("rev-parse", "--git-path", "shallow")
        file = self.root / found.decode("utf-8", "surrogateescape").rstrip("\n")
        return frozenset(file.read_text(encoding="ascii").split())

    def files(self, commit: str) -> dict[str, str]:
        """Path in the workspace to object name, of the files that are ours.

        Links and submodules are left out, as the workspace leaves them unread.
        """
        folders = dict.fromkeys(place.folder for place in PLACES)
        where = [f"{self.prefix}{folder}/" for folder in folders]
        listed = self.git("ls-tree", "-r", "-z", "--full-tree", commit, "--", *where)
        found = {}
        for record in listed.split(b"\0"):
            head, _, raw = record.partition(b"\t")
            path = raw.decode("utf-8", "surrogateescape")[len(self.prefix) :]
            if head.startswith(b"100") and placed(path):
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


def _cut_off(name: str) -> CchcError:
    return CchcError(
        N_(
            "this is a shallow clone: the commit where this branch left {name} is "
            "missing; git fetch --unshallow (or --deepen=100) brings it, "
            "--no-merge-base compares with {name} itself"
        ),
        name=name,
    )


def _complaint(output: bytes) -> str:
    """What git says is wrong: its last line that is no trace, warning or hint."""
    lines = output.decode("utf-8", "replace").strip().splitlines()
    fatal = [line for line in lines if line.startswith(("fatal:", "error:"))]
    return (fatal or lines or [""])[0]


def _word(output: bytes) -> str:
    return output.decode().split()[0]
