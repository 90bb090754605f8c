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

PERIOD_PATTERN = (
    r"^\d{4}(-(Q[1-4]|H[12]|\d{2}(-\d{2})?))?"
    r"(/(\.\.|\d{4}(-(Q[1-4]|H[12]|\d{2}(-\d{2})?))?))?$"
)


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
            "anyOf": [
                {"type": "string", "pattern": PERIOD_PATTERN},
                {"type": "integer", "minimum": 1900, "maximum": 2999},
            ]
        }


PeriodField = Annotated[Period, Dated()]

Slug = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)
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

    rule: Slug = Field(description="Tên quy tắc được chấp nhận")
    because: Line = Field(description="Lý do: nguyên văn ghi như thế nào")


Acceptances = Listed[Acceptance]
ACCEPT = "Phát hiện được chấp nhận tại đây, kèm lý do"
