"""The small language of tests and measures in a scheme: read, checked, worked out.

    expression = or
    or         = and {"or" and}
    and        = not {"and" not}
    not        = "not" not | comparison
    comparison = sum [("==" | "!=" | "<" | "<=" | ">" | ">=") sum]
    sum        = product {("+" | "-") product}
    product    = sign {("*" | "/") sign}
    sign       = "-" sign | value
    value      = number | "true" | "false" | symbol | function "(" sum {"," sum} ")"
               | "(" expression ")"
    function   = "min" | "max" | "sum"

Nothing else exists: no attribute, no index, no power, no assignment. Arithmetic is
exact, by fractions. Kinds are known before any figure is: number, truth, day, list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple, assert_never

from cchc.problems import N_, Message, message

LONGEST = 200
DEEPEST = 12
DIGITS = 15
"""The most digits that a number in an expression may have."""

Value = Fraction | bool | date | tuple[Fraction, ...]


class Kind(StrEnum):
    """What a value is."""

    NUMBER = "number"
    TRUTH = "truth"
    DAY = "day"
    LIST = "list"


class BadExpression(Exception):
    """An expression that says nothing; `at` counts characters from 0."""

    def __init__(self, text: Message, at: int) -> None:
        super().__init__(str(text))
        self.message = text
        self.at = at


class UnknownSymbol(BadExpression):
    """A name that the leaf does not declare."""


class NoValue(Exception):
    """A division by zero, or the least of nothing: the facts give no value."""

    def __init__(self, text: Message) -> None:
        super().__init__(str(text))
        self.message = text


class Literal(NamedTuple):
    """A number or a truth."""

    value: Fraction | bool
    at: int


class Name(NamedTuple):
    """A symbol."""

    name: str
    at: int


class Unary(NamedTuple):
    """`-x` or `not x`."""

    operator: str
    operand: Node
    at: int


class Binary(NamedTuple):
    """Two operands and what stands between them."""

    operator: str
    left: Node
    right: Node
    at: int


class Call(NamedTuple):
    """A function of numbers or of a list."""

    function: str
    arguments: tuple[Node, ...]
    at: int


Node = Literal | Name | Unary | Binary | Call

_TOKEN = re.compile(
    r"\s*(?:(?P<number>[0-9]+(?:\.[0-9]+)?)|(?P<word>[A-Za-z_][A-Za-z0-9_]*)"
    r"|(?P<sign>==|!=|<=|>=|[-+*/<>(),]))"
)
_BINDS = {
    "or": 1, "and": 2,
    "==": 4, "!=": 4, "<": 4, "<=": 4, ">": 4, ">=": 4,
    "+": 5, "-": 5, "*": 6, "/": 6,
}  # fmt: skip
_NOT, _MINUS = 3, 7
_FUNCTIONS = ("min", "max", "sum")
_RESERVED = frozenset({"or", "and", "not", "true", "false"})


class Token(NamedTuple):
    """A number, a word or a sign, and where it begins; kind `end` after the last."""

    kind: str
    text: str
    at: int


def _tokens(text: str) -> list[Token]:
    if len(text) > LONGEST:
        raise BadExpression(
            message(N_("longer than {limit} characters"), limit=LONGEST), LONGEST
        )
    found, at = [], 0
    while text[at:].strip():
        match = _TOKEN.match(text, at)
        if match is None:
            at += len(text[at:]) - len(text[at:].lstrip())
            raise BadExpression(
                message(N_("“{sign}” has no place here"), sign=text[at]), at
            )
        kind = match.lastgroup or ""
        found.append(Token(kind, match[kind], match.start(kind)))
        at = match.end()
    return [*found, Token("end", "", len(text))]


class _Reader:
    """A Pratt parser over the tokens of one expression."""

    def __init__(self, text: str) -> None:
        self.tokens = _tokens(text)
        self.place = 0
        self.depth = 0

    @property
    def next(self) -> Token:
        return self.tokens[self.place]

    def take(self) -> Token:
        token = self.next
        self.place += token.kind != "end"
        return token

    def expect(self, sign: str) -> None:
        token = self.take()
        if token.text != sign:
            raise BadExpression(message(N_("{sign} is missing"), sign=sign), token.at)

    def whole(self) -> Node:
        node = self.expression(0)
        if self.next.kind != "end":
            raise _misplaced(self.next)
        return node

    def expression(self, weakest: int) -> Node:
        """What binds stronger than `weakest`."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise BadExpression(
                message(N_("nested deeper than {limit} levels"), limit=DEEPEST),
                self.next.at,
            )
        left = self.prefix()
        compared = False
        while (binds := _BINDS.get(self.next.text, 0)) > weakest:
            operator = self.take()
            if binds == _BINDS["=="]:
                if compared:
                    raise _misplaced(operator)
                compared = True
            right = self.expression(binds)
            left = Binary(operator.text, left, right, operator.at)
        self.depth -= 1
        return left

    def prefix(self) -> Node:
        token = self.take()
        match token:
            case Token("number", text, at):
                if len(text) > DIGITS:
                    raise BadExpression(
                        message(N_("a number of more than {limit} digits"),
                                limit=DIGITS), at)  # fmt: skip
                return Literal(Fraction(text), at)
            case Token("word", "true" | "false" as text, at):
                return Literal(text == "true", at)
            case Token("word", "not", at):
                return Unary("not", self.expression(_NOT - 1), at)
            case Token("sign", "-", at):
                return Unary("-", self.expression(_MINUS), at)
            case Token("sign", "("):
                node = self.expression(0)
                self.expect(")")
                return node
            case Token("word", text, at) if text not in _RESERVED:
                return self.called(token) if self.next.text == "(" else Name(text, at)
        raise _misplaced(token)

    def called(self, name: Token) -> Node:
        if name.text not in _FUNCTIONS:
            raise BadExpression(
                message(N_("there is no function {name}"), name=name.text), name.at
            )
        self.expect("(")
        arguments = [self.expression(0)]
        while self.next.text == ",":
            self.take()
            arguments.append(self.expression(0))
        self.expect(")")
        return Call(name.text, tuple(arguments), name.at)


def _misplaced(token: Token) -> BadExpression:
    if token.kind == "end":
        return BadExpression(message(N_("a value is missing at the end")), token.at)
    text = message(N_("“{sign}” has no place here"), sign=token.text)
    return BadExpression(text, token.at)


@lru_cache(maxsize=4096)
def parse(text: str) -> Node:
    """The tree of an expression. Raises `BadExpression`."""
    return _Reader(text).whole()


def names(node: Node) -> Iterator[Name]:
    """Every symbol that an expression reads, from left to right."""
    match node:
        case Name():
            yield node
        case Unary():
            yield from names(node.operand)
        case Binary():
            yield from names(node.left)
            yield from names(node.right)
        case Call():
            for argument in node.arguments:
                yield from names(argument)


def kind_of(node: Node, symbols: Mapping[str, Kind]) -> Kind:
    """What the expression gives. Raises `BadExpression` where its parts do not fit."""
    match node:
        case Literal():
            return Kind.TRUTH if isinstance(node.value, bool) else Kind.NUMBER
        case Name():
            if node.name not in symbols:
                raise UnknownSymbol(
                    message(N_("the symbol {name} is not among the facts needed"),
                            name=node.name), node.at)  # fmt: skip
            return symbols[node.name]
        case Unary():
            wanted = Kind.TRUTH if node.operator == "not" else Kind.NUMBER
            return _need(node.operand, wanted, symbols)
        case Binary():
            return _kind_of_binary(node, symbols)
        case Call():
            if len(node.arguments) == 1:
                _need(node.arguments[0], Kind.LIST, symbols)
            else:
                for argument in node.arguments:
                    _need(argument, Kind.NUMBER, symbols)
            return Kind.NUMBER
        case _:
            assert_never(node)


def _kind_of_binary(node: Binary, symbols: Mapping[str, Kind]) -> Kind:
    if node.operator in ("and", "or"):
        _need(node.left, Kind.TRUTH, symbols)
        return _need(node.right, Kind.TRUTH, symbols)
    if node.operator in "+-*/":
        _need(node.left, Kind.NUMBER, symbols)
        return _need(node.right, Kind.NUMBER, symbols)
    left = kind_of(node.left, symbols)
    _need(node.right, left, symbols)
    if left is Kind.LIST or (left is Kind.TRUTH and node.operator not in ("==", "!=")):
        raise _unfit(left, node.at)
    return Kind.TRUTH


def _need(node: Node, wanted: Kind, symbols: Mapping[str, Kind]) -> Kind:
    found = kind_of(node, symbols)
    if found is not wanted:
        raise _unfit(found, node.at)
    return found


KINDS: dict[Kind, str] = {
    Kind.NUMBER: N_("a number"),
    Kind.TRUTH: N_("true or false"),
    Kind.DAY: N_("a day"),
    Kind.LIST: N_("a list of numbers"),
}


def _unfit(kind: Kind, at: int) -> BadExpression:
    text = message(N_("{kind} does not fit here"), kind=message(KINDS[kind]))
    return BadExpression(text, at)


def evaluate(node: Node, values: Mapping[str, Value]) -> Value:
    """The value on facts of the right kinds, all of them given. Raises `NoValue`."""
    match node:
        case Literal():
            return node.value
        case Name():
            return values[node.name]
        case Unary("not", operand):
            return not evaluate(operand, values)
        case Unary(_, operand):
            return -_number(operand, values)
        case Binary():
            return _binary(node, values)
        case Call():
            return _called(node, values)
        case _:
            assert_never(node)


def _number(node: Node, values: Mapping[str, Value]) -> Fraction:
    found = evaluate(node, values)
    assert isinstance(found, Fraction)  # kinds are checked before
    return found


def _binary(node: Binary, values: Mapping[str, Value]) -> Value:
    match node.operator:
        case "and":
            return bool(evaluate(node.left, values) and evaluate(node.right, values))
        case "or":
            return bool(evaluate(node.left, values) or evaluate(node.right, values))
        case "/":
            over = _number(node.right, values)
            if not over:
                raise NoValue(message(N_("the denominator is 0")))
            return _number(node.left, values) / over
        case "+" | "-" | "*":
            one, other = _number(node.left, values), _number(node.right, values)
            return _ARITHMETIC[node.operator](one, other)
    left, right = evaluate(node.left, values), evaluate(node.right, values)
    return _compared(node.operator, left, right)


_ARITHMETIC: dict[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": lambda one, other: one + other,
    "-": lambda one, other: one - other,
    "*": lambda one, other: one * other,
}


def _compared(operator: str, left: Value, right: Value) -> bool:
    if operator == "==":
        return left == right
    if operator == "!=":
        return left != right
    lower: bool = left < right  # type: ignore[operator]
    match operator:
        case "<":
            return lower
        case "<=":
            return lower or left == right
        case ">=":
            return not lower
        case _:
            return not lower and left != right


def _called(node: Call, values: Mapping[str, Value]) -> Fraction:
    found: list[Fraction] = []
    for argument in node.arguments:
        value = evaluate(argument, values)
        if isinstance(value, tuple):
            found += value
        elif isinstance(value, Fraction):
            found.append(value)
    if node.function == "sum":
        return sum(found, Fraction(0))
    if not found:
        raise NoValue(message(N_("the list is empty")))
    return min(found) if node.function == "min" else max(found)
