"""Scanned pages: ruling lines found in the picture, text recognised cell by cell.

Needs the extra `[scan]` and the program tesseract with Vietnamese. Nothing that is
recognised here is sure: the draft doubts every row.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from cchc.importing.document import (
    LEFT,
    UP,
    Block,
    Cell,
    PageBreak,
    Paragraph,
    Row,
    Source,
    Table,
    clean,
)
from cchc.importing.readers.lines import paragraphs_of, unwrapped
from cchc.office.package import damaged
from cchc.problems import N_, CchcError, Message, message
from cchc.programs import which
from cchc.steps import OnStep, each

PAGES = 120
_DPI = 300
_LANGUAGE = "vie"
_SHORTEST = 0.03  # of the page's width or height: a shorter stroke is a letter
_LEAST = 0.02  # of the page's area: a smaller grid is no table
_DRAWN = 0.6  # of a side of a cell: less of a line is none
_GAP = 40
_TALLEST = 20_000  # pixels that tesseract takes at once
_MARGIN = 6
_EMPTY = 0.002
_NEAR, _DARKER = 41, 14  # pixels that a line is compared with, and how much darker
_TILT = 4.0
_SURE = 30.0
_PAGE = 3508  # pixels of an A4 page at 300 dpi, along its longer side
_SMALLEST, _LARGEST = 3000, 5500
_PATIENCE, _HURRY = 60, 10  # seconds for a picture; once one of a page took longer
_NOISE = 0.06  # of the pixels of a page on an edge: more is noise
SLOW = N_("page {page}: its picture is too noisy, {count} parts were not recognised")
LOST_HERE = N_("the picture of this cell was not recognised in time")


def read_pages(
    raw: bytes, path: Path, pages: Sequence[int], on_step: OnStep | None = None
) -> tuple[dict[int, list[Block]], list[Message]]:
    """The blocks of some pages (from 0) of a PDF, by recognition, and what was lost.

    Raises `CchcError` where the extra or tesseract is missing.
    """
    _require_recognition(path)
    _bound(len(pages), path)
    import cv2
    import pypdfium2

    document = pypdfium2.PdfDocument(raw)
    found: dict[int, list[Block]] = {}
    notes: list[Message] = []
    for number in each(pages, on_step):
        picture = document[number].render(scale=_DPI / 72).to_numpy()
        gray = (
            picture if picture.ndim == 2 else cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
        )
        page = _Page(gray)
        found[number] = list(page.blocks())
        notes += page.told(number + 1)
    document.close()
    return found, notes


def read_picture(raw: bytes, path: Path) -> Source:
    """A picture of a page, or of several (TIFF), by recognition.

    Raises `CchcError` where the extra or tesseract is missing, or the file is broken.
    """
    _require_recognition(path)
    from PIL import Image, ImageSequence

    blocks: list[Block] = []
    notes: list[Message] = []
    try:
        with Image.open(io.BytesIO(raw)) as image:
            _bound(getattr(image, "n_frames", 1), path)
            for number, frame in enumerate(ImageSequence.Iterator(image)):
                if number:
                    blocks.append(PageBreak())
                page = _Page(_gray(frame))
                blocks += page.blocks()
                notes += page.told(number + 1)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise damaged(path.name, error) from None
    if not any(
        re.search(r"\w", text) for text in Source("scan", tuple(blocks)).texts()
    ):
        raise CchcError(
            N_("{path}: no text was recognised in the picture"), path=path.name
        )
    return Source("scan", tuple(blocks), tuple(notes))


def _gray(image: Any) -> Any:
    """A picture as a camera or scanner left it: turned, on white, of a page's size."""
    import numpy
    from PIL import Image, ImageOps

    image = ImageOps.exif_transpose(image)
    if image.mode in ("RGBA", "LA", "P"):
        image = image.convert("RGBA")
        white = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(white, image)
    image = image.convert("L")
    longest = max(image.size)
    if not _SMALLEST <= longest <= _LARGEST:
        share = _PAGE / longest
        size = [max(round(side * share), 1) for side in image.size]
        image = image.resize((size[0], size[1]), Image.Resampling.LANCZOS)
    return numpy.asarray(image)


def _bound(pages: int, path: Path) -> None:
    if pages > PAGES:
        raise CchcError(
            N_("{path} has more than {limit} scanned pages"),
            path=path.name,
            limit=PAGES,
        )


def _require_recognition(path: Path) -> None:
    """Raise `CchcError` where the extra or tesseract with Vietnamese is missing."""
    try:
        import cv2  # noqa: F401
        import pypdfium2  # noqa: F401
        import pytesseract
    except ImportError:
        raise CchcError(
            N_(
                "{path} is a scan without text; text must be recognised (OCR) first: "
                "pip install 'cchc[scan]', and tesseract with Vietnamese"
            ),
            path=path.name,
        ) from None
    pytesseract.pytesseract.tesseract_cmd = which("tesseract") or "tesseract"
    try:
        known = pytesseract.get_languages()
    except pytesseract.TesseractNotFoundError:
        known = []
    if _LANGUAGE not in known:
        raise CchcError(
            N_(
                "recognising a scan needs tesseract with Vietnamese: "
                "apt install tesseract-ocr tesseract-ocr-vie; "
                "Windows: https://github.com/UB-Mannheim/tesseract/wiki"
            )
        )


@dataclass(frozen=True, slots=True)
class _Grid:
    """A ruled table of a picture: where its rulings run, and which are drawn.

    `right[r][c]` tells a line to the right of place (r, c), `below` one under it.
    """

    xs: list[int]
    ys: list[int]
    right: list[list[bool]]
    below: list[list[bool]]


class _Page:
    """One page as a gray picture."""

    def __init__(self, gray: Any) -> None:
        import cv2

        self.lost = 0  # parts that took too long to recognise
        self.gray = _straightened(_upright(gray))
        self.height, self.width = self.gray.shape
        self.ink = cv2.threshold(
            self.gray, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU
        )[1]
        # A thin grey line is darker than what is near it, though no darker than paper
        # in a shadow.
        soft = cv2.GaussianBlur(self.gray, (3, 3), 0)
        near = cv2.adaptiveThreshold(
            soft, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, _NEAR, _DARKER
        )
        self.lines = cv2.bitwise_or(self.ink, near)
        self.across = self._strokes(int(self.width * _SHORTEST), 1)
        self.down = self._strokes(1, int(self.height * _SHORTEST))

    def _strokes(self, width: int, height: int) -> Any:
        """What of the lines runs on for so many pixels, its small gaps closed."""
        import cv2

        shape = cv2.getStructuringElement(
            cv2.MORPH_RECT, (max(width, 1), max(height, 1))
        )
        near = (5, 1) if width > height else (1, 5)
        closed = cv2.morphologyEx(
            self.lines,
            cv2.MORPH_CLOSE,
            cv2.getStructuringElement(cv2.MORPH_RECT, near),
        )
        found = cv2.morphologyEx(closed, cv2.MORPH_OPEN, shape)
        gap = (15, 3) if width > height else (3, 15)
        return cv2.dilate(found, cv2.getStructuringElement(cv2.MORPH_RECT, gap))

    def told(self, number: int) -> list[Message]:
        """What reading the page lost; `number` counts pages from 1."""
        return [message(SLOW, page=number, count=self.lost)] if self.lost else []

    def _recognised(self, picture: Any, how: str) -> list[dict[str, Any]] | None:
        """Lines of text in a picture; None where it takes too long."""
        lines = _recognised(picture, how, _HURRY if self.lost else _PATIENCE)
        self.lost += lines is None
        return lines

    def blocks(self) -> Iterator[Block]:
        """Tables and the lines between them, from the top down."""
        grids = sorted(self._grids(), key=lambda grid: grid.ys[0])
        text = self.gray.copy()
        for grid in grids:
            text[grid.ys[0] : grid.ys[-1] + 1, grid.xs[0] : grid.xs[-1] + 1] = 255
        lines = self._recognised(text, "--psm 4") or []
        top = 0
        for grid in grids:
            yield from _between(lines, top, grid.ys[0])
            yield self._table(grid)
            top = grid.ys[-1]
        yield from _between(lines, top, self.height)

    def _grids(self) -> Iterator[_Grid]:
        """The tables of the page: rulings that hang together."""
        import cv2

        both = cv2.bitwise_or(self.across, self.down)
        shapes, _ = cv2.findContours(both, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
        for shape in shapes:
            x, y, width, height = cv2.boundingRect(shape)
            if width * height < self.width * self.height * _LEAST:
                continue
            ys = _places(self.across[y : y + height, x : x + width].sum(axis=1), width)
            xs = _places(self.down[y : y + height, x : x + width].sum(axis=0), height)
            if len(xs) > 2 and len(ys) > 2:
                yield self._grid([x + one for one in xs], [y + one for one in ys])

    def _grid(self, xs: list[int], ys: list[int]) -> _Grid:
        right = [
            [self._is_drawn(self.down, (x - 4, x + 5), (top, bottom)) for x in xs[1:]]
            for top, bottom in pairwise(ys)
        ]
        below = [
            [
                self._is_drawn(self.across, (left, end), (y - 4, y + 5))
                for left, end in pairwise(xs)
            ]
            for y in ys[1:]
        ]
        return _Grid(xs, ys, right, below)

    def _is_drawn(self, strokes: Any, x: tuple[int, int], y: tuple[int, int]) -> bool:
        """Whether a ruling runs along a side of a place of the grid."""
        part = strokes[max(y[0], 0) : y[1], max(x[0], 0) : x[1]]
        upright = y[1] - y[0] > x[1] - x[0] or strokes is self.down
        covered = part.any(axis=1 if upright else 0)
        return bool(covered.size and covered.mean() >= _DRAWN)

    def _table(self, grid: _Grid) -> Table:
        """The cells of a grid, each column recognised at once."""
        owners = _owners(grid)
        rows, columns = len(grid.ys) - 1, len(grid.xs) - 1
        texts: dict[tuple[int, int], str | None] = {}
        for column in range(columns):
            own = [(r, column) for r in range(rows) if owners[r][column] == (r, column)]
            texts |= self._column(grid, own, owners)
        return Table(
            tuple(
                Row(tuple(_cell((r, c), owners, texts) for c in range(columns)))
                for r in range(rows)
            )
        )

    def _column(
        self, grid: _Grid, own: list[tuple[int, int]], owners: _Owners
    ) -> dict[tuple[int, int], str | None]:
        """Recognise cells one below the other in one picture, with room between.

        None where that took too long.
        """
        pictures = [self._picture(grid, place, owners) for place in own]
        found: dict[tuple[int, int], str | None] = {}
        stack: list[tuple[tuple[int, int], Any]] = []
        tall = 0
        for place, picture in [*zip(own, pictures, strict=True), ((-1, -1), None)]:
            if stack and (picture is None or tall + picture.shape[0] > _TALLEST):
                found |= self._stack(stack)
                stack, tall = [], 0
            if picture is not None and picture.size:
                stack.append((place, picture))
                tall += picture.shape[0] + _GAP
        width = max(
            (len(line) for text in found.values() for line in (text or "").split("\n")),
            default=0,
        )
        return {place: text and unwrapped(text, width) for place, text in found.items()}

    def _stack(
        self, stack: Sequence[tuple[tuple[int, int], Any]]
    ) -> dict[tuple[int, int], str | None]:
        import numpy

        width = max(picture.shape[1] for _, picture in stack) + 2 * _GAP
        height = sum(picture.shape[0] + _GAP for _, picture in stack) + _GAP
        sheet = numpy.full((height, width), 255, dtype=numpy.uint8)
        spans: list[tuple[tuple[int, int], int, int]] = []
        top = _GAP
        for place, picture in stack:
            tall, wide = picture.shape
            sheet[top : top + tall, _GAP : _GAP + wide] = picture
            spans.append((place, top, top + tall))
            top += tall + _GAP
        lines = self._recognised(sheet, "--psm 6")
        if lines is None:
            return dict.fromkeys((place for place, _ in stack), None)
        found: dict[tuple[int, int], list[str]] = {}
        for line in lines:
            middle = (line["top"] + line["bottom"]) / 2
            near = min(spans, key=lambda span: abs((span[1] + span[2]) / 2 - middle))
            inside = next((s for s in spans if s[1] <= middle <= s[2]), near)
            found.setdefault(inside[0], []).append(line["text"])
        return {place: clean("\n".join(texts)) for place, texts in found.items()}

    def _picture(self, grid: _Grid, place: tuple[int, int], owners: _Owners) -> Any:
        """A cell without its rulings; nothing where there is no ink in it."""
        row, column = place
        end_row, end_column = row, column
        while end_row + 1 < len(owners) and owners[end_row + 1][column] == place:
            end_row += 1
        while end_column + 1 < len(owners[0]) and owners[row][end_column + 1] == place:
            end_column += 1
        top, bottom = grid.ys[row] + _MARGIN, grid.ys[end_row + 1] - _MARGIN
        left, right = grid.xs[column] + _MARGIN, grid.xs[end_column + 1] - _MARGIN
        if bottom - top < 12 or right - left < 12:
            return self.gray[0:0, 0:0]
        ink = self.ink[top:bottom, left:right]
        if (ink > 0).mean() < _EMPTY:
            return self.gray[0:0, 0:0]
        return self.gray[top:bottom, left:right]


_Owners = list[list[tuple[int, int]]]


def _owners(grid: _Grid) -> _Owners:
    """The place that owns each place: itself, or the first of a merged cell."""
    rows, columns = len(grid.ys) - 1, len(grid.xs) - 1
    owners = [[(r, c) for c in range(columns)] for r in range(rows)]
    for r in range(rows):
        for c in range(columns):
            if c and not grid.right[r][c - 1]:
                owners[r][c] = owners[r][c - 1]
            elif r and not grid.below[r - 1][c]:
                owners[r][c] = owners[r - 1][c]
    return owners


def _cell(
    place: tuple[int, int], owners: _Owners, texts: dict[tuple[int, int], str | None]
) -> Cell:
    row, column = place
    owner = owners[row][column]
    if owner == place:
        text = texts.get(place, "")
        return Cell("", doubts=(message(LOST_HERE),)) if text is None else Cell(text)
    return LEFT if owner[0] == row and owner[1] < column else UP


def _places(sums: Any, length: int) -> list[int]:
    """Where rulings run: the middle of each stretch with enough ink."""
    dark = sums >= 255 * length * 0.15
    found: list[int] = []
    start: int | None = None
    for at, value in enumerate([*dark.tolist(), False]):
        if value and start is None:
            start = at
        elif not value and start is not None:
            middle = (start + at - 1) // 2
            if not found or middle - found[-1] > 14:
                found.append(middle)
            start = None
    return found


def _recognised(picture: Any, how: str, patience: int) -> list[dict[str, Any]] | None:
    """Lines of text with their places in pixels, in reading order.

    None where that takes longer than so many seconds: in noise every speck is a sign.
    """
    import pytesseract

    try:
        data = pytesseract.image_to_data(
            picture, lang=_LANGUAGE, config=how, timeout=patience,
            output_type=pytesseract.Output.DICT,
        )  # fmt: skip
    except RuntimeError as error:
        if isinstance(error, pytesseract.TesseractError):
            raise
        return None
    lines: dict[tuple[int, int, int], dict[str, Any]] = {}
    for at, word in enumerate(data["text"]):
        if not word.strip() or float(data["conf"][at]) < _SURE:
            continue
        key = (data["block_num"][at], data["par_num"][at], data["line_num"][at])
        x0, top = data["left"][at], data["top"][at]
        x1, bottom = x0 + data["width"][at], top + data["height"][at]
        line = lines.setdefault(
            key, {"text": "", "x0": x0, "x1": x1, "top": top, "bottom": bottom}
        )
        line["text"] = f"{line['text']} {word}".strip()
        line["x1"] = max(line["x1"], x1)
        line["bottom"] = max(line["bottom"], bottom)
        line["top"] = min(line["top"], top)
    return [one for one in lines.values() if re.search(r"\w", one["text"])]


def _between(lines: Sequence[dict[str, Any]], top: int, bottom: int) -> Iterator[Block]:
    own = [line for line in lines if top <= line["top"] < bottom]
    for text in paragraphs_of(own, near=_DPI * 0.55):
        yield Paragraph(text)


def _upright(gray: Any) -> Any:
    """The page turned so that its text stands upright."""
    import cv2
    import pytesseract

    small = cv2.resize(gray, None, fx=1 / 2, fy=1 / 2, interpolation=cv2.INTER_AREA)
    try:
        told = pytesseract.image_to_osd(
            small, timeout=_PATIENCE, output_type=pytesseract.Output.DICT
        )
    except RuntimeError:  # too little text to tell, or too much noise
        return gray
    turns = {
        90: cv2.ROTATE_90_CLOCKWISE,
        180: cv2.ROTATE_180,
        270: cv2.ROTATE_90_COUNTERCLOCKWISE,
    }
    turn = turns.get(int(told["rotate"]))
    sure = float(told["orientation_conf"]) > 1.5
    return gray if turn is None or not sure else cv2.rotate(gray, turn)


def _edges(gray: Any) -> Any:
    """The edges in a picture; None where noise leaves none that tell anything."""
    import cv2

    for least in (60, 120, 200):
        found = cv2.Canny(gray, least, 3 * least)
        if (found > 0).mean() <= _NOISE:
            return found
    return None


def _straightened(gray: Any) -> Any:
    """The page without its tilt, told by its long strokes."""
    import cv2
    import numpy

    small = cv2.resize(gray, None, fx=1 / 3, fy=1 / 3, interpolation=cv2.INTER_AREA)
    edges = _edges(cv2.medianBlur(small, 3))
    if edges is None:
        return gray
    length = small.shape[1] // 4
    found = cv2.HoughLinesP(
        edges, 1, numpy.pi / 1800, length // 2, minLineLength=length, maxLineGap=8
    )
    if found is None:
        return gray
    tilts = [
        float(numpy.degrees(numpy.arctan2(y1 - y0, x1 - x0)))
        for x0, y0, x1, y1 in found.reshape(-1, 4).tolist()
    ]
    flat = [tilt for tilt in tilts if abs(tilt) <= _TILT]
    if not flat or abs(tilt := float(numpy.median(flat))) < 0.05:
        return gray
    height, width = gray.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), tilt, 1.0)
    return cv2.warpAffine(
        gray, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=255
    )
