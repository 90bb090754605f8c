"""Printed names to unit ids: by name, by alias, by nearness; or a proposal.

A proposal is a unit that the register lacks: an id made of the name, kept in the
draft and listed as a patch of units.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property

from rapidfuzz import fuzz, process

from cchc.importing.bodies import Named, unglued_names, without_duty
from cchc.importing.doubts import WEAK
from cchc.importing.realm import Realm
from cchc.models.units import Level, Unit, UnitGroup
from cchc.problems import N_, Message, message
from cchc.text.search import fold
from cchc.units import Units

NEAR = 90
_WORD = 65
_FILLERS = frozenset(
    ["thanh", "pho", "tp", "tinh", "ho", "chi", "minh", "cac", "va", "cua", "thuoc"]
)
_HEADS = re.compile(
    r"(?:đồng chí |ông |bà )?(?:thủ trưởng|giám đốc|tổng giám đốc|chủ tịch|bộ trưởng"
    r"|thống đốc|(?:chi |tổng )?cục trưởng|viện trưởng|hiệu trưởng"
    r"|chánh(?= văn phòng| thanh tra)|trưởng(?= ban| phòng)|lãnh đạo|người đứng đầu"
    r"|đại diện)\s+",
    re.I,
)
_COMMITTEE = re.compile(r"^(?:(?:[ỦU]y ban|Uỷ ban) nhân dân|UBND)\s+", re.I)
_MANY = re.compile(
    r"(?:thủ trưởng |giám đốc |chủ tịch )?(?:các|một số|tất cả|toàn bộ)\b", re.I
)
_PLACE = re.compile(
    r"\s+(?:(?:của |thuộc )?(?:thành phố|tp\.?|tỉnh|quận|huyện|sở)(?: hồ chí minh)?"
    r"|có liên quan|liên quan|trực thuộc(?: sở)?)\Z",
    re.I,
)
_BARE = ("van phong", "thanh tra", "ban", "phong", "trung tam", "vien", "cong an")
_LEVELS: tuple[tuple[Level, str], ...] = (
    ("central", r"bo|tong cuc|chinh phu|thu tuong|van phong (chinh phu|quoc hoi)"),
    ("party", r"(thanh|tinh|quan|huyen|dang) uy|ban (tuyen giao|dan van|to chuc)"),
    ("internal", r"phong|van phong so|thanh tra so|chi cuc"),
    ("commune", r"(ubnd|uy ban nhan dan) .*(phuong|xa|thi tran)"),
    ("district", r"(ubnd|uy ban nhan dan) .*(quan|huyen)"),
    ("vertical", r"cuc|cong an|kho bac|bao hiem|thue|hai quan|ngan hang"),
    ("association", r"hoi|hiep hoi|lien (doan|hiep|minh)|.*doan\b|mat tran|ub mttq"),
    ("press", r"bao|dai|co quan bao chi|thong tan"),
    ("province", r"so|ubnd|uy ban nhan dan|ban|vien|trung tam|van phong"),
)


@dataclass(frozen=True, slots=True)
class Found:
    """The id that stands for a printed name, and what is doubtful about it."""

    id: str
    doubt: tuple[Message, float] | None = None


@dataclass
class Registrar:
    """Resolves names for one document, and remembers what it had to propose."""

    units: Units
    context: str | None = None
    realm: Realm | None = None
    proposals: dict[str, str] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)

    @cached_property
    def _names(self) -> list[str]:
        return [folded for folded in self.units.by_name if len(folded) > 4]

    def find(self, named: Named) -> Found:
        """The unit of a printed name; of "A (B)" the inner body, if it is known."""
        if named.inner and (inner := self._exact(named.inner)):
            return Found(inner)
        if exact := self._exact(named.text):
            return Found(exact)
        short = without_duty(named.text)
        return self._near(named.text) or self._near(short) or self._propose(short)

    def issuer(self, name: str, above: str | None) -> Found:
        """Who issued a decision; `above` is the body that the letterhead puts above.

        "Phòng Nội vụ" of another district than the register's is another unit.
        """
        found = self.find(Named(name))
        unit = self.units.get(found.id)
        if above is None or (unit is not None and unit.parent is None):
            return found
        if unit is None and _COMMITTEE.match(above) is None:
            return found
        self.proposals.pop(found.id, None)
        parent = self._exact(above)
        if parent is not None and self.units.is_within(found.id, parent):
            return found
        place = _COMMITTEE.sub("", above)
        return self._propose(name if place in name else f"{name} {place}")

    def find_all(self, named: Named) -> list[Found]:
        """The units of a printed name that may be two: glued, or "UBND quận, xã"."""
        if named.inner or self._exact(named.text):
            return [self.find(named)]
        if shared := self._shared(named.text):
            return shared
        parts = unglued_names(named.text)
        if len(parts) > 1 and any(self._exact(part) for part in parts):
            return [self.find(Named(part)) for part in parts]
        return [self.find(named)]

    def _shared(self, text: str) -> list[Found]:
        """ "UBND quận, huyện, xã" as "UBND quận, huyện" and "UBND xã"."""
        head = _SHARED.match(text)
        if head is None:
            return []
        for cut in re.finditer(r",|\bvà\b", text):
            first = self._exact(text[: cut.start()])
            rest = text[cut.end() :].strip()
            last = self._exact(rest) or self._exact(f"{head[0]}{rest}")
            if first and last:
                return [Found(first), Found(last)]
        return []

    def _exact(self, text: str) -> str | None:
        return next(filter(None, map(self._known, _variants(text))), None)

    def _known(self, name: str) -> str | None:
        """The unit of a name, or the one that the document can mean by it."""
        if self.realm is None:
            return self.units.resolve(name, self.context)
        found = self.units.by_name.get(fold(name), [])
        own = [unit for unit in found if self.realm.allows(unit, name)]
        near = [
            u for u in own if self.context and self.units.is_within(u, self.context)
        ]
        return next(iter(near or own), None)

    def _near(self, text: str) -> Found | None:
        best = process.extractOne(
            fold(text), self._names, scorer=fuzz.ratio, score_cutoff=NEAR
        )
        if best is None or not _is_slip(best[0], fold(text)):
            return None
        unit = self._known(best[0])
        if unit is None:
            return None
        why = message(
            N_("“{printed}” is taken for {unit}"),
            printed=text,
            unit=self.units.name(unit),
        )
        return Found(unit, (why, round(best[1] / 100 - 0.2, 2)))

    def _propose(self, text: str) -> Found:
        name = proper_name(text)
        unit = slug(name)
        if unit in self.units:  # the same name elsewhere is another unit
            suffix = self.realm.suffix if self.realm else "khac"
            unit = f"{unit[: 79 - len(suffix)]}-{suffix}"
        self.proposals.setdefault(unit, name)
        if self.realm and unit != self.realm.issuer:
            level = _level(name)
            if level == "internal" or (self.realm.elsewhere and level != "central"):
                self.parents[unit] = self.realm.issuer
        why = message(N_("“{printed}” is not in units.yaml"), printed=text)
        return Found(unit, (why, WEAK))


_SHARED = re.compile(
    r"(?:Chủ tịch\s+)?(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân)\s", re.I
)


def _is_slip(one: str, other: str) -> bool:
    """Whether two names differ by letters, not by words: UBND is not HĐND, 1 not 11."""
    first, second = one.split(), other.split()
    for kind, a, b, c, d in SequenceMatcher(None, first, second).get_opcodes():
        if kind == "equal":
            continue
        left, right = first[a:b], second[c:d]
        if kind == "replace" and len(left) == len(right):
            pairs = zip(left, right, strict=True)
            if all(not x.isdigit() and fuzz.ratio(x, y) >= _WORD for x, y in pairs):
                continue
        if not set(left) ^ set(right) <= _FILLERS:
            return False
    return True


def _variants(text: str) -> list[str]:
    """The name as printed, then without a head's title, a place, "các"."""
    plain = text.replace("Uỷ", "Ủy").replace("uỷ", "ủy")
    found = [plain]
    plain_duty = without_duty(plain)
    if plain_duty != plain:
        found.append(plain_duty)
        plain = plain_duty
    for shorter in (_HEADS.sub("", plain, count=1), _PLACE.sub("", plain)):
        found.append(shorter)
    both = _PLACE.sub("", _HEADS.sub("", plain, count=1))
    found += [
        both,
        re.sub(r"^(?:các|Các)\s+", "", plain),
        re.sub(r"^(?:các|Các)\s+", "", both),
    ]
    found += [_COMMITTEE_FORMS.sub(_other_form, name) for name in found]
    # "Văn phòng Sở" is not "Văn phòng" of whoever stands first in the register.
    kept = (n for n in found if n == text or fold(n) not in _BARE)
    return list(dict.fromkeys(name for name in kept if len(name) > 1))


_COMMITTEE_FORMS = re.compile(r"\bUBND\b|(?:[ỦU]y ban|Uỷ ban) nhân dân\b")


def _other_form(match: re.Match[str]) -> str:
    return "Ủy ban nhân dân" if match[0] == "UBND" else "UBND"


def proper_name(text: str) -> str:
    """A unit's own name: without the title of its head, beginning with a capital."""
    name = text if _MANY.match(text) else _HEADS.sub("", text, count=1)
    return name[:1].upper() + name[1:]


def slug(name: str) -> str:
    """An id made of a name: at most 80 letters, cut between words."""
    words = fold(name).encode("ascii", "ignore").decode().split() or ["don-vi"]
    found = words[0][:80]
    for word in words[1:]:
        if len(found) + 1 + len(word) > 80:
            break
        found = f"{found}-{word}"
    return found


def is_group(name: str) -> bool:
    """Whether a printed name stands for many units."""
    folded = fold(name)
    return bool(
        _MANY.match(name)
        or re.match(r"(so|ban|co quan|don vi|bo|doanh nghiep|dia phuong)\Z", folded)
        or re.match(r"(so|ban|bo),? (ban|nganh)", folded)
        or ("," in name and name.lower().startswith(("sở,", "cơ quan,", "bộ,", "ubnd")))
    )


def as_registered(
    proposals: dict[str, str], parents: dict[str, str]
) -> Sequence[Unit | UnitGroup]:
    """Register entries for proposed units, with the level that the name suggests."""
    return [
        UnitGroup(id=unit, name=name, parent=parents.get(unit))
        if is_group(name)
        else Unit(id=unit, name=name, level=_level(name), parent=parents.get(unit))
        for unit, name in proposals.items()
    ]


def _level(name: str) -> Level:
    folded = fold(name)
    return next(
        (level for level, words in _LEVELS if re.match(rf"({words})\b", folded)),
        "other",
    )
