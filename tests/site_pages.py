"""A site as tests see it: its files, its links, its places; a hostile workspace."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

from conftest import INDICATORS, UNITS

HOSTILE_PLAN = r"""
format: 1
id: ke-hoach
title: "Kế hoạch </title><script>window.hurt=1</script>"
decision: {number: "1", symbol: QĐ-SM, signed: 2024-01-05, issuer: so-mau}
period: 2024
groups:
  - {id: "1", title: "Nhóm <img src=x onerror=window.hurt=2>"}
tasks:
  - id: "1.1"
    group: "1"
    title: "</style></script><script>window.hurt=3</script>\u202etxet"
    products: ["{{ 7 * 7 }} <b>báo cáo</b>"]
    leads: [van-phong]
    when: "Quý I năm 2024 <svg onload=window.hurt=4>"
    deadlines:
      - {due: 2024-Q1, what: "'\"><script>window.hurt=5</script>"}
"""
HOSTILE_JOURNAL = r"""
format: 1
unit: van-phong
entries:
  - task: "1.1"
    date: 2024-02-01
    state: blocked
    note: "<script>window.hurt=6</script> javascript:alert(1) \u200f\u202e"
    evidence:
      - {document: "1/BC <i>x</i>", link: "javascript:window.hurt=7"}
"""


class Page(HTMLParser):
    """Ids of a page, and where it leads or fetches from."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.handlers: list[str] = []
        self.handlers: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name.startswith("on"):
                self.handlers.append(name)
            if name.startswith("on"):
                self.handlers.append(name)
            if name == "id" and value:
                self.ids.append(value)
            if name in ("href", "src", "action") and value and value[:5] != "data:":
                self.links.append(value)


def pages(folder: Path) -> dict[str, Page]:
    """Every page by its path in the site."""
    return {
        path.relative_to(folder).as_posix(): Page(path.read_text(encoding="utf-8"))
        for path in sorted(folder.rglob("*.html"))
    }


def dead_links(folder: Path) -> list[str]:
    """Links that lead to no file or to no place in it; those to the network, too."""
    every = pages(folder)
    dead = []
    for name, page in every.items():
        for link in page.links:
            path, _, anchor = unquote(link).partition("#")
            target = name
            if path:
                found = (folder / name).parent.joinpath(path).resolve()
                inside = found.is_relative_to(folder.resolve()) and found.is_file()
                if not inside or "//" in link:
                    dead.append(f"{name}: {link}")
                    continue
                target = found.relative_to(folder.resolve()).as_posix()
            if anchor and anchor not in every[target].ids:
                dead.append(f"{name}: {link}")
    return dead


def hostile_workspace(root: Path) -> Path:
    """A workspace whose every text tries to be markup."""
    files = {
        "ke-hoach/decision.yaml": HOSTILE_PLAN,
        "ke-hoach/progress/van-phong.yaml": HOSTILE_JOURNAL,
        "registers/units.yaml": UNITS.replace(
            "name: Văn phòng Sở Mẫu", "name: 'Văn phòng <script>window.hurt=8</script>'"
        ),
        "registers/indicators.yaml": INDICATORS,
    }
    for name, text in files.items():
        file = root / "plans" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root
