"""What the text of a task says of itself behind labels: "Chủ trì: …; thời hạn: …"."""

from __future__ import annotations

import re

from cchc.importing.shapes.roles import WHO, Role

_LABELS = (
    (Role.PARTNER, rf"(?:{WHO}\s*)?phối hợp(?: thực hiện)?"),
    (Role.LEAD, rf"(?:{WHO}\s*)?chủ trì(?: thực hiện| tham mưu)?|{WHO} thực hiện"),
    (
        Role.WHEN,
        r"(?:thời gian|thời hạn|tiến độ|hạn)(?: thực hiện| hoàn thành| trình)?"
        r"|hoàn thành",
    ),
    (
        Role.PRODUCT,
        r"(?:sản phẩm|kết quả|đầu ra)"
        r"(?: đầu ra| cần đạt| dự kiến| thực hiện| hoàn thành)?",
    ),
)
_FIELD = re.compile(
    r"(?:(?<=[.;,\n(])|(?<=[.;,(]\s))\s*[-–+•]?\s*(?:"
    + "|".join(f"(?P<{role.name}>{words})" for role, words in _LABELS)
    + r")\s*:\s*",
    re.I,
)


def fields_in(text: str) -> list[tuple[Role, int, int]]:
    """The labels in a text: role, and where the label starts and ends."""
    return [(Role[m.lastgroup or ""], *m.span()) for m in _FIELD.finditer(text)]


def says_who_and_when(text: str, timed: bool = False) -> bool:
    """Whether a text says who owes it, and by when or what it yields.

    `timed`: a column beside it says when.
    """
    roles = {role for role, _, _ in fields_in(text)}
    return Role.LEAD in roles and (timed or bool({Role.WHEN, Role.PRODUCT} & roles))
