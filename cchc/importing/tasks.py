"""A row to a task: units found, products parted, the deadline read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from cchc.importing.document import bulleted, joined
from cchc.importing.names import Named, is_elsewhere, named_bodies, names_of
from cchc.importing.persons import hide_persons
from cchc.importing.registrar import Registrar
from cchc.importing.results import FAIR, GOOD, LOST, WEAK, RawTask, admitted
from cchc.importing.shapes.initials import spelled_out
from cchc.importing.shapes.roles import Role
from cchc.models.plan import Task
from cchc.problems import N_, message
from cchc.text.characters import fold
from cchc.wording import Context, read

_WORD = re.compile(r"[^\W\d_]+")
_STOP = re.compile(r"[.,;:()\n/“”]")
_SPAN = 4
_OFTEN = 3


class Slips:
    """How often a document writes each four words."""

    def __init__(self, texts: Iterable[str]) -> None:
        seen: Counter[str] = Counter()
        for text in texts:
            seen.update(" ".join(words) for words in _spans(text))
        self.forms: dict[str, Counter[str]] = {}
        for words, count in seen.items():
            self.forms.setdefault(fold(words), Counter())[words] = count

    def of(self, text: str) -> list[tuple[str, str]]:
        """Words of a text and what the document writes elsewhere, each pair once."""
        found: dict[str, str] = {}
        for words in _spans(text):
            printed = " ".join(words)
            forms = self.forms.get(fold(printed))
            if forms is None or len(forms) < 2:
                continue
            usual, count = forms.most_common(1)[0]
            if usual == printed or count < _OFTEN * forms[printed]:
                continue
            pairs = zip(words, usual.split(), strict=True)
            for one, other in ((a, b) for a, b in pairs if a != b):
                found.setdefault(one, other)
        return list(found.items())


def _spans(text: str) -> Iterator[list[str]]:
    for part in _STOP.split(text):
        words = [word.lower() for word in _WORD.findall(part)]
        for at in range(len(words) - _SPAN + 1):
            yield words[at : at + _SPAN]


# A comma parts products only where each part is the plain name of a kind of paper.
_PLAIN = re.compile(
    r"(?:các\s+|bản\s+|dự thảo\s+)?(?:kế hoạch|báo cáo|quyết định|công văn|tờ trình"
    r"|văn bản|đề án|nghị quyết|hội nghị|hội thi|quy chế|quy trình|thông báo"
    r"|chương trình|danh mục|bài viết|mô hình|sản phẩm|giải pháp|dự thảo|phương án"
    r"|quy định|hướng dẫn|chỉ thị|tài liệu|tập huấn|hồ sơ|biên bản|kết luận"
    r"|nhóm tthc)\b",
    re.I,
)
_LONGEST = 60
# "Mô hình/báo cáo" are two; "Kế hoạch/Công văn" is either of them, one product.
_OR = re.compile(r"\s*/\s*(?=[a-zđ])")
# "100% đơn vị/báo cáo", "Đạt tỷ lệ 50%, Báo cáo": a result, and the report of it.
_REPORTED = re.compile(r"([^/,;()]+?)(?:\s*/\s*(?=[Bb])|,\s*(?=B))([Bb]áo cáo)\W*")
_PAPERS = re.compile(
    r"(?:các\s+|dự thảo\s+)?(?:kế hoạch|quyết định|công văn|tờ trình|thông báo|đề án"
    r"|văn bản|báo cáo|chương trình|nghị quyết|quy chế|kết luận|biên bản|phương án)\b",
    re.I,
)
_GLUED = re.compile(r"\s+(?=(?:Kế hoạch|Báo cáo|Quyết định|Công văn|Tờ trình|Đề án)\b)")
_ALL_PLAIN = re.compile(
    r"(?:(?:Kế hoạch|Báo cáo|Quyết định|Công văn|Tờ trình|Đề án)\s*)+"
)


def products_of(text: str) -> tuple[str, ...]:
    """The products that a cell lists, in order, each once."""
    found: list[str] = []
    for item in _lines(text):
        for part in _semicolons(item):
            found += _commas(part)
    return tuple(dict.fromkeys(name for name in map(_tidy, found) if name))


def _lines(text: str) -> list[str]:
    """Dashed items; without dashes, lines that begin with a capital."""
    lines = [line for line in text.split("\n") if line.strip()]
    if any(re.match(r"\s*[-–+•]", line) for line in lines):
        return bulleted(text)
    found: list[str] = []
    for line in lines:
        if found and not line.strip()[0].isupper():
            found[-1] = f"{found[-1]} {line.strip()}"
        else:
            found.append(line.strip())
    return found


def _semicolons(text: str) -> list[str]:
    return [part for part in re.split(r";\s*(?![^(]*\))", text) if part.strip()]


def _commas(text: str) -> list[str]:
    if (reported := _REPORTED.fullmatch(text)) and not _PAPERS.match(reported[1]):
        return [reported[1], reported[2]]
    parts = [part.strip() for part in re.split(r",\s+", text)]
    if _are_plain(parts) and not _is_plural(parts):
        return parts
    parts = _GLUED.split(text) if _ALL_PLAIN.fullmatch(text) else re.split(_OR, text)
    return parts if _are_plain(parts) else [text]


def _are_plain(parts: list[str]) -> bool:
    return len(parts) > 1 and all(
        len(part) <= _LONGEST and _PLAIN.match(part) for part in parts
    )


def _is_plural(parts: list[str]) -> bool:
    """ "Các chương trình, kế hoạch được ban hành": the first word is of them all."""
    return parts[0].lower().startswith("các ") and parts[-1][:1].islower()


def _tidy(text: str) -> str:
    name = joined(text).strip(" .;,-–+•")
    name = re.sub(r"\s*/\s*", "/", name)
    return name[:1].upper() + name[1:]


SHARED = N_("one column names lead and partners; the first is taken for the lead")
SPELLED = N_("“{printed}” is short for “{full}”")
ELSEWHERE = N_("who it is stands in another document")
NO_LEAD = N_("no lead is printed")
LONGEST = 160
LINE = 2000
_BEFORE = re.compile(r"\btruoc( ngay)?\Z")
_DAY = re.compile(r"\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{4})?\Z")
_HEADED = re.compile(r"[Nn]ăm (20\d\d)")
_WORDY = 40
_FEW = 15
_ENDS = re.compile(
    r"[.;:](?=\s)|,(?=\s)|\s(?=(?:theo|nhằm|để|trên cơ sở|gắn với|bảo đảm|đảm bảo)\b)"
)


@dataclass(frozen=True, slots=True)
class TaskReader:
    """What turning rows into tasks needs: who is who, and what years words mean.

    `short` are the short names that the document explains.
    """

    registrar: Registrar
    context: Context
    short: dict[str, str] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)

    def task(self, raw: RawTask, group: str | None) -> Task:
        """The task of one row; doubts are noted at the row."""
        hide_persons(raw)
        text = raw.cells.get(Role.TASK, "")
        leads, partners, note = self._units(raw)
        when = joined(raw.cells.get(Role.WHEN, ""))
        notes = [note] if note else []
        if raw.heading:
            notes.insert(0, f"Thuộc đề mục {raw.heading}")
        if not text:
            raw.doubt("title", message(N_("the row names no task")), LOST)
        return admitted(
            Task,
            {
                "id": raw.id,
                "group": group,
                "title": short_title(raw.title or text) or "(không ghi nhiệm vụ)",
                "products": self._products(raw),
                "leads": leads,
                "partners": partners,
                "when": self._line(raw, "when", when) or None,
                "deadlines": self._deadlines(raw, when),
                "extra": raw.extra,
                "note": ". ".join(notes)[:LINE] or None,
                "text": text[:20_000] or None,
            },
            raw.doubt,
        )

    def _units(self, raw: RawTask) -> tuple[list[str], list[str], str | None]:
        said = self._elsewhere(raw)
        named = named_bodies(self._full(raw, Role.LEAD, "leads"))
        helpers = names_of(self._full(raw, Role.PARTNER, "partners"))
        owners, shared = list(named.leads), list(named.partners)
        if len(owners) > 1 and not shared and _is_shared(raw):
            shared = owners[1:]
            del owners[1:]
            raw.doubt("leads", message(SHARED), FAIR)
        leads = self._ids(raw, "leads", owners)
        partners = self._ids(raw, "partners", [*shared, *helpers])
        note = f"Cột chủ trì ghi: {named.note}" if named.note else None
        if named.partners:
            note = f"Cột chủ trì ghi: {joined(raw.cells[Role.LEAD])}"
        unsaid = Role.LEAD not in raw.cells and said is None
        if not leads and unsaid and not _is_scanned(raw):
            raw.doubt("leads", message(NO_LEAD), GOOD)
        return leads, partners, said or note

    def _full(self, raw: RawTask, role: Role, what: str) -> str:
        """A cell of names with short ones in full; each is told once."""
        text = raw.cells.get(role, "")
        full = spelled_out(text, self.short, self.registrar.knows)
        if full != text:
            before, after = ([one.text for one in names_of(t)] for t in (text, full))
            pairs = list(zip(before, after, strict=False))
            if len(before) != len(after):
                pairs = [(joined(text), joined(full))]
            for printed, name in pairs:
                if printed != name and printed not in self.told:
                    self.told.add(printed)
                    why = message(SPELLED, printed=printed, full=name)
                    raw.doubt(what, why, GOOD)
        return full

    def _elsewhere(self, raw: RawTask) -> str | None:
        """What a cell says that sends the reader to another document for the names."""
        said: list[str] = []
        for role, name, what in (
            (Role.LEAD, "Chủ trì", "leads"),
            (Role.PARTNER, "phối hợp", "partners"),
        ):
            text = joined(raw.cells.get(role, ""))
            if is_elsewhere(text):
                raw.doubt(what, message(ELSEWHERE), WEAK)
                del raw.cells[role]
                both = role is Role.LEAD and raw.spans_partners
                head = "Chủ trì, phối hợp" if both else name[:1].upper() + name[1:]
                said.append(f"{head}: {text[:1].lower()}{text[1:]}")
        return ". ".join(said) or None

    def _ids(self, raw: RawTask, what: str, names: list[Named]) -> list[str]:
        found: list[str] = []
        for one in (one for named in names for one in self.registrar.find_all(named)):
            if one.doubt is not None:
                raw.doubt(what, *one.doubt)
            if one.id not in found:
                found.append(one.id)
        return found

    def _products(self, raw: RawTask) -> list[str]:
        return [
            self._line(raw, "products", name)
            for name in products_of(raw.cells.get(Role.PRODUCT, ""))
        ]

    def _line(self, raw: RawTask, what: str, text: str) -> str:
        if len(text) > LINE:
            why = message(N_("longer than {limit} characters and cut"), limit=LINE)
            raw.doubt(what, why, WEAK)
        return text[:LINE]

    def _deadlines(self, raw: RawTask, when: str) -> list[object]:
        if _is_scanned(raw):
            return []  # what the cell says is not known
        if not when:
            return [{"unstated": True}]
        if _BEFORE.search(fold(raw.names.get(Role.WHEN, ""))) and _DAY.match(when):
            when = f"trước ngày {when}"  # the heading says "Hoàn thành trước"
        context = self.context
        years = set(_HEADED.findall(raw.names.get(Role.WHEN, "")))
        if len(years) == 1:  # "Thời gian (Năm 2026)"
            context = replace(context, year=int(years.pop()))
        reading = read(when, context)
        for problem in reading.problems:
            raw.doubt("deadlines", problem, WEAK)
        if not reading.deadlines and not reading.problems:
            raw.doubt("deadlines", message(N_("no deadline was read")), FAIR)
        return list(reading.deadlines)


def _is_shared(raw: RawTask) -> bool:
    """Whether one column names both who leads and who helps."""
    words = fold(raw.names.get(Role.LEAD, ""))
    return "phoi hop" in words and Role.PARTNER not in raw.names


def _is_scanned(raw: RawTask) -> bool:
    """Whether the row comes from a damaged scan, of which only the number is known."""
    return any(what == "text" and not sure for what, _, sure in raw.doubts)


def _is_heading(first: str, second: str) -> bool:
    """Whether the first line of a text says what the others go into."""
    if len(first) > LONGEST or (not second[0].isupper() and second[0] not in "-–+•"):
        return False
    return len(first) >= _WORDY or (first.endswith(":") and len(first) >= _FEW)


def short_title(text: str) -> str:
    """The first words of a text, cut where a part of the sentence ends."""
    line = joined(
        re.sub(r"^\s*(?:[-–+•]\s*|[a-zđ]\)\s*|\d+\.\s+|\d+(?:\.\d+)+[.)]\s+)", "", text)
    )
    lines = [part.strip() for part in text.split("\n") if part.strip()]
    if len(lines) > 1 and _is_heading(lines[0], lines[1]):
        line = joined(lines[0]).lstrip("-–+• ")
    line = line.rstrip(" .;:,")
    if len(line) <= LONGEST:
        return line
    cuts = [m.start() for m in _ENDS.finditer(line) if 60 <= m.start() <= LONGEST - 1]
    at = cuts[-1] if cuts else line.rfind(" ", 0, LONGEST - 1)
    return line[: at if at > 0 else LONGEST - 1].rstrip(" .;:,-–") + "…"
