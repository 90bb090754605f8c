"""Every rule, in lists that are the table of contents; and running them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any

from cchc.checks import (
    amendments,
    bodies,
    citations,
    deadlines,
    form,
    manual,
    outlines,
    registers,
    reports,
    schemes,
    statistics,
    targets,
    tasks,
    upstream,
    words,
)
from cchc.checks.acceptances import Acceptances
from cchc.checks.base import Found, Lookup, Rules, name_of
from cchc.checks.entries import JOURNAL_RULES
from cchc.checks.kept import Kept
from cchc.load import Loaded, Workspace, bulk
from cchc.load.reports import (
    own_outlines,
    own_statistics_form,
    report_texts,
    statistics_sheets,
)
from cchc.load.schemes import own_schemes, score_sheets
from cchc.models.amendment import Amendment
from cchc.problems import Finding, Severity
from cchc.steps import OnStep, each

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

FORM_RULES: Rules = ((form.untidy_spaces, WARNING), (form.doubt_open, INFO))
"""Rules of every file."""

PLAN_RULES: Rules = (
    (form.plan_id_mismatch, ERROR),
    (form.id_duplicate, ERROR),
    (form.id_gap, WARNING),
    (form.group_unknown, ERROR),
    (form.task_misplaced, WARNING),
    (form.target_task_unknown, ERROR),
    (form.counts_as_unknown, ERROR),
    (form.text_lost, INFO),
    (form.group_field_missing, INFO),
    (deadlines.deadline_outside_plan, ERROR),
    (deadlines.deadline_before_signing, WARNING),
    (deadlines.deadline_unstated, WARNING),
    (deadlines.deadline_repeated, WARNING),
    (deadlines.deadline_contradictory, WARNING),
    (deadlines.deadline_on_day_off, INFO),
    (deadlines.event_without_limit, WARNING),
    (deadlines.recurrence_without_end, INFO),
    (deadlines.recurrence_empty, ERROR),
    (deadlines.wording_mismatch, WARNING),
    (deadlines.wording_not_understood, WARNING),
    (bodies.lead_missing, ERROR),
    (bodies.lead_is_partner, WARNING),
    (bodies.several_leads, INFO),
    (bodies.unit_repeated, WARNING),
    (bodies.unit_unknown, ERROR),
    (bodies.unit_not_valid, WARNING),
    (bodies.group_not_at_level, WARNING),
    (targets.target_conflict, ERROR),
    (targets.target_weakens, WARNING),
    (targets.target_out_of_range, ERROR),
    (targets.target_figure_mismatch, WARNING),
    (targets.target_direction, WARNING),
    (targets.target_outside_plan, ERROR),
    (targets.target_missing, WARNING),
    (targets.indicator_unknown, ERROR),
    (targets.indicator_missing, INFO),
    (targets.scope_unknown, ERROR),
    (citations.citation_unknown, WARNING),
    (citations.citation_conflict, WARNING),
    (citations.citation_repeated, WARNING),
    (citations.citation_after_signing, WARNING),
    (citations.citation_replaced, WARNING),
    (citations.citation_number_form, WARNING),
    (citations.citation_year_mismatch, WARNING),
    (reports.report_undated, WARNING),
    (reports.report_outside_plan, ERROR),
    (reports.report_late, WARNING),
    (reports.upstream_unknown, ERROR),
    (tasks.duplicate_task, WARNING),
    (tasks.near_duplicate_task, INFO),
    (tasks.product_missing, WARNING),
    (tasks.product_without_milestone, INFO),
    (upstream.upstream_not_taken_up, WARNING),
    (upstream.upstream_deadline_missed, WARNING),
    (upstream.upstream_milestone_dropped, WARNING),
    (upstream.target_below_upstream, WARNING),
    (upstream.indicator_not_taken_up, INFO),
)
UNIT_RULES: Rules = (
    (registers.register_id_duplicate, ERROR),
    (registers.alias_ambiguous, WARNING),
    (registers.unit_parent_unknown, ERROR),
    (registers.successor_unknown, ERROR),
    (registers.successor_circle, ERROR),
    (registers.unit_names_joined, WARNING),
    (registers.member_unknown, ERROR),
    (registers.validity_reversed, ERROR),
    (words.placeholder_left, WARNING),
)
AMENDMENT_RULES: Rules = amendments.AMENDMENT_RULES
INDICATOR_RULES: Rules = ((registers.register_id_duplicate, ERROR),)
DOCUMENT_RULES: Rules = (
    (registers.register_id_duplicate, ERROR),
    (registers.document_key_mismatch, ERROR),
    (registers.document_replacement_unknown, ERROR),
)
WORKDAY_RULES: Rules = ((registers.workday_conflict, ERROR),)
WORKSPACE_RULES: Rules = (
    (registers.workspace_reference_unknown, ERROR),
    (words.placeholder_left, WARNING),
)
SCHEME_RULES: Rules = (
    (schemes.scheme_id_mismatch, ERROR),
    (schemes.scheme_code_duplicate, ERROR),
    (schemes.expression_invalid, ERROR),
    (schemes.symbol_unknown, ERROR),
    (schemes.points_not_adding_up, ERROR),
    (schemes.rule_above_maximum, ERROR),
    (schemes.rule_below_maximum, WARNING),
    (schemes.bands_not_joining, ERROR),
    (schemes.rule_differs_from_decision, WARNING),
    (schemes.example_not_reached, ERROR),
)
SCORE_RULES: Rules = (
    (schemes.score_file_mismatch, ERROR),
    (schemes.score_scheme_unknown, ERROR),
    (schemes.fact_unread, WARNING),
    (schemes.fact_impossible, ERROR),
    (schemes.fact_computed, WARNING),
    (schemes.facts_not_settled, WARNING),
    (schemes.points_without_proof, WARNING),
    (schemes.score_step_disordered, ERROR),
    (schemes.served_by_unknown, ERROR),
)
STATISTICS_FORM_RULES: Rules = ((statistics.statistics_form_broken, ERROR),)
STATISTICS_RULES: Rules = (
    (words.period_file_mismatch, ERROR),
    (statistics.statistic_row_unknown, ERROR),
    (statistics.statistic_part_too_large, ERROR),
    (statistics.statistic_sum_mismatch, ERROR),
    (statistics.statistic_ratio_mismatch, ERROR),
    (statistics.statistic_ratio_of_nothing, WARNING),
    (statistics.statistic_impossible, ERROR),
    (statistics.statistic_computed, WARNING),
    (statistics.statistic_relation_broken, WARNING),
    (statistics.statistic_fell, WARNING),
)
REPORT_TEXT_RULES: Rules = (
    (words.period_file_mismatch, ERROR),
    (words.passage_heading_unknown, ERROR),
    (words.passage_unit_unknown, ERROR),
    (words.passage_unread, INFO),
)
OUTLINE_RULES: Rules = (
    (outlines.outline_file_mismatch, ERROR),
    (outlines.outline_heading_repeated, ERROR),
    (outlines.outline_heading_unparented, ERROR),
    (outlines.outline_row_unknown, ERROR),
)

RULES: Rules = tuple(
    dict.fromkeys(
        (
            *FORM_RULES,
            *PLAN_RULES,
            *AMENDMENT_RULES,
            *JOURNAL_RULES,
            *UNIT_RULES,
            *INDICATOR_RULES,
            *DOCUMENT_RULES,
            *WORKDAY_RULES,
            *WORKSPACE_RULES,
            *SCHEME_RULES,
            *SCORE_RULES,
            *STATISTICS_FORM_RULES,
            *STATISTICS_RULES,
            *REPORT_TEXT_RULES,
            *OUTLINE_RULES,
        )
    )
)
"""Every rule once; `manual.PAGES` has those of reading and of acceptances."""


SEVERITIES: dict[str, Severity] = {
    **{name: severity for name, (severity, _) in manual.PAGES.items()},
    **{name_of(rule): severity for rule, severity in RULES},
}
"""Every rule by name."""
UNNEEDED = "accept-unneeded"


def chosen(select: Iterable[str], ignore: Iterable[str]) -> set[str]:
    """The rules that two lists of names, some with commas, leave.

    Raises `CchcError` for a name that is no rule.
    """
    taken, left_out = _names(select), _names(ignore)
    for name in taken + left_out:
        if name not in SEVERITIES:
            raise manual.unknown(name, SEVERITIES)
    return (set(taken) or set(SEVERITIES)) - set(left_out)


def _names(texts: Iterable[str]) -> list[str]:
    return [n.strip() for name in texts for n in name.split(",") if n.strip()]


def fails(found: Iterable[Finding], strict: bool) -> bool:
    """Whether an open finding is an error, or with `strict` a warning."""
    bad = (ERROR, WARNING) if strict else (ERROR,)
    return any(f.severity in bad and not f.accepted for f in found)


def check(
    workspace: Workspace,
    plans: Iterable[str],
    today: date,
    only: Collection[str] = SEVERITIES,
    on_step: OnStep | None = None,
) -> list[Finding]:
    """Rules on the registers, the plans named and their journals, sorted.

    With all plans, also what lies under plans/ and is not read. Of `only` no other
    rule runs; whether an acceptance is needed all rules tell.
    """
    lookup = Lookup(workspace, today)
    asked = tuple(plans)
    wanted = SEVERITIES if UNNEEDED in only else only
    kept = Kept(workspace, lookup) if set(workspace.plan_ids) == set(asked) else None
    with bulk():
        found = [*_workspace(workspace, lookup, wanted)]
    for plan_id in each(asked, on_step):
        ones = kept.findings(plan_id) if kept else None
        if ones is None:
            with bulk():
                ones = [*check_plan(plan_id, lookup, wanted)]
            if kept and len(wanted) == len(SEVERITIES):
                kept.keep(plan_id, ones)
        lookup.forget(plan_id)
        found += (one for one in ones if one.rule in only)
    with bulk():
        found += _own(lookup, wanted)
    if kept:
        kept.close()
    found += _strays(workspace, asked, {f.path for f in found if not f.line})
    return sorted(
        (finding for finding in found if finding.rule in only),
        key=lambda finding: finding.order,
    )


def check_plan(
    plan_id: str, lookup: Lookup, wanted: Collection[str] = SEVERITIES
) -> Iterator[Finding]:
    """Rules on one plan and what stands in its folder: amendments, journals, papers."""
    workspace = lookup.workspace
    plan = workspace.plan(plan_id)
    yield from check_file(plan, _chosen(PLAN_RULES, wanted), lookup)
    for amendment in workspace.amendments(plan_id):
        yield from check_amendment(amendment, wanted, lookup)
    for journal in lookup.journals(plan_id):
        yield from check_file(journal, _chosen(JOURNAL_RULES, wanted), lookup)
    for scores in score_sheets(workspace, plan_id):
        yield from check_file(scores, _chosen(SCORE_RULES, wanted), lookup)
    for text in report_texts(workspace, plan_id):
        yield from check_file(text, _chosen(REPORT_TEXT_RULES, wanted), lookup)
    for sheet in statistics_sheets(workspace, plan_id):
        yield from check_file(sheet, _chosen(STATISTICS_RULES, wanted), lookup)


def check_shared(lookup: Lookup) -> list[Finding]:
    """Rules on what no plan owns: settings, registers, schemes, files not read."""
    workspace = lookup.workspace
    found = [*_workspace(workspace, lookup, SEVERITIES)]
    found += _own(lookup, SEVERITIES)
    plans = workspace.plan_ids
    told = {f.path for f in found if not f.line}
    return [*found, *_strays(workspace, plans, told)]


def _own(lookup: Lookup, wanted: Collection[str]) -> Iterator[Finding]:
    """Rules on schemes and outlines of the workspace's own."""
    for scheme in own_schemes(lookup.workspace):
        yield from check_file(scheme, _chosen(SCHEME_RULES, wanted), lookup)
    for outline in own_outlines(lookup.workspace):
        yield from check_file(outline, _chosen(OUTLINE_RULES, wanted), lookup)


def _strays(
    workspace: Workspace, plans: Collection[str], told: Collection[str]
) -> Iterator[Finding]:
    """What lies under plans/ and is not read, as far as the plans asked for go."""
    every = set(workspace.plan_ids) <= set(plans)
    for stray in workspace.strays:
        if stray.path not in told and (every or stray.plan in (None, *plans)):
            yield stray


def _chosen(rules: Rules, wanted: Collection[str]) -> Rules:
    """The rules of a kind of file, those of form first, as far as they are wanted."""
    return tuple(one for one in (*FORM_RULES, *rules) if name_of(one[0]) in wanted)


def check_file(
    loaded: Loaded[Any],
    rules: Rules,
    lookup: Lookup,
    acceptances: Acceptances | None = None,
    shared: bool = True,
) -> Iterator[Finding]:
    """Rules on one file; one that did not load has only what its text shows.

    `acceptances`: a book that the caller judges; `shared` where it is of another file
    (workspace.yaml for the registers).
    """
    yield from loaded.findings
    book = acceptances or Acceptances(loaded.record)
    shared = shared and acceptances is not None
    for rule, severity in rules:
        if not loaded.record and (rule, severity) not in FORM_RULES:
            continue
        for one in rule(loaded, loaded.record, lookup):
            yield _judged(loaded, (name_of(rule), severity), one, book, shared)
    if acceptances is None:
        yield from _acceptances(loaded, book)


def check_amendment(
    loaded: Loaded[Amendment], wanted: Collection[str], lookup: Lookup
) -> Iterator[Finding]:
    """Rules of amendments, and those of plans on the plan as the amendment makes it."""
    book = Acceptances(loaded.record)
    rules = _chosen(AMENDMENT_RULES, wanted)
    yield from check_file(loaded, rules, lookup, book, shared=False)
    plan_rules = tuple(one for one in PLAN_RULES if name_of(one[0]) in wanted)
    for name, severity, one in amendments.amended_findings(loaded, lookup, plan_rules):
        yield _judged(loaded, (name, severity), one, book)
    yield from _acceptances(loaded, book)


def _judged(
    loaded: Loaded[Any],
    rule: tuple[str, Severity],
    one: Found,
    book: Acceptances,
    shared: bool = False,
) -> Finding:
    """A finding, accepted where the book accepts it."""
    because = book.reason(rule[0], one.loc, one.whole or shared)
    finding = _finding(loaded, *rule, one)
    if because is not None:
        finding = finding._replace(accepted=True, because=because)
    return finding


def _workspace(
    workspace: Workspace, lookup: Lookup, wanted: Collection[str]
) -> Iterator[Finding]:
    """Findings of workspace.yaml and the registers, which share its acceptances."""
    config = workspace.config
    book = Acceptances(config.record if config else None)
    files: list[tuple[Loaded[Any], Rules]] = [
        (workspace.units, UNIT_RULES),
        (workspace.indicators, INDICATOR_RULES),
        (workspace.documents, DOCUMENT_RULES),
        (workspace.workdays, WORKDAY_RULES),
    ]
    if config is not None:
        files.append((config, WORKSPACE_RULES))
    form = own_statistics_form(workspace)
    if form is not None:
        files.append((form, STATISTICS_FORM_RULES))
    for loaded, rules in files:
        yield from check_file(loaded, _chosen(rules, wanted), lookup, book)
    if config is not None and config.record is not None:
        yield from _acceptances(config, book)


def _acceptances(loaded: Loaded[Any], book: Acceptances) -> Iterator[Finding]:
    """What is wrong with the acceptances themselves; nothing accepts these."""
    for name, found in (
        (UNNEEDED, book.unneeded(SEVERITIES)),
        ("accept-without-reason", book.unexplained()),
    ):
        for one in found:
            yield _finding(loaded, name, SEVERITIES[name], one)


def _finding(
    loaded: Loaded[Any], rule: str, severity: Severity, found: Found
) -> Finding:
    line, column = found.place or loaded.place(found.loc)
    return Finding(
        rule,
        severity,
        loaded.path,
        line,
        column,
        found.message,
        loaded.plan,
        found.id,
        found.help,
    )
