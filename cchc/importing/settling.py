"""Comments of an import that the file has answered since: they may go."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from cchc.importing.citations import UNDATED
from cchc.importing.front import BLANK, UNSIGNED
from cchc.importing.registrar import Registrar
from cchc.importing.results import UNREGISTERED
from cchc.importing.tasks import NO_LEAD
from cchc.models.plan import Plan, Task
from cchc.problems import Message
from cchc.text.comments import open_doubts

Say = Callable[[Message], str]
_ITEM = re.compile(r'\s*- id: "?([^"\s]+)"?')
_KEY = re.compile(r"\s*(?:- )?(\w+):\s*(.*)")


@dataclass(frozen=True, slots=True)
class Settled:
    """The text without settled comments, how many went, and where the others stand."""

    text: str
    removed: int
    left: tuple[int, ...]


class Comments:
    """Tells settled comments from open ones, by what the plan now says.

    `says` are the languages in which the comments may be written.
    """

    def __init__(self, plan: Plan, registrar: Registrar, says: Sequence[Say]) -> None:
        self.plan = plan
        self.registrar = registrar
        self.tasks = {task.id: task for task in plan.tasks}
        self.unknown = _patterns(UNREGISTERED, says)
        self.undated = _patterns(UNDATED, says)
        self.blank = _patterns(BLANK, says)
        self.unsigned = _patterns(UNSIGNED, says)
        self.no_lead = _patterns(NO_LEAD, says)

    def settle(self, text: str) -> Settled:
        """Leave out the comments, on lines of their own, that are settled."""
        places = {line for line, _ in open_doubts(text)}
        lines = text.splitlines(keepends=True)
        kept: list[str] = []
        left: list[int] = []
        task: Task | None = None
        for number, line in enumerate(lines, 1):
            if item := _ITEM.match(line):
                task = self.tasks.get(item[1])
            own = number in places and line.lstrip().startswith("#")
            if own and self._is_settled(lines, number, task):
                continue
            kept.append(line)
            if number in places:
                left.append(len(kept))
        return Settled("".join(kept), len(lines) - len(kept), tuple(left))

    def _is_settled(self, lines: Sequence[str], number: int, task: Task | None) -> bool:
        said = lines[number - 1].partition(":")[2].strip()
        before, _ = _key(reversed(lines[: number - 1]))
        key, value = _key(lines[number:])
        if match := _match(self.unknown, said):
            return self.registrar.knows(match[1])
        if _match(self.undated, said):
            return "@" in next((one for one in lines[number:] if "{" in one), "")
        if _match(self.unsigned, said):
            signer = self.plan.decision.signer
            return signer is not None and signer.name is not None
        if _match(self.blank, said):
            return value not in ("", "null", "~")
        if _match(self.no_lead, said):
            return task is not None and bool(task.leads)
        unread = key == "deadlines" or before in ("when", "deadlines")
        return unread and task is not None and _is_read(task, said)


def _is_read(task: Task, said: str) -> bool:
    """Whether a comment about the words of a time limit has its deadlines now."""
    return bool(task.deadlines) and any(
        part in (task.when or "") for part in re.findall("“([^”]*)”", said)
    )


def _key(lines: Iterable[str]) -> tuple[str, str]:
    """Key and value of the first line that is no comment."""
    for line in lines:
        if not line.lstrip().startswith("#") and (match := _KEY.match(line)):
            return match[1], match[2]
    return "", ""


def _patterns(text: str, says: Sequence[Say]) -> list[re.Pattern[str]]:
    """What a message looks like in each language, its values as groups."""
    found = []
    for say in says:
        parts = re.split(r"\{\w+\}", say(Message(text)))
        found.append(re.compile(r"(.+?)".join(map(re.escape, parts)) + r"\Z"))
    return found


def _match(patterns: Sequence[re.Pattern[str]], said: str) -> re.Match[str] | None:
    return next((match for one in patterns if (match := one.match(said))), None)
