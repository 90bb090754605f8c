"""Tables that print a task from the top down, as tables of a row a task.

One card a task ("Nhiệm vụ | …", "Chủ trì | …"), or one column a task.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cchc.importing.document import Block, Cell, Paragraph, Row, Table, joined
from cchc.importing.shapes.roles import Role, role_of

_COUNT = re.compile(r"\s*(?:số\s*)?\d+\s*[.:)]?\s*\Z", re.I)
_OWED = frozenset([Role.LEAD, Role.WHEN, Role.PRODUCT, Role.PARTNER])
_LABEL = 60
_SHORT = 200  # letters of what may stand between two cards


def upright(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with cards and columns of tasks turned into rows.

    Cards that follow one another become one table, at the place of the first.
    """
    found: list[Block] = []
    cards: list[dict[str, Cell]] = []
    between: list[Block] = []
    for block in blocks:
        own = list(_tasks(block)) if isinstance(block, Table) else []
        if own:
            cards += own
            between = []
        elif cards and _is_between(block):
            between.append(block)
        else:
            found += [*_listed(cards), *between, block]
            cards, between = [], []
    return [*found, *_listed(cards), *between]


def _is_between(block: Block) -> bool:
    return not isinstance(block, Table) and not (
        isinstance(block, Paragraph) and len(block.text) > _SHORT
    )


def _listed(cards: Sequence[dict[str, Cell]]) -> list[Block]:
    """One table of the cards; a label is a column."""
    if not cards:
        return []
    names = list(dict.fromkeys(name for card in cards for name in card))
    rows = [Row(tuple(map(Cell, ("STT", *names))))]
    for number, card in enumerate(cards, 1):
        cells = (card.get(name, Cell()) for name in names)
        rows.append(Row((Cell(str(number)), *cells)))
    return [Table(tuple(rows))]


def _tasks(table: Table) -> Iterator[dict[str, Cell]]:
    """The tasks that a table prints from the top down, each by its labels."""
    rows = [row.cells for row in table.rows if any(row.texts)]
    labels = [_label(cells[0].text) if cells else "" for cells in rows]
    roles = [role_of(label) if label else Role.EXTRA for label in labels]
    width = max(map(len, rows), default=0)
    if Role.TASK not in roles or len(_OWED & set(roles)) < 2 or width < 2:
        return
    if not all(labels):
        return
    if width == 2:
        yield from _cards(rows, labels)
    elif len(set(labels)) == len(labels) and not _is_heading(rows[0]):
        for column in range(1, width):
            pairs = zip(labels, rows, strict=True)
            cells = {n: row[column] for n, row in pairs if column < len(row)}
            if any(cell.text for cell in cells.values()):
                yield cells


def _is_heading(cells: Sequence[Cell]) -> bool:
    """Whether a row names columns: it is read from the left."""
    return len(_OWED & {role_of(cell.text) for cell in cells if cell.text}) > 1


def _cards(
    rows: Sequence[tuple[Cell, ...]], labels: Sequence[str]
) -> Iterator[dict[str, Cell]]:
    """A card begins where the first of its labels comes again."""
    card: dict[str, Cell] = {}
    for cells, label in zip(rows, labels, strict=True):
        if label in card:
            yield card
            card = {}
        card[label] = cells[1] if len(cells) > 1 else Cell()
    yield card


def _label(text: str) -> str:
    """A label without its number and colon; none where the text is longer than one."""
    text = _COUNT.sub("", joined(text).strip(" :")).strip(" :")
    return text if len(text) <= _LABEL else ""
