"""Equations of Word as one line of text: fractions with a stroke, powers with ^."""

from __future__ import annotations

from cchc.office.markup import Element, M, W

_DEEPEST = 30
_PROPERTIES = "Pr"


def equation(element: Element, depth: int = 0) -> str:
    """The text of an `m:oMath` and all that is in it."""
    if depth > _DEEPEST:
        return "".join(node.text or "" for node in element.iter(f"{M}t", f"{W}t"))
    write = _WRITERS.get(element.tag)
    if write is not None:
        return write(element, depth + 1)
    if element.tag in (f"{M}t", f"{W}t"):
        return element.text or ""
    if not isinstance(element.tag, str) or element.tag.endswith(_PROPERTIES):
        return ""
    return "".join(equation(child, depth + 1) for child in element)


def _part(element: Element, name: str, depth: int) -> str:
    found = element.find(f"{M}{name}")
    return equation(found, depth) if found is not None else ""


def _grouped(text: str) -> str:
    return text if len(text) < 2 or text.isalnum() else f"({text})"


def _fraction(element: Element, depth: int) -> str:
    above, below = _part(element, "num", depth), _part(element, "den", depth)
    return f"{_grouped(above)}/{_grouped(below)}"


def _power(element: Element, depth: int) -> str:
    sup, sub = _part(element, "sup", depth), _part(element, "sub", depth)
    text = _part(element, "e", depth)
    if sub:
        text += f"_{_grouped(sub)}"
    return f"{text}^{_grouped(sup)}" if sup else text


def _root(element: Element, depth: int) -> str:
    degree = _part(element, "deg", depth)
    return f"{degree}√{_grouped(_part(element, 'e', depth))}"


def _brackets(element: Element, depth: int) -> str:
    begin, between, end = (
        _sign(element, f"{M}dPr/{M}{name}", usual)
        for name, usual in (("begChr", "("), ("sepChr", "|"), ("endChr", ")"))
    )
    inner = [equation(one, depth) for one in element.findall(f"{M}e")]
    return f"{begin}{between.join(inner)}{end}"


def _sum(element: Element, depth: int) -> str:
    sign = _sign(element, f"{M}naryPr/{M}chr", "∫")
    sub, sup = _part(element, "sub", depth), _part(element, "sup", depth)
    limits = (f"_{_grouped(sub)}" if sub else "") + (f"^{_grouped(sup)}" if sup else "")
    return f"{sign}{limits} {_part(element, 'e', depth)}"


def _sign(element: Element, path: str, usual: str) -> str:
    found = element.find(path)
    value = found.get(f"{M}val") if found is not None else None
    return usual if value is None else value


_WRITERS = {
    f"{M}f": _fraction,
    f"{M}sSup": _power,
    f"{M}sSub": _power,
    f"{M}sSubSup": _power,
    f"{M}rad": _root,
    f"{M}d": _brackets,
    f"{M}nary": _sum,
}
