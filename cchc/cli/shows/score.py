"""`cchc score`."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from cchc.cli.bytes_out import ForceOption, OutOption, put, refuse
from cchc.cli.options import KeysOption, PlanOption, UnitOption
from cchc.cli.session import Session
from cchc.problems import N_, CchcError, Severity

if TYPE_CHECKING:
    from cchc.load import Loaded
    from cchc.models.plan import Plan
    from cchc.models.scheme import Scheme
    from cchc.models.scores import ScoreSheet
    from cchc.scoring.score import Known, Score


class ScoreFormat(StrEnum):
    """Output formats of `score`."""

    table = "table"
    json = "json"
    csv = "csv"
    md = "md"
    xlsx = "xlsx"


def command(
    ctx: typer.Context,
    scheme: Annotated[
        str | None,
        typer.Option(help=N_("Scheme: its id, or some words of it, such as 1187.")),
    ] = None,
    year: Annotated[int | None, typer.Option(help=N_("Year that is scored."))] = None,
    unit: UnitOption = None,
    plan: PlanOption = None,
    facts: Annotated[
        Path | None,
        typer.Option(help=N_("Score this file of facts; no workspace is needed.")),
    ] = None,
    what_if: Annotated[
        bool,
        typer.Option("--what-if", help=N_("What would raise the score, and how much?")),
    ] = False,
    compare: Annotated[
        tuple[int, int] | None,
        typer.Option(metavar="YEAR YEAR", help=N_("Compare two years of an office.")),
    ] = None,
    rank: Annotated[
        bool, typer.Option("--rank", help=N_("Offices of all plans by their index."))
    ] = False,
    format: Annotated[
        ScoreFormat, typer.Option("--format", help=N_("How to print the result."))
    ] = ScoreFormat.table,
    keys: KeysOption = False,
    out: OutOption = None,
    force: ForceOption = False,
) -> None:
    """Score an office by a scheme of the PAR index: points, index, class, what lacks.

    Facts come from plans/PLAN/scores/, or from a file. What follows from the plan and
    its journals is worked out; what the scheme leaves open is asked, never guessed.
    --format xlsx makes a workbook, with --out in a file.
    """
    session: Session = ctx.obj
    how = _How(format, keys, out)
    if sum((what_if, compare is not None, rank)) > 1:
        raise CchcError(N_("only one of --what-if, --compare and --rank"))
    if format is ScoreFormat.xlsx:
        if what_if or compare or rank:
            raise CchcError(N_("--format xlsx is of the score itself"))
        refuse(out, ".xlsx", force)
    elif out is not None:
        raise CchcError(N_("--out goes with --format xlsx"))
    if facts is not None:
        if compare or rank:
            raise CchcError(N_("--facts does not go with --compare and --rank"))
        found = _of_file(session, facts, scheme)
        _print(session, found, what_if, how)
    else:
        wanted = _Wanted(scheme, year, unit)
        if compare is not None:
            _compare(session, wanted, plan, compare, how)
        elif rank:
            _rank(session, wanted, how)
        else:
            _print(session, _only(session, wanted, plan), what_if, how)
    session.finish()


class _Scored(NamedTuple):
    """A score, the sheet it was made from, and who it is of."""

    score: Score
    sheet: ScoreSheet
    unit: str
    own: bool = False
    """Whether it is of the office whose plan it stands beside."""


class _How(NamedTuple):
    """How to print, with which headings, into which file."""

    format: ScoreFormat
    keys: bool
    out: Path | None


class _Wanted(NamedTuple):
    """Which sheets a person means; None means any."""

    scheme: str | None
    year: int | None
    unit: str | None


def _of_file(session: Session, file: Path, query: str | None) -> _Scored | None:
    from cchc.load.schemes import load_facts

    loaded = load_facts(file)
    session.report(loaded.findings, loaded.file.parent)
    sheet = loaded.record
    if sheet is None:
        return None
    named = query or sheet.scheme
    if named is None:
        raise CchcError(N_("say which scheme with --scheme"))
    scheme = _scheme(session, named)
    return None if scheme is None else _score(session, loaded, scheme, {}, "")


def _scheme(session: Session, query: str) -> Scheme | None:
    """A scheme that can be scored; else its findings on stderr and None."""
    from cchc.load.schemes import load_scheme
    from cchc.scoring.soundness import fatal

    loaded = load_scheme(query, session.around)
    found = [*loaded.findings, *fatal(loaded)]
    session.report(found, loaded.root)
    return None if any(f.severity is Severity.ERROR for f in found) else loaded.record


def _score(
    session: Session,
    loaded: Loaded[ScoreSheet],
    scheme: Scheme,
    known: Mapping[tuple[str, str], Known],
    unit: str,
) -> _Scored:
    """Score a sheet; facts that are wrong or that nobody reads go to stderr."""
    from cchc.scoring.score import score
    from cchc.scoring.sheets import unread

    assert loaded.record is not None
    found = score(scheme, loaded.record, known)
    session.report(
        [
            *(loaded.finding("fact-impossible", w.message, w.loc) for w in found.wrong),
            *(
                loaded.finding("fact-unread", w.message, w.loc, Severity.WARNING)
                for w in unread(scheme, loaded.record)
            ),
        ],
        loaded.root,
    )
    return _Scored(found, loaded.record, unit)


def _sheets(
    session: Session, wanted: _Wanted, plan: str | None, every: bool = False
) -> list[_Scored]:
    """The sheets of a plan (or of all) that a person means, scored."""
    from cchc.load import bulk
    from cchc.load.schemes import score_sheets
    from cchc.query import one_unit

    unit = one_unit(session.units, wanted.unit) if wanted.unit else None
    workspace = session.workspace
    plans = workspace.plan_ids if every else [plan or workspace.default_plan()]
    found = []
    with bulk():
        for plan_id in plans:
            record = session.plan(plan_id).record
            for loaded in score_sheets(workspace, plan_id) if record else ():
                session.report(loaded.findings)
                sheet = loaded.record
                if record is None or sheet is None or sheet.scheme is None:
                    continue
                of = sheet.unit or record.decision.issuer
                if unit not in (None, of) or wanted.year not in (None, sheet.year):
                    continue
                one = _of_sheet(session, loaded, record, of, wanted.scheme)
                found += [one] if one is not None else []
    return found


def _of_sheet(
    session: Session,
    loaded: Loaded[ScoreSheet],
    plan: Plan,
    unit: str,
    query: str | None,
) -> _Scored | None:
    """A sheet scored with what follows from its plan; None where it is not meant."""
    from cchc.load.schemes import scheme_named
    from cchc.scoring.known import day_of, known_facts, source

    sheet = loaded.record
    assert sheet is not None
    assert sheet.scheme is not None
    if query is not None and scheme_named(query, session.workspace) != sheet.scheme:
        return None
    scheme = _scheme(session, sheet.scheme)
    if scheme is None:
        return None
    setting = session.holdings.setting(day_of(sheet, plan))
    above = [one for one in session.plans() if one.id in plan.implements]
    origin = source(
        plan, above[0] if above else None, session.holdings.journals(plan.id), setting
    )
    known = known_facts(scheme, sheet, origin)
    found = _score(session, loaded, scheme, known, unit)
    return found._replace(own=unit == plan.decision.issuer)


def _only(session: Session, wanted: _Wanted, plan: str | None) -> _Scored | None:
    """The one sheet that is meant: the plan's own office first, the last year."""
    found = _sheets(session, wanted, plan)
    if not found and session.failed:
        return None
    if not found:
        raise CchcError(
            N_("no score sheet of that kind in plans/{plan}/scores/"),
            plan=plan or session.workspace.default_plan(),
        )
    own = [one for one in found if one.own]
    found = own or found
    last = max(one.sheet.year or 0 for one in found)
    found = [one for one in found if (one.sheet.year or 0) == last]
    if len(found) > 1:
        raise CchcError(
            N_("several score sheets; say which with --scheme or --unit: {sheets}"),
            sheets=", ".join(f"{x.score.scheme.id} {x.unit}" for x in found),
        )
    return found[0]


def _print(session: Session, found: _Scored | None, what_if: bool, how: _How) -> None:
    from cchc.scoring.gains import gains
    from cchc.views import scores as view
    from cchc.views.records import dumps

    if found is None:
        return
    format, keys, out = how
    say, score, sheet = session.say, found.score, found.sheet
    title = _title(session, found)
    if what_if:
        options = gains(score)
        if format is ScoreFormat.json:
            session.echo(dumps(view.gains_record(score, options)))
        else:
            session.grid(view.gains_grid(score, options, title, say), format, keys)
    elif format is ScoreFormat.json:
        session.echo(dumps(view.record(score)))
    elif format is ScoreFormat.xlsx:
        from cchc.views.files.score_sheet import of_score

        put(out, of_score(score, sheet, title, say))
    elif format is ScoreFormat.csv:
        session.grid(view.leaves(score, sheet, say), format, keys)
    else:
        session.grid(view.grid(score, sheet, title, say), format, keys)


def _title(session: Session, found: _Scored) -> list[str]:
    head = f"{found.score.scheme.id} · {found.score.scheme.title}"
    if not found.unit:
        return [head]
    year = f" · {found.sheet.year}" if found.sheet.year else ""
    return [head, f"{session.units.name(found.unit)}{year}"]


def _compare(
    session: Session,
    wanted: _Wanted,
    plan: str | None,
    years: tuple[int, int],
    how: _How,
) -> None:
    from cchc.scoring.compare import pairs
    from cchc.views import scores as view
    from cchc.views.records import dumps

    format, keys, _ = how
    sides = []
    for year in years:
        meant = wanted._replace(year=year)
        found = _sheets(session, meant, plan, every=plan is None)
        if len(found) != 1:
            raise CchcError(
                N_("{count} score sheets of {year}; one is needed (--scheme, --unit)"),
                count=len(found),
                year=year,
            )
        sides += found
    before, after = (one.score for one in sides)
    joined = pairs(before, after)
    if format is ScoreFormat.json:
        session.echo(dumps(view.compare_record(before, after, joined)))
        return
    heads = (str(years[0]), str(years[1]))
    title = _title(session, sides[1])
    session.grid(view.compare_grid(joined, heads, title, session.say), format, keys)


def _rank(session: Session, wanted: _Wanted, how: _How) -> None:
    from cchc.scoring.compare import ranking
    from cchc.views import scores as view
    from cchc.views.records import dumps

    format, keys, _ = how
    found = _sheets(session, wanted, None, every=True)
    kinds = {(one.score.scheme.id, one.sheet.year) for one in found}
    if len(kinds) > 1:
        raise CchcError(
            N_("only one scheme and year can be ranked; say --scheme and --year: {of}"),
            of=", ".join(sorted(f"{scheme} {year}" for scheme, year in kinds)),
        )
    if not found:
        raise CchcError(N_("no score sheet to rank"))
    ranked = ranking((one.unit, one.score) for one in found)
    if format is ScoreFormat.json:
        session.echo(dumps(view.ranking_record(ranked)))
        return
    names = {one.unit: session.units.name(one.unit) for one in found}
    title = [f"{found[0].score.scheme.title} · {found[0].sheet.year}"]
    session.grid(view.ranking_grid(ranked, title, names, session.say), format, keys)
