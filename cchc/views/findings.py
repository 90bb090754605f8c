"""Findings for people, editors and machines; `FORMATS` is the table of contents."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from cchc.problems import N_, Finding, Severity
from cchc.views.language import Language

SEVERITY = {
    Severity.ERROR: N_("error"),
    Severity.WARNING: N_("warning"),
    Severity.INFO: N_("info"),
}


def concise(findings: Iterable[Finding], root: Path, say: Language) -> str:
    """One line a finding: `path:line:column: severity RULE message`."""
    return "".join(f"{_head(f, say)}\n" for f in findings)


def full(findings: Iterable[Finding], root: Path, say: Language) -> str:
    """The same with the source line, a caret and help."""
    texts: dict[str, list[str]] = {}
    parts = []
    for finding in findings:
        parts.append(_head(finding, say))
        if finding.path not in texts:
            texts[finding.path] = _lines(root / finding.path)
        lines = texts[finding.path]
        if 0 < finding.line <= len(lines):
            parts += _source(lines[finding.line - 1], finding)
        if finding.help:
            parts.append(f"  {say(N_('help'))}: {say(finding.help)}")
        if finding.because:
            parts.append("  " + say(N_("accepted: {why}"), why=finding.because))
    return "".join(f"{part}\n" for part in parts)


def _head(finding: Finding, say: Language) -> str:
    place = (
        f"{finding.path}:{finding.line}:{finding.column}"
        if finding.line
        else finding.path
    )
    severity = say(SEVERITY[finding.severity])
    return f"{place}: {severity} {finding.rule} {say(finding.message)}"


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    except OSError:
        return []


def _source(line: str, finding: Finding) -> list[str]:
    """The line, cut around the place, and a caret below it."""
    start = max(0, finding.column - 60)
    shown = line[start : start + 100].replace("\t", " ")
    mark = f"{finding.line} | "
    caret = " " * (len(mark) - 2) + "| " + " " * (finding.column - 1 - start) + "^"
    return [mark + shown, caret]


def record(finding: Finding, say: Language) -> dict[str, object]:
    """One finding of the JSON contract."""
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "plan": finding.plan,
        "id": finding.id,
        "message": say(finding.message),
        "help": say(finding.help) if finding.help else None,
        "accepted": finding.accepted,
        "because": finding.because,
    }


def as_json(findings: Sequence[Finding], root: Path, say: Language) -> str:
    """The versioned contract of `cchc check --format json`."""
    data = {"format": 1, "findings": [record(f, say) for f in findings]}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


FORMATS = {"full": full, "concise": concise, "json": as_json}
