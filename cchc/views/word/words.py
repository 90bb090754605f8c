"""The file of the office's own words, to begin with and with what was edited."""

from __future__ import annotations

import io
import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cchc.load.places import schema_line
from cchc.models.report_text import Passage, ReportText
from cchc.reporting.composed import Filled
from cchc.reporting.content import Report
from cchc.reporting.materials import Materials
from cchc.reporting.words import MARKS, Paragraph, paragraphs, written
from cchc.text.reader import read
from cchc.units import Units
from cchc.views.word import facts
from cchc.views.word.facts import Abbreviations

_WIDTH = 88
_HEAD = """\
{schema}
# Lời của cơ quan trong báo cáo {period}, theo từng đề mục. Đoạn cách nhau một dòng
# trống; **đậm**, *nghiêng*, danh sách “- ”, “+ ”, “• ”, chú thích ^[…]. Dòng “# cchc:”
# là số liệu cchc biết, không in từ đây. Đề mục nào còn taken_from là chưa sửa: sửa xong
# thì xóa khóa ấy. Đơn vị góp lời: thêm một mục cùng heading, có from: mã đơn vị.
period: {period}
outline: {outline}
passages:
"""
_PROPOSALS = {
    "strengths": facts.strengths,
    "limits": facts.limits,
    "ahead": facts.ahead,
}


def draft(
    report: Report, made: Materials, before: ReportText | None, units: Units
) -> str:
    """Every heading with room for words: last period's text, or what facts propose."""
    period = report.periodic.period.text
    text = _HEAD.format(
        schema=schema_line("report"), period=period, outline=made.outline.id
    )
    old: dict[str, list[Passage]] = {}
    for passage in before.passages if before else ():
        if passage.text:
            old.setdefault(passage.heading, []).append(passage)
    for one in made.filled:
        if one.heading.words:
            text += _heading(one, report, old, before, (units, made))
    assert ReportText.model_validate(read(text).value).period == report.periodic.period
    return text


def _heading(
    one: Filled,
    report: Report,
    old: Mapping[str, Sequence[Passage]],
    before: ReportText | None,
    known: tuple[Units, Materials],
) -> str:
    units, made = known
    text = _comment(f"{one.number} {facts.heading(one, report)}", "")
    for told in facts.told(one, report, units, Abbreviations()):
        notes = "".join(f" [{r.note}]" for r in told.runs if r.note)
        text += _comment(told.text + notes, "cchc: ")
    for line in facts.beside(one, report, made):
        text += _comment(line, "cchc: ")
    passages = old.get(one.heading.id, ())
    proposals = [
        line
        for feed, propose in _PROPOSALS.items()
        if feed in one.has
        for line in propose(report, units)
    ]
    for line in proposals if passages else ():
        text += _comment(line, "cchc: ")
    if passages and before is not None:
        for passage in passages:
            whose = f"    from: {passage.from_}\n" if passage.from_ else ""
            source = f"    taken_from: {before.period.text}\n"
            text += _item(one.heading.id, whose + source, passage.text or "")
    elif proposals:
        lines = "\n\n".join(proposals)
        text += _item(one.heading.id, "    taken_from: cchc\n", lines)
    else:
        text += f'  - heading: "{one.heading.id}"\n    text: null\n'
    return text


def _item(heading: str, keys: str, text: str) -> str:
    return f'  - heading: "{heading}"\n{keys}    text: |\n{_block(text)}'


def _block(text: str) -> str:
    """A text as a block of YAML; long lines are folded where words part."""
    lines: list[str] = []
    for line in written(paragraphs(text)).split("\n"):
        inner = textwrap.wrap(
            line, _WIDTH - 6, break_long_words=False, break_on_hyphens=False
        )
        lines += inner[:1] or [""]
        for one in inner[1:]:
            # What begins a line may look neither like an item of a list nor like the
            # next number.
            if _NUMBER.match(one):
                lines[-1] += f" {one}"
            else:
                lines.append(f"\\{one}" if one[0] in MARKS else one)
    return "".join(f"      {line}\n" if line else "\n" for line in lines)


_NUMBER = re.compile(r"\d{1,2}[.)](\s|\Z)")


def _comment(text: str, mark: str) -> str:
    lines = textwrap.wrap(f"{mark}{text}", _WIDTH - 4, break_on_hyphens=False)
    return "".join(f"  # {line}\n" for line in lines)


Place = tuple[str, str | None]
"""A heading, and the unit whose words stand there (None: the office's)."""


def updated(
    raw: str | None,
    report: Report,
    outline: str,
    words: Mapping[Place, Sequence[Paragraph]],
    edited: Iterable[str],
) -> tuple[str, list[str]]:
    """The file with the words of a report that was edited, and the headings changed.

    Comments and what is not about words stay; a heading whose words are the same is
    left as it is.
    """
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.width = 4096
    yaml.preserve_quotes = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    if raw is None:
        period = report.periodic.period.text
        schema = schema_line("report")
        raw = _HEAD.format(schema=schema, period=period, outline=outline)
    tree = yaml.load(raw)
    items = tree["passages"] or []
    tree["passages"] = items
    changed = _replaced(items, words, set(edited))
    out = io.StringIO()
    yaml.dump(tree, out)
    return out.getvalue(), list(dict.fromkeys(changed))


def _replaced(
    items: list[Any], words: Mapping[Place, Sequence[Paragraph]], edited: set[str]
) -> list[str]:
    """Put words into the passages of a file; the headings whose words differ."""
    known: dict[Place, list[Any]] = {}
    for one in items:
        known.setdefault((str(one["heading"]), one.get("from")), []).append(one)
    changed = []
    for place in dict.fromkeys([*words, *known]):
        text = written(words.get(place, ()))
        mine = known.get(place, [])
        before = [p for one in mine for p in _paragraphs(one.get("text"))]
        off = place[1] is None and place[0] in edited
        if written(before) == text and not off:
            continue
        changed.append(place[0])
        if not mine:
            named = {"heading": place[0]} | ({"from": place[1]} if place[1] else {})
            mine = [named]
            items.append(named)
        _put(mine, text)
        if off:
            mine[0]["facts"] = False
    return changed


def _put(passages: list[Any], text: str) -> None:
    """The words into the first of the passages of one place; none into the others."""
    from ruamel.yaml.scalarstring import LiteralScalarString

    for i, one in enumerate(passages):
        one["text"] = LiteralScalarString(f"{text}\n") if text and not i else None
        one.pop("taken_from", None)


def _paragraphs(text: object) -> Sequence[Paragraph]:
    return paragraphs(str(text)) if text else ()
