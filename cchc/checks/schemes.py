"""Rules of scoring schemes and of score sheets."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from cchc.checks.base import Found, Lookup, nearest
from cchc.load import Loaded
from cchc.load.schemes import scheme_files
from cchc.models.scheme import Scheme
from cchc.models.scores import ScoreSheet
from cchc.problems import N_, message
from cchc.scoring.known import day_of, known_facts, source
from cchc.scoring.rules import State, figure, rounded
from cchc.scoring.score import Score, score
from cchc.scoring.sheets import disordered, unread
from cchc.scoring.soundness import FATAL, Fault, place_of


def _flawed(loaded: Loaded[Scheme], lookup: Lookup, fault: Fault) -> Iterator[Found]:
    for flaw in lookup.flaws(loaded):
        if flaw.fault is fault:
            place = place_of(loaded, flaw)
            yield Found(flaw.loc, flaw.message, place=place, whole=len(flaw.loc) < 3)


def scheme_id_mismatch(
    loaded: Loaded[Scheme], scheme: Scheme, lookup: Lookup
) -> Iterator[Found]:
    """A scheme's id is not the name of its file.

    Why: score sheets name the scheme by its id and would not find it.
    Example: `id: bo-tinh` in `schemes/bo-so.yaml`.
    Instead: rename the file, or correct the id.
    """
    if scheme.id != loaded.file.stem:
        yield Found(
            ("id",),
            message(N_("the file is named {name}"), name=loaded.file.name),
            whole=True,
        )


def scheme_code_duplicate(
    loaded: Loaded[Scheme], scheme: Scheme, lookup: Lookup
) -> Iterator[Found]:
    """Two criteria have one number, or a number does not continue the one above.

    Why: facts and points are kept by number and would go to the wrong criterion.
    Example: `code: 1.2` twice; `code: 2.1.1` below 1.2.
    Instead: write the number that the source prints.
    """
    seen: set[str] = set()
    above: dict[int, str] = {}
    for loc, part in scheme.parts():
        depth = len(loc) // 2
        above[depth] = part.code
        parent = above.get(depth - 1)
        if part.code in seen:
            text = message(N_("the number {code} stands twice"), code=part.code)
            yield Found((*loc, "code"), text, part.code)
        elif parent is not None and not part.code.startswith(f"{parent}."):
            text = message(
                N_("{code} does not continue {parent}"), code=part.code, parent=parent
            )
            yield Found((*loc, "code"), text, part.code)
        seen.add(part.code)


def expression_invalid(
    loaded: Loaded[Scheme], scheme: Scheme, lookup: Lookup
) -> Iterator[Found]:
    """A test or measure is no expression, or its parts do not fit together.

    Why: nothing can be scored with it. Only numbers, symbols, + - * /, comparisons,
    and, or, not, min, max, sum and brackets exist; nothing else is ever run.
    Example: `measure: b//a`, `test: q >= 3` where q is true or false.
    Instead: write it with what there is; the column tells where it fails.
    """
    yield from _flawed(loaded, lookup, Fault.EXPRESSION)


def symbol_unknown(
    loaded: Loaded[Scheme], scheme: Scheme, lookup: Lookup
) -> Iterator[Found]:
    """An expression names a symbol that the leaf does not need.

    Why: nobody would be asked for that fact.
    Example: `measure: c/a` where `needs` has a and b.
    Instead: correct the symbol, or add the fact to `needs`.
    """
    yield from _flawed(loaded, lookup, Fault.SYMBOL)


def points_not_adding_up(
    loaded: Loaded[Scheme], scheme: Scheme, lookup: Lookup
) -> Iterator[Found]:
    """Points of the parts, or a stated count, do not add up to the whole.

    Why: the index would be of another maximum than the decision's.
    Example: a field of 9.5 points whose criteria have 9.0.
    Instead: compare with the source; where it prints it so, accept it.
    """
    yield from _flawed(loaded, lookup, Fault.SUM)


def rule_above_maximum(
    loaded: Loaded[Scheme], scheme: Scheme, lookup: Lookup
) -> Iterator[Found]:
    """A rule can give more points than the criterion has.

    Why: an office could score above the maximum.
    Example: parts of 0.5 + 0.5 + 0.5 in a criterion of 1 point.
    Instead: compare with the source; where it prints it so, accept it.
    """
    yield from _flawed(loaded, lookup, Fault.ABOVE)


def rule_below_maximum(
    loaded: Loaded[Scheme], scheme: Scheme, lookup: Lookup
) -> Iterator[Found]:
    """A rule can never give all points of the criterion.

    Why: no office could reach the maximum.
    Example: the best band gives 0.5 of 1 point.
    Instead: compare with the source; where it prints it so, accept it.
    """
    yield from _flawed(loaded, lookup, Fault.BELOW)


def bands_not_joining(
    loaded: Loaded[Scheme], scheme: Scheme, lookup: Lookup
) -> Iterator[Found]:
    """Between two bands there is a gap, or they overlap.

    Why: a value in the gap has no points, one in both has two.
    Example: `{ge: 0.9}` and `{lt: 0.8}`.
    Instead: let each band end where the next begins; one of the two holds the edge.
    """
    yield from _flawed(loaded, lookup, Fault.BANDS)


def rule_differs_from_decision(
    loaded: Loaded[Scheme], scheme: Scheme, lookup: Lookup
) -> Iterator[Found]:
    """The rule in use is not the one that the decision prints.

    Why: decision and guide disagree; whoever scores must know which is followed.
    Example: bands of 80 % in the decision, of 100 % in the guide.
    Instead: accept it, saying which text is followed and why.
    """
    for place in scheme.places():
        if place.leaf.rule_in_decision is not None:
            yield Found(
                (*place.loc, "rule_in_decision", ""),
                message(N_("the decision prints another rule")),
                place.leaf.code,
            )


def example_not_reached(
    loaded: Loaded[Scheme], scheme: Scheme, lookup: Lookup
) -> Iterator[Found]:
    """A worked example does not give the points that it prints.

    Why: either the rule or the example was copied wrong.
    Example: `worked_example: {a: 10, b: 9, points: 1.0}` with a rule that gives 0.9.
    Instead: compare both with the source.
    """
    if any(flaw.fault in FATAL for flaw in lookup.flaws(loaded)):
        return
    for place in scheme.places():
        example = place.leaf.worked_example
        printed = example.get("points") if example else None
        if example is None or not isinstance(printed, str):
            continue
        symbols = {need.sym for need in place.leaf.needs}
        facts = {k: v for k, v in example.items() if k in symbols}
        if not facts:
            continue  # the source prints only the shares
        leaf = score(scheme, ScoreSheet(facts={place.leaf.code: facts}))[
            place.leaf.code
        ]
        if leaf.points is None or figure(leaf.points) != figure(Fraction(printed)):
            found = "–" if leaf.points is None else figure(rounded(leaf.points))
            yield Found(
                (*place.loc, "worked_example"),
                message(
                    N_("the rule gives {found}, the example prints {printed}"),
                    found=found,
                    printed=figure(Fraction(printed)),
                ),
                place.leaf.code,
            )


def score_file_mismatch(
    loaded: Loaded[ScoreSheet], sheet: ScoreSheet, lookup: Lookup
) -> Iterator[Found]:
    """A score sheet's file is not named after its scheme and year.

    Why: two sheets of one office and year could stand side by side unseen.
    Example: `scores/diem.yaml`.
    Instead: scheme-year.yaml; of another office than the plan's scheme-year-unit.yaml.
    """
    name = f"{sheet.scheme}-{sheet.year}"
    names = (name, f"{name}-{sheet.unit}") if sheet.unit else (name,)
    if loaded.file.stem not in names:
        text = message(
            N_("the file is named {name}, not {wanted}.yaml"),
            name=loaded.file.name,
            wanted=names[-1],
        )
        yield Found((), text, whole=True)


def score_scheme_unknown(
    loaded: Loaded[ScoreSheet], sheet: ScoreSheet, lookup: Lookup
) -> Iterator[Found]:
    """A score sheet's scheme is not here, or does not hold in its year.

    Why: nothing can be scored, or by rules of another year.
    Example: `scheme: par-index-tinh`.
    Instead: write the id of a scheme; cchc score names those that are here.
    """
    files = scheme_files(lookup.workspace)
    if sheet.scheme not in files:
        text = message(
            N_("{scheme} is no scheme; schemes here: {ids}"),
            scheme=sheet.scheme or "–",
            ids=", ".join(files),
        )
        yield Found(("scheme",), text, help=nearest(sheet.scheme or "", files))
        return
    scheme = lookup.scheme(sheet.scheme)
    if scheme is None or sheet.year is None:
        return
    if not scheme.years.start.year <= sheet.year <= scheme.years.end.year:
        text = message(N_("the scheme holds for {years}"), years=scheme.years.text)
        yield Found(("year",), text)


def fact_unread(
    loaded: Loaded[ScoreSheet], sheet: ScoreSheet, lookup: Lookup
) -> Iterator[Found]:
    """A fact stands under a number or symbol that the scheme does not have.

    Why: no rule reads it; the one that was meant is missing.
    Example: `"1.1": {tong: 45}` where the scheme calls it a.
    Instead: write the number and the symbols of the scheme.
    """
    scheme = lookup.scheme(sheet.scheme)
    for one in unread(scheme, sheet) if scheme else ():
        yield Found(one.loc, one.message, str(one.loc[1]))


def fact_impossible(
    loaded: Loaded[ScoreSheet], sheet: ScoreSheet, lookup: Lookup
) -> Iterator[Found]:
    """A fact has a value that it cannot have.

    Why: it is not counted, and the leaf has no points.
    Example: `b: -3`, `q: có`, a percentage of 140.
    Instead: a number from 0 (98.5 with a point), true or false, a day, a level.
    """
    found = _scored(loaded, sheet, lookup)
    for one in found.wrong if found else ():
        yield Found(one.loc, one.message, str(one.loc[1]))


def fact_computed(
    loaded: Loaded[ScoreSheet], sheet: ScoreSheet, lookup: Lookup
) -> Iterator[Found]:
    """A fact is typed that follows from the plan and its journals.

    Why: the typed value is not used, and it may say something else than the journals.
    Example: `b: 45` for the tasks done, of which the journals tell.
    Instead: delete it; where it differs, report the missing progress.
    """
    found = _scored(loaded, sheet, lookup)
    for leaf in found.leaves if found else ():
        typed = sheet.facts.get(leaf.code) or {}
        for symbol, given in leaf.given.items():
            if given.told is not None and typed.get(symbol) is not None:
                text = message(
                    N_("{symbol} follows from the plan: {told}"),
                    symbol=symbol,
                    told=given.told,
                )
                yield Found(("facts", leaf.code, symbol), text, leaf.code)


def points_without_proof(
    loaded: Loaded[ScoreSheet], sheet: ScoreSheet, lookup: Lookup
) -> Iterator[Found]:
    """Points are claimed with neither evidence nor an explanation.

    Why: the evaluator takes points away that nothing proves (Công văn
    12094/BNV-CCHC: without evidence, explain how it was scored).
    Example: facts of 1.5, but nothing under `evidence` and `explanations`.
    Instead: name the document, its date and where it is; or explain.
    """
    found = _scored(loaded, sheet, lookup)
    for leaf in found.leaves if found else ():
        proof = sheet.evidence.get(leaf.code) or leaf.code in sheet.explanations
        if leaf.points and not proof and leaf.place.leaf.source == "document":
            text = message(
                N_("{points} points without evidence or explanation"),
                points=figure(leaf.points),
            )
            yield Found(("facts", leaf.code), text, leaf.code)


def facts_not_settled(
    loaded: Loaded[ScoreSheet], sheet: ScoreSheet, lookup: Lookup
) -> Iterator[Found]:
    """The scheme does not say what the facts give.

    Why: there are no points until the evaluator decides; nothing is guessed.
    Example: a share of 0 things, which the scheme does not settle.
    Instead: ask the evaluator; write the answer under `settled`, with who decided.
    """
    found = _scored(loaded, sheet, lookup)
    for leaf in found.leaves if found else ():
        if leaf.state is State.ASK:
            for text in leaf.outcome.asked:
                yield Found(("facts", leaf.code), text, leaf.code)


def score_step_disordered(
    loaded: Loaded[ScoreSheet], sheet: ScoreSheet, lookup: Lookup
) -> Iterator[Found]:
    """The score journal's steps are out of order, or its points cannot be.

    Why: the journal only grows: self, verified, explained, verified again, final.
    Example: `step: self` below `step: verified_1`; 2 points of a leaf of 1.5.
    Instead: add a new entry below; correct points in it, never above.
    """
    scheme = lookup.scheme(sheet.scheme)
    for one in disordered(scheme, sheet) if scheme else ():
        yield Found(one.loc, one.message)


def served_by_unknown(
    loaded: Loaded[ScoreSheet], sheet: ScoreSheet, lookup: Lookup
) -> Iterator[Found]:
    """A score sheet names a task or target that its plan does not have.

    Why: facts would be worked out from fewer tasks than were meant.
    Example: `served_by: {"1.2": {tasks: ["9.9"]}}`.
    Instead: write the number of a task, or the id of a target, of the plan.
    """
    plan = lookup.plan(loaded.plan)
    if plan is None:
        return
    known = {
        "tasks": {task.id for task in plan.every_task},
        "targets": {target.id for target in plan.every_target},
    }
    for code, service in sheet.served_by.items():
        for key in ("tasks", "targets"):
            for i, name in enumerate(getattr(service, key)):
                if name not in known[key]:
                    text = message(N_("the plan has no {name}"), name=name)
                    yield Found(("served_by", code, key, i), text, code)


def _scored(
    loaded: Loaded[ScoreSheet], sheet: ScoreSheet, lookup: Lookup
) -> Score | None:
    """The sheet scored with what follows from its plan; None without a sound scheme."""
    scheme, plan = lookup.scheme(sheet.scheme), lookup.plan(loaded.plan)
    if scheme is None or plan is None:
        return None
    key = loaded.path
    if key not in lookup.scores:
        journals = [j.record for j in lookup.journals(plan.id) if j.record is not None]
        setting = lookup.setting(day_of(sheet, plan))
        above = [p for name in plan.implements if (p := lookup.plan(name)) is not None]
        origin = source(plan, above[0] if above else None, journals, setting)
        lookup.scores[key] = score(scheme, sheet, known_facts(scheme, sheet, origin))
    return lookup.scores[key]
