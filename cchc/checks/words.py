"""Rules of the office's words in a report, and of files named by a period."""

from __future__ import annotations

from collections.abc import Iterator

from cchc.checks.base import Found, Lookup, nearest
from cchc.load import Loaded
from cchc.load.reports import file_of, load_outline, outline_files
from cchc.models.report_text import ReportText
from cchc.models.statistics import StatisticsSheet
from cchc.models.units import UnitRegister
from cchc.models.workspace import WorkspaceConfig
from cchc.problems import N_, message


def period_file_mismatch(
    loaded: Loaded[ReportText | StatisticsSheet],
    record: ReportText | StatisticsSheet,
    lookup: Lookup,
) -> Iterator[Found]:
    """A file of words or statistics is not named by its period.

    Why: the report of the period looks for the file by its name.
    Example: `period: 2025-Q1` in `reports/2025-H1.yaml`.
    Instead: rename the file, or correct the period.
    """
    kind = "report" if isinstance(record, ReportText) else "statistics"
    name = file_of(lookup.workspace, kind, loaded.plan or "", record.period.text).name
    if name != loaded.file.name:
        text = message(N_("the file of this period is named {name}"), name=name)
        yield Found(("period",), text, whole=True)


def passage_heading_unknown(
    loaded: Loaded[ReportText], words: ReportText, lookup: Lookup
) -> Iterator[Found]:
    """Words stand under a heading that the outline of the report does not have.

    Why: they would be in no report.
    Example: `heading: "II.9"` where the outline ends with II.6.
    Instead: correct the heading, or name the outline that has it (`outline:`).
    """
    if words.outline is None:
        return
    if words.outline not in outline_files(lookup.workspace):
        text = message(N_("there is no outline {name}"), name=words.outline)
        yield Found(("outline",), text, words.outline)
        return
    outline = load_outline(words.outline, lookup.workspace).record
    if outline is None:
        return
    known = {one.id for one in outline.headings}
    open_ones = [one.id for one in outline.headings if "groups" in one.feeds]
    for i, one in enumerate(words.passages):
        below = any(one.heading.startswith(f"{name}.") for name in open_ones)
        if one.heading not in known and not below:
            text = message(
                N_("the outline {name} has no heading {heading}"),
                name=words.outline,
                heading=one.heading,
            )
            loc = ("passages", i, "heading")
            yield Found(loc, text, one.heading, nearest(one.heading, known))


def passage_unit_unknown(
    loaded: Loaded[ReportText], words: ReportText, lookup: Lookup
) -> Iterator[Found]:
    """Words are said to come from a unit that does not exist.

    Why: nobody could be asked about them.
    Example: `from: phong-phapche`.
    Instead: correct the id of the unit.
    """
    for i, one in enumerate(words.passages):
        if one.from_ is not None and one.from_ not in lookup.units:
            text = message(N_("there is no unit {unit}"), unit=one.from_)
            help = nearest(one.from_, lookup.units.units)
            yield Found(("passages", i, "from"), text, one.from_, help)


def passage_unread(
    loaded: Loaded[ReportText], words: ReportText, lookup: Lookup
) -> Iterator[Found]:
    """Words were copied from an earlier report, or proposed, and not worked over.

    Why: the report would say again what it said a quarter before.
    Example: `taken_from: 2025-Q1` in the words of the six months.
    Instead: work the text over, then delete the key.
    """
    for i, one in enumerate(words.passages):
        if one.taken_from is not None:
            text = message(N_("{heading} is not worked over yet"), heading=one.heading)
            yield Found(("passages", i, "taken_from"), text, one.heading)


def report_sent_misdated(
    loaded: Loaded[ReportText], words: ReportText, lookup: Lookup
) -> Iterator[Found]:
    """A report is said to be sent on a day on which it cannot have been.

    Why: reports sent on time are counted by that day.
    Example: `sent: {date: 2024-03-20}` in the file of 2025-Q1, or a day still to come.
    Instead: correct the day; a report that was not sent yet has no `sent`.
    """
    if words.sent is None:
        return
    day, loc = words.sent.date.start, ("sent", "date")
    if day < words.period.start:
        text = message(N_("the period {period} had not begun"), period=words.period)
        yield Found(loc, text, str(day))
    elif lookup.is_future(day):
        yield Found(loc, message(N_("this day is still to come")), str(day))


PLACEHOLDERS = ("của tôi", "…", "...")


def placeholder_left(
    loaded: Loaded[WorkspaceConfig | UnitRegister],
    record: WorkspaceConfig | UnitRegister,
    lookup: Lookup,
) -> Iterator[Found]:
    """A name is still the one that `cchc init` put there to be replaced.

    Why: it would stand at the head of reports and letters.
    Example: `name: Cơ quan của tôi`, `place: …`.
    Instead: write the real name.
    """
    for number, line in enumerate((loaded.text or "").splitlines(), 1):
        if line.lstrip().startswith("#"):
            continue
        value = line.split(" #")[0]
        column = min(
            (at for at in map(value.find, PLACEHOLDERS) if at >= 0), default=-1
        )
        if column >= 0:
            text = message(N_("“{line}” is still to be filled in"), line=value.strip())
            yield Found((), text, place=(number, column + 1))
