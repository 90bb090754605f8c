"""The pages of docs/ that follow from the code: fields, rules, wordings, contracts.

`python tests/build_docs.py` writes them anew; `test_docs.py` says when they are stale.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from cchc.checks.manual import Page, pages
from cchc.checks.rules import RULES
from cchc.dates import parse_period
from cchc.importing.writing import flow
from cchc.load import load_record
from cchc.load.places import PLACES, model_of
from cchc.models.base import Record
from cchc.models.deadlines import KINDS
from cchc.problems import Severity
from cchc.schemas import schemas
from cchc.views.findings import SEVERITY
from cchc.views.labels import Language
from cchc.views.values import plain
from cchc.views.wording import meaning
from cchc.wording import Context, read

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
SAMPLES = (ROOT / "cchc" / "data" / "sample", ROOT)
"""Where examples of values are taken from: fictional first, then real."""
SAY = Language("vi")
MADE = "<!-- Trang này do tests/build_docs.py viết ra: không sửa ở đây. -->"
LONGEST = 60
ROWS = 30
"""Wordings of a kind that are shown."""
Schema = Mapping[str, Any]


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Lines of a Markdown table."""
    yield "| " + " | ".join(heads) + " |"
    yield "|" + " --- |" * len(heads)
    for row in rows:
        cells = (cell.replace("|", "\\|").replace("\n", "<br>") for cell in row)
        yield "| " + " | ".join(cells) + " |"
    yield ""


# Fields ----------------------------------------------------------------------------


def fields() -> str:
    """Every key of every file kind: what it takes, what it means, an example."""
    examples = dict[tuple[str, str], str]()
    for record in _records():
        _collect(record, examples)
    texts = schemas()
    known: set[str] = set()
    lines = [
        MADE, "", "# Từ điển trường dữ liệu", "",
        "Mỗi loại tệp một mục. Khóa in **đậm** là bắt buộc. Ví dụ lấy từ"
        " cơ quan hư cấu của `cchc init --sample` hoặc từ các kế hoạch thật.", "",
        "- **mã**: chữ thường không dấu và chữ số, nối bằng gạch ngang: `so-noi-vu`;",
        "- **kỳ**: `2025` (năm), `2025-H1` (6 tháng), `2025-Q2` (quý), `2025-06`"
        " (tháng), `2025-06-30` (ngày); từ kỳ đến kỳ `2025-Q1/2025-Q3`, từ kỳ trở đi"
        " `2025/..`;",
        "- **ngày**: `2025-06-30` hoặc `30/06/2025`;",
        "- **số**: dấu thập phân là dấu chấm, `98.5`; hàng nghìn viết liền, `3150`.",
        "",
    ]  # fmt: skip
    for place in PLACES:
        schema: Schema = json.loads(texts[f"{place.kind}.schema.json"])
        path = re.sub(r"{\w+}", "…", place.whole)
        titles = {k: one["title"] for k, one in schema.get("$defs", {}).items()}
        lines += [f"## {schema['title']}: `{path}`", ""]
        lines += [schema["description"], ""]
        name = model_of(place.kind).__name__
        lines += table(_HEADS, _keys(name, schema, titles, examples))
        for part, one in schema.get("$defs", {}).items():
            if part in known:
                continue
            known.add(part)
            lines += [f"### {one['title']}", "", one["description"], ""]
            lines += table(_HEADS, _keys(part, one, titles, examples))
    return "\n".join(lines)


_HEADS = ("Khóa", "Nhận gì", "Nghĩa", "Ví dụ")


def _keys(
    name: str,
    schema: Schema,
    titles: Mapping[str, str],
    examples: Mapping[tuple[str, str], str],
) -> Iterator[Sequence[str]]:
    properties = {**schema.get("properties", {})}
    required = schema.get("required", ())
    node = schema
    while "if" in node:  # one of several keys decides
        properties |= node["then"].get("properties", {})
        node = node.get("else", {})
    for key, one in properties.items():
        shown = f"**`{key}`**" if key in required else f"`{key}`"
        example = examples.get((name, key), "")
        if example:
            example = f"`{example}`"
        yield shown, _takes(one, titles), one.get("description", ""), example


def _takes(node: Schema, titles: Mapping[str, str]) -> str:
    """What a key takes, in a word or two."""
    if "$ref" in node:
        title = titles[node["$ref"].rpartition("/")[2]]
        return f"[{title}](#{title.lower().replace(' ', '-')})"
    if "enum" in node:
        said = node.get("enumDescriptions", ())
        pairs = zip_longest(node["enum"], said)
        listed = {f"`{v}`" + (f" {told}" if told else ""): v for v, told in pairs}
        return "; ".join(text for text, value in listed.items() if value is not None)
    inside = [one for key in ("anyOf", "oneOf") for one in node.get(key, ())]
    if "then" in node:
        inside.append(node["then"])
        inside.append(node.get("else", {}))
    found = [text for one in inside if (text := _takes(one, titles))]
    if found:
        return " hoặc ".join(dict.fromkeys(found))
    if "items" in node:
        return f"danh sách: {_takes(node['items'], titles) or 'chữ'}"
    for values in ("additionalProperties", "patternProperties"):
        if isinstance(node.get(values), dict) and node[values]:
            one = node[values]
            one = one if values[0] == "a" else next(iter(one.values()))
            return f"khóa → {_takes(one, titles)}"
    return next(
        (word for start, word in _WORDS if start in node.get("errorMessage", "")),
        _TYPES.get(_kind(node), ""),
    )


def _kind(node: Schema) -> str:
    kind = node.get("type", "")
    return str(kind if isinstance(kind, str) else kind[0])


_WORDS = (("Kỳ viết", "kỳ"), ("Ngày viết", "ngày"), ("Mã viết", "mã"))
_TYPES = {"string": "chữ", "number": "số", "integer": "số nguyên",
          "boolean": "`true`, `false`"}  # fmt: skip


def _records() -> Iterator[Record]:
    for root in SAMPLES:
        for place in PLACES:
            pattern = re.sub(r"{\w+}", "*", place.whole)
            for file in sorted(root.glob(pattern)):
                record = load_record(model_of(place.kind), file, root).record
                if record is not None:
                    yield record


def _collect(value: object, examples: dict[tuple[str, str], str]) -> None:
    """The first short value of every field, as YAML writes it."""
    if isinstance(value, Record):
        for name, field in type(value).model_fields.items():
            inner = getattr(value, name)
            if inner not in (None, (), {}, field.default):
                text = flow(plain(inner))
                key = type(value).__name__, field.alias or name
                if len(text) <= LONGEST:
                    examples.setdefault(key, text)
            _collect(inner, examples)
    elif isinstance(value, Mapping):
        for inner in value.values():
            _collect(inner, examples)
    elif isinstance(value, tuple):
        for inner in value:
            _collect(inner, examples)


# Rules -----------------------------------------------------------------------------


def rules() -> str:
    """Every rule with its page of the manual."""
    found = [*pages(RULES).values()]
    lines = [
        MADE, "", "# Quy tắc kiểm tra", "",
        f"`cchc check` có {len(found)} quy tắc; `cchc explain TÊN` nói điều này trên"
        " dòng lệnh. Điều do chính văn bản gốc gây ra thì chấp nhận tại chỗ, kèm lý do:"
        " `accept: [{rule: id-gap, because: \"quyết định không in mục 6.3\"}]`.", "",
    ]  # fmt: skip
    for severity in Severity:
        chosen = [page for page in found if page.severity is severity]
        lines += [f"## {SAY(SEVERITY[severity]).capitalize()} ({len(chosen)})", ""]
        for page in chosen:
            lines += _rule(page)
    return "\n".join(lines)


def _rule(page: Page) -> Iterator[str]:
    yield from (f"### {page.rule}", "", SAY(page.what), "")
    for head, text in (
        ("Vì sao", page.why), ("Ví dụ", page.example), ("Sửa", page.instead),
    ):  # fmt: skip
        yield f"- {head}: {SAY(text)}"
    yield ""


# Wordings --------------------------------------------------------------------------

_FORMS = {
    "due": "Một lần, có hạn",
    "every": "Định kỳ",
    "ongoing": "Thường xuyên",
    "after": "Khi có sự kiện",
    "follows": "Theo tiến độ khác",
    "unstated": "Không ghi thời hạn",
}


def wordings() -> str:
    """What decisions say, beside what it is read as."""
    file = ROOT / "tests" / "data" / "wordings.yaml"
    rows = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
    kinds: dict[str, list[Sequence[str]]] = {kind: [] for kind in (*KINDS, "")}
    for row in rows:
        context = _context(row["context"])
        reading = read(row["wording"], context)
        first: Schema = next(iter(row["deadlines"]), {})
        kind = next((kind for kind in KINDS if kind in first), "")
        given = ", ".join(_given(row["context"]))
        kinds[kind].append((row["wording"], given, meaning(reading, SAY)))
    lines = [
        MADE, "", "# Thời hạn bằng lời", "",
        f"`cchc` đọc thời hạn bằng một văn phạm (`cchc/wording/phrases.grammar`), thử"
        f" trên {len(rows)} cách viết. Điều không hiểu được nêu nguyên văn, không bao"
        " giờ đoán. Dưới đây là một phần; thử lời khác:"
        " `cchc wording \"Quý II năm 2025\"`.", "",
    ]  # fmt: skip
    for kind, found in kinds.items():
        step = max(1, len(found) // ROWS)
        lines += [f"## {_FORMS.get(kind, 'Không hiểu, và nói ra')}", ""]
        lines += table(("Nguyên văn", "Khi biết", "Hiểu là"), found[::step])
    return "\n".join(lines)


def _context(given: Mapping[str, Any]) -> Context:
    signed = given.get("signed")
    period = given.get("period")
    return Context(
        year=given.get("year"),
        signed=date.fromisoformat(str(signed)) if signed else None,
        period=parse_period(str(period)) if period else None,
    )


def _given(context: Mapping[str, Any]) -> Iterator[str]:
    words = {"year": "năm", "signed": "ký ngày", "period": "thời gian"}
    for key, value in context.items():
        yield f"{words[key]} {value}"


# Contracts -------------------------------------------------------------------------


def contracts() -> str:
    """What other programs may rely on: keys of JSON, first lines of CSV."""
    file = ROOT / "tests" / "data" / "contracts.yaml"
    found = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
    lines = [
        "<!-- Written by tests/build_docs.py. -->", "", "# Contracts", "",
        "What other programs may rely on. Keys of JSON and CSV are added, never renamed"
        " or dropped without a higher `format`; a test compares each list with `==`."
        " `a.b` is a key inside an object, `a[]` one of the items of a list. JSON is"
        " UTF-8; days are `2025-06-30`, periods `2025-Q2`. CSV with `--keys` has these"
        " first lines; without it, headings in the user's language. Exit codes: 0"
        " nothing to report, 1 findings or a plan that does not load, 2 could not run.",
        "",
    ]  # fmt: skip
    for command, kinds in found.items():
        lines += [f"## `cchc {command}`", ""]
        if "json" in kinds:
            keys = ", ".join(f"`{key}`" for key in kinds["json"])
            lines += [f"- JSON: {keys}"]
        if "csv" in kinds:
            keys = ", ".join(f"`{key}`" for key in kinds["csv"])
            lines += [f"- CSV: {keys}"]
        lines += [""]
    return "\n".join(lines)


PAGES = {
    "tu-dien-truong-du-lieu.md": fields,
    "quy-tac-kiem-tra.md": rules,
    "thoi-han-bang-loi.md": wordings,
    "contracts.md": contracts,
}


def main() -> None:
    """Write the pages."""
    for name, made in PAGES.items():
        (DOCS / name).write_text(made().rstrip() + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
