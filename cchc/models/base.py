"""What all records share: strictness, identifiers, periods, acceptances."""

from typing import Annotated, Any, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import core_schema

from cchc.dates import Period, parse_period
from cchc.problems import N_, BadValue


class Record(BaseModel):
    """Frozen; an unknown key is an error."""

    # Built once, with the root record that is validated: building every part costs
    # more than reading a plan.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


def told(name: str, about: str, **more: Any) -> ConfigDict:
    """How editors present a record, in Vietnamese: its name and what it is for.

    `more` goes into its JSON Schema; `cchc.schemas` says which keys it knows.
    """
    return ConfigDict(title=name, json_schema_extra={"description": about, **more})


class Shown:
    """What editors know of a value beside its type: messages, snippets, meanings."""

    def __init__(self, **keys: Any) -> None:
        self._keys = keys

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> Any:
        return {**handler(core), **self._keys}


def meanings(words: dict[str, str]) -> Shown:
    """What each value of a `Literal` means."""
    return Shown(enumDescriptions=[*words.values()])


def _period(value: Any) -> Period:
    if isinstance(value, Period):
        return value
    if not isinstance(value, str):
        raise BadValue(N_("write a date or a period, such as 2024-06-30 or 2024-Q2"))
    return parse_period(value)


def _listed(value: Any) -> Any:
    return () if value is None else value


class OrNull:
    """A list that is null in the file (lost in the source) is an empty list here."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        return core_schema.no_info_before_validator_function(_listed, handler(source))

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> Any:
        return {"anyOf": [handler(core), {"type": "null"}]}


T = TypeVar("T")
Listed = Annotated[tuple[T, ...], OrNull()]
"""A list; null in the file (lost in the source) is an empty one."""

_MONTH = r"(0[1-9]|1[0-2])"
_DATE = rf"{_MONTH}-(0[1-9]|[12]\d|3[01])"
_ONE = rf"\d{{4}}(-(Q[1-4]|H[12]|{_MONTH}|{_DATE}))?"
PERIOD_PATTERN = rf"^{_ONE}(/(\.\.|{_ONE}))?$"
PERIOD_FORMS = (
    "Kỳ viết là 2025 (năm), 2025-H1 (6 tháng), 2025-Q2 (quý), 2025-06 (tháng), "
    "2025-06-30 (ngày); từ kỳ đến kỳ: 2025-Q1/2025-Q3, từ kỳ trở đi: 2025/.."
)
PERIOD_SNIPPETS = [
    {"label": "ngày", "body": "${1:2025}-${2:06}-${3:30}"},
    {"label": "tháng", "body": "${1:2025}-${2:06}"},
    {"label": "quý", "body": "${1:2025}-Q${2:2}"},
    {"label": "6 tháng", "body": "${1:2025}-H${2:1}"},
    {"label": "năm", "body": "${1:2025}"},
    {"label": "từ kỳ đến kỳ", "body": "${1:2025-Q1}/${2:2025-Q3}"},
]


class Dated:
    """Text to `Period` and back, in one step: pydantic's own three build slower."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        return core_schema.no_info_plain_validator_function(
            _period,
            serialization=core_schema.to_string_ser_schema(when_used="always"),
        )

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> Any:
        # A bare year is a number to YAML's own types, so editors must allow both.
        return {
            "type": ["string", "integer"],
            "pattern": PERIOD_PATTERN,
            "minimum": 1900,
            "maximum": 2999,
            "errorMessage": PERIOD_FORMS,
            "defaultSnippets": PERIOD_SNIPPETS,
        }


PeriodField = Annotated[Period, Dated()]

Slug = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80),
    Shown(
        errorMessage="Mã viết bằng chữ thường không dấu và chữ số, nối bằng gạch "
        "ngang, tối đa 80 ký tự: so-noi-vu"
    ),
]
"""An identifier of ours: lower-case ASCII words joined by hyphens."""

ItemId = Annotated[
    str,
    StringConstraints(pattern=r"^[^\W_]+([.-][^\W_]+)*$", max_length=40),
    # Editors' regular expressions know only ASCII letters as \w.
    WithJsonSchema(
        {
            "type": "string",
            "pattern": "^[0-9A-Za-zÀ-ỹ]+([.-][0-9A-Za-zÀ-ỹ]+)*$",
            "maxLength": 40,
            "errorMessage": "Số như quyết định in, đặt trong ngoặc kép: "
            '"1.10", "I.1", "3.4.đ"',
        }
    ),
]
"""A number as a decision prints it: `1.10`, `I.1`, `3.4.đ`."""

Line = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
"""One line of text that says something."""

Title = Annotated[str, StringConstraints(min_length=1, max_length=160)]
"""A title in our own words."""

Text = Annotated[str, StringConstraints(min_length=1, max_length=20_000)]
"""Free text of any length that a decision reaches."""

Lines = Listed[Line]
Slugs = Listed[Slug]


class Acceptance(Record):
    """A finding that the source itself causes, and the reason why it stays."""

    model_config = told(
        "Chấp nhận", "Phát hiện do chính văn bản gốc gây ra, giữ lại kèm lý do."
    )

    rule: Slug = Field(description="Tên quy tắc được chấp nhận")
    because: Line = Field(description="Lý do: nguyên văn ghi như thế nào")


Acceptances = Listed[Acceptance]
ACCEPT = "Phát hiện được chấp nhận tại đây, kèm lý do"
