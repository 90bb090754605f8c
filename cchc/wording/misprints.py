"""Words that may be misprints of the grammar's: a date beside one is never guessed.

What is no syllable is a slip of the keyboard. A word that is one, but one key away
from a word of the grammar, is doubted where that word would give another date.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from cchc.wording.points import is_year
from cchc.wording.spelling import bare, is_word, near, roman, untoned
from cchc.wording.tokens import Token, Tokens, kinds
from cchc.wording.vocabulary import (
    COMPOUNDS,
    COUNTERS,
    FILLERS,
    KIND_OF,
    NUMBER_OF,
    VERBS,
    names,
)

# What turns the date after it, wherever it stands.
_HEADS = frozenset(["khi", "theo", "từ", "sau", "trước", "và", "hoặc"])
_REPORTS = ("cáo", "kết")
_OPENING = kinds("EOT ( , ; : / - + * . AND OR")
_CLOSING = kinds("EOT ) , ; : / - . AND OR (")
# Beside these a word stands among words; beside anything else, where a date is said.
_SILENT = _OPENING | _CLOSING | kinds("WORD TITLE OF SYMBOL SHARE DOTS “ ” ? SESSION")


_BEFORE_DAYS = kinds("NUM FROM BEFORE TILL OUT BY EVERY")
_POINTS = kinds("QUARTER MONTH YEAR DAY NUM ROMAN")
_NUMBERED = kinds("MONTH QUARTER NUM (")
_COUNTED = kinds("DAY WEEK MONTH QUARTER YEAR TIMES )")
_SEVERAL = kinds(", - AND TILL")
_MARKS = kinds("BEFORE BY TILL FROM OUT")


class Suspect(NamedTuple):
    """Words and what may be meant instead; nothing where they are no words at all."""

    first: int
    last: int
    others: tuple[str, ...]


def suspects(t: Tokens) -> Iterator[Suspect]:
    """The words that may be misprints; the last token of each is outside of it."""
    for k in range(t.size):
        if t[k].kind == "WORD":
            others = () if _stray(t, k) else _others(t, k)
        else:
            others = () if _out_of_place(t, k) else _rival(t, k)
        if others is not None:
            yield Suspect(k, k + 1, others)
        if parted := _parted(t, k):
            yield Suspect(k, k + 2, parted)


def _rival(t: Tokens, k: int) -> tuple[str, ...] | None:
    """ "tháng saú" is mended to "sáu", and may have been "sau"."""
    printed = t.source[t[k].start : t[k].end].casefold()
    meant = _meant(printed, False) if t[k].mended and " " not in printed else ()
    others = tuple(w for w in meant if w in _SINGLE and w != t[k].text)
    return (*others, *(_in_its_group(t, k) or ())) or None


def _stray(t: Tokens, k: int) -> bool:
    """A word where only a number or a sign can stand, or a letter that fell off one:
    "trước nảy 30/6", "ui II/2024", "ngà y30", "triển kha;i".
    """
    before, token, after = t[k - 1] if k else t[-1], t[k], t[k + 1]
    dated = before.kind in _MARKS and after.kind in _POINTS
    if dated and not token.capital and token.text not in FILLERS:
        return True
    if after.kind == "ROMAN" and t[k + 2].kind in ("/", "YEAR"):
        return token.text not in COUNTERS and before.kind not in ("WORD", "TITLE")
    if len(token.text) > 1 or token.capital:
        return False
    glued = before.end == token.start and before.kind in (";", ",", ":", ")")
    return glued or (after.kind == "NUM" and after.start == token.end)


def _parted(t: Tokens, k: int) -> tuple[str, ...]:
    """ "ba nhành", "đế nhết": two words with the space between them a letter off."""
    a, b = t[k], t[k + 1]
    if "WORD" not in (a.kind, b.kind) or b.start - a.end != 1 or b.kind == "EOT":
        return ()
    left, right = (t.source[x.start : x.end].casefold() for x in (a, b))
    if not (left + right).isalpha():
        return ()
    plain = t.source.isascii()
    moved = ((left + right[0], right[1:]), (left[:-1], left[-1] + right))
    return tuple(" ".join(pair) for pair in moved if _known(pair, plain))


def _known(pair: tuple[str, str], plain: bool) -> bool:
    """Whether one of two words, or both together, belong to the grammar."""
    single = _standing(plain, False)
    words = all(not w or roman(w) or is_word(w, plain=plain) for w in pair)
    return words and (not single.isdisjoint(pair) or (pair in _GROUPS and not plain))


def _out_of_place(t: Tokens, k: int) -> bool:
    """A word of the grammar in place of another: "15 ngay", "10 ngày là việc"."""
    token, before, after = t[k], _kind(t, k - 1), t[k + 1]
    if token.kind == "NUM" and token.text[0].isalpha():
        return after.kind in ("YEAR", "QUARTER") and _counts_nothing(t, k)
    if token.kind == "ROMAN" and "ROMAN" in (before, after.kind):
        return True
    if token.kind in ("ROMAN", "NUM") and before == "." and after.kind == "/":
        return is_year(t, k + 2) and _kind(t, k - 2) in ("WORD", "EOT")  # ".II/2024"
    if token.text == "nay" and before in _MARKS and after.kind == "NUM":
        return True
    if not token.text.startswith(("ngay", "nay", "ngày", "là")) or t.source.isascii():
        return False
    if token.text.startswith("ngay"):
        number = token.text == "ngay" and after.kind == "NUM"
        return number or before in _BEFORE_DAYS
    if token.text == "là":
        return before in ("NUM", "ROMAN") and after.kind in _POINTS
    opens = before in _OPENING and before not in (",", "AND")
    event = after.kind in ("WHEN", "AFTER")
    return token.text in ("ngày", "nay") and opens and event


def _counts(t: Tokens, k: int) -> bool:
    """Whether a number in words could stand here."""
    return _kind(t, k - 1) in _NUMBERED or t[k + 1].kind in _COUNTED


def _counts_nothing(t: Tokens, k: int) -> bool:
    """ "Sáu năm 2025": a number in words before a period that has its own."""
    if _kind(t, k - 1) in ("MONTH", "QUARTER") or t[k + 3].kind in _SEVERAL:
        return False
    numbered = t[k + 2].kind in ("ROMAN", "NUM")
    return numbered if t[k + 1].kind == "QUARTER" else is_year(t, k + 2)


def _others(t: Tokens, k: int) -> tuple[str, ...] | None:
    """What a word that the grammar does not know may be meant for; None: nothing."""
    token = t[k]
    text, plain = token.text, t.source.isascii()
    if " " in text:
        return _others_in_group(t, k, text.split(" "))
    word = is_word(text, plain=plain)
    loose = token.mended or (k == 0 and t[1].kind == "DAY")
    meant = _meant(text, plain, loose=loose)
    if word and not meant and not token.mended:
        return None
    if text in KIND_OF or _abbreviation(t, token):
        return None
    numeral = len(text) > 1 and roman(text)
    if not word and not numeral and (not text.isascii() or _no_word(t, k, meant)):
        return ()
    beside = _beside(t, k)
    if token.mended and text not in FILLERS and beside:
        return ()
    single = _standing(plain, _counts(t, k)) if beside else _HEADS
    alone = [other for other in meant if other in single]
    if alone and _in_compound(t, k):
        alone = []
    return (*alone, *_in_group(t, k, meant)) or None


def _no_word(t: Tokens, k: int, meant: tuple[str, ...]) -> bool:
    """Letters that make no syllable, and are no word of another language either."""
    if k and t[k].start == t[k - 1].end and t[k - 1].kind in (".", "@"):
        return False  # an address
    text = t[k].text
    if k and t[k].start == t[k - 1].end and t[k - 1].kind == "NUM" and len(text) < 3:
        return False  # 5G
    if len(text) == 1:
        numbered = t[k - 1].text in COUNTERS or t[k + 1].kind in (")", ".")
        return bool(meant) and not numbered and (not t[k].capital or _beside(t, k))
    return bool(meant) and (len(text) > 2 or _beside(t, k) or not t[k].capital)


def _beside(t: Tokens, k: int) -> bool:
    """Whether a word stands where a date is said."""
    before, after = _kind(t, k - 1), t[k + 1].kind
    if after == "SHARE" or (after == "NUM" and t[k].text in COUNTERS):
        return False
    if roman(t[k + 1].text) or t[k + 1].text[:1].isdigit():
        return True
    opens = before in _OPENING or t[k].line
    alone = (opens or t[k - 1].text in _REPORTS) and after in _CLOSING
    return alone or before not in _SILENT or after not in _SILENT


def _kind(t: Tokens, k: int) -> str:
    return t[k].kind if k >= 0 else "EOT"


def _abbreviation(t: Tokens, token: Token) -> bool:
    """ "TTHC", "QĐ": capitals without a tone, but no word of the grammar."""
    printed = t.source[token.start : token.end]
    if len(printed) < 2 or not printed.isupper() or bare(token.text) in _BARE:
        return False
    return untoned(token.text)[1] == ""


def _in_compound(t: Tokens, k: int) -> bool:
    """Whether the words beside it make it one of two that belong together."""
    before = t[k - 1].text.split(" ")[-1] if k else ""
    after = t[k + 1].text.split(" ")[0]
    word = t[k].text
    return f"{before} {word}" in COMPOUNDS or f"{word} {after}" in COMPOUNDS


def _in_group(t: Tokens, k: int, meant: tuple[str, ...]) -> tuple[str, ...]:
    """ "độ xuất", "kể tư ngày": what is meant where all of its group stands here."""
    before = _words(t, max(0, k - 3), k)
    after = _words(t, k + 1, k + 5)
    return tuple(word for word in meant if _fits(word, before, after))


def _others_in_group(t: Tokens, k: int, words: list[str]) -> tuple[str, ...] | None:
    """ "bắt đầu tư ngày": a word that joined the one before it."""
    for at, word in enumerate(words):
        for other in _meant(word, False):
            left = _words(t, max(0, k - 3), k) + words[:at]
            right = words[at + 1 :] + _words(t, k + 1, k + 4)
            if _fits(other, left, right):
                return ()
    return None


def _in_its_group(t: Tokens, k: int) -> tuple[str, ...] | None:
    """ "đợt xuất": a word of the grammar beside the rest of another one's group."""
    if t[k].text == "và" and _kind(t, k - 1) in ("YEAR", "TIMES"):
        return ("vào",) if t[k + 1].kind in _POINTS else None
    rivals = _rivals(t[k].text, t.source.isascii())
    if not rivals:
        return None
    before, after = _words(t, max(0, k - 3), k), _words(t, k + 1, k + 5)
    return tuple(w for w in rivals if _fits(w, before, after, known=True)) or None


@lru_cache(maxsize=1024)
def _rivals(text: str, plain: bool) -> tuple[str, ...]:
    """The words near a word of the grammar that stand in groups of their own."""
    meant = _meant(text, plain) if text in _SINGLE else ()
    return tuple(
        word
        for word in meant
        if any(not _SINGLE.issuperset(group) for group, _ in _groups().get(word, ()))
    )


def _words(t: Tokens, first: int, last: int) -> list[str]:
    return [word for token in t[first:last] for word in token.text.split(" ")]


def _fits(
    word: str, before: list[str], after: list[str], *, known: bool = False
) -> bool:
    """Whether the words around are the rest of a group; for a `known` word, one that
    cannot stand without it.
    """
    for group, at in _groups().get(word, ()):
        left, right = list(group[:at]), list(group[at + 1 :])
        if known and _SINGLE.issuperset(left + right):
            continue
        if after[: len(right)] == right and (not left or before[-len(left) :] == left):
            return True
    return False


_GROUPED = names(
    """
kế hoạch|quyết định|văn bản|chương trình|ban hành|được ban hành|được ký|ngày ký|khi ký
ký ban|có hiệu lực|hiệu lực|hiệu lực thi hành|khi cần|khi có|báo cáo|kết quả|quy định
kế hoạch này|quyết định này|chương trình này|văn bản này|nghị quyết này|chuyển tiếp
đối với
"""
)
_ALIASES = [a for a, kind in KIND_OF.items() if kind not in ("WORD", "TITLE")]
_SINGLE = frozenset(alias for alias in _ALIASES if " " not in alias)
_GROUPS = [
    tuple(name.split(" ")) for name in (*_ALIASES, *VERBS, *_GROUPED) if " " in name
] + [words for words in NUMBER_OF if len(words) == 2]
_NUMBERS = frozenset(words[0] for words in NUMBER_OF if len(words) == 1)
_WORDS = _SINGLE.union(_NUMBERS, *_GROUPS)
_BARE = frozenset(map(bare, _SINGLE))


@cache
def _standing(plain: bool, counts: bool) -> frozenset[str]:
    """The words that say a date without others, as the text writes them."""
    words = _SINGLE | _NUMBERS if counts else _SINGLE
    return frozenset(map(bare, words)) if plain else words


@lru_cache(maxsize=4096)
def _meant(word: str, plain: bool, *, loose: bool = False) -> tuple[str, ...]:
    """The words of the grammar that are one key away, in `loose` search with any tone;
    in `plain` text without tones.
    """
    index = _index()
    alike = {other for part in _parts(bare(word)) for other in index.get(part, ())}
    if is_word(word, plain=plain):
        alike &= _WORDS
    if plain:
        alike = {bare(other) for other in alike if word != bare(other)}
    return tuple(sorted(other for other in alike if near(word, other, loose=loose)))


@cache
def _index() -> dict[str, list[str]]:
    """Words by what is left of them without one letter: one edit shares a part."""
    found: dict[str, list[str]] = {}
    for word in _WORDS | FILLERS:
        for part in _parts(bare(word)):
            found.setdefault(part, []).append(word)
    return found


def _parts(word: str) -> set[str]:
    return {word, *(word[:k] + word[k + 1 :] for k in range(len(word)))}


@cache
def _groups() -> dict[str, list[tuple[tuple[str, ...], int]]]:
    """Each word of a group of words: the group, and its place there."""
    found: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for group in _GROUPS:
        for at, word in enumerate(group):
            found.setdefault(word, []).append((group, at))
    return found
