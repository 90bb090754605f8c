"""Text of files in Markdown shows as it stands, and does nothing."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from cchc.text.characters import visible
from cchc.views.grid import Column, Grid, Section, markdown
from cchc.views.inert import inert, inert_line

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
GAP = "\u200b"

ACTS = [
    "@so-noi-vu xem giúp",
    "theo #12 và co-quan/kho#12, GH-12, !12, &12, ~nhan, %1, $5, ^alert#3",
    "![x](https://vd.example/a.png)",
    "[bấm](https://vd.example) và [x][y], [^1], [ ] việc",
    "https://vd.example/a, http://vd.example, www.vd.example, a@vd.example",
    "**đậm** *nghiêng* _nghiêng_ ~~bỏ~~ `mã` ```x```",
    "<b>đậm</b> <!-- giấu --> <img src=x onerror=y> &lt;b&gt; &#64;ten",
    "a | b || c \\| d \\\\ e",
    "commit 1a2b3c4 và 53056ebd5c3120d30172989c1242393371c3aefe",
    "$x^2$ và $$y$$ :tada: :+1:",
    "dòng một\n/close\n# tiêu đề\n- mục\n> trích",
    "[issue:12] [epic:co-quan/kho:3] [II.3], trừ [đất đai](https://vd.example) [a]: b",
    "76/NQ-CP@2021-07-15, GHSA-jfh8-c2jp-5v3q, CVE-2024-1234",
    "C:\\thu-muc\\tep_cua_toi.docx __x__ snake_case",
]
CALLS = [
    r"@\w",
    r"#\w",
    r"(?<![\w])[!&~%$^]\w",
    r"\bGH-\w",
    r"\bGHSA-\w",
    r"\bCVE-\w",
    r"\b(https?|ftp|mailto):",
    r"\bwww\.",
    r"\b(?=[0-9]*[a-f])[0-9a-f]{7,40}\b",
    r":[\w+-]+:",
    r"\[\w+:",
]
"""What GitHub or GitLab would take for a reference in the text that is shown."""


def table(text: str) -> str:
    """The only cell of a table, as HTML."""
    grid = Grid([Column("a", "A", str)], [Section([text])])
    html = READER.render(markdown(grid))
    cells = re.findall(r"<td>(.*?)</td>", html, re.S)
    assert len(cells) == 1
    return str(cells[0])


def shown(html: str) -> str:
    """What a person reads of a cell; refuses any tag but a break."""
    text = html.replace("<br>", "\n")
    assert not re.search(r"<[^>]*>", text), html
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        text = text.replace(entity, sign)
    return text


def allowing_breaks(text: str) -> str:
    """markdown-it leaves raw HTML out unless told; our own `<br>` is the only one."""
    return table(text).replace("&lt;br&gt;", "<br>")


@pytest.mark.parametrize("text", ACTS)
def test_what_a_person_wrote_is_shown_and_calls_nobody(text: str) -> None:
    seen = shown(allowing_breaks(text))
    assert seen.replace(GAP, "") == text
    for call in CALLS:
        assert not re.search(call, seen), call


@given(st.text(alphabet="ab1 @#!&<>[]()`*_~|\\$%^:/.-\"'wđ\n", max_size=40))
def test_any_text_is_shown_as_it_stands(text: str) -> None:
    def even(one: str) -> str:
        return re.sub(r"\s+", " ", one).strip()

    assert even(shown(allowing_breaks(f"x{text}x")).replace(GAP, "")) == even(
        f"x{visible(text)}x"
    )


@pytest.mark.parametrize(
    "text",
    ["# tiêu đề", "- mục", "+ mục", "> trích", "1. mục", "2) mục", "/close", "==="],
)
def test_a_line_of_its_own_starts_nothing(text: str) -> None:
    html = READER.render(f"trên\n\n{inert_line(text)}\n")
    assert html == f"<p>trên</p>\n<p>{GAP}{text.replace('>', '&gt;')}</p>\n"


def test_ordinary_words_stay_as_they_are() -> None:
    for text in (
        "Kế hoạch CCHC năm 2024 (lần 2), 98,5% hồ sơ; quý II/2024 – 30/06/2024",
        "Số 12/QĐ-UBND, mục 1.4 và III.2.a; 15000000 đồng",
        "Tên_tệp, ≥ 90 %, > 5 đơn vị [II.3; III.3]",
    ):
        assert inert(text) == text


def test_titles_headings_and_footers_are_text_too() -> None:
    grid = Grid(
        [Column("a", "A", str)],
        [Section(["b"], "Nhóm *một*\n/close")],
        ["# @ten"],
        ["xem #12"],
    )
    text = markdown(grid)
    assert "&#8203;# @&#8203;ten  \n" in text
    assert "**Nhóm \\*một\\*<br>/close**\n" in text
    assert "xem #&#8203;12  \n" in text
