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
    """A document of elsewhere: which units of the register it can mean.

    `root` is the committee of its province where the register has one; `places` are
    the folded names of the register's own province, by which its bodies can still be
    named in full; `suffix` tells ids of bodies of elsewhere from those of here.
    """

    units: Units
    root: str | None = None
    places: tuple[str, ...] = ()
    suffix: str = "khac"

    def allows(self, unit_id: str, printed: str) -> bool:
        """Whether a name printed in the document can mean a unit of the register."""
        if is_central(self.units.get(unit_id)):
            return True
        if self.root is not None:
            return self.units.is_within(unit_id, self.root)
        words = f" {fold(printed)} "
        return any(f" {place} " in words for place in self.places)


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
) -> Realm | None:
    """The realm of an issuer (id and name); None where the register is its own.

    `letterhead` is the text above and around the title, with the basis.
    """
    committees = _committees(units)
    home = _home(units, office, committees)
    if home is None:
        return None
    unit_id, name = issuer
    unit = units.get(unit_id)
    if is_central(unit) or (unit is None and _CENTRAL.match(fold(name))):
        return Realm(units, None, committees[home], "tw")
    if unit is not None:
        root = _root(units, unit_id, committees)
        return Realm(units, root) if root not in (None, home) else None
    if _is_home(fold(name), fold(letterhead), committees[home]):
        return None
    return Realm(units, None, committees[home], _suffix(name))


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
