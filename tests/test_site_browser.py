"""The site in Debian's chromium, headless, from a folder, without a network."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY
from site_pages import hostile_workspace
from typer.testing import CliRunner

from cchc.cli.app import app

pytestmark = pytest.mark.browser
DAY = "2025-07-10"
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


def make(*words: object) -> None:
    done = CliRunner().invoke(app, ["site", "--as-of", DAY, *map(str, words)])
    assert done.exit_code == 0, done.output


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("kho") / "mau"
    CliRunner().invoke(app, ["init", str(root), "--sample"], catch_exceptions=False)
    out = root.parent / "site"
    make("--root", root, "--out", out)
    return out


@pytest.fixture(scope="module")
def six(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("sau") / "site"
    make("--root", REPOSITORY, "--out", out)
    return out


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium")
    assert program, "Debian's package chromium"
    with sync_playwright() as play:
        folder = tmp_path_factory.mktemp("user-data")
        context = play.chromium.launch_persistent_context(
            folder, executable_path=program, args=ARGUMENTS, headless=True
        )
        yield context
        context.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page that keeps what it asked for outside the folder and what went wrong."""
    one = browser.new_page()
    one.outside, one.wrong = [], []
    one.on(
        "request",
        lambda r: r.url[:5] in ("file:", "data:") or one.outside.append(r.url),
    )
    one.on(
        "console", lambda m: m.type in ("error", "warning") and one.wrong.append(m.text)
    )
    one.on("pageerror", lambda error: one.wrong.append(str(error)))
    yield one
    one.close()
    assert one.outside == []
    assert one.wrong == []


def axe(page: Any) -> list[str]:
    """What axe-core finds: WCAG 2.2 AA and its best practices."""
    import axe_playwright_python

    folder = Path(axe_playwright_python.__file__).parent
    page.evaluate((folder / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("axe.run({preload: false})")
    return [
        f"{one['id']}: {node['html'][:120]}"
        for one in found["violations"]
        for node in one["nodes"][:3]
    ]


def opened(page: Any, file: Path) -> None:
    page.goto(file.as_uri())


def test_every_page_of_the_sample_opens_without_an_error(
    page: Any, sample: Path
) -> None:
    for file in sorted(sample.rglob("*.html")):
        opened(page, file)
        assert page.title(), file
        assert page.locator("h1").count() == 1, file


def test_every_page_of_the_six_plans_opens_without_an_error(
    page: Any, six: Path
) -> None:
    for file in sorted(six.rglob("*.html")):
        page.goto(file.as_uri(), wait_until="domcontentloaded")
        assert page.locator("h1").count() == 1, file


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_kind_of_page(
    page: Any, sample: Path, scheme: str
) -> None:
    page.emulate_media(color_scheme=scheme)
    kinds = [
        *sample.glob("*.html"),
        *(sample / "plans" / "2025-so-mau").glob("[!t]*.html"),
        sample / "plans/2025-so-mau/task-2.4.html",
        sample / "units/van-phong-so.html",
        sample / "calendar/2025-06.html",
        sample / "overdue/phong-phap-che.html",
        sorted((sample / "targets").glob("*.html"))[0],
    ]
    for file in kinds:
        opened(page, file)
        assert axe(page) == [], file


def test_axe_finds_nothing_in_the_single_file(
    page: Any, sample: Path, tmp_path: Path
) -> None:
    file = tmp_path / "mau.html"
    make("--root", sample.parent / "mau", "--single", file)
    opened(page, file)
    assert axe(page) == []
    page.locator("nav a", has_text="Quá hạn").click()
    assert page.url.endswith("#overdue.html")


def test_links_of_the_first_page_are_followed_to_the_task(
    page: Any, sample: Path
) -> None:
    opened(page, sample / "index.html")
    page.locator("table#overdue tbody a", has_text="2.4").click()
    assert page.locator("h1").inner_text().startswith("2.4.")
    page.locator("main a", has_text="2025-so-mau").first.click()
    assert page.url.endswith("#t-2.4")


def test_search_without_accents_finds_the_unit(page: Any, six: Path) -> None:
    opened(page, six / "index.html")
    page.locator("header input[type=search]").fill("van phong so")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=van+phong+so")
    found = page.locator("[data-results] a")
    assert "Văn phòng Sở" in found.first.inner_text()
    found.first.click()
    assert "Văn phòng Sở" in page.locator("h1").inner_text()


def test_rows_are_sorted_by_the_keyboard(page: Any, six: Path) -> None:
    opened(page, six / "plans/2024-snv/index.html")
    table = page.locator("table[data-rows]").first
    button = table.locator("th button").first
    numbers = [table.locator("tbody tr td:first-child a").nth(i).inner_text()
               for i in range(table.locator("tbody tr").count())]  # fmt: skip
    button.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert table.locator("th").first.get_attribute("aria-sort") == "descending"
    assert table.locator("tbody a").first.inner_text() == numbers[-1]


def test_rows_are_filtered_by_words_and_by_status(page: Any, six: Path) -> None:
    opened(page, six / "units" / "so-noi-vu.html")
    table = page.locator("table[data-rows]").nth(0)
    box = page.locator(".rows").first
    every = table.locator("tbody tr:visible").count()
    box.locator("input").fill("xxxx-khong-co")
    assert table.locator("tbody tr:visible").count() == 0
    box.locator("input").fill("")
    assert table.locator("tbody tr:visible").count() == every
    choice = box.locator("select option").nth(1).get_attribute("value")
    box.locator("select").select_option(choice)
    shown = table.locator("tbody tr:visible")
    assert 0 < shown.count() < every
    assert {shown.nth(i).get_attribute("data-s") for i in range(shown.count())} == {
        choice
    }


def test_the_overdue_list_of_a_unit_prints_to_a4(
    page: Any, sample: Path, tmp_path: Path
) -> None:
    opened(page, sample / "overdue/phong-phap-che.html")
    page.emulate_media(media="print")
    assert not page.locator("header").is_visible()
    printed = page.pdf(prefer_css_page_size=True)
    assert printed.startswith(b"%PDF")
    import io

    import pdfplumber

    with pdfplumber.open(io.BytesIO(printed)) as document:
        first = document.pages[0]
        assert (round(first.width), round(first.height)) == (595, 842)
        assert "Phòng Pháp chế" in (first.extract_text() or "")


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_no_page_is_wider_than_the_screen(page: Any, sample: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for file in sorted(sample.rglob("*.html")):
        opened(page, file)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, file


def test_pages_are_read_without_a_script(browser: Any, sample: Path) -> None:
    context = (
        browser.browser.new_context(java_script_enabled=False)
        if (browser.browser)
        else None
    )
    if context is None:
        pytest.fail("the browser gives no second context")
    one = context.new_page()
    one.goto((sample / "plans/2025-so-mau/index.html").as_uri())
    assert one.locator("tbody tr:visible").count() == 15
    context.close()


def test_hostile_texts_run_nothing(page: Any, tmp_path: Path) -> None:
    root = hostile_workspace(tmp_path / "kho")
    make("--root", root, "--out", tmp_path / "site")
    make("--root", root, "--single", tmp_path / "site.html")
    for file in (*(tmp_path / "site").rglob("*.html"), tmp_path / "site.html"):
        opened(page, file)
        assert page.evaluate("window.hurt") is None, file
        assert page.locator("main script:not([type])").count() == 0
    opened(page, tmp_path / "site" / "search.html")
    page.locator("main input").fill("script")
    assert page.locator("[data-results] a").count() > 0
    assert page.evaluate("window.hurt") is None


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Answers over two workspaces as pages."""
    pytest.importorskip("duckdb")
    from bench.country import Size, write_workspace

    root = tmp_path_factory.mktemp("nuoc")
    write_workspace(root / "tinh-01", Size(plans=4, tasks=30))
    CliRunner().invoke(app, ["init", str(root / "mau"), "--sample"])
    for words in (
        ["rollup", root / "tinh-01", root / "mau", "--as-of", DAY, "--out", root / "b"],
        ["ask", "all", "--from", root / "b", "--site", root / "site"],
    ):
        done = CliRunner().invoke(app, [str(word) for word in words])
        assert done.exit_code == 0, done.output
    return root / "site"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_pages_of_answers_are_for_everybody(
    page: Any, answers: Path, scheme: str, width: int
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    for file in sorted(answers.glob("*.html")):
        opened(page, file)
        assert axe(page) == [], file
        assert page.locator("h1").count() == 1, file
        assert page.evaluate("document.documentElement.scrollWidth") <= width, file


def test_an_answer_is_sorted_by_its_values(page: Any, answers: Path) -> None:
    opened(page, answers / "silent-units.html")
    table = page.locator("table#rows")
    heading = table.locator("th", has_text="Chưa báo cáo")
    at = heading.evaluate("one => one.cellIndex")
    heading.locator("button").click()
    cells = table.locator(f"tbody tr td:nth-child({at + 1})")
    found = [int(text) for text in cells.all_inner_texts()]
    assert found == sorted(found)
    assert len(found) > 1
