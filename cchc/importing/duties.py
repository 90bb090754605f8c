"""Reports that a decision asks for: "báo cáo … trước ngày 15 của tháng cuối quý"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from cchc.dates import Period, parse_period
from cchc.importing.document import joined
from cchc.importing.names import names_of
from cchc.importing.registrar import Registrar
from cchc.importing.results import FAIR, Doubt
from cchc.importing.sections import BASIS, Passage
from cchc.models.deadlines import Every
from cchc.models.plan import ReportDuty
from cchc.problems import N_, message
from cchc.wording import Context, read

UNSAID = N_("read from a sentence; add who sends each report to whom")
READ = N_("read from a sentence; compare who sends each report to whom")
_EVERY = r"(?:hằng|hàng)"
_DAY = r"(?:(?:trước|chậm nhất(?: là)?|vào)\s+)?ngày\s+\d{1,2}"
_CLAUSE = re.compile(
    rf"(?:định kỳ\s+)?(?:{_DAY}(?:\s+(?:của\s+)?tháng cuối (?:quý|mỗi quý)"
    rf"|\s+(?:của\s+)?tháng\s+\d{{1,2}}\s+{_EVERY} năm|/\d{{1,2}}\s+{_EVERY} năm"
    rf"|\s+{_EVERY} (?:tháng|quý|năm))|{_EVERY} (?:tháng|quý|năm))",
    re.I,
)
_REPORT = re.compile(r"\bbáo cáo\b", re.I)
_NEAR = 160
_NAMES = {"month": "hằng tháng", "quarter": "hằng quý", "half-year": "6 tháng",
          "year": "hằng năm"}  # fmt: skip
_MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
_ROMANS = ("I", "II", "III", "IV")


def report_duties(
    parts: Iterable[Passage], period: Period, registrar: Registrar
) -> tuple[list[ReportDuty], list[Doubt]]:
    """The reports that the body asks for, each once, and that they were guessed.

    In a plan of one year each report has its period and, where a day is printed, the
    day it is sent; in a longer one the cycle stands as printed. Who sends it to whom
    is taken from the same sentence, where the document names these bodies elsewhere.
    """
    found: dict[tuple[str, str], ReportDuty] = {}
    for part in parts:
        if part.at in (BASIS, "Nơi nhận"):
            continue
        for clause, sentence in _clauses(joined(part.text)):
            sides = _sides(sentence, registrar)
            for one in _duties(clause, part.at, period):
                duty = one.model_copy(update=sides)
                key = (duty.period.text, duty.name)
                if key not in found or found[key].due is None:
                    found[key] = duty
    whole = all(duty.owners and duty.recipient for duty in found.values())
    why = message(READ if whole else UNSAID)
    return list(found.values()), [Doubt(None, "reports", why, FAIR)] if found else []


_SENTENCE_END = re.compile(r"[.;:]\s+(?=\S)")
_SENDER = re.compile(
    r"\s*(?:\d+(?:\.\d+)*[.)]\s*|[a-zđ]\)\s*|[-–+]\s*)?(?:Giao|Yêu cầu|Đề nghị)?\s*"
    r"(.{3,160}?)\s+(?:có trách nhiệm|thực hiện|định kỳ|tổng hợp,?|chế độ|lập|gửi|\s)*"
    r"\s*báo cáo\b"
)
_RECIPIENT = re.compile(r"\b(?:về|gửi|cho)\s+(?!về\b)(.{3,90})")
_LONGEST = 14  # words of the name of a body


def _sides(sentence: str, registrar: Registrar) -> dict[str, object]:
    """Who sends and who receives, as far as the sentence names bodies that are known.

    Of the sender's names all must be known, or none is taken.
    """
    found: dict[str, object] = {}
    if sender := _SENDER.match(sentence):
        owners = [registrar.met(named.text) for named in names_of(sender[1])]
        if owners and all(owners):
            found["owners"] = tuple(dict.fromkeys(owners))
    for match in _RECIPIENT.finditer(sentence):
        words = match[1].split()[:_LONGEST]
        names = (" ".join(words[:n]).strip(" ,") for n in range(len(words), 0, -1))
        if unit := next(filter(None, map(registrar.met, names)), None):
            found["recipient"] = unit
            break
    return found


def _clauses(text: str) -> Iterator[tuple[str, str]]:
    """The words that say how often or when, near the word for a report.

    Each with the sentence that it stands in.
    """
    for match in _CLAUSE.finditer(text):
        near = text[max(match.start() - _NEAR, 0) : match.end() + _NEAR]
        if _REPORT.search(near):
            ends = [m.end() for m in _SENTENCE_END.finditer(text)]
            start = max((end for end in ends if end <= match.start()), default=0)
            stop = min((end for end in ends if end >= match.end()), default=len(text))
            yield match[0], text[start:stop]


def _duties(clause: str, at: str, period: Period) -> Iterator[ReportDuty]:
    reading = read(clause, Context(None, None, None if period.is_open else period))
    for one in reading.deadlines:
        if not isinstance(one, Every) or one.every not in _MONTHS or one.interval > 1:
            continue
        year = period.start.year
        whole = period.text == str(year)
        if not whole:
            yield ReportDuty(
                period=period, name=_NAMES[one.every], wording=clause, at=at
            )
            continue
        for number in range(12 // _MONTHS[one.every]):
            name, text = _named(one.every, number, year)
            due = _due(one, number, year)
            yield ReportDuty(
                period=parse_period(text),
                name=name,
                due=parse_period(due.isoformat()) if due else None,
                wording=clause,
                at=at,
            )


def _named(step: str, number: int, year: int) -> tuple[str, str]:
    """What the report of one cycle is called, and its period."""
    match step:
        case "month":
            return f"tháng {number + 1}", f"{year}-{number + 1:02}"
        case "quarter":
            return f"quý {_ROMANS[number]}", f"{year}-Q{number + 1}"
        case "half-year":
            return f"6 tháng {('đầu', 'cuối')[number]} năm", f"{year}-H{number + 1}"
    return "năm", str(year)


def _due(one: Every, number: int, year: int) -> date | None:
    """The day of a cycle; None where none is printed or the month has no such day."""
    if one.day is None:
        return None
    month, _, day = one.day.rpartition("-")
    first = number * _MONTHS[one.every]
    try:
        return date(year, first + int(month or 1), int(day))
    except ValueError:
        return None
