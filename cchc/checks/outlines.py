"""Rules of the outlines of reports that a workspace keeps for itself."""

from __future__ import annotations

from collections.abc import Iterator

from cchc.checks.base import Found, Lookup, nearest
from cchc.load import Loaded
from cchc.load.reports import statistics_form
from cchc.models.outline import Outline
from cchc.problems import N_, message


def outline_file_mismatch(
    loaded: Loaded[Outline], outline: Outline, lookup: Lookup
) -> Iterator[Found]:
    """The id inside an outline is not the name of its file.

    Why: words of reports name the outline by its file; two names make two outlines.
    Example: `id: so-noi-vu` in `templates/outlines/department.yaml`.
    Instead: give both the same name.
    """
    if outline.id != loaded.file.stem:
        text = message(
            N_("the id is {id}, the file {file}"), id=outline.id, file=loaded.file.name
        )
        yield Found(("id",), text, outline.id)


def outline_heading_repeated(
    loaded: Loaded[Outline], outline: Outline, lookup: Lookup
) -> Iterator[Found]:
    """Two headings of an outline have one number.

    Why: words under that number would be printed twice, and read back under one.
    Example: `id: "II.3"` for two headings.
    Instead: number the second on.
    """
    seen: set[str] = set()
    for i, one in enumerate(outline.headings):
        if one.id in seen:
            text = message(N_("a heading above has this number, too"))
            yield Found(("headings", i, "id"), text, one.id)
        seen.add(one.id)


def outline_heading_unparented(
    loaded: Loaded[Outline], outline: Outline, lookup: Lookup
) -> Iterator[Found]:
    """A heading stands below one that is not there, or that comes later.

    Why: its number says where it belongs, and the reader would find it elsewhere.
    Example: `id: "II.9.a"` where no heading `II.9` stands above.
    Instead: correct the number, add the heading, or move it.
    """
    above: set[str] = set()
    for i, one in enumerate(outline.headings):
        parent = one.id.rpartition(".")[0]
        if parent and parent not in above:
            text = message(N_("no heading {heading} stands above"), heading=parent)
            help = nearest(parent, above)
            yield Found(("headings", i, "id"), text, one.id, help)
        above.add(one.id)


def outline_row_unknown(
    loaded: Loaded[Outline], outline: Outline, lookup: Lookup
) -> Iterator[Found]:
    """A heading prints a row that the statistics form does not have.

    Why: the figure would never be printed, and nobody would miss it.
    Example: `statistics: ["3:9.9"]`.
    Instead: correct the row: form, colon, code.
    """
    form = statistics_form(lookup.workspace).record
    known = form.rows if form is not None else {}
    for i, one in enumerate(outline.headings):
        for k, row in enumerate(one.statistics):
            if known and row not in known:
                text = message(N_("the form has no row {row}"), row=row)
                loc = ("headings", i, "statistics", k)
                yield Found(loc, text, one.id, nearest(row, known))
