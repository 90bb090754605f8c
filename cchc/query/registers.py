"""Search the registers of documents and indicators, with the plans that use them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cchc.models.plan import Citation, Plan, Target
from cchc.models.registers import (
    Document,
    DocumentRegister,
    Indicator,
    IndicatorRegister,
)
from cchc.text.search import fold


@dataclass(frozen=True, slots=True)
class Cited:
    """A document and the plans that cite it, with the places."""

    document: Document
    plans: tuple[tuple[str, Citation], ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator and the targets that plans set for it."""

    indicator: Indicator
    targets: tuple[tuple[str, Target], ...]


def citations(plans: Iterable[Plan]) -> dict[str, list[tuple[str, Citation]]]:
    """Document key to (plan id, citation)."""
    found: dict[str, list[tuple[str, Citation]]] = {}
    for plan in plans:
        for citation in plan.cites:
            found.setdefault(citation.document, []).append((plan.id, citation))
    return found


def documents(
    register: DocumentRegister,
    cited: Mapping[str, Sequence[tuple[str, Citation]]],
    query: str | None,
) -> list[Cited]:
    """Documents whose key, title or issuer holds `query`, in register order."""
    return [
        Cited(document, tuple(cited.get(document.key, ())))
        for document in register.documents
        if _holds(query, document.key, document.type, document.title, document.issuer)
    ]


def indicators(
    register: IndicatorRegister, plans: Iterable[Plan], query: str | None
) -> list[Measured]:
    """Indicators whose id, name or alias holds `query`, with their targets."""
    targets: dict[str, list[tuple[str, Target]]] = {}
    for plan in plans:
        for target in plan.targets:
            if target.indicator is not None:
                targets.setdefault(target.indicator, []).append((plan.id, target))
    return [
        Measured(one, tuple(targets.get(one.id, ())))
        for one in register.indicators
        if _holds(query, one.id, one.name, *one.aliases)
    ]


def _holds(query: str | None, *texts: str | None) -> bool:
    if query is None:
        return True
    wanted = fold(query)
    return any(wanted in fold(text) for text in texts if text)
