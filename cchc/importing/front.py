"""The front of a plan out of the head of its decision: who, when, how it is called."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from cchc.dates import Period, parse_period
from cchc.importing.head import Head
from cchc.importing.registrar import Realm, Registrar, realm_of
from cchc.importing.results import FAIR, GOOD, LOST, WEAK, Doubt, Registers, admitted
from cchc.importing.sections import Part, text_of
from cchc.importing.tasks import short_title
from cchc.importing.terms import term_of
from cchc.models.plan import Decision, Person
from cchc.problems import N_, Message
from cchc.wording import Context

ELSEWHERE = N_(
    "it is no body of the register's province: of the register only central bodies "
    "are meant, all others are proposed as units of its own"
)
OTHERS = N_("units are matched by name alone: are they bodies of this issuer?")
BLANK = N_("blank or not found")
UNSIGNED = N_("the signer's name was not found")
_LETTERHEAD = 40


@dataclass
class Front:
    """Reads the head of one part; `given` is an issuer that a scan's figures tell.

    `titles` are those of its lists of tasks.
    """

    registers: Registers
    head: Head
    part: Part
    titles: tuple[str, ...] = ()
    given: str | None = None
    doubts: list[Doubt] = field(default_factory=list)

    def doubt(self, what: str, text: str, sure: float, **values: object) -> None:
        """Note something to check at the decision itself."""
        self.doubts.append(Doubt(None, what, Message(text, values), sure))

    def issuer(self, registrar: Registrar) -> str:
        """The id of who issued it; proposed where the register lacks it."""
        if self.given is not None:
            return self.given
        if self.head.issuer is None:
            self.doubt("decision.issuer", N_("who issued it was not found"), LOST)
            return self.registers.office or "chua-ro"
        found = registrar.issuer(self.head.issuer, self.head.above)
        if found.doubt is not None:
            self.doubts.append(Doubt(None, "decision.issuer", *found.doubt))
        return found.id

    def realm(self, issuer: str, registrar: Registrar) -> Realm | None:
        """Whose bodies the document means; one of elsewhere is a doubt."""
        if self.head.issuer is None:
            return None
        own = self.registers.units
        names = filter(None, (self.head.issuer, self.head.above))
        name = registrar.proposals.get(issuer, " ".join(names))
        letterhead = " ".join(map(text_of, self.part.blocks[:_LETTERHEAD]))
        realm = realm_of(own, self.registers.office, (issuer, name), letterhead)
        if issuer not in own:
            self.doubt(
                "decision.issuer", ELSEWHERE if realm.elsewhere else OTHERS, FAIR
            )
        return realm

    def period(self) -> Period:
        """The time of the plan; open from 1900 where nothing tells it."""
        period, sure = self.head.period, self.head.period_sure
        if not sure or period is None:
            named = (term_of(title) for title in self.titles)
            period = next(filter(None, named), period)
        if period is None:
            self.doubt("period", N_("the time of the plan was not found"), LOST)
            return parse_period("1900/..")
        if not sure:
            self.doubt("period", N_("the title names no clear time; guessed"), WEAK)
        return period

    def context(self, period: Period) -> Context:
        """What years the wordings of time limits mean."""
        signed = self._signed_day()
        known = None if period.start.year == 1900 else period
        return Context(None, signed, known)

    def _signed_day(self) -> date | None:
        if self.head.signed is None:
            return None
        period = parse_period(self.head.signed)
        return period.start if period.is_day else None

    def decision(self, issuer: str) -> Decision:
        """The decision itself; what is blank is a doubt."""
        head = self.head
        for name in ("number", "symbol", "signed"):
            if getattr(head, name) is None:
                self.doubt(f"decision.{name}", BLANK, GOOD)
        if head.signer is None:
            self.doubt("decision.signer", UNSIGNED, GOOD)
        if head.signed and not parse_period(head.signed).is_day:
            self.doubt("decision.signed", N_("the day is blank in the source"), GOOD)
        return admitted(
            Decision,
            {
                "number": head.number,
                "symbol": head.symbol,
                "signed": head.signed,
                "issuer": issuer,
                "signer": self._signer(),
                "replaces": list(head.replaces),
                "title": head.title[:2000] if head.title else None,
            },
            self._refused,
        )

    def _refused(self, what: str, why: Message, sure: float) -> None:
        self.doubts.append(Doubt(None, f"decision.{what}", why, sure))

    def _signer(self) -> Person | None:
        head = self.head
        if head.signer is None and head.position is None:
            return None
        values = {
            "name": head.signer,
            "position": head.position,
            "signing": head.signing,
        }
        return admitted(Person, values, self._refused)

    def title(self) -> str | None:
        """What the plan is called."""
        if self.head.title:
            return short_title(self.head.title)
        self.doubt("title", N_("no title was found"), LOST)
        return None
