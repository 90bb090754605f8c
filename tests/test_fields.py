"""No field of a model is silent: `diff --against`, `show` and `export` tell each.

Every field of every model that a workspace's files are made of is changed alone. A new
field without a value in `FILLED`, or one that a command does not tell, fails here.
"""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

import pytest
from pydantic import ValidationError, create_model

from cchc.compare.fields import differing
from cchc.compare.versions import (
    LEFT_OUT,
    Change,
    journal_changes,
    plan_changes,
    register_changes,
)
from cchc.dates import Period, parse_period
from cchc.load.files import load_record
from cchc.load.places import PLACES, model_of, placed
from cchc.models.base import Record
from cchc.models.journal import Journal
from cchc.models.plan import Plan, Target, Task
from cchc.models.units import UnitRegister
from cchc.models.workspace import WorkspaceConfig
from cchc.revisions import Differences, Revision
from cchc.units import Units
from cchc.views import changes as view
from cchc.views import plans as cards
from cchc.views.grid import laid, plain
from cchc.views.labels import Language
from cchc.views.records import dumps, plan_record
from tests.conftest import REPOSITORY

ACCEPT = [{"rule": "id-gap", "because": "In như vậy"}]
UP = {"plan": "tren", "task": "1", "target": "dung-han"}
TASK = {
    "id": "1.1", "group": "1", "title": "Việc mẫu", "products": ["Báo cáo"],
    "leads": ["phong-a"], "partners": ["phong-b"], "when": "Quý I", "implements": UP,
    "counts_as": "1",
    "field": "digital", "extra": {"Kinh phí": "10"},
    "note": "Ghi chú", "text": "Nguyên văn",
    "accept": ACCEPT,
}  # fmt: skip
DEADLINES: list[dict[str, Any]] = [
    {"due": "2024-Q1", "what": "mốc một"},
    {"every": "year", "interval": 2, "day": "02-28", "from": "2024", "until": "2028",
     "what": "mốc hai"},
    {"ongoing": {"from": "2024-01", "until": "2024-12"}, "what": "mốc ba"},
    {"after": "có văn bản", "within": {"days": 10, "working": True}, "what": "bốn"},
    {"after": "có luật", "within": {"months": 3}, "what": "mốc năm"},
    {"after": "có nghị định", "within": {"years": 1}, "what": "mốc sáu"},
    {"follows": "tiến độ", "what": "mốc bảy"},
    {"unstated": True, "what": "mốc tám"},
]  # fmt: skip
GOALS: list[dict[str, Any]] = [
    *({form: 90.125, "unit": "%"}
      for form in ("at_least", "more_than", "at_most", "less_than", "exactly")),
    {"rise": 3, "unit": "%", "against": "2023"},
    {"fall": 3, "unit": "bài", "against": "2023"},
    {"rank": 5, "among": "63 tỉnh"},
    {"better_than": "2023"},
    {"schedule": [{"year": 2024, "scope": "cap-tinh", "at_least": 50}], "unit": "%",
     "yearly_rise": 5, "until": "2030"},
    {"qualitative": "Nâng cao chất lượng"},
]  # fmt: skip
TARGET = {
    "at": "II.1", "title": "Đúng hạn", "indicator": "dung-han", "scope": "cap-tinh",
    "by": "2024", "task": "1.1", "implements": UP, "text": "Nguyên văn",
    "coverage": ["cac-phong"], "accept": ACCEPT,
}  # fmt: skip
PLAN = {
    "format": "1", "id": "ke-hoach", "title": "Kế hoạch mẫu",
    "decision": {
        "number": "1", "symbol": "QĐ-SM", "signed": "2024-01-05", "issuer": "so-mau",
        "signer": {"name": "Trần Thị Bưởi", "position": "Giám đốc", "signing": "KT."},
        "replaces": ["2/QĐ-SM@2023-01-05"], "title": "Trích yếu",
    },
    "period": "2024", "implements": ["tren"],
    "source": {"note": "Bản chụp", "lost": ["Trang 3"]},
    "cites": [{"document": "76/NQ-CP@2021-07-15", "at": ["Căn cứ"],
               "number": "77/NQ-CP", "signed": "2021-07-16", "accept": ACCEPT}],
    "reports": [{"period": "2024-Q1", "name": "quý I", "due": "2024-03-01",
                 "window": "2024-01/2024-02", "wording": "trước 02/3", "at": "IV.1",
                 "recipient": "so-mau", "owners": ["phong-a"], "accept": ACCEPT}],
    "groups": [{"id": "1", "title": "Nhóm một", "field": "finance"}],
    "targets": [{"id": f"muc-{i}", "goal": goal, **TARGET}
                for i, goal in enumerate(GOALS)],
    "tasks": [{**TASK, "deadlines": [one], "id": f"1.{i}", "title": one["what"]}
              for i, one in enumerate(DEADLINES)],
    "accept": ACCEPT,
}  # fmt: skip
PROOF = [{"document": "12/BC-SM", "signed": "2024-03-12", "link": "tủ 3"}]
SINCE = {"unit": "phong-a", "relation": "renamed", "since": "2024-07-01",
         "basis": "QĐ 9", "duties": ["Thi đua"], "unverified": False}  # fmt: skip
VALID = {"from": "2020", "until": "2024", "basis": "QĐ 8", "unverified": False}
CHANGED_DAY = {"date": "2024-04-29", "swapped_with": "2024-05-04", "source": "TB 1",
               "unverified": False}  # fmt: skip
FILLED: Mapping[str, dict[str, Any]] = {
    "decision": PLAN,
    "progress": {
        "format": "1", "unit": "phong-a", "entries": [
            {"task": "1.1", "date": "2024-03-13", "state": "done", "for": "2024-Q1",
             "due": "2024-04", "evidence": PROOF, "note": "Ghi chú",
             "reason": "Chờ ý kiến", "next": "Họp",
             "corrects": "2024-03-01", "owed_by": "phong-cu"},
            {"target": "dung-han", "date": "2024-07-01", "period": "2024-H1",
             "value": 98.634, "evidence": PROOF, "note": "Ghi chú",
             "corrects": "2024-06-01"},
            {"target": "kiem-tra", "date": "2024-07-01", "period": "2024-H1",
             "covers": ["phong-b"], "evidence": PROOF},
        ],
    },
    "units": {
        "format": "1",
        "units": [{"id": "phong-a", "name": "Phòng A", "short": "PA",
                   "level": "internal", "parent": "so-mau",
                   "aliases": ["Trưởng phòng A"], "valid": VALID,
                   "successors": [SINCE], "note": "Ghi chú"}],
        "groups": [{"id": "cac-phong", "name": "Các phòng", "level": "internal",
                    "parent": "so-mau", "aliases": ["Các đơn vị"], "valid": VALID,
                    "members": [{"from": "2020", "until": "2024",
                                 "units": ["phong-a"]}],
                    "successors": [SINCE], "note": "Ghi chú"}],
    },
    "indicators": {
        "format": "1", "scopes": [{"id": "cap-tinh", "name": "Cấp tỉnh"}],
        "indicators": [{"id": "dung-han", "name": "Đúng hạn", "aliases": ["Tỷ lệ"],
                        "unit": "%", "better": "up", "least": 0, "most": 100,
                        "note": "Ghi chú"}],
    },
    "documents": {
        "format": "1",
        "documents": [{"key": "76/NQ-CP@2021-07-15", "type": "Nghị quyết",
                       "number": "76/NQ-CP", "issuer": "Chính phủ",
                       "signed": "2021-07-15", "title": "Chương trình",
                       "replaced_by": "1/NQ-CP@2026-01-01", "replaced_on": "2026",
                       "source": "Công báo", "unverified": False}],
    },
    "workdays": {"format": "1", "notices": [
        {"year": 2024, "source": "TB 3", "unverified": False}],
        "off": [CHANGED_DAY], "work": [CHANGED_DAY]},
    "workspace": {
        "format": "1", "office": "so-mau", "default_plan": "ke-hoach", "soon_days": 15,
        "confirmation": {"unit": "phong-a", "since": "2024-02-01"},
        "letterhead": {
            "parent": "UBND tỉnh Mẫu", "agency": "Sở Mẫu", "symbol": "SM",
            "place": "Mẫu", "addressee": ["UBND"], "recipients": ["Như trên"],
            "archive": "VT", "signing": "KT.", "position": ["Phó Giám đốc"],
            "signer": "Trần Thị Bưởi",
        },
        "letterheads": [{
            "unit": "phong-a", "parent": "Sở Mẫu", "agency": "Phòng A", "symbol": "PA",
            "place": "Mẫu", "addressee": ["Sở"], "recipients": ["Như trên"],
            "archive": "VT", "signing": "KT.", "position": ["Trưởng phòng"],
            "signer": "Trần Thị Bưởi",
        }],
        "regimes": [{
            "basis": "Công văn 1", "cited": "Công văn số 1/BNV", "since": "2025-07-02",
            "about": "cchc", "windows": {"Q1": "12-15/03-14"},
            "reports": ["Q1"], "sent_by": 20, "unverified": "Chưa đọc",
        }],
        "accept": ACCEPT,
    },
}  # fmt: skip
"""Every field of every model once, by the kind of file."""
RECORDS = {kind: model_of(kind).model_validate(data) for kind, data in FILLED.items()}
EXAMPLES = sorted(
    file
    for folder in ("plans/schemes", "cchc/data/sample/plans")
    for file in (REPOSITORY / folder).rglob("*.yaml")
)
UNITS = Units(
    UnitRegister.model_validate(
        {"units": [{"id": "phong-a", "name": "Phòng A", "level": "internal"}]}
    )
)
EN = Language("en")


class Changed(NamedTuple):
    """A record of a file in which one field of one model is another."""

    kind: str
    model: str
    key: str
    record: Record


def other(value: object, choices: tuple[object, ...]) -> object:
    """Another value of the same form."""
    match value:
        case bool():
            return not value
        case int() | float() | Decimal():
            return value + 1
        case Period():
            return parse_period(
                re.sub(r"\d{4}", lambda year: str(int(year[0]) + 1), value.text)
            )
        case tuple():
            return (*value, "khac")
        case dict():
            return {**value, "Cột khác": "x"}
        case str() if choices:
            return next((one for one in choices if one != value), f"{value}2")
        case str():
            return f"{value}2" if value != "02-28" else "02-29"
    raise TypeError(f"{value!r}: say how it changes")


def choices(annotation: object) -> tuple[object, ...]:
    """The values of a `Literal`, wherever it stands in a type."""
    if typing.get_origin(annotation) is typing.Literal:
        return typing.get_args(annotation)
    return tuple(c for part in typing.get_args(annotation) for c in choices(part))


def changed(record: Record) -> Iterator[tuple[str, str, Record]]:
    """Model, field and the record with that field changed, all the way down."""
    for key, field in type(record).model_fields.items():
        value = getattr(record, key)
        if value is None:
            continue
        if isinstance(value, Record):
            for model, inner, one in changed(value):
                yield model, inner, record.model_copy(update={key: one})
        elif isinstance(value, tuple) and value and isinstance(value[0], Record):
            for i, item in enumerate(value):
                for model, inner, one in changed(item):
                    kept = (*value[:i], one, *value[i + 1 :])
                    yield model, inner, record.model_copy(update={key: kept})
            yield type(record).__name__, key, record.model_copy(update={key: value[1:]})
        else:
            new = other(value, choices(field.annotation))
            yield type(record).__name__, key, record.model_copy(update={key: new})


def is_allowed(record: Record) -> bool:
    """Whether a file may say so: `working` goes with days alone."""
    try:
        type(record).model_validate(record.model_dump(by_alias=True, warnings=False))
    except ValidationError as error:
        return not any("working" in one["msg"] for one in error.errors())
    return True


CASES = [
    Changed(kind, *one)
    for kind, record in RECORDS.items()
    for one in changed(record)
    if is_allowed(one[2])
]
LITERALS = {("Ongoing", "ongoing"), ("Unstated", "unstated")}
"""Fields that can only be true; `ongoing` is changed through its span."""
TOLD = [
    case
    for case in CASES
    if case.key not in LEFT_OUT and (case.model, case.key) not in LITERALS
]


def models(annotation: object) -> Iterator[type[Record]]:
    """Every model that a type leads to."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
        for field in annotation.model_fields.values():
            yield from models(field.annotation)
    for part in typing.get_args(annotation):
        yield from models(part)


def test_every_field_of_every_model_is_tried() -> None:
    reached = {
        (model.__name__, key)
        for kind in FILLED
        for model in models(model_of(kind))
        for key in model.model_fields
    }
    tried = {(case.model, case.key) for case in CASES}
    # Through their parts: a record inside has no value of its own to change.
    parts = {
        ("Plan", "decision"), ("Plan", "source"), ("Decision", "signer"),
        ("Task", "implements"), ("Target", "implements"), ("Target", "goal"),
        ("After", "within"), ("Ongoing", "ongoing"), ("Unit", "valid"),
        ("UnitGroup", "valid"), ("WorkspaceConfig", "letterhead"),
        ("WorkspaceConfig", "confirmation"),
    }  # fmt: skip
    assert reached - tried - parts == set()


def changes(case: Changed) -> list[Change]:
    old = RECORDS[case.kind]
    if isinstance(old, Plan) and isinstance(case.record, Plan):
        return [*plan_changes(old, case.record, {})]
    if isinstance(old, Journal) and isinstance(case.record, Journal):
        return [*journal_changes("ke-hoach", old, case.record)]
    return [*register_changes(case.kind, old, case.record, set)]


def name(case: Changed) -> str:
    return f"{case.kind}-{case.model}-{case.key}"


@pytest.mark.parametrize("case", TOLD, ids=name)
def test_diff_tells_what_was_and_what_is(case: Changed) -> None:
    found = changes(case)
    assert found
    report = Differences(Revision("main", "0" * 40), tuple(found), {}, (), ())
    for one in laid(view.grid(report, UNITS, EN)):
        for row in one.rows:
            then, now = row[-2:]
            assert then.split() != now.split(), row
    for record in view.record(report, EN)["changes"]:
        assert record["old"] != record["new"]


def of_other_kinds() -> list[Changed]:
    """Of kinds without a filled record above: each field of a file of ours, once."""
    found: dict[tuple[str, str, str], Changed] = {}
    for place in PLACES:
        files = [] if place.kind in FILLED else EXAMPLES
        for file in files:
            told = placed(f"plans/{file.as_posix().rpartition('/plans/')[2]}")
            if told is None or told.kind != place.kind:
                continue
            record = load_record(model_of(place.kind), file, file.parent).record
            assert record is not None
            RECORDS.setdefault(str(file), record)
            for model, key, one in changed(record):
                case = Changed(str(file), model, key, one)
                found.setdefault((place.kind, model, key), case)
    return [case for case in found.values() if case.key not in LEFT_OUT]


@pytest.mark.parametrize("case", of_other_kinds(), ids=lambda c: f"{c.model}-{c.key}")
def test_diff_tells_every_field_of_schemes_and_scores(case: Changed) -> None:
    found = [*register_changes("tep", RECORDS[case.kind], case.record, set)]
    report = Differences(Revision("main", "0" * 40), tuple(found), {}, (), ())
    assert found
    for one in laid(view.grid(report, UNITS, EN)):
        assert all(row[-2].split() != row[-1].split() for row in one.rows)
    assert dumps(view.record(report, EN))


PLANS = [case for case in TOLD if case.kind == "decision"]


@pytest.mark.parametrize("case", PLANS, ids=name)
def test_export_tells_every_field_of_a_plan(case: Changed) -> None:
    def exported(record: Record) -> str:
        assert isinstance(record, Plan)
        return dumps(plan_record(record, UNITS))

    assert exported(case.record) != exported(RECORDS["decision"])


def shown(record: Record) -> str:
    """The plan and each of its tasks and targets, as `show` prints them."""
    assert isinstance(record, Plan)
    grids = [
        cards.plan(record, UNITS, EN),
        *(cards.task(record, task, (), UNITS, EN) for task in record.tasks),
        *(cards.target(record, target, (), UNITS, EN) for target in record.targets),
    ]
    return "".join(plain(grid, 200) for grid in grids)


@pytest.mark.parametrize("case", PLANS, ids=name)
def test_show_tells_every_field_of_a_plan(case: Changed) -> None:
    assert shown(case.record) != shown(RECORDS["decision"])


@pytest.mark.parametrize("model", [Task, Target, Plan, Journal, WorkspaceConfig])
def test_a_field_that_a_model_gains_is_told_at_once(model: type[Record]) -> None:
    grown = create_model("Grown", __base__=model, budget=(str | None, None))
    kind = next((p.kind for p in PLACES if model_of(p.kind) is model), None)
    data = (
        RECORDS[kind].model_dump(by_alias=True)
        if kind
        else RECORDS["decision"].model_dump(by_alias=True)[
            f"{model.__name__.lower()}s"
        ][0]
    )
    old = grown.model_validate({**data, "budget": "1 tỷ"})
    new = grown.model_validate({**data, "budget": "2 tỷ"})
    assert [*differing(old, new)] == [("budget", "1 tỷ", "2 tỷ")]
