"""Effective formatting: run, character style, paragraph style chain, defaults, theme.

ECMA-376 Part 1, 17.7.2: what is nearest to the text wins; bold and italic of styles
toggle each other, those of the run itself decide.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cchc.office.markup import A, Element, W, is_on, measure

_TWIPS = 20
_HALVES = 2
_ALIGN = {"start": "left", "end": "right"}  # ISO/IEC 29500 Strict


@dataclass(frozen=True, slots=True)
class Face:
    """How a run of text looks; `size` in points, `colour` RGB or None for automatic."""

    fonts: tuple[str, str]
    size: float
    bold: bool
    italic: bool
    colour: str | None
    caps: bool = False
    """All caps: the letters print as capitals, however they are written."""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """How a paragraph stands; lengths in twentieths of a point.

    `line` is in 240ths of a line where `rule` is `auto`.
    """

    align: str
    first: int
    left: int
    right: int
    before: int
    after: int
    line: int
    rule: str


class Styles:
    """The styles, defaults and theme of one file."""

    def __init__(
        self,
        styles: Element | None,
        theme: Element | None = None,
        settings: Element | None = None,
    ) -> None:
        found = styles.findall(f"{W}style") if styles is not None else []
        self._styles = {s.get(f"{W}styleId", ""): s for s in found}
        self._default = next(
            (
                s.get(f"{W}styleId", "")
                for s in found
                if s.get(f"{W}type") == "paragraph"
                and s.get(f"{W}default") in ("1", "true", "on")
            ),
            "",
        )
        self._theme = _theme_fonts(theme, settings)
        self._defaults = styles.find(f"{W}docDefaults") if styles is not None else None

    def face(self, paragraph: Element, run: Element | None) -> Face:
        """The effective look of a run; without one, of the paragraph's text."""
        levels = list(self._levels(paragraph, run))
        fonts = (
            self._font(levels, "ascii") or "Times New Roman",
            self._font(levels, "hAnsi") or "Times New Roman",
        )
        half_points = measure(_value(levels, "sz"), _HALVES)
        colour = _value(levels, "color")
        return Face(
            fonts,
            half_points / 2 if half_points > 0 else 10.0,
            self._toggled(paragraph, run, "b"),
            self._toggled(paragraph, run, "i"),
            None if colour in (None, "auto", "000000") else colour,
            self._toggled(paragraph, run, "caps"),
            self._toggled(paragraph, run, "vanish"),
        )

    def font(self, paragraph: Element, run: Element | None) -> str | None:
        """The typeface of the letters above ASCII; None where the file names none."""
        levels = list(self._levels(paragraph, run))
        return self._font(levels, "hAnsi") or self._font(levels, "ascii")

    def frame(self, paragraph: Element) -> Frame:
        """The effective layout of a paragraph."""
        levels = [e for e in self._paragraph_levels(paragraph) if e is not None]

        def number(child: str, *names: str) -> int:
            for level in levels:
                element = level.find(f"{W}{child}")
                for name in names:
                    text = element.get(f"{W}{name}") if element is not None else None
                    if text is not None:
                        return measure(text, _TWIPS)
            return 0

        rule = _attribute(levels, "spacing", "lineRule") or "auto"
        align = _attribute(levels, "jc", "val") or "left"
        return Frame(
            _ALIGN.get(align, align),
            number("ind", "firstLine") - number("ind", "hanging"),
            number("ind", "left", "start"),
            number("ind", "right", "end"),
            number("spacing", "before"),
            number("spacing", "after"),
            number("spacing", "line") or 240,
            rule,
        )

    def properties(self, paragraph: Element, name: str) -> list[Element]:
        """An element of the paragraph's properties at every level, nearest first."""
        levels = [e for e in self._paragraph_levels(paragraph) if e is not None]
        found = [level.find(f"{W}{name}") for level in levels]
        return [one for one in found if one is not None]

    def _chain(self, style: str | None) -> Iterator[Element]:
        """A style and those it is based on, nearest first; a loop ends."""
        seen = set()
        while style and style in self._styles and style not in seen:
            seen.add(style)
            element = self._styles[style]
            yield element
            base = element.find(f"{W}basedOn")
            style = base.get(f"{W}val") if base is not None else None

    def _paragraph_style(self, paragraph: Element) -> str:
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        return style.get(f"{W}val", "") if style is not None else self._default

    def _paragraph_levels(self, paragraph: Element) -> Iterator[Element | None]:
        yield paragraph.find(f"{W}pPr")
        for style in self._chain(self._paragraph_style(paragraph)):
            yield style.find(f"{W}pPr")
        if self._defaults is not None:
            yield self._defaults.find(f"{W}pPrDefault/{W}pPr")

    def _run_style(self, run: Element | None) -> str | None:
        style = run.find(f"{W}rPr/{W}rStyle") if run is not None else None
        return style.get(f"{W}val") if style is not None else None

    def _levels(self, paragraph: Element, run: Element | None) -> Iterator[Element]:
        direct = run.find(f"{W}rPr") if run is not None else None
        if direct is not None:
            yield direct
        for name in (self._run_style(run), self._paragraph_style(paragraph)):
            for style in self._chain(name):
                properties = style.find(f"{W}rPr")
                if properties is not None:
                    yield properties
        if self._defaults is not None:
            properties = self._defaults.find(f"{W}rPrDefault/{W}rPr")
            if properties is not None:
                yield properties

    def _font(self, levels: list[Element], script: str) -> str | None:
        for level in levels:
            fonts = level.find(f"{W}rFonts")
            if fonts is None:
                continue
            themed = fonts.get(f"{W}{script}Theme")
            if themed is not None:
                return self._theme.get(themed[:5])
            named = fonts.get(f"{W}{script}")
            if named is not None:
                return named
        return None

    def _toggled(self, paragraph: Element, run: Element | None, mark: str) -> bool:
        direct = run.find(f"{W}rPr/{W}{mark}") if run is not None else None
        if direct is not None:
            return is_on(direct)
        state = False
        for name in (self._run_style(run), self._paragraph_style(paragraph)):
            for style in self._chain(name):
                element = style.find(f"{W}rPr/{W}{mark}")
                if element is not None:
                    state ^= is_on(element)
                    break
        if not state and self._defaults is not None:
            element = self._defaults.find(f"{W}rPrDefault/{W}rPr/{W}{mark}")
            state = is_on(element)
        return state


def _theme_fonts(theme: Element | None, settings: Element | None) -> dict[str, str]:
    """`major` and `minor` faces; the Vietnamese one where the file's language asks."""
    if theme is None:
        return {}
    language = settings.find(f"{W}themeFontLang") if settings is not None else None
    vietnamese = language is not None and language.get(f"{W}val", "").startswith("vi")
    found = {}
    for name in ("major", "minor"):
        fonts = theme.find(f".//{A}{name}Font")
        if fonts is None:
            continue
        latin = fonts.find(f"{A}latin")
        face = latin.get("typeface", "") if latin is not None else ""
        if vietnamese:
            for font in fonts.findall(f"{A}font"):
                if font.get("script") == "Viet":
                    face = font.get("typeface", face)
        found[name] = face
    return found


def _value(levels: list[Element], name: str) -> str | None:
    return _attribute(levels, name, "val")


def _attribute(levels: list[Element], child: str, name: str) -> str | None:
    for level in levels:
        element = level.find(f"{W}{child}")
        text = element.get(f"{W}{name}") if element is not None else None
        if text is not None:
            return text
    return None
