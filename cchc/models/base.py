"""What all records share: strictness, identifiers, periods, acceptances."""

from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    StringConstraints,
    WithJsonSchema,
)

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
    """A list that is null in the file (lost in the source) is an empty list here."""
    return () if value is None else value


class OrNull:
    """Editors may leave null where `_listed` makes an empty list of it."""

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> Any:
        return {"anyOf": [handler(core), {"type": "null"}]}


OR_NULL = OrNull()

PERIOD_PATTERN = (
    r"^\d{4}(-(Q[1-4]|H[12]|\d{2}(-\d{2})?))?"
    r"(/(\.\.|\d{4}(-(Q[1-4]|H[12]|\d{2}(-\d{2})?))?))?$"
)

PeriodField = Annotated[
    Period,
    PlainValidator(_period),
    PlainSerializer(str),
    # A bare year is a number to YAML's own types, so editors must allow both.
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": PERIOD_PATTERN},
                {"type": "integer", "minimum": 1900, "maximum": 2999},
            ]
        }
    ),
]

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

Lines = Annotated[tuple[Line, ...], BeforeValidator(_listed), OR_NULL]
Slugs = Annotated[tuple[Slug, ...], BeforeValidator(_listed), OR_NULL]


class Acceptance(Record):
    """A finding that the source itself causes, and the reason why it stays."""

    rule: Slug = Field(description="Tên quy tắc được chấp nhận")
    because: Line = Field(description="Lý do: nguyên văn ghi như thế nào")


Acceptances = Annotated[tuple[Acceptance, ...], BeforeValidator(_listed), OR_NULL]
ACCEPT = "Phát hiện được chấp nhận tại đây, kèm lý do"
