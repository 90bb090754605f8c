"""Findings of plans whose files did not change, from the index of the workspace.

Kept with the findings of a plan is all that the rules asked for besides its own files:
other plans, whether an id is that of a plan, the stretch of days in which they would
have found the same. Registers and schemes, which all rules ask for, are in the digest
under which the index keeps everything.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from cchc.load.index import open_index
from cchc.problems import Finding, Message, Severity

if TYPE_CHECKING:
    from cchc.checks.base import Lookup
    from cchc.load import Workspace

_KIND = "check"
_NONE = "–"


class Kept:
    """What the index knows of the findings of a workspace, and takes of new ones."""

    def __init__(self, workspace: Workspace, lookup: Lookup) -> None:
        self.workspace = workspace
        self.lookup = lookup
        self._index = open_index(workspace.root)

    def findings(self, plan_id: str) -> list[Finding] | None:
        """The findings of a plan; None where they must be found anew."""
        text = self._known.get(plan_id)
        if text is None:
            return None
        value = json.loads(text)
        day = self.lookup.judged_on.toordinal()
        same = value["since"] <= day < value["until"] and all(
            self._digest(plan) == digest for plan, digest in value["plans"].items()
        )
        if not same or value["ids"] not in (None, self._every_id):
            return None
        return [_finding(one) for one in value["findings"]]

    def keep(self, plan_id: str, findings: Sequence[Finding]) -> None:
        """Keep the findings of a plan, with all that the rules asked for."""
        asked = self.lookup.asked
        others = sorted(asked.plans - {plan_id})
        digests = {plan: self._digest(plan) for plan in others}
        if self._index is None or None in digests.values():
            return
        value = {
            "since": asked.since.toordinal(),
            "until": asked.until.toordinal(),
            "plans": digests,
            "ids": self._every_id if asked.every_id else None,
            "findings": [_text(one) for one in findings],
        }
        self._index.keep(_KIND, plan_id, json.dumps(value, ensure_ascii=False))

    def close(self) -> None:
        """Write what is new."""
        if self._index is not None:
            self._index.close()

    @cached_property
    def _known(self) -> Mapping[str, str]:
        return dict(self._index.recall(_KIND)) if self._index else {}

    @cached_property
    def _every_id(self) -> str:
        ids = "\n".join(self.workspace.plan_ids).encode()
        return blake2b(ids, digest_size=16).hexdigest()

    def _digest(self, plan_id: str) -> str | None:
        """The digest of a plan's files; a sign where there is no such plan.

        None where the files cannot be relied upon to stay as they are.
        """
        if not self.workspace.has_plan(plan_id):
            return _NONE
        return self._index.digest(plan_id) if self._index else None


def _text(one: Finding) -> list[Any]:
    found: list[Any] = list(one)
    found[5] = _said(one.message)
    found[8] = _said(one.help) if one.help else None
    return found


def _said(text: Message) -> list[Any]:
    """A message as JSON: what is no number and no message is written as it is said."""
    values = {
        key: _said(value)
        if isinstance(value, Message)
        else value
        if isinstance(value, bool | int | float)
        else str(value)
        for key, value in text.values.items()
    }
    return [text.text, values]


def _finding(found: list[Any]) -> Finding:
    one = Finding(*found)
    return one._replace(
        severity=Severity(one.severity),
        message=_message(found[5]),
        help=_message(found[8]) if found[8] else None,
    )


def _message(said: list[Any]) -> Message:
    text, values = said
    return Message(
        text,
        {k: _message(v) if isinstance(v, list) else v for k, v in values.items()},
    )
