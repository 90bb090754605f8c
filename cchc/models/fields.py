"""The six fields of administrative reform, and direction before them."""

import re
from typing import Annotated, Literal

from cchc.models.base import meanings
from cchc.text.characters import fold

FIELDS = {
    "steering": "chỉ đạo, điều hành cải cách hành chính",
    "institutions": "cải cách thể chế",
    "procedures": "cải cách thủ tục hành chính",
    "organisation": "cải cách tổ chức bộ máy hành chính nhà nước",
    "personnel": "cải cách chế độ công vụ",
    "finance": "cải cách tài chính công",
    "digital": "xây dựng và phát triển chính quyền điện tử, chính quyền số",
}
"""Nghị quyết 76/NQ-CP of 15/7/2021, part II; the title of each in Vietnamese."""

FieldName = Literal[
    "steering",
    "institutions",
    "procedures",
    "organisation",
    "personnel",
    "finance",
    "digital",
]
FieldOfReform = Annotated[FieldName, meanings(FIELDS)]

# Words that the titles of the fields have in plans of all levels.
_WORDS: dict[FieldName, str] = {
    "steering": "chi dao,? dieu hanh",
    "institutions": "cai cach the che|hoan thien the che|cai cach the",
    "procedures": "thu tuc hanh chinh|tthc",
    "organisation": "to chuc bo may|bo may hanh chinh",
    "personnel": "cong vu|can bo, cong chuc",
    "finance": "tai chinh cong|cai cach tai chinh",
    "digital": "chinh quyen (dien tu|so)|chinh phu (dien tu|so)|chuyen doi so"
    "|hien dai hoa hanh chinh",
}


def field_in(title: str) -> FieldName | None:
    """The field that a group's title names; None where it names none, or several."""
    folded = fold(title)
    found = [name for name, words in _WORDS.items() if re.search(words, folded)]
    return found[0] if len(found) == 1 else None
