"""Acceptances: findings that the source itself causes, each with its reason.

An acceptance covers findings of its rule inside the task, target, citation or report
where it stands; on the plan, those that concern the plan as a whole. Those of
workspace.yaml cover findings of the registers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from cchc.checks.base import Found, Loc, nearest
from cchc.models.base import Acceptance
from cchc.models.scheme import Scheme
from cchc.problems import N_, message
from cchc.text.characters import fold


@dataclass(frozen=True, slots=True)
class Entry:
    """One acceptance, and the path of what it stands in."""

    owner: Loc
    index: int
    acceptance: Acceptance

    @property
    def loc(self) -> Loc:
        """Where it is in the file."""
        return (*self.owner, "accept", self.index)


class Acceptances:
    """The acceptances of one file, and which of them a finding needed."""

    def __init__(self, record: Any) -> None:
        self.entries = list(_entries(record))
        self._used: set[Loc] = set()

    def reason(self, rule: str, loc: Loc, whole: bool) -> str | None:
        """Why a finding is accepted; None where nothing accepts it."""
        found = None
        for entry in self.entries:
            if entry.acceptance.rule != rule:
                continue
            owner = entry.owner
            covers = owner == loc[: len(owner)] if owner else whole
            if covers:
                self._used.add(entry.loc)
                found = found or entry.acceptance.because
        return found

    def unneeded(self, rules: Collection[str]) -> Iterator[Found]:
        """See the manual page of the rule in cchc/checks/manual.py."""
        for entry in self.entries:
            rule = entry.acceptance.rule
            if entry.loc in self._used:
                continue
            if rule not in rules:
                text = message(N_("there is no rule {rule}"), rule=rule)
                help = nearest(rule, rules)
            else:
                text = message(N_("no finding needs this acceptance"))
                help = message(
                    N_("delete it, or move it beside the finding that it is meant for")
                )
            yield Found((*entry.loc, "rule"), text, help=help)

    def unexplained(self) -> Iterator[Found]:
        """Reasons that say nothing."""
        for entry in self.entries:
            words = fold(entry.acceptance.because).split()
            if len(words) < 4 or set(words) <= set(entry.acceptance.rule.split("-")):
                yield Found(
                    (*entry.loc, "because"),
                    message(N_("the reason does not say what the source prints")),
                    help=message(
                        N_("quote the decision: which place, which words or figures")
                    ),
                )


def _entries(record: Any) -> Iterator[Entry]:
    for i, one in enumerate(getattr(record, "accept", ())):
        yield Entry((), i, one)
    if isinstance(record, Scheme):
        for owner, part in record.parts():
            for i, one in enumerate(part.accept):
                yield Entry(owner, i, one)
        return
    for root, holder in (((), record), (("add",), getattr(record, "add", None))):
        for kind in ("cites", "reports", "targets", "tasks", "changes"):
            for k, item in enumerate(getattr(holder, kind, ())):
                for i, one in enumerate(item.accept):
                    yield Entry((*root, kind, k), i, one)
