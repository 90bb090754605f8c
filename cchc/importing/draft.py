"""A document to a draft plan, with every doubt and what was left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from cchc.dates import Period, parse_period
from cchc.importing.cast import Registrar
from cchc.importing.citations import Citations
from cchc.importing.damage import is_damaged
from cchc.importing.doubts import FAIR, GOOD, LOST, WEAK, Doubt
from cchc.importing.head import Head, read_head, term_of
from cchc.importing.ids import number_tasks
from cchc.importing.lists import LeftOut, find_lists
from cchc.importing.outcome import Desk, Draft, Nothing
from cchc.importing.outline import passages
from cchc.importing.parts import Part, split_parts, text_of
from cchc.importing.prose import read_prose
from cchc.importing.raw import RawTask, Rows
from cchc.importing.realm import Realm, realm_of
from cchc.importing.rows import read_rows
from cchc.importing.scanhead import read_scan_head
from cchc.importing.scans import read_scan
from cchc.importing.slips import Slips
from cchc.importing.source import Source
from cchc.importing.targets import Targets
from cchc.importing.tasks import Clerk, short_title
from cchc.models.plan import Citation, Decision, Group, Person, Plan, Task
from cchc.models.plan import Source as Copy
from cchc.problems import N_, CchcError, Message, message
from cchc.wording import Context

SEVERAL = N_(
    "the file holds {count} decisions ({numbers}); this is the first, "
    "--part 2 takes the second"
)
ELSEWHERE = N_(
    "it is no body of the register's province: of the register only central bodies "
    "are meant, all others are proposed as units of its own"
)
OTHERS = N_("units are matched by name alone: are they bodies of this issuer?")
SLIP = N_("“{printed}”: elsewhere the document writes “{usual}”")
DAMAGED = N_(
    "the scan lost most Vietnamese letters; nothing was guessed, check every word "
    "against the original"
)
_LETTERHEAD = 40


@dataclass(frozen=True, slots=True)
class _Found:
    """Rows of tasks and how they were found: table, prose or scan."""

    lists: list[Rows]
    form: str
    left_out: tuple[LeftOut, ...] = ()
    titles: tuple[str, ...] = ()


def make_draft(
    source: Source, plan_id: str, desk: Desk, part: int | None = None
) -> Draft | Nothing:
    """Draft a plan from a document. Raises `CchcError` for a part that is not there."""
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
        read_scan_head(chosen.blocks, desk.units)
        if damaged
        else (read_head(chosen.blocks), None)
    )
    found = _find(chosen, damaged)
    if not any(rows.tasks for rows in found.lists):
        count = sum(1 for block in chosen.blocks if hasattr(block, "text"))
        return Nothing(count, found.left_out, head, names)
    maker = _Maker(plan_id, desk, head, chosen, found, issuer)
    if len(parts) > 1 and part is None:
        maker.doubt("source", SEVERAL, FAIR, count=len(parts), numbers=", ".join(names))
    if damaged:
        maker.doubt("source", DAMAGED, LOST)
    return maker.draft(names, number)


def _find(part: Part, damaged: bool) -> _Found:
    if damaged:
        return _Found([read_scan(part.blocks)], "scan")
    lists, left_out = find_lists(part.blocks)
    if lists:
        rows = [read_rows(one) for one in lists]
        titles = tuple(one.title for one in lists)
        return _Found(rows, "table", tuple(left_out), titles)
    return _Found([read_prose(part.blocks)], "prose", tuple(left_out))


@dataclass
class _Maker:
    plan_id: str
    desk: Desk
    head: Head
    part: Part
    found: _Found
    issuer: str | None = None
    about_head: list[Doubt] = field(default_factory=list)

    def doubt(self, what: str, text: str, sure: float, **values: object) -> None:
        """Note something to check at the decision itself."""
        self.about_head.append(Doubt(None, what, Message(text, values), sure))

    def draft(self, names: tuple[str, ...], number: int) -> Draft:
        """Put the plan together."""
        registrar = Registrar(self.desk.units)
        issuer = self._issuer(registrar)
        registrar.context = issuer
        registrar.realm = self._realm(issuer, registrar)
        period = self._period()
        number_tasks(self.found.lists)
        groups, tasks, rows = self._tasks(Clerk(registrar, self._context(period)))
        targets = Targets(self.desk.indicators, period)
        if self.found.form != "scan":
            targets.body(passages(self.part.blocks))
            targets.tasks(tasks)
        cites, cite_doubts = self._cites(tasks)
        plan = Plan(
            format="1",
            id=self.plan_id,
            title=self._title(),
            decision=self._decision(issuer),
            period=period,
            source=self._copy(),
            cites=tuple(cites),
            groups=tuple(groups),
            targets=tuple(targets.found),
            tasks=tuple(tasks),
        )
        doubts = [*self.about_head, *cite_doubts, *targets.doubts]
        doubts += [doubt for row in rows for doubt in row.listed()]
        return Draft(
            plan, tuple(rows), tuple(doubts), registrar.proposals, self.found.form,
            self.found.left_out, names, number,
            issuer if registrar.realm and issuer in registrar.proposals else None,
        )  # fmt: skip

    def _tasks(self, clerk: Clerk) -> tuple[list[Group], list[Task], list[RawTask]]:
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
                task = clerk.task(raw, group)
                for printed, usual in slips.of(task.text or ""):
                    why = message(SLIP, printed=printed, usual=usual)
                    raw.doubt("text", why, FAIR)
                tasks.append(task)
                rows.append(raw)
        used = {task.group for task in tasks}
        return [g for g in groups.values() if g.id in used], tasks, rows

    def _texts(self) -> list[str]:
        return list(Source("part", self.part.blocks).texts())

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
            groups.setdefault(name, Group(id=name, title=title))
            if section.said:
                self.doubt(f"groups {name}", N_("the row of the heading also says:"
                           " {said}"), FAIR, said=section.said)  # fmt: skip
            ids[id(section)] = name
        return ids

    def _by_number(self, raw: RawTask, groups: dict[str, Group]) -> str | None:
        """The group that a number "3.4" names where no section is printed."""
        first, point, _ = raw.own.partition(".")
        if not point or not first.isdigit():
            return None
        if first not in groups:
            groups[first] = Group(id=first, title=f"Nhóm {first}")
            self.doubt("groups", N_("group {group} has no name in the source"), WEAK,
                       group=first)  # fmt: skip
        return first

    def _issuer(self, registrar: Registrar) -> str:
        if self.issuer is not None:
            return self.issuer
        if self.head.issuer is None:
            self.doubt("decision.issuer", N_("who issued it was not found"), LOST)
            return self.desk.office or "chua-ro"
        found = registrar.issuer(self.head.issuer, self.head.above)
        if found.doubt is not None:
            self.about_head.append(Doubt(None, "decision.issuer", *found.doubt))
        return found.id

    def _realm(self, issuer: str, registrar: Registrar) -> Realm | None:
        """Whose bodies the document means; one of elsewhere is a doubt."""
        if self.head.issuer is None:
            return None
        own = self.desk.units
        names = filter(None, (self.head.issuer, self.head.above))
        name = registrar.proposals.get(issuer, " ".join(names))
        letterhead = " ".join(map(text_of, self.part.blocks[:_LETTERHEAD]))
        realm = realm_of(own, self.desk.office, (issuer, name), letterhead)
        if issuer not in own:
            self.doubt("decision.issuer", ELSEWHERE if realm else OTHERS, FAIR)
        return realm

    def _period(self) -> Period:
        period, sure = self.head.period, self.head.period_sure
        if not sure or period is None:
            named = (term_of(title) for title in self.found.titles)
            period = next(filter(None, named), period)
        if period is None:
            self.doubt("period", N_("the time of the plan was not found"), LOST)
            return parse_period("1900/..")
        if not sure:
            self.doubt("period", N_("the title names no clear time; guessed"), WEAK)
        return period

    def _context(self, period: Period) -> Context:
        signed = self._signed_day()
        known = None if period.start.year == 1900 else period
        return Context(None, signed, known)

    def _signed_day(self) -> date | None:
        if self.head.signed is None:
            return None
        period = parse_period(self.head.signed)
        return period.start if period.is_day else None

    def _decision(self, issuer: str) -> Decision:
        head = self.head
        for name in ("number", "symbol", "signed", "signer"):
            if getattr(head, name) is None:
                self.doubt(f"decision.{name}", N_("blank or not found"), GOOD)
        if head.signed and not parse_period(head.signed).is_day:
            self.doubt("decision.signed", N_("the day is blank in the source"), GOOD)
        return Decision.model_validate(
            {
                "number": head.number,
                "symbol": head.symbol,
                "signed": head.signed,
                "issuer": issuer,
                "signer": self._signer(),
                "replaces": [key for key in head.replaces if len(key) <= 80],
                "title": head.title[:2000] if head.title else None,
            }
        )

    def _signer(self) -> Person | None:
        head = self.head
        if head.signer is None and head.position is None:
            return None
        return Person.model_validate(
            {"name": head.signer, "position": head.position, "signing": head.signing}
        )

    def _title(self) -> str:
        if self.head.title:
            return short_title(self.head.title)
        self.doubt("title", N_("no title was found"), LOST)
        return self.plan_id

    def _copy(self) -> Copy | None:
        if self.found.form != "scan":
            return None
        return Copy(
            note="Bản quét mất chữ; phần dưới chép như đọc được, chưa đối chiếu."
        )

    def _cites(self, tasks: Sequence[Task]) -> tuple[list[Citation], list[Doubt]]:
        citations = Citations(self.desk.documents)
        for one in passages(self.part.blocks):
            citations.read(one.text, one.at)
        for task in tasks:
            for text in (task.text, task.when, *task.products, *task.extra.values()):
                citations.read(text or "", f"nhiệm vụ {task.id}")
        number, symbol = self.head.number or "", self.head.symbol
        own = f"{number}/{symbol}" if symbol else None
        return citations.records(own)
