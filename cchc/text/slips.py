"""Texts that are no YAML: the usual slips of the pen, in our words."""

from __future__ import annotations

from ruamel.yaml.error import MarkedYAMLError

from cchc.problems import N_, Message, message
from cchc.text.reader import Fault


def slip(error: MarkedYAMLError, text: str) -> Fault:
    """Where the parser gave up, and what the writer should look at."""
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    lines = text.splitlines()
    shown = lines[line] if line < len(lines) else ""
    if "\t" in shown[: column + 1]:
        return Fault(
            "yaml-tab",
            line + 1,
            shown.index("\t") + 1,
            message(N_("a tab stands where spaces must")),
            message(N_("indent with spaces, two a level")),
        )
    return Fault(
        "yaml-syntax",
        line + 1,
        column + 1,
        message(N_("YAML cannot be read here: {why}"), why=_why(error.problem or "?")),
        message(
            N_(
                "look at this line and the one above: a missing quote, "
                "a colon inside text, or wrong indentation"
            )
        ),
    )


def _why(problem: str) -> Message:
    """What the parser met, in our words where it is one of the usual slips."""
    known = _SLIPS.get(problem)
    return message(known) if known else message("{why}", why=problem)


_SLIPS = {
    "mapping values are not allowed in this context": N_("a colon inside plain text"),
    "did not find expected ',' or ']'": N_("a comma or ] is missing"),
    "did not find expected ',' or '}'": N_("a comma or } is missing"),
    "could not find expected ':'": N_("a colon is missing"),
    "found unexpected end of stream": N_("a quote is not closed"),
    "did not find expected key": N_("wrong indentation, or a quote is missing"),
    "did not find expected '-' indicator": N_("wrong indentation"),
    "did not find expected node content": N_("a value is missing"),
    "did not find expected <document start>": N_("wrong indentation"),
    "found character that cannot start any token": N_("a value starts with a sign"),
}
"""What libyaml says of the usual slips."""
