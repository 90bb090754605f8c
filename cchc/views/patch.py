"""A change of one file as a patch, which `git apply` and `patch` can read."""

from __future__ import annotations

from difflib import unified_diff


def patch(old: str, new: str, path: str) -> str:
    """A unified diff as git prints it; a new file comes from /dev/null."""
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
        for line in unified_diff(
            old.splitlines(keepends=True),
            new.splitlines(keepends=True),
            f"a/{path}" if old else "/dev/null",
            f"b/{path}",
        )
    )
