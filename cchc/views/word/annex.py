"""The statistics annex as the names that a Word template may use."""

from __future__ import annotations

from cchc.reporting.materials import Materials
from cchc.status.statistics import Figure
from cchc.views import labels

_ROMAN = ("I", "II", "III")
DASH = "-"


def forms(made: Materials) -> list[dict[str, object]]:
    """Each form with its rows; empty where nobody typed any figure of the period."""
    if made.form is None or not made.has_statistics:
        return []
    return [
        {
            "form": form.form,
            "title": form.title,
            "rows": [
                {
                    "code": row.code,
                    "name": row.name,
                    "unit": row.unit or "",
                    "value": shown(made.figures[row.id]),
                    "note": made.figures[row.id].note or "",
                    "level": row.code.count(".") + 1,
                }
                for row in form.rows
            ],
        }
        for form in made.form.forms
    ]


def shown(one: Figure) -> str:
    """The value as it prints: `-` where there is nothing to report, blank if untold."""
    if one.value is None:
        return DASH if one.told else ""
    value = round(one.value, 2)
    if one.row.kind == "count" and 0 < value < 10 and value == int(value):
        return f"{int(value):02}"
    return labels.figure(value)


def numbers(made: Materials) -> dict[str, str]:
    """Which annex has which number."""
    names = ["tasks", "targets"]
    if forms(made):
        names.insert(0, "statistics")
    found = dict(zip(names, _ROMAN, strict=False))
    return {"statistics": "", **found}


def title(made: Materials, period: str, agency: str) -> list[str]:
    """The title of the annex, in capitals; whose it is on a line of its own."""
    if made.form is None:
        return []
    text = made.form.title.format(period=period.upper(), agency=agency.upper())
    head, of, whose = text.rpartition(" CỦA ")
    return [head, f"CỦA {whose}"] if of else [text]


def sentence(made: Materials) -> str:
    """The line that sends the reader to the annexes."""
    found = numbers(made)
    parts = [
        f"danh mục nhiệm vụ và tiến độ tại Phụ lục {found['tasks']}",
        f"kết quả thực hiện chỉ tiêu tại Phụ lục {found['targets']}",
    ]
    if found["statistics"]:
        parts.insert(0, f"số liệu thống kê tại Phụ lục {found['statistics']}")
    return f"({', '.join(parts)} kèm theo)".replace("(s", "(S").replace("(d", "(D")
