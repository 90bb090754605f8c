"""`cchc score`."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from cchc.cli.bytes_out import OutOption, put, refuse
from cchc.cli.options import (
    ExplainContextOption,
    ForceOption,
    KeysOption,
    PlanOption,
    TemplateOption,
    UnitOption,
)
from cchc.cli.session import Session
from cchc.problems import N_, CchcError, Severity

if TYPE_CHECKING:
    from cchc.cli.writes.score_sheet import Origin
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
    sheet: Annotated[
        Path | None,
        typer.Option("--sheet", help=N_("Write the score sheet as a form (.xlsx).")),
    ] = None,
    collect: Annotated[
        Path | None,
        typer.Option("--collect", help=N_("Take a filled form of --sheet back.")),
    ] = None,
    apply: Annotated[
        bool,
        typer.Option("--apply", help=N_("With --collect: write; else only shown.")),
    ] = False,
    report: Annotated[
        bool,
        typer.Option(
            "--report", help=N_("The self-scoring report as Word, by decree.")
        ),
    ] = False,
    template: TemplateOption = None,
    explain_context: ExplainContextOption = False,
) -> None:
    """Score an office by a scheme of the PAR index: points, index, class, what lacks.

    Facts come from plans/PLAN/scores/, or from a file. What follows from the plan and
    its journals is worked out; what the scheme leaves open is asked, never guessed.
    --format xlsx makes a workbook, with --out in a file. --sheet writes a form that
    people fill in and --collect takes back: without --apply it shows what would change.
    --report writes the report that the office signs.
    """
    session: Session = ctx.obj
    if explain_context:
        from cchc.views.word.score_report import explained

        session.echo(explained())
        return
    wanted, how = _Wanted(scheme, year, unit), _How(format, keys, out)
    other = what_if or compare or rank or facts or format is not ScoreFormat.table
    if report:
        if other or sheet or collect or apply:
            raise CchcError(N_("--report goes with no other result"))
        _report(session, wanted, plan, (template, out, force))
        session.finish()
        return
    if template is not None:
        raise CchcError(N_("--template goes with --report"))
    if sum((what_if, compare is not None, rank)) > 1:
        raise CchcError(N_("only one of --what-if, --compare and --rank"))
    _refuse(how, bool(what_if or compare or rank), force)
    if sheet is not None or collect is not None or apply:
        if other:
            raise CchcError(N_("--sheet and --collect go with no other result"))
        if collect is None:
            _write_form(session, wanted, plan, sheet, force)
        elif sheet is None:
            session.failed |= _collect(session, collect, apply)
        else:
            raise CchcError(N_("give --sheet or --collect, not both"))
    elif facts is not None:
        if compare or rank:
            raise CchcError(N_("--facts does not go with --compare and --rank"))
        _print(session, _of_file(session, facts, scheme), what_if, how)
    elif compare is not None:
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
    known: Mapping[tuple[str, str], Known] = MappingProxyType({})
    loaded: Loaded[ScoreSheet] | None = None


class _How(NamedTuple):
    """How to print, with which headings, into which file."""

    format: ScoreFormat
    keys: bool
    out: Path | None


def _refuse(how: _How, is_other: bool, force: bool) -> None:
    """Raise `CchcError` for a workbook of another result, a file for no workbook."""
    if how.format is not ScoreFormat.xlsx:
        if how.out is not None:
            raise CchcError(N_("--out goes with --format xlsx and --report"))
        return
    if is_other:
        raise CchcError(N_("--format xlsx is of the score itself"))
    refuse(how.out, ".xlsx", force)


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
    return _Scored(found, loaded.record, unit, known=known, loaded=loaded)


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

    sheet = loaded.record
    assert sheet is not None
    assert sheet.scheme is not None
    if query is not None and scheme_named(query, session.workspace) != sheet.scheme:
        return None
    scheme = _scheme(session, sheet.scheme)
    if scheme is None:
        return None
    known = _known(session, scheme, sheet, plan)
    found = _score(session, loaded, scheme, known, unit)
    return found._replace(own=unit == plan.decision.issuer)


def _known(
    session: Session, scheme: Scheme, sheet: ScoreSheet, plan: Plan
) -> Mapping[tuple[str, str], Known]:
    """What follows from the plan and its journals on the day of the sheet."""
    from cchc.scoring.known import day_of, known_facts, source

    setting = session.holdings.setting(day_of(sheet, plan))
    above = [one for one in session.plans() if one.id in plan.implements]
    origin = source(
        plan, above[0] if above else None, session.holdings.journals(plan.id), setting
    )
    return known_facts(scheme, sheet, origin)


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


def _report(
    session: Session,
    wanted: _Wanted,
    plan: str | None,
    files: tuple[Path | None, Path | None, bool],
) -> None:
    """The Word report of the one sheet that is meant."""
    from cchc.cli.writes.score_report import Files, write_report
    from cchc.views.word.score_report import Scored

    found = _only(session, wanted, plan)
    record = session.plan(plan).record
    if found is not None and record is not None:
        of = Scored(found.score, found.sheet)
        write_report(session, record, of, found.unit, Files(*files))


def _write_form(
    session: Session, wanted: _Wanted, plan: str | None, path: Path | None, force: bool
) -> None:
    """The form of the sheet that is meant; of a new one, where none is there yet."""
    from cchc.cli.writes.score_sheet import write_form

    if path is None:
        raise CchcError(N_("--apply goes with --collect"))
    plan_id = plan or session.workspace.default_plan()
    if wanted.scheme and wanted.year and not _sheets(session, wanted, plan_id):
        of = None if session.failed else _new(session, wanted, plan_id)
    else:
        found = _only(session, wanted, plan_id)
        of = None if found is None else _origin(found, plan_id)
    if of is not None:
        write_form(session, of, path, force)


def _origin(found: _Scored, plan: str) -> Origin:
    from cchc.cli.writes.score_sheet import Origin

    scheme = found.score.scheme
    return Origin(plan, scheme, found.sheet, found.unit, found.known, found.loaded)


def _new(session: Session, wanted: _Wanted, plan_id: str) -> Origin | None:
    """A sheet that nobody has begun, with what follows from the plan already."""
    from cchc.cli.writes.score_sheet import Origin
    from cchc.models.scores import YEARS, ScoreSheet
    from cchc.query import one_unit

    assert wanted.scheme is not None
    if wanted.year not in YEARS:
        raise CchcError(N_("{value} is no year that is scored"), value=wanted.year)
    plan = session.plan(plan_id).record
    scheme = _scheme(session, wanted.scheme)
    if plan is None or scheme is None:
        return None
    issuer = plan.decision.issuer
    unit = one_unit(session.units, wanted.unit) if wanted.unit else issuer
    sheet = ScoreSheet.model_validate(
        {"scheme": scheme.id, "year": wanted.year, "facts": {},
         "unit": None if unit == issuer else unit}
    )  # fmt: skip
    known = _known(session, scheme, sheet, plan)
    return Origin(plan_id, scheme, sheet, unit, known, None)


def _collect(session: Session, path: Path, apply: bool) -> bool:
    """Take a form back into the sheet that it is of; whether it was refused."""
    from cchc.cli.paper import read
    from cchc.cli.writes.score_sheet import collect
    from cchc.forms.score_sheet import identity_in
    from cchc.office.cells import read_book

    raw, name = read(path), str(path)
    is_of = identity_in(read_book(raw, name), name)
    if is_of.plan not in session.workspace.plan_ids or not is_of.year.isdecimal():
        raise CchcError(
            N_("{path} is of the plan {plan}, which is not here"),
            path=name,
            plan=is_of.plan,
        )
    wanted = _Wanted(is_of.scheme, int(is_of.year), is_of.unit)
    found = _sheets(session, wanted, is_of.plan)
    if session.failed:
        return True
    if len(found) > 1:
        raise CchcError(
            N_("several score sheets of {unit} and {year}; the form may be of any"),
            unit=is_of.unit,
            year=is_of.year,
        )
    of = _origin(found[0], is_of.plan) if found else _new(session, wanted, is_of.plan)
    return of is None or collect(session, of, name, raw, apply)


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
