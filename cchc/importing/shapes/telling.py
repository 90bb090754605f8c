"""Which column is what, told by its cells where its heading does not say.

Shape comes first: who, when, what is to be done, what is there afterwards. Words of
headings settle what cells leave open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from cchc.importing.shapes.bodies import KnownBodies
from cchc.importing.shapes.columns import Column, column, is_time
from cchc.importing.shapes.roles import (
    Role,
    role_of,
    says_extra,
    says_kind,
    weak_roles,
)
from cchc.text.characters import fold

# Who else works on it, where a column of bodies stands beside that of the leads.
_OTHERS = re.compile(r"ho tro|cung|kem|luc luong|lien quan|tham gia|doi tac|phoi hop")
_MANY = 0.75
_ACTS = 0.5
_RUNNING = 18


class Telling:
    """The columns of one table: their roles so far, headings and cells.

    `rows` are the texts of the rows below the heading; groups' names are left out.
    """

    def __init__(
        self,
        roles: list[Role],
        names: Sequence[str],
        rows: Iterable[Sequence[str]],
        known: KnownBodies,
    ) -> None:
        self.roles = roles
        self.names = names
        rows = list(rows)
        self.rows = [row for row in rows if sum(map(bool, row)) > 1]
        self.groups = ["".join(row) for row in rows if sum(map(bool, row)) == 1]
        self.known = known
        self.facts: dict[int, Column] = {}
        self.found: list[int] = []

    def of(self, at: int) -> Column:
        """What the column at a place holds."""
        if at not in self.facts:
            texts = [row[at] if at < len(row) else "" for row in self.rows]
            self.facts[at] = column(texts, self.known)
        return self.facts[at]

    def tell(self) -> tuple[int, ...]:
        """Give roles to the columns whose headings do not; which those are."""
        if self.rows:
            self._unsay()
            self._number()
            self._when()
            self._who()
            self._task()
            self._product()
            self.found += weak_roles(self.roles, self.names)
        return tuple(self.found)

    def free(self) -> list[int]:
        """Columns without a role, whose headings do not say that they have none."""
        return [
            i
            for i, role in enumerate(self.roles)
            if role is Role.EXTRA and not says_extra(self.names[i])
        ]

    def take(self, at: int, role: Role) -> None:
        """The column at a place is taken for this."""
        self.roles[at] = role
        self.found.append(at)

    def having(self, role: Role) -> list[int]:
        """The columns of a role."""
        return [i for i, one in enumerate(self.roles) if one is role]

    def _unsay(self) -> None:
        """Take back roles that the cells of their columns speak against."""
        for i in self.having(Role.LEAD) if Role.WHEN not in self.roles else ():
            if self.of(i).is_times():
                self.roles[i] = Role.EXTRA
        for i in self.having(Role.WHEN) if Role.LEAD not in self.roles else ():
            if self.of(i).is_bodies():
                self.roles[i] = Role.EXTRA
        leads = self.having(Role.LEAD)
        others = [*leads, *(i for i in self.free() if Role.PARTNER not in self.roles)]
        if any(self.of(i).is_bodies() for i in others):
            for i in leads:  # "Phân công nhiệm vụ" beside a column of bodies
                if self.of(i).acts >= _ACTS and not self.of(i).bodies:
                    self.roles[i] = Role.EXTRA
        tasks = self.having(Role.TASK)
        if len(tasks) == 1 and says_kind(self.names[tasks[0]]):
            said = self.of(tasks[0])
            if any(
                self._is_task(i) and self.of(i).acts > said.acts for i in self.free()
            ):
                self.roles[tasks[0]] = Role.EXTRA

    def _is_task(self, at: int) -> bool:
        one = self.of(at)
        return one.is_running() and one.acts >= _ACTS and one.filled >= _MANY

    def _number(self) -> None:
        if Role.NUMBER not in self.roles:
            for i in [i for i in self.free() if self.of(i).is_numbers()][:1]:
                self.take(i, Role.NUMBER)

    def _when(self) -> None:
        """A column of times; of two, the first may be the beginning."""
        if Role.WHEN in self.roles:
            return
        times = [i for i in self.free() if self.of(i).is_times()]
        if not times:
            if Role.PRODUCT not in self.roles:
                for i in [i for i in self.free() if self.of(i).parted >= _MANY][:1]:
                    self.take(i, Role.WHEN)
            return
        filled = [i for i in times if self.of(i).filled >= _ACTS] or times
        if len(filled) > 1 and filled[1] == filled[0] + 1:
            self.take(filled[0], Role.START)
            self.take(filled[1], Role.WHEN)
        else:
            self.take(filled[0], Role.WHEN)

    def _who(self) -> None:
        """Columns of bodies: one that leads is in each row, those beside it help."""
        if Role.LEAD not in self.roles:
            able = [i for i in self.free() if self.of(i).is_bodies()]
            able = [i for i in able if not self._is_above(i)] or able
            if able:
                self.take(max(able, key=self._leading), Role.LEAD)
        leads = self.having(Role.LEAD)
        if Role.PARTNER in self.roles or not leads:
            return
        self._shared(leads)
        for i in self.free() if Role.PARTNER not in self.roles else ():
            named = bool(_OTHERS.search(fold(self.names[i])))
            beside = i > leads[0] and not self._is_above(i)
            if self.of(i).is_bodies() and (named or beside):
                self.take(i, Role.PARTNER)
                return

    def _shared(self, leads: Sequence[int]) -> None:
        """Of two columns that a heading over both calls who, the second may help.

        Its own line must not say that it leads, and the first does, or has fewer gaps.
        """
        if len(leads) != 2 or not all(self.of(i).is_bodies() for i in leads):
            return
        first, second = leads
        says = [role_of(self.names[i].rpartition(":")[2]) for i in leads]
        one, other = self.of(first), self.of(second)
        fewer = other.filled < one.filled or other.several > one.several
        if says[1] is Role.EXTRA and (fewer or says[0] is Role.LEAD):
            self.take(second, Role.PARTNER)

    def _is_above(self, at: int) -> bool:
        """Whether a column names persons, who are over what a row is about."""
        return self.of(at).persons > _ACTS

    def _leading(self, at: int) -> tuple[float, int]:
        one = self.of(at)
        return (one.filled - one.several / 2 - one.persons + one.kinds / 4, -at)

    def _task(self) -> None:
        """What is to be done: the longest running text, above all one of acts."""
        if Role.TASK in self.roles:
            return
        able = [i for i in self.free() if self.of(i).is_running()]
        able = [i for i in able if self._may_be_done(i)]
        if able:
            self.take(max(able, key=self._acting), Role.TASK)

    def _may_be_done(self, at: int) -> bool:
        one = self.of(at)
        said = one.acts >= _ACTS or (one.length >= _RUNNING and one.cited < _MANY)
        return said and one.filled >= _ACTS and one.members < _MEMBERS

    def _acting(self, at: int) -> tuple[float, int]:
        one = self.of(at)
        length = min(one.length, 120) / 120
        plain = one.papers + one.states + one.quantities + one.cited
        return (length + one.acts - plain / 2 + one.kinds / 2, -at)

    def _product(self) -> None:
        if Role.PRODUCT in self.roles or Role.TASK not in self.roles:
            return
        able = [i for i in self.free() if self.of(i).is_papers()]
        if able:
            self.take(max(able, key=lambda i: (self.of(i).papers, -i)), Role.PRODUCT)

    def is_told(self) -> bool:
        """Whether cells tell enough of a table whose headings do not.

        Somebody must owe something by some time, and nearly every column have a
        heading.
        """
        roles = set(self.roles)
        filled = [i for i in range(len(self.names)) if self.of(i).filled]
        headed = sum(1 for i in filled if self.names[i])
        grouped = any(column([name], self.known).bodies for name in self.groups)
        return (
            Role.TASK in roles
            and (Role.LEAD in roles or grouped)
            and bool({Role.WHEN, Role.PRODUCT} & roles)
            and headed >= len(filled) - 1
            and len(self.rows) > 1
        )

    def owes_nothing(self) -> bool:
        """Whether cells show a budget, a board, targets, procedures or a programme."""
        if len(self.rows) < _ROWS or Role.TASK not in self.roles:
            return False
        if self._lists_documents() or self._is_procedure():
            return True
        task = self.roles.index(Role.TASK)
        others = [self.of(i) for i in self.having(Role.EXTRA)]
        figures = [
            one for one in others if one.quantities >= _MANY and one.filled > _ACTS
        ]
        shares = any(one.percents >= _MANY for one in figures)
        unsure = task in self.found or Role.WHEN not in self.roles
        made = Role.WHEN in self.roles or Role.PRODUCT in self.roles
        made = made or any(map(is_time, self.groups))
        acts, whole = self.of(task).acts, range(len(self.roles))
        return (
            (not made and any(self.of(i).members >= _MEMBERS for i in whole))
            or any(self.of(i).durations >= _MANY for i in self.having(Role.WHEN))
            or (bool(figures) and (not made or (unsure and acts < _ACTS)))
            or (shares and not acts)
            or (task in self.found and not made)
        )

    def _lists_documents(self) -> bool:
        """Whether rows are numbered documents that lapsed, and nothing is due."""
        due = {Role.WHEN, Role.PRODUCT} & set(self.roles)
        if due or not any(_LAPSED.search(fold(name)) for name in self.names):
            return False
        texts = [row[i] for i in self.having(Role.TASK) for row in self.rows]
        return sum(bool(_NUMBERED.match(text)) for text in texts) >= len(texts) * _ACTS

    def _is_procedure(self) -> bool:
        """Whether rows are steps of a procedure, and times how long each may take."""
        headed = any(_STEPS.match(fold(name)) for name in self.names)
        steps = headed or all(_STEP.match(row[0]) for row in self.rows[:_ROWS])
        return steps and any(
            self.of(i).durations >= _ACTS for i in self.having(Role.WHEN)
        )


_NUMBERED = re.compile(
    r"(?:Luật|Nghị quyết|Nghị định|Quyết định|Chỉ thị|Thông tư|Kế hoạch|Công văn"
    r"|Thông báo|Văn bản)(?: liên tịch)? số:? ?\d",
    re.I,
)
_LAPSED = re.compile(r"het hieu luc|bai bo|thay the")
_STEPS = re.compile(r"(?:cac )?(?:buoc|trinh tu|quy trinh)\b")
_STEP = re.compile(r"\s*(?:Bước|B)\s*\d", re.I)
_ROWS = 2
_MEMBERS = 0.6
