"""Standard input and output: whatever an office's console sends or no longer takes."""

from __future__ import annotations

import codecs
import os
import sys

from cchc.problems import N_, CchcError, Message, message, reason

BROKEN = 141
"""Exit code where the reader went away (`cchc status | head`), as shells have it."""

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def prepare() -> None:
    """Make both outputs UTF-8. Raises `CchcError` where results have no way out."""
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    if sys.stdout is None:
        raise CchcError(N_("standard output is closed: nothing was done"))
    for stream in (sys.stdout, sys.stderr):
        if (stream.encoding or "").lower() != "utf-8" and hasattr(
            stream, "reconfigure"
        ):
            stream.reconfigure(encoding="utf-8")  # an office's Windows console


def lines() -> list[str]:
    """Lines of standard input that are not empty.

    UTF-8 whatever the console says, or UTF-16 with its mark. Raises `CchcError` where
    the input is closed or no text.
    """
    if sys.stdin is None:
        raise CchcError(N_("standard input is closed"))
    try:
        raw = sys.stdin.buffer.read()
    except OSError as error:
        raise CchcError(
            N_("standard input cannot be read: {why}"), why=reason(error)
        ) from None
    return [line for line in decoded(raw).splitlines() if line.strip()]


def decoded(raw: bytes) -> str:
    """Bytes to text, without a byte order mark. Raises `CchcError` for other bytes."""
    from cchc.text.characters import CONTROL

    encoding = "utf-16" if raw.startswith(_UTF16) else "utf-8-sig"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise CchcError(
            N_("standard input is no UTF-8: see line {line}"),
            line=raw.count(b"\n", 0, error.start) + 1,
        ) from None
    bad = CONTROL.search(text)
    if bad is not None:
        raise CchcError(
            N_("standard input has an invisible character ({name}): see line {line}"),
            name=f"U+{ord(bad.group()):04X}",
            line=text.count("\n", 0, bad.start()) + 1,
        )
    return text


def failed(error: OSError) -> Message | None:
    """What to say where a file or a stream fails; None where the reader went away."""
    if isinstance(error, BrokenPipeError):
        return None
    if error.filename is not None:
        return message(
            N_("{path} cannot be used: {why}"), path=error.filename, why=reason(error)
        )
    return message(N_("the result cannot be written: {why}"), why=reason(error))


def close() -> None:
    """Let go of what standard output did not take, so that the end is silent."""
    try:
        hole = os.open(os.devnull, os.O_WRONLY)
        os.dup2(hole, sys.stdout.fileno())
        os.close(hole)
    except (OSError, ValueError):  # a stream that is no file has nothing to let go
        return
