"""What a person wrote — words, numbers, days — to an entry; nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple, TypeVar

from cchc.dates import Period, parse_written
from cchc.models.journal import Entry, TargetEntry, TaskEntry
from cchc.models.plan import Plan, Target
from cchc.models.registers import Indicator
from cchc.problems import N_, BadValue, CchcError
from cchc.text import numbers
from cchc.text.characters import fold
from cchc.text.files import tidy


class Typed(NamedTuple):
    """One report in its writer's words; None is what he left out."""

    date: str
    task: str | None = None
    state: str | None = None
    for_: str | None = None
    due: str | None = None
    owed_by: str | None = None
    target: str | None = None
    value: str | None = None
    period: str | None = None
    evidence: tuple[str, ...] = ()
    note: str | None = None
    corrects: str | None = None
    reason: str | None = None
    next: str | None = None
    covers: tuple[str, ...] = ()


def entry_of(
    typed: Typed, plan: Plan, indicators: Mapping[str, Indicator], today: date
) -> Entry:
    """The entry that was meant. Raises `CchcError` for what is no entry at all."""
    common: dict[str, Any] = {
        "date": typed.date,
        "evidence": [evidence_of(text) for text in typed.evidence],
        "note": typed.note,
        "corrects": typed.corrects,
    }
    if typed.task is not None and typed.target is None:
        if typed.state is None or typed.value is not None or typed.period is not None:
            raise CchcError(N_("a task takes --state, and no --value or --period"))
        common |= {"task": typed.task, "state": state_of(typed.state)}
        common |= {"for": typed.for_, "due": _period(typed.due, plan.period, today)}
        common |= {"reason": typed.reason, "next": typed.next}
        return _validated(TaskEntry, {**common, "owed_by": typed.owed_by})
    if typed.target is None or typed.task is not None:
        raise CchcError(N_("say a task (cchc log 3.9 …) or a target (--target ID)"))
    of_task = (typed.state, typed.for_, typed.due, typed.owed_by, typed.reason)
    no_measure = typed.value is None and not typed.covers
    if no_measure or typed.period is None or any((*of_task, typed.next)):
        raise CchcError(
            N_("a target takes --value (or --covers) and --period, and no --state")
        )
    target = next((one for one in plan.targets if one.id == typed.target), None)
    indicator = indicators.get(target.indicator or "") if target else None
    common |= {"target": typed.target, "covers": list(typed.covers)}
    if typed.value is not None:
        common |= {"value": value_of(typed.value, target, indicator)}
    period = _period(typed.period, plan.period, today)
    return _validated(TargetEntry, {**common, "period": period})


E = TypeVar("E", TaskEntry, TargetEntry)


def _validated(model: type[E], given: dict[str, Any]) -> E:
    """The record. Raises `CchcError` naming the first bad value."""
    from pydantic import ValidationError

    from cchc.load.faults import explain

    texts = {k: tidy(v) if isinstance(v, str) else v for k, v in given.items()}
    kept = {k: v for k, v in texts.items() if v not in (None, "", [])}
    try:
        return model.model_validate(kept)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        text, _ = explain(first, model)
        raise CchcError(N_("{key}: {why}"), key=first["loc"][0], why=text) from None


STATES = {
    "started": ("đang thực hiện", "đang triển khai", "bắt đầu", "đã bắt đầu"),
    "done": ("đã xong", "xong", "hoàn thành", "đã hoàn thành"),
    "blocked": ("vướng mắc", "vướng", "gặp vướng mắc", "có vướng mắc", "đang vướng"),
    "cancelled": ("thôi thực hiện", "không thực hiện nữa", "hủy", "hủy bỏ", "đã hủy"),
    "triggered": ("phát sinh", "đã phát sinh", "xảy ra", "đã xảy ra"),
    "paused": ("tạm hoãn", "tạm dừng", "đang tạm hoãn"),
    "confirmed": ("xác nhận", "đã xác nhận", "công nhận"),
    "returned": ("trả lại", "bị trả lại", "đã trả lại"),
    "scheduled": ("đã giao hạn", "được giao hạn", "có lịch", "đã có lịch"),
}
"""States, and what Vietnamese call them."""


def state_of(text: str) -> str:
    """A state by its key or in Vietnamese, with or without accents.

    Raises `CchcError` for any other word.
    """
    wanted = fold(text)
    for state, words in STATES.items():
        if wanted in (state, *map(fold, words)):
            return state
    raise CchcError(
        N_("{value} is no state; states: {states}"),
        value=text,
        states=", ".join(f"{state} ({words[0]})" for state, words in STATES.items()),
    )


def value_of(text: str, target: Target | None, indicator: Indicator | None) -> float:
    """A measured value, `98,5` or `98,5%`; a unit must be the one of the target.

    Raises `CchcError` for what is no number, and for what may be two numbers.
    """
    try:
        value, unit = numbers.typed(tidy(text))
    except BadValue as error:
        raise error.refusal() from None
    if unit and target is not None:
        known = target.goal.unit or (indicator.unit if indicator else None)
        if known is None or _unit(unit) != _unit(known):
            raise CchcError(
                N_("{target} is measured in {known}, not in {unit}"),
                target=target.id,
                known=known or "–",
                unit=unit,
            )
    return value


def _unit(text: str) -> str:
    folded = fold(text)
    return "%" if text.strip() == "%" or folded in ("phan tram", "pct") else folded


_DAY = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{4}")
_ON = re.compile(r"[,;]?(?: (?:ký )?(?:ngày|ngay))?[,;:]?\Z")


def evidence_of(text: str) -> dict[str, str]:
    """`12/BC-VPS, ngày 12/06/2024 https://…`: a product, its date, where it is."""
    words, proof = tidy(text).split(), {}
    if len(words) > 1 and re.match(r"https?://", words[-1]):
        proof["link"] = words.pop()
    if len(words) > 1 and _DAY.fullmatch(words[-1].rstrip(",;")):
        proof["signed"] = words.pop().rstrip(",;")
        document = _ON.sub("", " ".join(words))
    else:
        document = " ".join(words).rstrip(",;")
    return {"document": document or tidy(text), **proof}


def _period(text: str | None, within: Period, today: date) -> str | None:
    """A period as it was written, or as its words say.

    Raises `CchcError` for words that may mean several.
    """
    if text is None:
        return None
    try:
        return parse_written(tidy(text)).text
    except BadValue as error:
        found = periods_of(text, within, today)
        if not found:
            raise error.refusal() from None
    if len(found) > 1:
        raise CchcError(N_("{query} may mean: {ids}"), query=text, ids=", ".join(found))
    return found[0]


_SHORT = re.compile(r"([ht])(\d{1,2})(?: (\d{4}))?")
_MONTHS = re.compile(r"(6|sau|9|chin) thang(?: (?:nam )?(\d{4}))?")


def periods_of(text: str, within: Period, today: date) -> list[str]:
    """What words such as `quý II`, `6 tháng`, `T6` may mean in the plan's years.

    Each as `for` writes it: a period, with the milestone before it where one is named.
    """
    last = min(within.end.year, today.year + 1)
    years = range(within.start.year, max(last, within.start.year) + 1)
    folded = fold(text)
    if match := _SHORT.fullmatch(folded):
        kind, number, year = match.groups()
        form = "{}-H{:d}" if kind == "h" else "{}-{:02d}"
        every = [form.format(y, int(number)) for y in _only(year, years)]
    elif match := _MONTHS.fullmatch(folded):
        six = match[1] in ("6", "sau")
        forms = ("{0}-H1", "{0}-H2") if six else ("{0}-01/{0}-09",)
        every = [one.format(y) for y in _only(match[2], years) for one in forms]
    else:
        every = [name for year in years for name in _read(text, year, within)]
    return [name for name in dict.fromkeys(every) if _exists(name)]


def _only(year: str | None, years: range) -> list[int]:
    return [int(year)] if year else list(years)


def _exists(name: str) -> bool:
    try:
        parse_written(name.rpartition(", ")[2])
    except BadValue:
        return False
    return True


def _read(text: str, year: int, within: Period) -> list[str]:
    """By the grammar of deadlines, where it reads one dated thing."""
    from cchc.models.deadlines import Due
    from cchc.wording import Context, read

    reading = read(text, Context(year, None, within))
    if reading.problems or len(reading.deadlines) != 1:
        return []
    one = reading.deadlines[0]
    if not isinstance(one, Due):
        return []
    return [f"{one.what}, {one.due.text}" if one.what else one.due.text]
