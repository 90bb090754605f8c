"""The rules of journals, and what a journal's new entries make wrong."""

from __future__ import annotations

from collections.abc import Iterator

from cchc.checks import journal, owed
from cchc.checks.base import Found, Lookup, Rule, Rules
from cchc.load import Loaded
from cchc.models.journal import Journal
from cchc.problems import Severity

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

JOURNAL_RULES: Rules = (
    (journal.journal_unit_mismatch, ERROR),
    (journal.done_without_evidence, ERROR),
    (journal.cancelled_without_document, ERROR),
    (journal.blocked_without_reason, ERROR),
    (journal.paused_without_document, ERROR),
    (journal.returned_without_reason, ERROR),
    (journal.confirmed_by_other, ERROR),
    (journal.done_before_start, ERROR),
    (journal.entry_in_future, ERROR),
    (journal.entry_out_of_order, INFO),
    (journal.entry_duplicate, WARNING),
    (journal.corrects_nothing, ERROR),
    (journal.entry_task_unknown, ERROR),
    (journal.entry_on_dropped_task, ERROR),
    (journal.entry_target_unknown, ERROR),
    (journal.entry_before_decision, ERROR),
    (journal.value_out_of_range, ERROR),
    (journal.covers_outside_set, ERROR),
    (journal.covers_without_evidence, ERROR),
    (journal.measure_outside_plan, ERROR),
    (journal.measure_before_period, ERROR),
    (owed.unit_does_not_owe, ERROR),
    (owed.confirmation_without_result, ERROR),
    (owed.entry_state_mismatch, ERROR),
    (owed.workdays_unannounced, WARNING),
    (owed.entry_period_unknown, ERROR),
    (owed.entry_ambiguous, ERROR),
)


def new_errors(
    before: Loaded[Journal] | None, after: Loaded[Journal], lookup: Lookup
) -> list[tuple[Rule, Found]]:
    """Errors of a journal that it did not have before, in the order of the rules.

    What is wrong with the journal as a whole counts as new: it takes no entry.
    """
    found = list(_errors(after, lookup))
    if not found or before is None:
        return found
    old = {(rule, one.loc) for rule, one in _errors(before, lookup)}
    return [
        (rule, one)
        for rule, one in found
        if one.loc[:1] != ("entries",) or (rule, one.loc) not in old
    ]


def _errors(loaded: Loaded[Journal], lookup: Lookup) -> Iterator[tuple[Rule, Found]]:
    for rule, severity in JOURNAL_RULES if loaded.record else ():
        if severity is ERROR:
            for found in rule(loaded, loaded.record, lookup):
                yield rule, found
