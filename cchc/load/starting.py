"""The files of a new workspace, empty or with the sample, from the package's data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from typing import NamedTuple

from cchc.text.characters import slug
from cchc.text.flow import flow

_PLACES = {
    "README.md": "README.md",
    "CODEOWNERS": "CODEOWNERS",
    "gitattributes": ".gitattributes",
    "gitignore": ".gitignore",
    "vscode-settings.json": ".vscode/settings.json",
    "vscode-extensions.json": ".vscode/extensions.json",
}
"""Names in the package, which must not act on the package, to names in a workspace."""

_HEADS = (
    ("ủy ban", "CHỦ TỊCH"),
    ("ubnd", "CHỦ TỊCH"),
    ("bộ", "BỘ TRƯỞNG"),
    ("văn phòng", "CHÁNH VĂN PHÒNG"),
    ("chi cục", "CHI CỤC TRƯỞNG"),
    ("phòng", "TRƯỞNG PHÒNG"),
    ("ban", "TRƯỞNG BAN"),
)
"""How the name of a body begins, and how its head is called; others: GIÁM ĐỐC."""


class Office(NamedTuple):
    """The office of a new workspace; None is what nobody told.

    `units` are the bodies inside it that do the work, by name.
    """

    name: str = "Cơ quan của tôi"
    level: str = "province"
    parent: str | None = None
    place: str | None = None
    symbol: str | None = None
    position: str | None = None
    units: tuple[str, ...] = ("Văn phòng",)


def symbol_of(name: str) -> str:
    """The letters of an office in the symbols of its documents: Sở Nội vụ is SNV."""
    name = re.sub(r"(?i)^(ủy ban nhân dân|ubnd)\b.*", "UBND", name)
    if name == "UBND":
        return name
    words = re.findall(r"[^\W\d_]+", name)
    return "".join(word[0] for word in words).upper()


def position_of(name: str) -> str:
    """What the head of an office is called, by the office's name."""
    lowered = name.lower()
    return next((p for start, p in _HEADS if lowered.startswith(start)), "GIÁM ĐỐC")


def starting_files(
    sample: bool, year: int, office: Office | None = None
) -> dict[str, str]:
    """Path below the workspace to text. `year` names the empty plan."""
    data = resources.files("cchc") / "data"
    files = {
        place: (data / "workspace" / name).read_text(encoding="utf-8")
        for name, place in _PLACES.items()
    }
    if sample:
        return {**files, **dict(_walk(data / "sample", ""))}
    told = _told(office or Office(), year)
    for path, text in _walk(data / "blank", ""):
        files[_filled(path, told)] = _filled(text, told)
    return files


def _told(office: Office, year: int) -> dict[str, str]:
    """The gaps of the blank files, and what goes into each."""
    ids = [slug(name) for name in (office.name, *office.units)]
    return {
        "year": str(year),
        "office": ids[0],
        "first": ids[1] if office.units else ids[0],
        "title": flow(f"Kế hoạch CCHC năm {year} của {office.name}"),
        "units": "\n".join(_units(office, ids)),
        "letterhead": "\n".join(_letterhead(office)),
    }


def _filled(text: str, told: dict[str, str]) -> str:
    return re.sub(r"{(\w+)}", lambda gap: told.get(gap[1], gap[0]), text)


def _units(office: Office, ids: list[str]) -> Iterator[str]:
    above = slug(office.parent) if office.parent else None
    if above in ids:  # the same name twice: one unit
        above = None
    if above is not None and office.parent is not None:
        level = _level_above(office)
        yield f"  - {{id: {above}, name: {flow(office.parent)}, level: {level}}}"
    yield f"  - id: {ids[0]}"
    yield f"    name: {flow(office.name)}"
    yield f"    level: {office.level}"
    if above is not None:
        yield f"    parent: {above}"
    for id, name in zip(ids[1:], office.units, strict=True):
        yield f"  - {{id: {id}, name: {flow(name)}, level: internal, parent: {ids[0]}}}"


def _level_above(office: Office) -> str:
    """The level of the body above: national by its name, or else a province's."""
    first = (office.parent or "").lower()
    if office.level == "central" or re.match(r"(bộ|chính phủ|thủ tướng)\b", first):
        return "central"
    return "province"


def _letterhead(office: Office) -> Iterator[str]:
    """The letterhead; as a comment where a part of it is not known."""
    name = office.name.upper()
    lines = [
        "letterhead:",
        *([f"  parent: {flow(office.parent.upper())}"] if office.parent else []),
        f"  agency: {flow(name)}",
        f"  symbol: {flow(office.symbol or symbol_of(office.name))}"
        "  # chữ viết tắt trong ký hiệu văn bản",
        f"  place: {flow(office.place or '...')}",
        *([f"  addressee: [{flow(office.parent)}]"] if office.parent else []),
        "  recipients: [Như trên]",
        "  archive: VT",
        f"  position: [{flow(office.position or position_of(office.name))}]",
    ]
    if office.place:
        yield from lines
        return
    yield "# Bỏ dấu # ở các dòng dưới để dùng cho báo cáo Word:"
    yield from (f"# {line}" for line in lines)


def _walk(folder: Traversable, path: str) -> Iterator[tuple[str, str]]:
    """Files below a folder of the package, by path."""
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.is_dir():
            yield from _walk(entry, f"{path}{entry.name}/")
        elif entry.name.endswith(".yaml"):
            yield f"{path}{entry.name}", entry.read_text(encoding="utf-8")
