"""The site by parts: the same bytes whoever writes them; rows as HTML; the spool."""

from __future__ import annotations

import multiprocessing
import pickle
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from bench.country import Size, write_workspace
from conftest import make_sample
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from typer.testing import Result

from cchc.holdings import Holdings
from cchc.load import Workspace
from cchc.problems import CchcError, Finding, Message
from cchc.views.labels import Language
from cchc.views.site.gathered import Gathered
from cchc.views.site.output import Folder
from cchc.views.site.pages import Site
from cchc.views.site.plans import Plans, Wanted
from cchc.views.site.processes import Order, parts
from cchc.views.site.rows import cell, facts, headings, rows
from cchc.views.site.spool import Spool
from cchc.views.site.tables import Cell, Column, Row
from cchc.views.site.templates import Templates

Run = Callable[..., Result]
DAY = "2025-07-10"
PLANS = 5


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some plans with journals and amendments; one does not load, one journal errs."""
    root = tmp_path_factory.mktemp("country")
    write_workspace(root, Size(PLANS, tasks=5, entries=4))
    folders = sorted((root / "plans").glob("2025-*"))
    (folders[2] / "decision.yaml").write_text("format: 1\nid: [", encoding="utf-8")
    journal = next((folders[4] / "progress").iterdir())
    text = journal.read_text(encoding="utf-8")
    journal.write_text(text + "  - {task: '9.9'}\n", encoding="utf-8")
    return root


def content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def by_parts(root: Path, out: Path, size: int) -> tuple[Gathered, dict[str, str]]:
    """What is gathered of plans that are written so many at one go."""
    say = Language("vi")
    templates = Templates(None, say)
    holdings = Holdings(Workspace(root), lambda findings: None)
    day = date.fromisoformat(DAY)
    site = Site(Folder(out, templates), templates, holdings.units, say, day)
    every = holdings.workspace.plan_ids
    writer = Plans(holdings, every, site, rank=False)
    whole = writer.begun(out / "whole")
    for start in range(0, len(every), size):
        wanted = [Wanted(one, None, {}) for one in every[start : start + size]]
        part = writer.write(wanted, out / "part")
        whole.join(pickle.loads(pickle.dumps(part)))
    names = ("unit", "late", "day", "indicator", "own")
    kept = {
        f"{kind} {name}": repr([*whole.spool.rows(f"{kind} {name}")])
        for kind in names
        for name in whole.spool.named(kind)
    }
    return replace(whole, spool=Spool(out / "none")), kept


def test_what_is_gathered_is_the_same_however_the_plans_are_parted(
    country: Path, tmp_path: Path
) -> None:
    one, rows_of_one = by_parts(country, tmp_path / "one", PLANS)
    other, rows_of_other = by_parts(country, tmp_path / "other", 2)
    assert vars(other) | {"spool": None} == vars(one) | {"spool": None}
    assert rows_of_other == rows_of_one
    assert one.overview.units
    assert any(key.startswith("late ") for key in rows_of_one)


def test_what_is_searched_is_all_tasks_or_none() -> None:
    def gathered(count: int) -> Gathered:
        found = Gathered(overview=None, spool=None)  # type: ignore[arg-type]
        found.search([("p", str(n), "t", "x.html") for n in range(count)])
        return found

    assert len(gathered(2_000).tasks) == 2_000
    over = gathered(2_001)
    assert (over.many, over.tasks) == (True, [])


@pytest.mark.long
def test_two_processes_write_the_bytes_and_say_the_words_of_one(
    run: Run, country: Path, tmp_path: Path
) -> None:
    told = []
    for jobs in ("1", "2"):
        out = tmp_path / jobs
        where = ("--root", country, "--out", out, "--as-of", DAY)
        done = run("site", *where, "--jobs", jobs)
        assert done.exit_code == 1  # a plan does not load
        told.append(done.stderr.replace(str(out), "OUT"))
    assert told[0] == told[1]
    assert "decision.yaml" in told[0]
    assert content(tmp_path / "1") == content(tmp_path / "2")
    # An earlier site is renewed: a page of a task that is gone goes too.
    stale = tmp_path / "2" / "plans" / "2025-co-quan-0001" / "task-9.9.html"
    stale.write_text("<p>", encoding="utf-8")
    gone = tmp_path / "2" / "plans" / "gone"
    gone.mkdir()
    (gone / "index.html").write_text("<p>", encoding="utf-8")
    run("site", *where, "--jobs", "2")
    assert content(tmp_path / "1") == content(tmp_path / "2")
    assert not gone.exists()


@pytest.mark.long
def test_a_bad_template_met_by_another_process_is_one_line(
    run: Run, tmp_path: Path
) -> None:
    write_workspace(tmp_path, Size(4, tasks=2))
    own = tmp_path / "templates" / "site"
    own.mkdir(parents=True)
    (own / "task.html.j2").write_text("{{ missing }}", encoding="utf-8")
    where = ("--root", tmp_path, "--out", tmp_path / "site", "--as-of", DAY)
    done = run("site", *where, "--jobs", "2")
    assert done.exit_code == 2
    assert "task.html.j2" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert multiprocessing.active_children() == []


@pytest.mark.long
def test_a_process_that_dies_is_told(country: Path, tmp_path: Path) -> None:
    every = Workspace(country).plan_ids

    def wanted() -> Iterator[list[Wanted]]:
        yield [Wanted(every[0], None, {})]
        for child in multiprocessing.active_children():
            child.kill()
        yield [Wanted(every[1], None, {})]

    day = date.fromisoformat(DAY)
    order = Order(country, tmp_path / "site", False, "vi", day, [], every, False)
    with pytest.raises(CchcError, match="--jobs 1"):
        list(parts(order, wanted(), 1, tmp_path))
    assert multiprocessing.active_children() == []


OLD_TABLES = """\
<h1>{{ title }}</h1>
{{ head }}
{% for one in tables %}
{% if one.rows %}
<table{% if one.id %} id="{{ one.id }}"{% endif %}>
<tr>{% for label, number in one.columns %}<th scope="col">{{ label }}</th>{% endfor %}\
</tr>
{% for cells, id, state in one.rows %}
<tr{% if id %} id="{{ id }}"{% endif %}>
{%- for (label, number), (text, href, status, sort, more) in zip(one.columns, cells) -%}
<td data-h="{{ label }}">{% if href %}<a href="{{ href }}">{{ text }}</a>\
{% else %}{{ text }}{% endif %}</td>
{%- endfor %}</tr>
{% endfor %}
</table>
{% endif %}
{% endfor %}
"""
OLD_MACROS = """\
{% macro cell(one) -%}
<i class="own">{{ one.text }}</i>
{%- endmacro %}
{% macro bar(parts) %}{% endmacro %}
"""


def test_tables_and_macros_of_a_workspace_come_before_those_in_python(
    run: Run, tmp_path: Path
) -> None:
    root = make_sample(tmp_path / "kho")
    own = root / "templates" / "site"
    own.mkdir(parents=True, exist_ok=True)
    (own / "tables.html.j2").write_text(OLD_TABLES, encoding="utf-8")
    (own / "macros.html.j2").write_text(OLD_MACROS, encoding="utf-8")
    out = tmp_path / "site"
    done = run("site", "--root", root, "--out", out, "--as-of", DAY)
    assert done.exit_code == 0, done.output
    page = next(out.glob("plans/*/task-*.html")).read_text(encoding="utf-8")
    assert "<caption>" not in page
    assert '<td data-h="Trạng thái">' in page
    assert '<i class="own">' in page


class Seen(HTMLParser):
    """Tags with their attributes, and texts, as a browser would see them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


TEXTS = st.text(st.sampled_from("ab &<>'\"/=;#x{}%–ế"), min_size=1, max_size=12)


@given(TEXTS, TEXTS, TEXTS, TEXTS, TEXTS)
def test_whatever_a_cell_says_is_text(
    text: str, href: str, label: str, status: str, more: str
) -> None:
    columns = [Column(label, True)]
    row = Row([Cell(text, href, status, text, more)], text, status)
    seen = Seen(rows(columns, [row]))
    assert seen.tags == [
        ("tr", {"id": text, "data-s": status}),
        ("td", {"data-h": label, "class": f"s {status} n", "data-v": text}),
        ("a", {"href": href}),
        ("small", {}),
    ]
    assert "".join(seen.texts) == f"{text}{more}\n"
    assert Seen(headings(columns)).texts == [label]
    assert "".join(Seen(cell(row.cells[0])).texts) == text + more
    assert "".join(Seen(facts([(label, text)])).texts) == f"{label}{text}\n"


def test_a_cell_without_sort_status_or_link_has_no_sign_of_them() -> None:
    columns = [Column("A"), Column("B", True)]
    found = rows(columns, [Row([Cell("x"), Cell("1", sort=1.5)])])
    assert found == Markup(
        '<tr><td data-h="A">x</td><td data-h="B" class="n" data-v="1.5">1</td></tr>\n'
    )


@pytest.mark.parametrize(
    ("text", "kind"),
    [("a" * 61, ' class="w"'), ("a" * 60, ""), ("việc " * 30, "")],
    ids=["long", "not yet", "many words"],
)
def test_only_a_cell_with_a_very_long_word_may_break_it(text: str, kind: str) -> None:
    assert rows([Column("A")], [Row([Cell(text)])]) == Markup(
        f'<tr><td data-h="A"{kind}>{text}</td></tr>\n'
    )


def test_rows_come_back_in_the_order_of_writing(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "all")
    spool.add("a 1", [1, 2])
    spool.add("b 1", ["x"])
    assert [*spool.rows("a 1")] == [1, 2]
    other = Spool(tmp_path / "part")
    other.add("a 1", [3])
    other.add("a 2", [4])
    spool.join(other)
    spool.add("a 1", [5])
    assert [*spool.rows("a 1")] == [1, 2, 3, 5]
    assert spool.named("a") == ["1", "2"]
    assert [*spool.rows("b 1"), *spool.rows("c")] == ["x"]
    assert not other.file.exists()


@pytest.mark.parametrize(
    "said", [Message("none"), Message("{a}", {"a": Message("b {c}", {"c": 1})})]
)
def test_a_message_and_a_refusal_reach_another_process(said: Message) -> None:
    finding = Finding("rule", "error", "p", 1, 1, said)  # type: ignore[arg-type]
    assert pickle.loads(pickle.dumps(finding)) == finding
    error = CchcError(said.text, **said.values)
    sent = pickle.loads(pickle.dumps(error))
    assert (type(sent), sent.message, str(sent)) == (CchcError, said, str(error))
