"""Text to tokens: words joined into vocabulary, numbers, marks, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from cchc.wording.grammar import Match, grammar
from cchc.wording.spelling import bare, cleaned, mended, numeral, roman
from cchc.wording.vocabulary import KIND_OF, NUMBER_OF

_TOKEN = re.compile(
    r"""
    (?P<TAG> <[^<>]{0,80}> )
  | (?P<NOTE> [⁰¹²³⁴-⁹⁽⁾](?:[,\s]*[⁰¹²³⁴-⁹⁽⁾])* | \[\s?[\d*]{1,2}\s?\] | \(\*{1,3}\)
        | (?:(?<=\w)|(?<=[\dIVX]\s))\(\d{1,2}\)(?=\s*(?:[;.,\n]|$)) )
  | (?P<SYMBOL> \d+[a-zđ]?(?:/\d{4})? (?:\s?/\s?|-)
        (?!Q[IVX\d])[A-ZĐƯ][\w.]*[A-ZĐƯ]\w*(?:[-/&][\w.]+)* )
  | (?P<SHARE> \d+(?:[.,]\d+)?\s?% | \d{1,3}(?:\.\d{3})+(?![\d./]) )
  | (?P<TIME> \d{1,2}\s?(?:h|g)\s?(?:\d{2}\b)?(?![^\W\d_]) | \d{1,2}:\d{2}\b
        | \d{1,2}\s?giờ\s?\d{2}\b(?:\s?phút)? )
  | (?P<BLOT> (?<![^\W_])(?=[\dlIOoV]*\d)(?=\d*[lIOoV])[\dlIOoV]{2,4}(?![^\W_]|\.\d) )
  | (?P<NUM> \d{1,9} )
  | (?P<QUARTER> (?:[qQ][uUúÚ][ýíúyiỳỷỵÝÍÚYIỲỶỴ]?(?:[yYi]|I(?=\s))?|[qQ])\.?
        (?=(?:\s*(?:[IVX]{1,4}|[ⅠⅡⅢⅣ])|\s+[Il]{1,3}V?)(?![^\W\d_])|\s*[1-4](?!\d)) )
  | (?P<MONTH> (?:[tT]\.?|[tT][hH][aA][nN][gG])
        (?=\s?\d{1,2}\s?(?:[-,]\s?(?:[tT]\.?\s?)?\d{1,2}\s?){0,11}/\s?\d{4}) )
  | (?P<YEAR> (?<!\w)nam(?=\s?20\d\d(?!\d)) )
  | (?P<WORD> [^\W\d_⁰¹²³⁴-⁹]+ | \|{1,3}(?=[\s/]) )
  | (?P<DOTS> \.{2,} | …+ )
  | (?P<MARK> \S )
    """,
    re.VERBOSE,
)


def kinds(names: str) -> frozenset[str]:
    """Kinds of tokens, named in one line."""
    return frozenset(names.split())


_AHEAD = 4
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−÷→", "-"))
_SIGNS = {**dict.fromkeys("•●▪◦·", "-"), "&": "AND"}
_BREAK = re.compile(r"[\n\r\v\f\x85\u2028\u2029]")


@dataclass(slots=True)
class Token:
    """One word, alias, number or mark. `text` is folded; the place is in the source."""

    kind: str
    text: str
    start: int
    end: int
    value: int = 0
    capital: bool = False
    line: bool = False  # first of its line
    mended: bool = False  # not as it is printed


class Tokens(list[Token]):
    """The tokens of a wording, closed by a few `EOT`s so that looking ahead is safe."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.source = source
        self.listed = False  # the cell begins with a list dash
        self.numbered = ""  # the kind of its first number: "1)", "(a)"
        self.signs = ""  # the kinds, as the grammar reads them
        self.marks: dict[int, tuple[str, int]] = {}  # the marks read so far, by place
        self._grammar = grammar()

    @property
    def size(self) -> int:
        """How many real tokens there are."""
        return len(self) - _AHEAD

    def match(self, production: str, at: int) -> Match | None:
        """What a production of the grammar takes from token `at` on."""
        return self._grammar.match(production, self.signs, at)

    def value(self, match: Match, field: str) -> int:
        """The number of a field; 0 where there is none."""
        place = match.place(field)
        return self[place].value if place >= 0 else 0

    def values(self, match: Match, field: str) -> list[int]:
        """The numbers in a field that holds several."""
        first, last = match.span(field)
        return [token.value for token in self[first:last] if token.kind == "NUM"]

    def kind(self, match: Match, field: str) -> str:
        """The kind of a field's first token; "" where there is none."""
        place = match.place(field)
        return self[place].kind if place >= 0 else ""

    def close(self) -> None:
        """End the tokens; nothing joins them after this."""
        end = len(self.source)
        self += [Token("EOT", "", end, end) for _ in range(_AHEAD)]
        self.signs = self._grammar.signs(self)

    def slice(self, first: int, last: int) -> str:
        """The printed words of tokens `first` up to `last`, spaces tidied."""
        if first >= last:
            return ""
        return " ".join(self.source[self[first].start : self[last - 1].end].split())

    def spaced(self, i: int) -> bool:
        """Whether a space stands on both sides of token `i`."""
        before = i == 0 or self[i].start > self[i - 1].end
        return before and self[i + 1].start > self[i].end


def tokenize(wording: str) -> Tokens:
    """Cut a wording into tokens. Never fails: unknown signs are tokens too."""
    source = cleaned(wording).translate(_DASHES)
    tokens = Tokens(source)
    tokens += _spelled(_joined(_raw(source), source.isascii()))
    tokens.listed = bool(tokens) and tokens[0].kind in ("-", "+", "*")
    opened = bool(tokens) and tokens[0].kind == "("
    if len(tokens) > 2 and tokens[1 + opened].kind == ")":
        tokens.numbered = "(" * opened + tokens[opened].kind
    tokens.close()
    return tokens


def _raw(source: str) -> list[Token]:
    tokens: list[Token] = []
    past, line = 0, True
    for match in _TOKEN.finditer(source):
        kind = match.lastgroup or "MARK"
        text = match.group()
        start = match.start()
        line = line or (start > past and bool(_BREAK.search(source, past, start)))
        past = match.end()
        if kind in ("TAG", "NOTE"):
            line = line or kind == "TAG"
            continue
        token = Token(kind, text.casefold(), start, past, line=line)
        token.capital = text[0].isupper()
        if kind == "NUM":
            token.value = int(text)
        elif kind == "WORD":
            folded = token.text
            token.text = mended(folded)
            token.mended = token.text != folded
        elif kind == "BLOT":
            quarter = bool(tokens) and tokens[-1].text.startswith("q")
            token.kind, token.value = numeral(text, quarter=quarter)
        elif kind == "MARK":
            token.kind = _SIGNS.get(text, text)
        tokens.append(token)
        line = False
    return tokens


def _joined(raw: list[Token], plain: bool) -> list[Token]:
    """Join the words that are one alias; the longest alias wins."""
    heads = _vocabulary(plain)
    tokens: list[Token] = []
    i = 0
    while i < len(raw):
        token = raw[i]
        i += 1
        tokens.append(token)
        if token.kind != "WORD":
            continue
        for words, kind in heads.get(token.text, ()):
            stop = i + len(words) - 1
            rest = raw[i:stop]
            if len(rest) == stop - i and all(
                t.text == w for t, w in zip(rest, words[1:], strict=True)
            ):
                token.kind = kind
                if rest:
                    token.text = " ".join(words)
                    token.end = rest[-1].end
                i = stop
                break
    return tokens


@cache
def _vocabulary(plain: bool) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """First word to aliases, the longest first; without accents for `plain` text."""
    heads: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for alias, kind in KIND_OF.items():
        words = tuple((bare(alias) if plain else alias).split())
        heads.setdefault(words[0], []).append((words, kind))
    for found in heads.values():
        found.sort(key=lambda pair: -len(pair[0]))
    return heads


_COUNTED = kinds("DAY WEEK MONTH QUARTER YEAR TIMES HOUR WORKING")


def _spelled(tokens: list[Token]) -> list[Token]:
    """Turn spelled numbers into numbers, and drop the second of "(02) hai"."""
    out: list[Token] = []
    i = 0
    while i < len(tokens):
        value, stop = _number_at(tokens, i, out[-1] if out else None)
        if not value:
            if not _split_roman(tokens[i], out):
                _fold_roman(tokens[i], out[-1] if out else None)
                out.append(tokens[i])
            i += 1
            continue
        first, last = tokens[i], tokens[stop - 1]
        text = first.text
        if first.kind == "WORD":
            text = " ".join(token.text for token in tokens[i:stop])
        number = Token("NUM", text, first.start, last.end, value)
        number.line, number.mended = first.line, first.mended
        out.append(number)
        i = stop
    return out


def _fold_roman(token: Token, before: Token | None) -> None:
    """A Roman numeral, or a letter that a scan took for one after "quý"."""
    value = roman(token.text)
    if not value or token.kind not in ("WORD", "|"):
        return
    quarter = before is not None and before.kind in (
        "QUARTER",
        "ROMAN",
        ",",
        "AND",
        "-",
    )
    upper = before is not None and before.capital
    if token.text == "v" and quarter and upper and not token.capital:
        return  # quý II v IV: a slip for "và"
    if token.text == "l" and before is not None and before.kind == "MONTH":
        token.kind, token.value = "NUM", 1
    elif quarter or token.capital:
        token.kind, token.value = "ROMAN", value


def _split_roman(token: Token, out: list[Token]) -> bool:
    """ "Quý I I" is the second quarter: its numeral fell apart."""
    if len(out) < 2 or (out[-2].kind, out[-1].kind) != ("QUARTER", "ROMAN"):
        return False
    whole = out[-1].text + token.text
    value = roman(whole)
    if token.text not in ("i", "l", "v") or not 1 <= value <= 4:
        return False
    if token.text == "v" and not token.capital:
        return False
    last = out[-1]
    last.text, last.value, last.end = whole, value, token.end
    return True


def _number_at(tokens: list[Token], i: int, before: Token | None) -> tuple[int, int]:
    """The value of a number written twice or in words at `i`, and where it ends."""
    token = tokens[i]
    if token.kind == "NUM" or token.kind == "(":
        return _doubled(tokens, i)
    if token.kind not in ("WORD", "YEAR"):
        return 0, i
    value, stop = _words_at(tokens, i)
    after = tokens[stop].kind if stop < len(tokens) else "EOT"
    if value and after == "(" and _kind(tokens, stop + 1) == "NUM":
        closed = _kind(tokens, stop + 2) == ")"
        return (tokens[stop + 1].value, stop + 3) if closed else (0, i)
    month = before is not None and before.kind in ("MONTH", "QUARTER")
    if token.text == "tư" and (not month or after in ("MONTH", "QUARTER")):
        return 0, i  # a slip for "từ"
    if value and (month or after in _COUNTED):
        return value, stop
    five = token.kind == "YEAR" and token.text == "năm"
    if five and month and (after_is(tokens, i, "YEAR") or _titled(tokens, i)):
        return 5, i + 1
    if five and after_is(tokens, i, "DAY") and _kind(tokens, i + 2) == "WORKING":
        return 5, i + 1
    return 0, i


def after_is(tokens: list[Token], i: int, kind: str) -> bool:
    """Whether the next token is of that kind."""
    return _kind(tokens, i + 1) == kind


def _titled(tokens: list[Token], i: int) -> bool:
    """ "Tháng Năm" is May; "tháng năm 2024" has lost its number."""
    return tokens[i].capital and _kind(tokens, i + 1) != "NUM"


def _kind(tokens: list[Token], i: int) -> str:
    return tokens[i].kind if i < len(tokens) else "EOT"


def _words_at(tokens: list[Token], i: int) -> tuple[int, int]:
    for length in (3, 2, 1):
        name = tuple(t.text for t in tokens[i : i + length])
        if len(name) == length and name in NUMBER_OF:
            return NUMBER_OF[name], i + length
    return 0, i


def _doubled(tokens: list[Token], i: int) -> tuple[int, int]:
    """ "06 (sáu)" and "(02) hai" are one number each."""
    opened = tokens[i].kind == "("
    at = i + 1 if opened else i
    if _kind(tokens, at) != "NUM":
        return 0, i
    sign = ")" if opened else "("
    if _kind(tokens, at + 1) != sign:
        return 0, i
    value, stop = _words_at(tokens, at + 2)
    if not value:
        return 0, i
    if opened:
        return tokens[at].value, stop
    return (tokens[at].value, stop + 1) if _kind(tokens, stop) == ")" else (0, i)
