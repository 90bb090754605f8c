"""The manual: a page for every rule, cut from its docstring.

Rules that are no functions (what reading finds, and the acceptances) have their
pages here, in the same form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from inspect import cleandoc

from cchc.checks.base import Rules, name_of, nearest
from cchc.problems import N_, CchcError, Severity

PARTS = ("Why", "Example", "Instead")


@dataclass(frozen=True, slots=True)
class Page:
    """One rule explained; every text is a source text for the views to translate."""

    rule: str
    severity: Severity
    what: str
    why: str
    example: str
    instead: str

    @property
    def texts(self) -> Iterator[str]:
        """What the catalogue has to translate."""
        yield from (self.what, self.why, self.example, self.instead)


def page(rule: str, severity: Severity, text: str) -> Page:
    """Cut a docstring into its four parts, each on one line."""
    heads = "|".join(PARTS)
    cut = re.split(rf"^({heads}):", cleandoc(text), flags=re.MULTILINE)
    parts = dict(zip(cut[1::2], cut[2::2], strict=True))
    why, example, instead = (" ".join(parts[head].split()) for head in PARTS)
    return Page(rule, severity, " ".join(cut[0].split()), why, example, instead)


def pages(rules: Rules) -> dict[str, Page]:
    """All pages by name: those of functions and those of reading."""
    found = {name: page(name, *entry) for name, entry in PAGES.items()}
    for rule, severity in rules:
        name = name_of(rule)
        found[name] = page(name, severity, rule.__doc__ or "")
    return dict(sorted(found.items()))


def unknown(rule: str, known: Iterable[str]) -> CchcError:
    """A name that is no rule, with the one that was perhaps meant."""
    close = nearest(rule, known)
    if close is None:
        return CchcError(N_("there is no rule {rule}; see cchc explain"), rule=rule)
    return CchcError(N_("there is no rule {rule}; {help}"), rule=rule, help=close)


_E, _W = Severity.ERROR, Severity.WARNING

PAGES: dict[str, tuple[Severity, str]] = {
    "accept-unneeded": (
        _W,
        """An acceptance that no finding needs.

        Why: it would hide the fault if it ever came; or it stands in the wrong place.
        Example: `accept: [{rule: id-gap, …}]` after the missing row was entered.
        Instead: delete it, or move it beside the finding that it is meant for.
        """,
    ),
    "accept-without-reason": (
        _W,
        """An acceptance whose reason says nothing.

        Why: the reviewer must see what the decision prints, without looking it up.
        Example: `because: ok`.
        Instead: say which place of the decision prints which words or figures.
        """,
    ),
    "deadline-kind-unknown": (
        _E,
        """A deadline has none of the six forms.

        Why: nobody could compute when it falls due.
        Example: `{on: 2024-06-30}`.
        Instead: one of due, every, ongoing, after, follows, unstated.
        """,
    ),
    "entry-kind-unknown": (
        _E,
        """A journal entry speaks of neither a task nor a target.

        Why: the progress would belong to nothing.
        Example: `{date: 2024-06-12, state: done}`.
        Instead: begin with `task: "3.9"` or `target: on-time`.
        """,
    ),
    "file-byte-order-mark": (
        _W,
        """The file starts with a byte order mark.

        Why: other programs show it as a stray character or fail on the first line.
        Example: a file saved by Notepad as "UTF-8 with BOM".
        Instead: save it as UTF-8; `cchc check --fix` does it.
        """,
    ),
    "file-control-character": (
        _E,
        """An invisible control character stands in the file.

        Why: YAML forbids it, and editors do not show it.
        Example: U+0007 or U+2028, pasted from a Word file or a scan.
        Instead: delete the character at that place.
        """,
    ),
    "file-empty": (
        _E,
        """The file holds nothing.

        Why: a plan, a register or a journal is expected there.
        Example: `decision.yaml` of 0 bytes.
        Instead: write it, or delete the file.
        """,
    ),
    "file-link-circle": (
        _E,
        """A link leads back to a folder above it, or to itself.

        Why: nothing behind it can be read.
        Example: `plans/2024-snv/progress/cu`, a link to `plans/2024-snv`.
        Instead: delete the link.
        """,
    ),
    "file-not-read": (
        _E,
        """A YAML file lies where nothing is read.

        Why: what it says counts nowhere, and nobody is told.
        Example: `decision.yml`; `progress/quy-2/van-phong-so.yaml`.
        Instead: rename or move it to where the message says, or out of plans/.
        """,
    ),
    "file-not-utf8": (
        _E,
        """The file is not UTF-8.

        Why: Vietnamese letters would be read as others.
        Example: a file saved as UTF-16, VISCII or windows-1258.
        Instead: save it as UTF-8.
        """,
    ),
    "file-outside": (
        _E,
        """The file is a link that leaves the workspace.

        Why: reading would depend on what lies outside the repository.
        Example: `decision.yaml` linked to a folder of another user.
        Instead: copy the file into the workspace.
        """,
    ),
    "file-too-large": (
        _E,
        """The file is larger than any plan can be.

        Why: it is surely no plan, and would only make the computer busy.
        Example: a scan saved under the name `decision.yaml`.
        Instead: keep scans elsewhere.
        """,
    ),
    "file-unreadable": (
        _E,
        """The file cannot be read.

        Why: it is missing, locked, or no regular file.
        Example: no right to read `decision.yaml`.
        Instead: correct the rights, or restore the file.
        """,
    ),
    "folder-name-invalid": (
        _E,
        """The name of a plan's folder is no plan id.

        Why: commands name plans by their folder, so this one is not read.
        Example: `plans/2024-snv - Copy`, made by copying in a file manager.
        Instead: rename it (lower-case letters, digits, hyphens), or delete the copy.
        """,
    ),
    "folder-not-read": (
        _W,
        """A folder under plans/ holds nothing that is read.

        Why: it may be a plan that was begun, or papers that belong elsewhere.
        Example: `plans/2025-snv` with only a Word file.
        Instead: add decision.yaml (`cchc import` writes it), or move the folder.
        """,
    ),
    "folder-unreadable": (
        _E,
        """A folder cannot be opened.

        Why: the plan or the journals inside would be missing without a word.
        Example: no right to read `plans/2024-snv/progress`.
        Instead: correct the rights, or restore the folder.
        """,
    ),
    "folder-without-plan": (
        _E,
        """A plan's folder has journals or other YAML, but no decision.yaml.

        Why: it is no plan, and what its journals report counts nowhere.
        Example: `plans/2024-snv/progress` after decision.yaml was deleted or renamed.
        Instead: restore decision.yaml, or move the folder out of plans/.
        """,
    ),
    "id-unquoted": (
        _E,
        """An id is written without quotes.

        Why: to YAML `1.10` is the number 1.1, and two tasks would be one.
        Example: `id: 1.10`.
        Instead: `id: "1.10"`; `cchc check --fix` does it.
        """,
    ),
    "key-duplicate": (
        _E,
        """A key stands twice in one place.

        Why: readers differ in which of the two they keep.
        Example: two `when:` in one task.
        Instead: delete one.
        """,
    ),
    "key-missing": (
        _E,
        """A key that every such record needs is missing.

        Why: without it the record cannot be used.
        Example: a task without `title`.
        Instead: add it; the schema in schemas/ lists all keys.
        """,
    ),
    "key-unknown": (
        _E,
        """A key is not one of the format.

        Why: what it holds would be ignored without a word.
        Example: `lead:` instead of `leads:`.
        Instead: correct the spelling; put remarks under `note`.
        """,
    ),
    "text-not-nfc": (
        _W,
        """Letters and their accents are stored apart (Unicode NFD).

        Why: the same words would not be found, and diffs show changes nobody sees.
        Example: text copied from a Mac or from a PDF file.
        Instead: store them composed (NFC); `cchc check --fix` does it.
        """,
    ),
    "value-invalid": (
        _E,
        """A value has not the form that its key expects.

        Why: it cannot be computed with.
        Example: `due: 2020-13`; `at_least: nhiều`.
        Instead: what the message asks for.
        """,
    ),
    "yaml-alias": (
        _E,
        """A YAML alias (`*name`) is used.

        Why: what the reader sees would not be what is stored there.
        Example: `leads: *leads`.
        Instead: write the value itself.
        """,
    ),
    "yaml-anchor": (
        _E,
        """A YAML anchor (`&name`) is used.

        Why: anchors only serve aliases, which plan files do not use.
        Example: `leads: &leads [van-phong-so]`.
        Instead: delete it.
        """,
    ),
    "yaml-merge-key": (
        _E,
        """A YAML merge key (`<<`) is used.

        Why: what the reader sees would not be what is stored there.
        Example: `<<: *common`.
        Instead: write the keys themselves.
        """,
    ),
    "yaml-second-document": (
        _E,
        """A second YAML document starts inside the file.

        Why: one file holds one record; the rest would be ignored.
        Example: a line `---` in the middle.
        Instead: delete the line, or make two files.
        """,
    ),
    "yaml-syntax": (
        _E,
        """The text is not YAML.

        Why: nothing after this place can be trusted.
        Example: `title: Kế hoạch: năm 2024` (a colon inside text without quotes).
        Instead: look at this line and the one above: quotes, colons, indentation.
        """,
    ),
    "yaml-tab": (
        _E,
        """A tab stands where spaces must.

        Why: YAML forbids tabs in indentation.
        Example: a line that begins with the tab key.
        Instead: two spaces a level.
        """,
    ),
    "yaml-tag": (
        _E,
        """A YAML tag (`!name`) is used.

        Why: tags can make programs build whatever the file asks for.
        Example: `!!python/object`.
        Instead: delete it.
        """,
    ),
    "yaml-too-deep": (
        _E,
        """The text is nested deeper than any plan.

        Why: such files exist only to make programs crash.
        Example: thousands of opening brackets.
        Instead: restore the file.
        """,
    ),
}
