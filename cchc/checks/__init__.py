"""Rules: pure functions from what was loaded to findings.

The lists name every rule once and are the table of contents; a rule's id is its
function's name with hyphens, its docstring the manual page of `cchc explain`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from cchc.checks import (
    bodies,
    citations,
    deadlines,
    form,
    journal,
    manual,
    owed,
    registers,
    reports,
    targets,
    tasks,
    upstream,
)
from cchc.checks.acceptances import Acceptances
from cchc.checks.base import Found, Lookup, Rules, name_of
from cchc.load import Loaded, Workspace, bulk
from cchc.problems import Finding, Severity

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

FORM_RULES: Rules = ((form.untidy_spaces, WARNING),)
"""Rules of every file."""

PLAN_RULES: Rules = (
    (form.plan_id_mismatch, ERROR),
    (form.id_duplicate, ERROR),
    (form.id_gap, WARNING),
    (form.group_unknown, ERROR),
    (form.task_misplaced, WARNING),
    (form.target_task_unknown, ERROR),
    (form.text_lost, INFO),
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
JOURNAL_RULES: Rules = (
    (journal.journal_unit_mismatch, ERROR),
    (journal.done_without_evidence, ERROR),
    (journal.cancelled_without_document, ERROR),
    (journal.blocked_without_reason, ERROR),
    (journal.done_before_start, ERROR),
    (journal.entry_in_future, ERROR),
    (journal.entry_out_of_order, INFO),
    (journal.entry_duplicate, WARNING),
    (journal.corrects_nothing, ERROR),
    (journal.entry_task_unknown, ERROR),
    (journal.entry_target_unknown, ERROR),
    (journal.entry_before_decision, ERROR),
    (journal.value_out_of_range, ERROR),
    (journal.measure_outside_plan, ERROR),
    (owed.unit_does_not_owe, ERROR),
    (owed.entry_state_mismatch, ERROR),
    (owed.entry_period_unknown, ERROR),
    (owed.entry_ambiguous, ERROR),
)
UNIT_RULES: Rules = (
    (registers.register_id_duplicate, ERROR),
    (registers.alias_ambiguous, WARNING),
    (registers.unit_parent_unknown, ERROR),
    (registers.successor_unknown, ERROR),
    (registers.member_unknown, ERROR),
    (registers.validity_reversed, ERROR),
)
INDICATOR_RULES: Rules = ((registers.register_id_duplicate, ERROR),)
DOCUMENT_RULES: Rules = (
    (registers.register_id_duplicate, ERROR),
    (registers.document_key_mismatch, ERROR),
    (registers.document_replacement_unknown, ERROR),
)
WORKDAY_RULES: Rules = ((registers.workday_conflict, ERROR),)
WORKSPACE_RULES: Rules = ((registers.workspace_reference_unknown, ERROR),)

RULES: Rules = tuple(
    dict.fromkeys(
        (
            *FORM_RULES,
            *PLAN_RULES,
            *JOURNAL_RULES,
            *UNIT_RULES,
            *INDICATOR_RULES,
            *DOCUMENT_RULES,
            *WORKDAY_RULES,
            *WORKSPACE_RULES,
        )
    )
)
"""Every rule once; `manual.PAGES` has those of reading and of acceptances."""


SEVERITIES: dict[str, Severity] = {
    **{name: severity for name, (severity, _) in manual.PAGES.items()},
    **{name_of(rule): severity for rule, severity in RULES},
}
"""Every rule by name."""


def check(workspace: Workspace, plans: Iterable[str], today: date) -> list[Finding]:
    """Every rule on the registers, the plans named and their journals, sorted."""
    lookup = Lookup(workspace, today)
    with bulk():
        found = [*_workspace(workspace, lookup)]
        for plan_id in plans:
            found += check_file(workspace.plan(plan_id), PLAN_RULES, lookup)
            for journal in lookup.journals(plan_id):
                found += check_file(journal, JOURNAL_RULES, lookup)
    return sorted(found, key=lambda finding: finding.order)


def check_file(
    loaded: Loaded[Any],
    rules: Rules,
    lookup: Lookup,
    acceptances: Acceptances | None = None,
) -> Iterator[Finding]:
    """Rules on one file; one that did not load has only what its text shows.

    `acceptances` holds acceptances of another file (workspace.yaml for the registers).
    """
    yield from loaded.findings
    book = acceptances or Acceptances(loaded.record)
    for rule, severity in (*FORM_RULES, *(rules if loaded.record else ())):
        name = name_of(rule)
        for one in rule(loaded, loaded.record, lookup):
            because = book.reason(name, one.loc, one.whole or acceptances is not None)
            finding = _finding(loaded, name, severity, one)
            if because is not None:
                finding = finding._replace(accepted=True, because=because)
            yield finding
    if acceptances is None:
        yield from _acceptances(loaded, book)


def _workspace(workspace: Workspace, lookup: Lookup) -> Iterator[Finding]:
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
    for loaded, rules in files:
        yield from check_file(loaded, rules, lookup, book)
    if config is not None and config.record is not None:
        yield from _acceptances(config, book)


def _acceptances(loaded: Loaded[Any], book: Acceptances) -> Iterator[Finding]:
    """What is wrong with the acceptances themselves; nothing accepts these."""
    for name, found in (
        ("accept-unneeded", book.unneeded(SEVERITIES)),
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
