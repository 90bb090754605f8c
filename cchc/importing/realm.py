"""Whose bodies a document means: "Sở Nội vụ" of another province is another unit."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cchc.models.units import Unit, UnitGroup
from cchc.text.search import fold
from cchc.units import Units, names_of

_COMMITTEE = re.compile(r"(?:uy ban nhan dan|ubnd) (?:thanh pho|tp|tinh) (.+)")
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
        names = (_COMMITTEE.fullmatch(fold(name)) for name in names_of(unit))
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
