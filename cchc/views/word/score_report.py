"""The report of an office that scored itself, as the names that a template may use.

What it holds follows practice (Công văn 12094/BNV-CCHC of 15/12/2025): the table of
results, explanations where evidence lacks, difficulties and proposals.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from cchc.models.scheme import Criterion, Scheme, SchemeField, SchemeSource
from cchc.models.scores import STEP_WORDS, ScoreSheet
from cchc.reporting.words import paragraphs
from cchc.scoring.facts import levels_of
from cchc.scoring.rules import State
from cchc.scoring.score import Given, LeafScore, Score, Total, total
from cchc.views import labels
from cchc.views.scores import figure, latest, unproved
from cchc.views.word import body, letterhead
from cchc.views.word.footnotes import Footnotes
from cchc.views.word.letterhead import Paper
from cchc.views.word.sentences import cited, count, listed, manual

NAMES: dict[str, str] = {
    "letterhead.…": "Như của báo cáo: cchc report --explain-context",
    "report.title": "Trích yếu",
    "report.rule": "Đường kẻ dưới trích yếu",
    "report.opening": "Câu mở đầu: thực hiện văn bản nào, báo cáo gì",
    "report.annex": "Câu dẫn tới phụ lục",
    "report.closing": "Câu kết, có dấu ./.",
    "words.conduct": "Lời của cơ quan: tổ chức tự chấm (report.conduct của bảng chấm); "
    "viết {{p words.conduct }} trong một đoạn riêng",
    "words.difficulties": "Lời của cơ quan: khó khăn, vướng mắc",
    "words.proposals": "Lời của cơ quan: đề xuất, kiến nghị",
    "summary.result": "Câu: tổng điểm, chỉ số, xếp loại",
    "summary.open": "Câu: bao nhiêu điểm chưa có kết quả, vì sao; trống nếu đủ",
    "summary.verified": "Câu: điểm thẩm định; trống nếu chưa thẩm định",
    "summary.explained": "Câu: bao nhiêu tiêu chí chưa đủ tài liệu",
    "summary.short": "Câu: bao nhiêu tiêu chí chưa đạt điểm tối đa",
    "total": "Cộng: max, own, survey, points, percent",
    "fields": "Lĩnh vực: number, name, max, own, survey, points, percent, criteria",
    "criteria": "Tiêu chí của một lĩnh vực: code, name, max, own, survey, verified, "
    "evidence, note",
    "explained": "Danh sách dòng: tiêu chí chưa đủ tài liệu và giải trình",
    "short": "Tiêu chí chưa đạt điểm tối đa: code, name, max, points, why",
}
"""Name: what it is. Below a list stand the names of its members."""

_STATES = {
    State.MISSING: "Chưa có số liệu",
    State.NOT_APPLICABLE: "Không áp dụng, trừ khỏi điểm tối đa",
    State.SURVEY: "Chờ kết quả điều tra",
    State.CENTRAL: "Do cơ quan đánh giá chấm",
    State.ASK: "Văn bản chưa quy định trường hợp này, chờ hướng dẫn",
}
_OPEN = {
    State.MISSING: "chưa có số liệu",
    State.SURVEY: "chờ kết quả điều tra xã hội học",
    State.CENTRAL: "do cơ quan đánh giá chấm",
    State.ASK: "chờ hướng dẫn",
}


class Scored(NamedTuple):
    """A score and the sheet that it was made from."""

    score: Score
    sheet: ScoreSheet


def explained() -> str:
    """The manual page of `cchc score --explain-context`."""
    head = "Tên dùng trong mẫu Word của `cchc score --report` (tu-cham.docx):"
    return manual(head, NAMES)


def unexplained(of: Scored) -> list[str]:
    """Criteria whose points have neither evidence nor a word of explanation."""
    return [leaf.code for leaf in of.score.leaves if unproved(leaf, of.sheet)]


def context(of: Scored, paper: Paper, notes: Footnotes) -> dict[str, object]:
    """Every name that `tu-cham.docx` may use."""
    score, sheet = of
    fields = [*_fields(of)]
    lacking = [*_explained(of)]
    short = [leaf for leaf in score.leaves if _is_short(leaf)]
    return {
        "letterhead": letterhead.context(paper),
        "report": _head(of, paper),
        "words": _words(sheet, notes),
        "summary": {
            "result": _result(score),
            "open": _open(score),
            "verified": _verified(of),
            "explained": _of_how_many(lacking, "có điểm mà chưa đủ tài liệu kiểm chứng")
            or "Các tiêu chí tự chấm đều có tài liệu kiểm chứng.",
            "short": _of_how_many(short, "tự chấm chưa đạt điểm tối đa")
            or "Các tiêu chí tự chấm đều đạt điểm tối đa.",
        },
        "total": _sums(score.leaves),
        "fields": fields,
        "explained": listed(lacking),
        "short": [_short(leaf, sheet) for leaf in short],
    }


def _of_how_many(found: list[str] | list[LeafScore], what: str) -> str:
    return f"Có {count(len(found))} tiêu chí {what}:" if found else ""


def _head(of: Scored, paper: Paper) -> dict[str, object]:
    scheme, year = of.score.scheme, of.sheet.year
    subject = f"tự chấm điểm Chỉ số cải cách hành chính năm {year}"
    title = f"Kết quả {subject} của {paper.office}"
    return {
        "title": title,
        "rule": letterhead.rule_under(title, 14),
        "opening": f"Thực hiện {_basis(scheme)}, {paper.office} báo cáo kết quả "
        f"{subject} như sau:",
        "annex": "(Điểm của từng tiêu chí và tài liệu kiểm chứng tại Phụ lục kèm theo)",
        "closing": f"Trên đây là Báo cáo kết quả {subject} của {paper.office}./.",
    }


def _basis(scheme: Scheme) -> str:
    """The documents of the scheme: type, number, date, issuer."""
    sources = filter(None, (scheme.decision, scheme.guide))
    return " và ".join(map(_source, sources))


def _source(one: SchemeSource) -> str:
    from cchc.models.journal import Evidence

    issuer = f" của {one.issuer}" if one.issuer else ""
    document = Evidence(document=one.number, signed=one.date)
    return f"{cited(document)}{issuer}"


def _words(sheet: ScoreSheet, notes: Footnotes) -> dict[str, object]:
    own = sheet.report
    texts = {
        "conduct": own.conduct if own else None,
        "difficulties": own.difficulties if own else None,
        "proposals": own.proposals if own else None,
    }
    return {
        name: body.words(name, paragraphs(text or ""), notes)
        for name, text in texts.items()
    }


def _result(score: Score) -> str:
    whole = score.total
    provisional = "tạm tính " if whole.open else ""
    text = (
        f"Tổng điểm {provisional}{figure(whole.points)}/{figure(whole.max)} điểm, "
        f"Chỉ số cải cách hành chính {provisional}đạt {figure(whole.percent)}%"
    )
    # With points still open the class may yet change: it is not claimed.
    grade = None if whole.open else score.class_
    return f"{text}, tự xếp loại {grade}." if grade else f"{text}."


def _open(score: Score) -> str:
    """Points that have no result yet, by reason."""
    if not score.total.open:
        return ""
    parts = []
    for state, words in _OPEN.items():
        mine = [leaf for leaf in score.leaves if leaf.state is state]
        if mine:
            points = figure(sum((leaf.counted for leaf in mine), Fraction(0)))
            parts.append(f"{count(len(mine))} tiêu chí {words} ({points} điểm)")
    return f"Còn {figure(score.total.open)} điểm chưa có kết quả: {'; '.join(parts)}."


def _verified(of: Scored) -> str:
    """Which criteria the verifiers scored otherwise."""
    found = latest(of.sheet)
    if found is None or found[0] == "self":
        return ""
    step, points = found
    changed = [
        f"tiêu chí {leaf.code} ({figure(points[leaf.code])} điểm, tự chấm "
        f"{figure(leaf.points)} điểm)"
        for leaf in of.score.leaves
        if leaf.code in points and points[leaf.code] != leaf.points
    ]
    lead = f"Kết quả thẩm định (bước {STEP_WORDS[step]})"
    if not changed:
        return f"{lead}: không có tiêu chí nào khác điểm tự chấm."
    return f"{lead} khác điểm tự chấm ở {'; '.join(changed)}."


def _is_survey(leaf: LeafScore) -> bool:
    return leaf.place.leaf.source == "survey" or leaf.place.leaf.scored_by == "survey"


def _sums(leaves: Iterable[LeafScore]) -> dict[str, object]:
    """Points by who gave them; nothing where nothing is of the kind."""
    every = tuple(leaves)
    whole = total(every)
    return {
        "max": figure(whole.max),
        "own": _scored(leaf for leaf in every if not _is_survey(leaf)),
        "survey": _scored(leaf for leaf in every if _is_survey(leaf)),
        "points": _scored(every),
        "percent": _percent(every, whole),
    }


def _scored(leaves: Iterable[LeafScore]) -> str:
    """The sum; a dash where nothing has a result yet, blank where nothing is scored."""
    every = tuple(leaves)
    points = [leaf.points for leaf in every if leaf.points is not None]
    if not points:
        return "–" if every else ""
    return figure(sum(points, Fraction(0)))


def _percent(leaves: Iterable[LeafScore], whole: Total) -> str:
    return figure(whole.percent if any(x.points is not None for x in leaves) else None)


def _fields(of: Scored) -> Iterator[dict[str, object]]:
    """Fields in order, the surveys beside them last, each with its criteria."""
    by_field: dict[int, tuple[SchemeField, list[LeafScore]]] = {}
    for leaf in of.score.leaves:
        field = leaf.place.field
        by_field.setdefault(id(field), (field, []))[1].append(leaf)
    for i, (field, leaves) in enumerate(by_field.values(), 1):
        yield {
            "number": str(i),
            "name": field.name[:1].upper() + field.name[1:],
            **_sums(leaves),
            "criteria": [*_criteria(leaves, of)],
        }


def _criteria(leaves: Iterable[LeafScore], of: Scored) -> Iterator[dict[str, object]]:
    recorded = latest(of.sheet)
    points = recorded[1] if recorded and recorded[0] != "self" else {}
    above: Criterion | None = None
    every = tuple(leaves)
    for leaf in every:
        criterion = leaf.place.criterion
        if criterion is not None and criterion is not above:
            inside = [x for x in every if x.place.criterion is criterion]
            blank = {"verified": "", "evidence": "", "note": ""}
            head = {"code": criterion.code, "name": criterion.name}
            yield {**head, **_sums(inside), **blank}
        above = criterion
        survey = _is_survey(leaf)
        yield {
            "code": leaf.code if leaf.place.field.criteria else "",
            "name": leaf.place.leaf.name,
            "max": figure(leaf.max),
            "own": "" if survey else figure(leaf.points),
            "survey": figure(leaf.points) if survey else "",
            "verified": figure(points[leaf.code]) if leaf.code in points else "",
            "evidence": "; ".join(map(cited, of.sheet.evidence.get(leaf.code, ()))),
            "note": _note(leaf),
        }


def _note(leaf: LeafScore) -> str:
    if leaf.settlement is not None:
        return leaf.settlement.because
    return _STATES.get(leaf.state, "")


def _explained(of: Scored) -> Iterator[str]:
    """Criteria with points and no evidence, or with something to explain."""
    for leaf in of.score.leaves:
        words = of.sheet.explanations.get(leaf.code)
        if words is None and not unproved(leaf, of.sheet):
            continue
        points = f"{figure(leaf.points)}/{figure(leaf.max)} điểm"
        told = " ".join(words.split()) if words else body.BLANK
        yield f"Tiêu chí {leaf.code}, {leaf.place.leaf.name} ({points}): {told}"


def _is_short(leaf: LeafScore) -> bool:
    """Whether the office itself is short of points; a survey it cannot answer for."""
    if leaf.points is None or _is_survey(leaf):
        return False
    return leaf.points < leaf.max


def _short(leaf: LeafScore, sheet: ScoreSheet) -> dict[str, object]:
    """A criterion below its maximum: the facts, and the office's reason."""
    words = sheet.report.shortfalls.get(leaf.code) if sheet.report else None
    levels = levels_of(leaf.place.leaf.rule)
    facts = "; ".join(
        _fact(one, levels.get(symbol, ())) for symbol, one in leaf.given.items()
    )
    reason = " ".join(words.split()) if words else ""
    if leaf.settlement is not None:
        facts = leaf.settlement.because
    parts = [part.rstrip(".") for part in (facts, reason) if part]
    return {
        "code": leaf.code,
        "name": leaf.place.leaf.name,
        "max": figure(leaf.max),
        "points": figure(leaf.points),
        "why": "".join(f"{part[:1].upper()}{part[1:]}. " for part in parts).strip(),
    }


def _fact(one: Given, levels: tuple[str, ...]) -> str:
    """`số phòng đã kiểm tra: 01`, as a person writes it."""
    return f"{one.need.what}: {_value(one.value, levels)}"


def _value(value: object, levels: tuple[str, ...]) -> str:
    match value:
        case bool():
            return "có" if value else "không"
        case Fraction():
            whole = value.denominator == 1
            if levels and whole and 0 <= value < len(levels):
                return levels[int(value)]
            return count(int(value)) if whole else labels.figure(float(value))
        case date():
            return labels.day(value)
        case tuple():
            return ", ".join(_value(part, ()) for part in value)
        case _:
            return str(value)
