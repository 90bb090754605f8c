"""Findings for people and for other programs; `FORMATS` is the table of contents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from cchc import __version__
from cchc.problems import Finding, Severity
from cchc.views.labels import Language
from cchc.views.markup import render
from cchc.views.records import dumps

if TYPE_CHECKING:
    from cchc.checks.manual import Page
from collections.abc import Callable

from cchc.problems import N_
from cchc.text.characters import visible

Pages = Mapping[str, "Page"]
NO_PAGES: Pages = MappingProxyType({})

_GITHUB = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
}
_SARIF = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "note",
}
_GITLAB = {
    Severity.ERROR: "major",
    Severity.WARNING: "minor",
    Severity.INFO: "info",
}
# Where to learn about the tool (SARIF 3.19.17): a package URL, as there is no page.
_ABOUT = f"pkg:generic/cchc@{__version__}"


def github(
    findings: Sequence[Finding], root: Path, say: Language, pages: Pages = NO_PAGES
) -> str:
    """Workflow commands: annotations on the lines of a pull request."""
    lines = []
    for finding in findings:
        place = f"file={_property(finding.path)}"
        if finding.line:
            place += f",line={finding.line},col={finding.column}"
        place += f",title={_property(finding.rule)}"
        text = _data(_text(finding, say))
        lines.append(f"::{_GITHUB[finding.severity]} {place}::{text}\n")
    return "".join(lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def sarif(
    findings: Sequence[Finding], root: Path, say: Language, pages: Pages = NO_PAGES
) -> str:
    """SARIF 2.1.0; accepted findings are results with a suppression."""
    rules = list(dict.fromkeys(finding.rule for finding in findings))
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "cchc",
                        "version": __version__,
                        "semanticVersion": __version__,
                        "informationUri": _ABOUT,
                        "rules": [_rule(rule, pages.get(rule), say) for rule in rules],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "language": say.code,
                "results": [_result(f, rules.index(f.rule), say) for f in findings],
            }
        ],
    }
    return dumps(log)


def _rule(rule: str, page: Page | None, say: Language) -> dict[str, object]:
    """What a viewer shows about a rule beside its results."""
    if page is None:
        return {"id": rule}
    return {
        "id": rule,
        "shortDescription": {"text": say(page.what)},
        "fullDescription": {"text": f"{say(page.what)} {_sentence(say(page.why))}"},
        "help": {"text": _sentence(say(page.instead))},
        "defaultConfiguration": {"level": _SARIF[page.severity]},
    }


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _result(finding: Finding, index: int, say: Language) -> dict[str, object]:
    place: dict[str, object] = {"artifactLocation": {"uri": _uri(finding.path)}}
    if finding.line:
        place["region"] = {
            "startLine": finding.line,
            "startColumn": max(1, finding.column),
        }
    result: dict[str, object] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _SARIF[finding.severity],
        "message": {"text": _text(finding, say)},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"cchc/v1": _fingerprint(finding, 0)},
    }
    if finding.accepted:
        result["suppressions"] = [
            {"kind": "inSource", "justification": finding.because or ""}
        ]
    return result


def _uri(path: str) -> str:
    from urllib.parse import quote

    return quote(path)


def gitlab(
    findings: Sequence[Finding], root: Path, say: Language, pages: Pages = NO_PAGES
) -> str:
    """GitLab's code quality report, shown in a merge request."""
    seen: Counter[str] = Counter()
    issues = []
    for finding in findings:
        same = _fingerprint(finding, 0)
        seen[same] += 1
        issues.append(
            {
                "description": _text(finding, say),
                "check_name": finding.rule,
                "fingerprint": _fingerprint(finding, seen[same] - 1),
                "severity": _GITLAB[finding.severity],
                "location": {
                    "path": finding.path,
                    "lines": {"begin": max(1, finding.line)},
                },
            }
        )
    return dumps(issues)


def _fingerprint(finding: Finding, same: int) -> str:
    """The same for one fault when lines above it change."""
    parts = (finding.rule, finding.path, finding.id, finding.message, same)
    return sha256("\0".join(str(part) for part in parts).encode()).hexdigest()


def junit(
    findings: Sequence[Finding], root: Path, say: Language, pages: Pages = NO_PAGES
) -> str:
    """JUnit XML: a test suite a file, a test case a finding."""
    files: dict[str, list[Finding]] = {}
    for finding in findings:
        files.setdefault(finding.path, []).append(finding)
    suites = [
        {
            "path": path,
            "failures": _failures(ones),
            "cases": [_case(f, say) for f in ones],
        }
        for path, ones in files.items()
    ]
    return render(
        "junit.xml.j2",
        tests=len(findings),
        failures=_failures(findings),
        suites=suites,
    )


def _failures(findings: Sequence[Finding]) -> int:
    return sum(finding.severity is not Severity.INFO for finding in findings)


def _case(finding: Finding, say: Language) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "place": f"{finding.path}:{finding.line}:{finding.column}",
        "text": _text(finding, say),
        "severity": finding.severity.value,
        "failed": finding.severity is not Severity.INFO,
    }


def _text(finding: Finding, say: Language) -> str:
    """The message, and the help where there is some."""
    text = say(finding.message)
    return f"{text} ({say(finding.help)})" if finding.help else text


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


def advice(findings: Sequence[Finding], say: Language) -> list[str]:
    """What to make of findings that are no errors; of many, which rules have most."""
    rest = [one for one in findings if not one.accepted]
    if not rest or any(one.severity is Severity.ERROR for one in rest):
        return []
    fine = N_(
        "No error: it can be used. Warnings are worth a look, info needs no change."
    )
    told = [say(fine)]
    if len(rest) > _MANY:
        most = Counter(one.rule for one in rest).most_common(_MOST)
        rules = ", ".join(f"{rule} ({count})" for rule, count in most)
        text = N_("Most are {rules}; cchc explain RULE, --ignore RULE hides them")
        told.append(say(text, rules=rules))
    return told


_MANY, _MOST = 20, 3

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
    "github": github,
    "sarif": sarif,
    "gitlab": gitlab,
    "junit": junit,
}
MACHINES = ("json", "sarif")
"""Formats that tell accepted findings apart themselves, and so always hold them."""
HOSTED = ("github", "sarif", "gitlab", "junit")
"""Formats for programs that know paths from the top of the repository only."""
