"""Printed names to unit ids: whose bodies are meant, or a proposal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import cached_property

from rapidfuzz import fuzz, process

from cchc.importing.names import Named, unglued_names, without_duty
from cchc.importing.results import UNREGISTERED, WEAK
from cchc.importing.shapes.bodies import KnownBodies, end_of_names
from cchc.models.units import Level, Unit, UnitGroup
from cchc.problems import N_, Message, message
from cchc.text.characters import fold, slug
from cchc.text.letters import SMALLS
from cchc.units import Units, names_of

_COMMITTEE_OF = re.compile(r"(?:uy ban nhan dan|ubnd) (?:thanh pho|tp|tinh) (.+)")
_COMMITTEE_ALONE = re.compile(r"(?:uy ban nhan dan|ubnd) (?:thanh pho|tp|tinh)\Z")
_PROVINCE = re.compile(r"\btinh (\w+)")
# Cities of the rank of a province (Luật Tổ chức chính quyền địa phương 2025).
_CITY = re.compile(r"\b(?:thanh pho|tp) (ha noi|hai phong|da nang|can tho|hue|ho chi)")
_CENTRAL = re.compile(
    r"(?:bo|chinh phu|thu tuong|quoc hoi|uy ban thuong vu|tong cuc|ban bi thu"
    r"|bo chinh tri|ban chap hanh trung uong|van phong (?:chinh phu|quoc hoi)"
    r"|vien (?:kiem sat nhan dan|khoa hoc xa hoi).* (?:toi cao|viet nam)"
    r"|toa an nhan dan toi cao|thanh tra chinh phu|kiem toan nha nuoc)\b"
)


@dataclass(frozen=True, slots=True)
class Realm:
    """Which units of the register a document of one issuer can mean.

    A document of elsewhere means central bodies, those below its own committee
    (`root`, where the register has it), and those that it names with their province
    (`places`, folded). Offices inside another body are meant by nobody but that body.
    """

    units: Units
    issuer: str
    elsewhere: bool = False
    root: str | None = None
    places: tuple[str, ...] = ()
    suffix: str = "khac"
    home: str | None = None

    def allows(self, unit_id: str, printed: str) -> bool:
        """Whether a name printed in the document can mean a unit of the register."""
        unit = self.units.get(unit_id)
        if is_central(unit):
            return True
        if self.elsewhere and self.root is None:
            return self._names(printed, self.places)
        if self.elsewhere and not self.units.is_within(unit_id, self.root or ""):
            return False
        owner = _owner(self.units, unit)
        return (
            owner is None
            or self.units.is_within(unit_id, self.issuer)
            or self._names(printed, tuple(map(fold, names_of(owner))))
        )

    def _names(self, printed: str, names: tuple[str, ...]) -> bool:
        words = f" {fold(printed)} "
        return any(f" {name} " in words for name in names)


def _owner(units: Units, unit: Unit | UnitGroup | None) -> Unit | UnitGroup | None:
    """The body that an internal office belongs to."""
    if unit is None or unit.level != "internal":
        return None
    while unit is not None and unit.level == "internal":
        unit = units.get(unit.parent) if unit.parent else None
    return unit


def is_central(unit: Unit | UnitGroup | None) -> bool:
    """Whether every province means the same by the name: a ministry, "các cơ quan"."""
    if unit is None:
        return False
    if isinstance(unit, UnitGroup) and unit.level is None:
        return unit.parent is None and not unit.members
    national = unit.level == "press" and fold(unit.name).endswith("viet nam")
    return unit.level == "central" or (national and unit.parent is None)


def realm_of(
    units: Units, office: str | None, issuer: tuple[str, str], letterhead: str
) -> Realm:
    """The realm of an issuer (id and name).

    `letterhead` is the text above and around the title, with the basis.
    """
    unit_id, name = issuer
    unit = units.get(unit_id)
    own = Realm(units, unit_id, suffix=unit_id[:30].rstrip("-"))
    committees = _committees(units)
    home = _home(units, office, committees)
    if home is None:
        return own
    own = replace(own, home=home)
    places = committees[home]
    if is_central(unit) or (unit is None and _CENTRAL.match(fold(name))):
        return Realm(units, unit_id, True, None, places, "tw")
    if unit is not None:
        root = _root(units, unit_id, committees)
        away = root not in (None, home)
        return Realm(units, unit_id, True, root, (), _suffix(name)) if away else own
    if _is_home(fold(name), fold(letterhead), places):
        return own
    return Realm(units, unit_id, True, None, places, _suffix(name))


def _committees(units: Units) -> dict[str, tuple[str, ...]]:
    """Provincial committees, with the folded names of their provinces."""
    found: dict[str, tuple[str, ...]] = {}
    for unit in units.units.values():
        names = (_COMMITTEE_OF.fullmatch(fold(name)) for name in names_of(unit))
        places = dict.fromkeys(match[1] for match in names if match)
        if unit.level == "province" and places:
            found[unit.id] = tuple(places)
    return found


def _home(
    units: Units, office: str | None, committees: dict[str, tuple[str, ...]]
) -> str | None:
    """The committee above the office; else the one that most units stand below."""
    root = _root(units, office, committees) if office else None
    if root is not None or not committees:
        return root or None
    return max(
        committees, key=lambda one: sum(units.is_within(u, one) for u in units.units)
    )


def _root(
    units: Units, unit_id: str, committees: dict[str, tuple[str, ...]]
) -> str | None:
    return next((one for one in committees if units.is_within(unit_id, one)), None)


def _is_home(name: str, letterhead: str, places: tuple[str, ...]) -> bool:
    """Whether an unknown issuer is of the register's own province."""
    if any(f" {place} " in f" {name} " for place in places):
        return True
    if _PROVINCE.search(name) or _CITY.search(name):
        return False
    return any(
        re.search(rf"\b(?:thanh pho|tp|tinh) {re.escape(place)}\b", letterhead)
        for place in places
    )


def _suffix(name: str) -> str:
    """The last words of an issuer's name, as the end of an id."""
    place = re.split(r"\b(?:tinh|thanh pho|tp|quan|huyen|xa|phuong)\b", fold(name))[-1]
    words = re.findall(r"[a-z0-9]+", place)[-4:]
    return "-".join(words) or "khac"


NEAR = 90
_WORD = 65
_FILLERS = frozenset(
    ["thanh", "pho", "tp", "tinh", "ho", "chi", "minh", "cac", "va", "cua", "thuoc"]
)
_HEADS = re.compile(
    r"(?:đồng chí |ông |bà )?(?:thủ trưởng|giám đốc|tổng giám đốc|chủ tịch|bộ trưởng"
    r"|thống đốc|(?:chi |tổng )?cục trưởng|viện trưởng|hiệu trưởng|chỉ huy trưởng"
    r"|trạm trưởng|tổ trưởng|đội trưởng|chính ủy|tư lệnh|chánh án|trưởng(?= công an)"
    r"|chánh(?= văn phòng| thanh tra)|trưởng(?= ban| phòng)|lãnh đạo|người đứng đầu"
    r"|đại diện)\s+",
    re.I,
)
_COMMITTEE = re.compile(r"^(?:(?:[ỦU]y ban|Uỷ ban) nhân dân|UBND)\s+", re.I)
_MANY = re.compile(
    r"(?:(?:thủ trưởng|giám đốc|chủ tịch|lãnh đạo|người đứng đầu)[,\s]+)*"
    r"(?:các|một số|tất cả|toàn bộ)\b",
    re.I,
)
_PLACE = re.compile(
    r"\s+(?:(?:của |thuộc )?(?:thành phố|tp\.?|tỉnh|quận|huyện|sở)(?: hồ chí minh)?"
    r"|có liên quan|liên quan|trực thuộc(?: sở)?)\Z",
    re.I,
)
_BARE = ("van phong", "thanh tra", "ban", "phong", "trung tam", "vien", "cong an")
_LEVELS: tuple[tuple[Level, str], ...] = (
    (
        "central",
        r"bo|tong cuc|chinh phu|thu tuong|van phong (chinh phu|quoc hoi)"
        r"|thanh tra (bo|chinh phu)",
    ),
    ("party", r"(thanh|tinh|quan|huyen|dang) uy|ban (tuyen giao|dan van|to chuc)"),
    ("internal", r"phong|van phong so|thanh tra so|chi cuc"),
    ("commune", r"(ubnd|uy ban nhan dan) .*(phuong|xa|thi tran)"),
    ("district", r"(ubnd|uy ban nhan dan) .*(quan|huyen)"),
    ("vertical", r"cuc|cong an|kho bac|bao hiem|thue|hai quan|ngan hang"),
    ("association", r"hoi|hiep hoi|lien (doan|hiep|minh)|.*doan\b|mat tran|ub mttq"),
    ("press", r"bao|dai|co quan bao chi|thong tan"),
    (
        "province",
        r"so|thanh tra (tinh|thanh pho)|ubnd|uy ban nhan dan|ban|vien|trung tam"
        r"|van phong",
    ),
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
    _told: set[tuple[str, str]] = field(default_factory=set)

    @cached_property
    def _names(self) -> list[str]:
        return [folded for folded in self.units.by_name if len(folded) > 4]

    def knows(self, printed: str) -> bool:
        """Whether the register has a unit of this name."""
        return self._exact(printed) is not None

    def met(self, printed: str) -> str | None:
        """The unit of a name that the register has or the document named before."""
        proposed = slug(proper_name(printed))
        return self._exact(printed) or (
            proposed if proposed in self.proposals else None
        )

    def find(self, named: Named) -> Found:
        """The unit of a printed name; of "A (B)" the inner body, if it is known."""
        if named.inner and (inner := self._exact(named.inner)):
            return Found(inner)
        if exact := self._exact(named.text):
            return Found(exact)
        if begun := self._begun(named.text):
            return begun
        short = without_duty(named.text)
        return self._near(named.text) or self._near(short) or self._propose(short)

    def _is_whole(self, text: str) -> bool:
        """Whether a text is a name of the register, or one that the law gives."""
        known = self._known_bodies.end(text) == len(text)
        return known or self._exact(text) is not None

    def _begun(self, text: str) -> Found | None:
        """The unit whose known name a text begins with, before what its bearer does.

        Behind a group ("các cơ quan, đơn vị") stands which of them.
        """
        if is_group(text):
            return None
        end = end_of_names(text, self._known_bodies)
        if end is None or not end.sure or not _DOES.match(text, end.at):
            return None
        unit = self._exact(text[: end.at])
        if unit is None:
            return None
        why = message(TAKEN, printed=text, unit=self.units.name(unit))
        return Found(unit, self._first(text, why, WEAK))

    @cached_property
    def _known_bodies(self) -> KnownBodies:
        return KnownBodies(frozenset(self.units.by_name))

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
        self._told.clear()  # it is told under the name that it gets
        parent = self._exact(above)
        if parent is not None and self.units.is_within(found.id, parent):
            return found
        # An office alone is that of the committee: "Văn phòng Ủy ban nhân dân tỉnh".
        place = above if fold(name) == "van phong" else _COMMITTEE.sub("", above)
        return self._propose(name if place in name else f"{name} {place}")

    def find_all(self, named: Named) -> list[Found]:
        """The units of a printed name that may be two: glued, or "UBND quận, xã"."""
        if named.inner or self._exact(named.text):
            return [self.find(named)]
        if shared := self._shared(named.text):
            return shared
        parts = unglued_names(named.text)
        if len(parts) > 1 and any(map(self._is_whole, parts)):
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
        if not own and self.realm.home and _COMMITTEE_ALONE.match(fold(name)):
            return self.realm.home
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
        why = message(TAKEN, printed=text, unit=self.units.name(unit))
        return Found(unit, self._first(text, why, round(best[1] / 100 - 0.2, 2)))

    def _first(
        self, name: str, why: Message, sure: float
    ) -> tuple[Message, float] | None:
        """A doubt about a name, where it is met for the first time."""
        if (name, why.text) in self._told:
            return None
        self._told.add((name, why.text))
        return why, sure

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
        return Found(unit, self._first(unit, message(UNREGISTERED, printed=text), WEAK))


_DOES = re.compile(rf"\s+(?!(?:có|và|của|thuộc|tại|do|nơi|được|không)\s)[{SMALLS}]")
TAKEN = N_("“{printed}” is taken for {unit}")
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
