"""Findings for people and programs; `FORMATS` is the table of contents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from cchc.problems import N_, Finding, Severity
from cchc.text.characters import visible
from cchc.views import exchange
from cchc.views.contract import dumps
from cchc.views.exchange import NO_PAGES, Pages
from cchc.views.language import Language

SEVERITY = {
    Severity.ERROR: N_("error"),
    Severity.WARNING: N_("warning"),
    Severity.INFO: N_("info"),
}
WIDEST = 100


def concise(
    findings: Sequence[Finding], root: Path, say: Language, pages: Pages = NO_PAGES
) -> str:
    """One line a finding: `path:line:column: severity RULE message`."""
    return "".join(f"{visible(_head(f, say))}\n" for f in findings)


def full(
    findings: Sequence[Finding], root: Path, say: Language, pages: Pages = NO_PAGES
) -> str:
    """The same with the source line, a caret and help."""
    texts: dict[str, list[str]] = {}
    parts = []
    for finding in findings:
        parts.append(_head(finding, say))
        # Without a line the file may be one that must not be read: endless, outside.
        if finding.line and finding.path not in texts:
            texts[finding.path] = _lines(root / finding.path)
        lines = texts.get(finding.path, [])
        if 0 < finding.line <= len(lines):
            parts += _source(lines[finding.line - 1], finding)
        if finding.help:
            parts.append(f"  {say(N_('help'))}: {say(finding.help)}")
        if finding.because:
            parts.append("  " + say(N_("accepted: {why}"), why=finding.because))
    return "".join(f"{visible(part)}\n" for part in parts)


def _head(finding: Finding, say: Language) -> str:
    place = (
        f"{finding.path}:{finding.line}:{finding.column}"
        if finding.line
        else finding.path
    )
    severity = say(SEVERITY[finding.severity])
    return f"{place}: {severity} {finding.rule} {say(finding.message)}"


def _lines(path: Path) -> list[str]:
    """Lines as the reader counts them: only `\\n` and `\\r\\n` end one."""
    try:
        text = path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return []
    return text.split("\n")


def _source(line: str, finding: Finding) -> list[str]:
    """The line, cut around the place, and a caret below it."""
    start = max(0, finding.column - 60)
    shown = line[start : start + WIDEST].replace("\t", " ").rstrip()
    before, after = "…" if start else "", "…" if len(line) > start + WIDEST else ""
    mark = f"{finding.line} | "
    column = finding.column - 1 - start + len(before)
    caret = " " * (len(mark) - 2) + "| " + " " * column + "^"
    return [mark + before + shown + after, caret]


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


def as_json(
    findings: Sequence[Finding], root: Path, say: Language, pages: Pages = NO_PAGES
) -> str:
    """The versioned contract of `cchc check --format json`."""
    return dumps({"format": 1, "findings": [record(f, say) for f in findings]})


def summary(findings: Sequence[Finding], say: Language) -> str:
    """One line: how many of each severity, and how many are accepted."""
    open_ = Counter(f.severity for f in findings if not f.accepted)
    accepted = sum(f.accepted for f in findings)
    counts = [
        say(text, count=open_[severity])
        for severity, text in _COUNTS.items()
        if open_[severity]
    ]
    head = ", ".join(counts) or say(N_("Nothing to report"))
    tail = say(N_("{count} accepted (--accepted shows them)"), count=accepted)
    return f"{head}; {tail}." if accepted else f"{head}."


_COUNTS = {
    Severity.ERROR: N_("errors: {count}"),
    Severity.WARNING: N_("warnings: {count}"),
    Severity.INFO: N_("info: {count}"),
}

Formatter = Callable[[Sequence[Finding], Path, Language, Pages], str]
"""Findings, the root that their paths are relative to, the language, the manual."""
FORMATS: dict[str, Formatter] = {
    "full": full,
    "concise": concise,
    "json": as_json,
    "github": exchange.github,
    "sarif": exchange.sarif,
    "gitlab": exchange.gitlab,
    "junit": exchange.junit,
}
MACHINES = ("json", "sarif")
"""Formats that tell accepted findings apart themselves, and so always hold them."""
HOSTED = ("github", "sarif", "gitlab", "junit")
"""Formats for programs that know paths from the top of the repository only."""
