"""A document to a draft plan, with every doubt and what was left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cchc.importing.assignments import read_assignments
from cchc.importing.citations import Citations
from cchc.importing.document import Source, Table, is_damaged
from cchc.importing.duties import report_duties
from cchc.importing.front import Front
from cchc.importing.head import read_head
from cchc.importing.persons import anonymous
from cchc.importing.prose import read_prose
from cchc.importing.registrar import Registrar
from cchc.importing.results import (
    FAIR,
    LOST,
    WEAK,
    Doubt,
    Draft,
    Nothing,
    RawTask,
    Registers,
    Rows,
)
from cchc.importing.rows import read_rows
from cchc.importing.scan import read_scan, read_scan_head
from cchc.importing.sections import Part, Passage, own_number, passages, split_parts
from cchc.importing.shapes.bodies import KnownBodies
from cchc.importing.shapes.ids import number_tasks
from cchc.importing.shapes.initials import explained
from cchc.importing.shapes.legend import legend
from cchc.importing.shapes.turned import upright
from cchc.importing.tables import LeftOut, find_lists
from cchc.importing.targets import Targets
from cchc.importing.tasks import Slips, TaskReader, short_title
from cchc.models.fields import field_in
from cchc.models.plan import Group, Plan, Task
from cchc.models.plan import Source as Copy
from cchc.problems import N_, CchcError, Message, message

SEVERAL = N_(
    "the file holds {count} decisions ({numbers}); this is the first, "
    "--part 2 takes the second"
)
SAID = N_("the row of the heading also says: {said}")
NAMELESS = N_("group {group} has no name in the source")
SLIP = N_("“{printed}”: elsewhere the document writes “{usual}”")
RECOGNISED = N_("text recognised in pictures of pages; check it against the original")
ROW_RECOGNISED = N_("recognised in a picture: compare every word")
DAMAGED = N_(
    "the scan lost most Vietnamese letters; nothing was guessed, check every word "
    "against the original"
)


@dataclass(frozen=True, slots=True)
class _Found:
    """Rows of tasks and how they were found: table, prose or scan."""

    lists: list[Rows]
    form: str
    left_out: tuple[LeftOut, ...] = ()
    titles: tuple[str, ...] = ()


def make_draft(
    source: Source, plan_id: str, registers: Registers, part: int | None = None
) -> Draft | Nothing:
    """Draft a plan from a document. Raises `CchcError` for a part that is not there."""
    source = replace(source, blocks=anonymous(source.blocks))
    parts = split_parts(source)
    number = part or 1
    if not 1 <= number <= len(parts):
        raise CchcError(
            N_("there is no part {part}: the file holds {count} decisions"),
            part=number,
            count=len(parts),
        )
    chosen = parts[number - 1]
    names = tuple(one.number for one in parts)
    damaged = is_damaged(source.texts())
    head, issuer = (
        read_scan_head(chosen.blocks, registers.units)
        if damaged
        else (read_head(chosen.blocks), None)
    )
    known = KnownBodies(frozenset(registers.units.by_name))
    found = _find(chosen, damaged, known)
    if not any(rows.tasks for rows in found.lists):
        count = sum(1 for block in chosen.blocks if hasattr(block, "text"))
        return Nothing(count, found.left_out, head, names, source.notes)
    front = Front(registers, head, chosen, found.titles, issuer)
    maker = _Maker(plan_id, registers, front, found)
    maker.notes = source.notes
    if len(parts) > 1 and part is None:
        front.doubt("source", SEVERAL, FAIR, count=len(parts), numbers=", ".join(names))
    if damaged:
        front.doubt("source", DAMAGED, LOST)
    elif source.kind == "scan":
        front.doubt("source", RECOGNISED, WEAK)
        for rows in found.lists:
            for row in rows.tasks:
                row.doubt("row", message(ROW_RECOGNISED), WEAK)
    for note in source.notes:
        front.doubts.append(Doubt(None, "source", note, LOST))
    return maker.draft(names, number)


def _find(part: Part, damaged: bool, known: KnownBodies) -> _Found:
    if damaged:
        return _Found([read_scan(part.blocks)], "scan")
    lists, left_out = find_lists(upright(part.blocks), known)
    if lists:
        rows = [read_rows(one) for one in lists]
        titles = tuple(one.title for one in lists)
        return _Found(rows, "table", tuple(left_out), titles)
    if (prose := read_prose(part.blocks, known)).tasks:
        return _Found([prose], "prose", tuple(left_out))
    duties = read_assignments(part.blocks, known)
    return _Found([duties], "duties", tuple(left_out))


@dataclass
class _Maker:
    plan_id: str
    registers: Registers
    front: Front
    found: _Found
    notes: tuple[Message, ...] = ()

    def draft(self, names: tuple[str, ...], number: int) -> Draft:
        """Put the plan together."""
        registrar = Registrar(self.registers.units)
        front = self.front
        issuer = front.issuer(registrar)
        registrar.context = issuer
        registrar.realm = front.realm(issuer, registrar)
        period = front.period()
        number_tasks(self.found.lists)
        short = explained(self._texts()) | legend(self.front.part.blocks)
        reader = TaskReader(registrar, front.context(period), short)
        groups, tasks, rows = self._tasks(reader)
        targets = Targets(self.registers.indicators, period)
        if self.found.form != "scan":
            targets.body(self._body())
            targets.tables(self._left_out())
            targets.tasks(tasks)
        citations = self._citations(tasks)
        cites, cite_doubts = citations.records(self._own_number())
        reports, report_doubts = report_duties(self._body(), period, registrar)
        plan = Plan(
            format="1",
            id=self.plan_id,
            title=front.title() or self.plan_id,
            decision=front.decision(issuer),
            period=period,
            source=self._copy(),
            cites=tuple(cites),
            reports=tuple(reports),
            groups=tuple(groups),
            targets=tuple(targets.found),
            tasks=tuple(tasks),
        )
        doubts = [*self.front.doubts, *cite_doubts, *report_doubts, *targets.doubts]
        doubts += [doubt for row in rows for doubt in row.listed()]
        doubts += self._unread(doubts)
        return Draft(
            plan, tuple(rows), tuple(doubts), registrar.proposals, self.found.form,
            self.found.left_out, names, number, registrar.parents, citations.kinds(),
        )  # fmt: skip

    def _unread(self, doubts: Sequence[Doubt]) -> Iterator[Doubt]:
        """What reading the file lost and no task tells of."""
        told = {str(doubt.why) for doubt in doubts}
        cells = (
            why
            for block in self.front.part.blocks
            if isinstance(block, Table)
            for row in block.rows
            for cell in row.cells
            for why in cell.doubts
        )
        for why in (*self.notes, *cells):
            if str(why) not in told:
                told.add(str(why))
                yield Doubt(None, "source", why, WEAK)

    def _tasks(
        self, reader: TaskReader
    ) -> tuple[list[Group], list[Task], list[RawTask]]:
        groups: dict[str, Group] = {}
        tasks: list[Task] = []
        rows: list[RawTask] = []
        slips = Slips(() if self.found.form == "scan" else self._texts())
        for position, one in enumerate(self.found.lists, 1):
            ids = self._groups(one, groups, position)
            for raw in one.tasks:
                group = ids.get(id(raw.section)) if raw.section else None
                if group is None and not one.sections:
                    group = self._by_number(raw, groups)
                task = reader.task(raw, group)
                for printed, usual in slips.of(task.text or ""):
                    why = message(SLIP, printed=printed, usual=usual)
                    raw.doubt("text", why, FAIR)
                tasks.append(task)
                rows.append(raw)
        used = {task.group for task in tasks}
        return [g for g in groups.values() if g.id in used], tasks, rows

    def _left_out(self) -> Iterator[Table]:
        """The tables that are no lists of tasks."""
        numbers = {one.table for one in self.found.left_out}
        source = Source("part", tuple(upright(self.front.part.blocks)))
        return (t for i, t in enumerate(source.tables, 1) if i in numbers)

    def _texts(self) -> list[str]:
        return list(Source("part", self.front.part.blocks).texts())

    def _groups(
        self, one: Rows, groups: dict[str, Group], position: int
    ) -> dict[int, str]:
        """Groups of a list; the id that each of its sections has in the plan."""
        ids: dict[int, str] = {}
        for section in one.sections:
            title = short_title(section.title) or f"Nhóm {section.id}"
            name = section.id
            if name in groups and groups[name].title != title:
                name = f"PL{position}.{name}" if position > 1 else name
                count = 1
                while name in groups and groups[name].title != title:
                    count += 1
                    name = f"{section.id}.{count}"
            groups.setdefault(name, Group(id=name, title=title, field=field_in(title)))
            if section.said:
                said = section.said
                self.front.doubt(f"groups {name}", SAID, FAIR, said=said)
            ids[id(section)] = name
        return ids

    def _by_number(self, raw: RawTask, groups: dict[str, Group]) -> str | None:
        """The group that a number "3.4" names where no section is printed."""
        first, _, behind = raw.own.partition(".")
        if not behind[:1].isdigit() or not first.isdigit():
            return None  # "1.b" is a row of task 1
        if first not in groups:
            groups[first] = Group(id=first, title=f"Nhóm {first}")
            self.front.doubt("groups", NAMELESS, WEAK, group=first)
        return first

    def _copy(self) -> Copy | None:
        if self.found.form != "scan":
            return None
        return Copy(
            note="Bản quét mất chữ; phần dưới chép như đọc được, chưa đối chiếu."
        )

    def _body(self) -> Iterator[Passage]:
        return passages(self.front.part.blocks)

    def _citations(self, tasks: Sequence[Task]) -> Citations:
        citations = Citations(self.registers.documents)
        for one in self._body():
            citations.read(one.text, one.at)
        for task in tasks:
            for text in (task.text, task.when, *task.products, *task.extra.values()):
                citations.read(text or "", f"nhiệm vụ {task.id}")
        return citations

    def _own_number(self) -> str | None:
        number, symbol = self.front.head.number or "", self.front.head.symbol
        return own_number(number, symbol) if symbol else None
