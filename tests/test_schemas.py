"""The schemas as data: all is told in Vietnamese, and judged as the models judge."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft7Validator, Draft202012Validator
from pydantic import ValidationError

from cchc.models.plan import Plan
from cchc.schemas import KINDS, schemas

SCHEMAS = {name: json.loads(text) for name, text in schemas().items()}
VIETNAMESE = re.compile("[À-ỹĐđ]")


def nodes(node: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object of a schema with where it stands, but for snippets.

    Of a condition, which nobody sees, only the object itself.
    """
    if isinstance(node, dict):
        yield path, node
        for key, one in node.items():
            if key == "if":
                yield f"{path}/if", one
            elif key != "defaultSnippets":
                yield from nodes(one, f"{path}/{key}")
    elif isinstance(node, list):
        for i, one in enumerate(node):
            yield from nodes(one, f"{path}/{i}")


def places(name: str) -> list[tuple[str, dict[str, Any]]]:
    return list(nodes(SCHEMAS[name]))


@pytest.mark.parametrize("name", SCHEMAS)
@pytest.mark.parametrize("draft", [Draft7Validator, Draft202012Validator])
def test_they_are_valid_for_both_drafts(name: str, draft: Any) -> None:
    schema = {key: one for key, one in SCHEMAS[name].items() if key != "$schema"}
    draft.check_schema(schema)


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_key_has_a_description_in_vietnamese(name: str) -> None:
    silent = [
        path
        for path, node in places(name)
        if re.search(r"/properties/\w+$", path)
        and not VIETNAMESE.search(node.get("description", ""))
    ]
    assert silent == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_record_says_what_it_is_and_what_it_takes(name: str) -> None:
    records = [("", SCHEMAS[name]), *SCHEMAS[name].get("$defs", {}).items()]
    for key, one in records:
        assert VIETNAMESE.search(one["title"]), key
        assert VIETNAMESE.search(one["description"]), key
        assert VIETNAMESE.search(one["errorMessage"]), key


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_judgement_has_words_of_its_own(name: str) -> None:
    judged = {"type", "pattern", "enum", "const", "required", "additionalProperties"}
    silent = [
        path
        for path, node in places(name)
        if judged & node.keys()
        and not path.endswith(("/properties", "/if"))
        and not VIETNAMESE.search(node.get("errorMessage", ""))
    ]
    assert silent == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_bounds_stand_only_where_their_words_are_ours(name: str) -> None:
    plain = {"minLength", "maxLength", "minimum", "maximum"}
    assert [
        p for p, one in places(name) if plain & one.keys() and p[-3:] != "/if"
    ] == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_choice_is_explained(name: str) -> None:
    for path, node in places(name):
        if "enum" in node and set(node["enum"]) != {"1", 1}:
            assert len(node["enumDescriptions"]) == len(node["enum"]), path


def test_every_kind_of_file_has_a_schema() -> None:
    assert {f"{kind}.schema.json" for kind in KINDS} == set(SCHEMAS)


PLAN: dict[str, Any] = {
    "format": "1",
    "id": "2025-mau",
    "title": "Kế hoạch",
    "decision": {"number": None, "symbol": "QĐ", "signed": None, "issuer": "so-mau"},
    "period": "2025",
}


def with_deadline(value: Any) -> dict[str, Any]:
    return {**PLAN, "tasks": [{"id": "1", "title": "a", "deadlines": value}]}


def with_goal(value: Any) -> dict[str, Any]:
    return {**PLAN, "targets": [{"id": "a", "title": "a", "goal": value}]}


DEADLINES = [
    None,
    [],
    [{"due": "2025-Q2"}],
    [{"due": "2025-Q2", "what": "trình"}],
    [{"due": "2025-Q5"}],
    [{"due": "2025-13"}],
    [{"due": "2025-Q1/2025-Q3"}],
    [{"due": "2025/.."}],
    [{"due": 2025}],
    [{"due": 202}],
    [{"due": None}],
    [{"due": "2025", "every": "year"}],
    [{"every": "month", "day": "20", "interval": 2}],
    [{"every": "month", "interval": 0}],
    [{"every": "tháng"}],
    [{"every": "year", "from": "2025-Q1", "until": None}],
    [{"ongoing": True}],
    [{"ongoing": False}],
    [{"ongoing": {"from": "2025-Q1"}}],
    [{"ongoing": {"to": "2025-Q1"}}],
    [{"after": "sự kiện", "within": {"days": 10, "working": True}}],
    [{"after": "sự kiện", "within": None}],
    [{"after": "sự kiện", "within": {}}],
    [{"after": "sự kiện", "within": {"days": 10, "months": 1}}],
    [{"after": "sự kiện", "within": {"months": 1, "working": True}}],
    [{"after": ""}],
    [{"follows": "kế hoạch"}],
    [{"unstated": True, "what": "a"}],
    [{"what": "a"}],
    ["2025-Q2"],
    [{}],
]
GOALS = [
    {"at_least": 98, "unit": "%"},
    {"at_least": 98},
    {"at_least": "98%", "unit": "%"},
    {"at_least": 98, "at_most": 99, "unit": "%"},
    {"rank": 10},
    {"rank": 0},
    {"rank": 10, "among": "63 tỉnh"},
    {"rank": 10, "against": "2024"},
    {"rise": 5, "unit": "%", "against": 2024},
    {"schedule": [{"year": 2025, "at_least": 80}], "unit": "%", "yearly_rise": 2},
    {"schedule": [{"year": 1800, "at_least": 80}], "unit": "%"},
    {"qualitative": "a"},
    {"qualitative": "a", "unit": "%"},
    {"better_than": 2024},
    {"unit": "%"},
    {},
    None,
]


def texts(value: Any) -> Any:
    """Numbers as our reader gives them: what the file has."""
    if isinstance(value, dict):
        return {key: texts(one) for key, one in value.items()}
    if isinstance(value, list):
        return [texts(one) for one in value]
    return str(value) if type(value) is int else value


@pytest.mark.parametrize(
    "plan", [*map(with_deadline, DEADLINES), *map(with_goal, GOALS)], ids=json.dumps
)
def test_forms_are_judged_as_the_models_judge_them(plan: dict[str, Any]) -> None:
    try:
        Plan.model_validate(texts(plan))
        right = True
    except ValidationError:
        right = False
    validator = Draft202012Validator(SCHEMAS["decision.schema.json"])
    assert validator.is_valid(plan) is right
