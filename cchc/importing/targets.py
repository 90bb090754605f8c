"""Targets as drafts: checkable thresholds in the sentences of body and tasks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from cchc.dates import Period, parse_period
from cchc.importing.document import Table, joined
from cchc.importing.results import FAIR, GOOD, Doubt
from cchc.importing.sections import BASIS, Passage
from cchc.importing.shapes.measures import measures_of
from cchc.importing.tasks import short_title
from cchc.models.goals import Goal
from cchc.models.plan import Target, Task
from cchc.models.registers import IndicatorRegister
from cchc.problems import N_, message
from cchc.text.characters import fold, slug
from cchc.text.letters import CAPITALS
from cchc.text.numbers import figure

_FIGURE = r"(\d{1,3}(?:[.,]\d{1,3})*)"
_PERCENT = re.compile(rf"{_FIGURE}\s*%")
_FROM = re.compile(rf"{_FIGURE}\s*%?\s*(?:[-–]|đến)\s*\Z")
_LOWER = re.compile(
    r"\b(?:ít nhất|tối thiểu|không (?:thấp|ít|dưới|nhỏ) hơn|không dưới|đạt (?:từ|mức)"
    r"|từ|đạt|lên|đạt tỷ lệ)"
    r"\s*(?:tối thiểu|ít nhất|từ|là|tương ứng là|bình quân|khoảng|:)?\s*\Z"
)
# What may stand between a comparison and its figure: "tối đa là 2%", "dưới mức 2%".
_FILLER = r"(?:\s*(?:là|ở|mức|chỉ|khoảng|bằng|tương ứng|bình quân|:))*\s*\Z"
# In this order: "không dưới" is no "dưới", "không quá" no "quá".
_COMPARISONS = tuple(
    (form, re.compile(rf"(?:{words}){_FILLER}"))
    for form, words in (
        (
            "at_least",
            r"không (?:được )?(?:dưới|(?:thấp|ít|nhỏ|kém) hơn)"
            r"|(?:lớn|cao|nhiều) hơn hoặc bằng|bằng hoặc (?:lớn|cao|nhiều) hơn"
            r"|tối thiểu|ít nhất|thấp nhất|[≥⩾≧]|>\s*=|=\s*>",
        ),
        (
            "at_most",
            r"không (?:được )?(?:quá|vượt(?: quá)?|trên|(?:(?:cao|nhiều|lớn) )?hơn)"
            r"|(?:nhỏ|thấp|ít) hơn hoặc bằng|bằng hoặc (?:nhỏ|thấp|ít) hơn"
            r"|tối đa|nhiều nhất|cao nhất|[≤⩽≦]|<\s*=|=\s*<",
        ),
        ("less_than", r"dưới|thấp hơn|ít hơn|nhỏ hơn|chưa (?:đến|tới)|[<＜]"),
        ("more_than", r"trên|hơn|vượt|quá|[>＞]"),
    )
)
_RISE = re.compile(r"(?:tăng|tăng thêm|nâng)(?:\s+\S+){0,3}?\s*\Z")
_FALL = re.compile(
    r"(?:giảm|cắt giảm|rút ngắn|tiết kiệm|tinh giản)(?:\s+\S+){0,5}?\s*\Z"
)
_DOWN_TO = re.compile(r"(?:còn|xuống|xuống còn)\s*(?:dưới|không quá)?\s*\Z")
_AGAINST = re.compile(r"so với\s+(?:cùng kỳ\s+)?(?:năm\s+)?((?:19|20)\d\d)")
_BETTER = re.compile(
    r"(?:cao|tốt|tăng|nâng cao|cải thiện)(?:\s+\S+){0,4}?\s+so với (?:năm )?"
    r"((?:19|20)\d\d)"
)
_RANK = re.compile(
    r"(?:nhóm|top|trong)\s*(?:số\s*)?(\d{1,3})\s+([^.;]{3,80}?)"
    r"\s*(?:dẫn đầu|đứng đầu|cao nhất)"
    r"([^,.;()]{0,60})"
    r"|(?:thứ hạng|xếp hạng|vị trí)[^.;]{0,30}?(?:từ|trong|nhóm|thứ)"
    r"\s*(?:1\s*(?:đến|-)\s*)?(\d{1,3})"
)
# Two words, and a third where the second is half of a word: "hộ kinh doanh".
_UNIT = (
    r"[^\W\d]+(?:\s+(?:kinh doanh|kinh tế|gia đình|công cụ|công nghệ|công chức|công dân"
    r"|công trình|dữ liệu|dịch vụ|sản xuất|sản phẩm|học sinh|học viên|lao động"
    r"|thông tin|cán bộ|nhiệm vụ|tác xã|thủ tục|hành chính|doanh nghiệp|xã hội|dân cư"
    r"|dân phố|ngân sách|hội nghị|hội thảo|tập huấn|đào tạo|chuyên đề|tái định cư"
    r"|dân tộc|nông dân|nông nghiệp|khởi nghiệp|tuyên truyền|đối thoại|sự nghiệp"
    r"|tiêu chí)\b"
    r"|\s+[^\W\d]+)?"
)
_COUNT = re.compile(
    r"(ít nhất|tối thiểu|không dưới|không ít hơn|tối đa|không quá|không vượt quá"
    rf"|không nhiều hơn|từ|trên|dưới|<\s?=|>\s?=|[≤≥<>])\s*{_FIGURE}\s+"
    rf"((?!%|trở|đến|tháng|năm|ngày|quý|giờ|tuần|phút){_UNIT})",
    re.I,
)
# "hình thành 02 trung tâm": a figure without a word for "at least", among the aims.
_BARE = re.compile(
    r"\b(?:phấn đấu|có|đạt|hình thành|thành lập|xây dựng|phát triển|đào tạo|thu hút"
    r"|hoàn thành|triển khai|thí điểm|duy trì|công nhận|tổ chức|thêm)"
    r"(?:\s+(?:được|mới|thêm|khoảng|có))*"
    rf"\s+{_FIGURE}(?:\s*[-–]\s*\d+)?\s+"
    r"((?!%|trở|đến|tháng|năm|ngày|quý|giờ|tuần|phút|lần thứ|cấp|mức)"
    rf"{_UNIT})",
    re.I,
)
_SPEED = re.compile(
    rf"(?:tốc độ|băng thông|dung lượng)(?:\s+[^\s;.]+){{0,10}}?[\s(]+{_FIGURE}\s*"
    r"(Gbps|Mbps|Kbps|Gb/s|Mb/s|Tbps)\b",
    re.I,
)
# What is so today is no aim.
_TODAY = re.compile(
    r"\W*(?:Hiện nay|Hiện tại|Hiện có|Hiện,|Hiện trạng|Đến nay|Tính đến|Thời gian qua"
    r"|Trong thời gian qua|Những năm qua|Thực trạng|(?:Trong )?năm \d{4},? đã)",
    re.I,
)
# An aim without a figure says what is to stand in the end.
_AIM = re.compile(
    r"\s*(?:[-–+•*]|[a-zđ]\)|\d+(?:\.\d+)*[.)])\s*(?:Phấn đấu\s+)?(?:cơ bản\s+)?"
    r"(?:Hoàn thành|Hoàn thiện|Xây dựng|Triển khai|Hình thành|Đưa vào|Thiết lập|Kết nối"
    r"|Ban hành|Duy trì|Bảo đảm|Đảm bảo|Phổ cập|Tất cả|Toàn bộ|Mọi|Vận hành)\b",
    re.I,
)
_SHORT_AIM, _LONG_AIM = 30, 600
_YEAR = re.compile(r"(?:đến(?: hết)?|trong|hết)?\s*(?:cuối\s*)?năm\s+((?:19|20)\d\d)")
# How far behind a figure its "so với năm 2021" may stand.
_FAR = 160


@dataclass(frozen=True, slots=True)
class Threshold:
    """A goal found in a sentence; `sure` is how likely it is read right.

    `near` is the part of the sentence from the figure before to the figure behind:
    what this one measures.
    """

    text: str
    goal: Goal
    year: str | None
    sure: float
    near: str = ""


def thresholds_of(text: str, bare: bool = False) -> Iterator[Threshold]:
    """The thresholds of a text, sentence by sentence, in order.

    `bare` takes counts too that no word calls a threshold, where a sentence has
    nothing else.
    """
    year = None
    for sentence in _sentences(text):
        if _TODAY.match(sentence):
            continue
        if found := _YEAR.search(sentence):
            year = found[1]
        found_goals = list(_goals(sentence))
        if bare and not found_goals:
            found_goals = list(_bare(sentence))
        for goal, sure, near in found_goals:
            yield Threshold(sentence, goal, year, sure, near)


# Behind a semicolon a clause of its own: it begins with a capital, a figure or an act.
_SENTENCE = re.compile(
    rf"(?<=[.;!?])\s+(?=[{CAPITALS}\d“+-])|\n"
    r"|(?<=;)\s+(?=(?:áp dụng|đạt|đảm bảo|đào tạo|đẩy (?:mạnh|nhanh)|đề xuất|đầu tư"
    r"|đội ngũ|đồng thời|đổi mới|đưa|ứng dụng|ưu tiên)\b)"
)
_Read = tuple[Goal, float, str]


def _sentences(text: str) -> list[str]:
    parts = _SENTENCE.split(text)
    return [
        joined(part).lstrip("-–+•* ").rstrip(" ;") for part in parts if part.strip()
    ]


def _goals(sentence: str) -> Iterator[_Read]:
    """Goals with how sure they are and the words around the figure."""
    seen: list[tuple[Goal, str]] = []
    for goal, sure, near in (
        *_ranks(sentence),
        *_percents(sentence),
        *_counts(sentence),
        *_speeds(sentence),
    ):
        if (goal, near) not in seen:
            seen.append((goal, near))
            yield goal, sure, near


def _around(sentence: str, start: int, end: int) -> str:
    """The words around a figure, up to the figures next to it."""
    figures = list(_PERCENT.finditer(sentence))
    left = max((f.end() for f in figures if f.end() <= start), default=0)
    right = min((f.start() for f in figures if f.start() >= end), default=len(sentence))
    return sentence[left:right]


def _ranks(sentence: str) -> Iterator[_Read]:
    for match in _RANK.finditer(sentence):
        rank = int(match[1] or match[4])
        among = joined(f"{match[2] or ''} {match[3] or ''}") or None
        if 1 <= rank <= 700:
            yield Goal(rank=rank, among=among), 0.8, sentence
    better = _BETTER.search(sentence)
    if better and not _PERCENT.search(sentence[: better.end()]):
        yield Goal(better_than=parse_period(better[1])), 0.7, sentence


def _percents(sentence: str) -> Iterator[_Read]:
    for match in _PERCENT.finditer(sentence):
        value = figure(match[1])
        if value is None:
            continue
        before, after = sentence[: match.start()].lower(), sentence[match.end() :]
        if span := _FROM.search(before):  # "từ 10 - 12%"
            value, before = figure(span[1]) or value, before[: span.start()]
        near = _around(sentence, match.start(), match.end())
        against = _AGAINST.search(after[:_FAR])
        if against and _FALL.search(before):
            yield _change("fall", value, against[1]), 0.8, near
        elif against and _RISE.search(before):
            yield _change("rise", value, against[1]), 0.8, near
        else:
            yield *_share(value, before, after), near


def _change(form: str, value: float, year: str) -> Goal:
    return Goal.model_validate({form: value, "unit": "%", "against": year})


def _share(value: float, before: str, after: str) -> tuple[Goal, float]:
    """ "100% hồ sơ" is at least; a word before or behind may say otherwise."""
    form, sure = "at_least", 0.8
    compared = next((f for f, words in _COMPARISONS if words.search(before)), None)
    if re.match(r"\s*(?:trở xuống|hoặc (?:thấp|ít|nhỏ) hơn)", after):
        form = "at_most"
    elif compared is not None:
        form = compared
    elif _DOWN_TO.search(before):
        form, sure = "at_most", 0.5
    elif _FALL.search(before) and not _LOWER.search(before):
        form, sure = "fall", 0.5
    elif not (value == 100 or _LOWER.search(before) or re.match(r"\s*trở lên", after)):
        sure = 0.5
    return Goal.model_validate({form: value, "unit": "%"}), sure


_COUNTS = {
    "ít nhất": "at_least", "tối thiểu": "at_least", "không dưới": "at_least",
    "không ít hơn": "at_least", "từ": "at_least", "trên": "more_than",
    "dưới": "less_than", "tối đa": "at_most", "không quá": "at_most",
    "không vượt quá": "at_most", "không nhiều hơn": "at_most",
    "≤": "at_most", "<=": "at_most", "≥": "at_least", ">=": "at_least",
    "<": "less_than", ">": "more_than",
}  # fmt: skip


def _counts(sentence: str) -> Iterator[_Read]:
    for match in _COUNT.finditer(sentence):
        word, unit = joined(match[1].lower()).replace(" =", "="), match[3]
        after = sentence[match.end() : match.end() + 12]
        if word in ("từ", "trên", "dưới") and "trở" not in after:
            continue
        if unit.lower().startswith(("làm việc", "cấp", "mức", "lần thứ")):
            continue
        value = figure(match[2])
        if value is None:
            continue
        goal = Goal.model_validate({_COUNTS[word]: value, "unit": unit[:40]})
        yield goal, 0.7, _around(sentence, match.start(), match.end())


def _speeds(sentence: str) -> Iterator[_Read]:
    for match in _SPEED.finditer(sentence):
        word = _LOWER.search(sentence[: match.start(1)].lower())
        value = figure(match[1])
        if value is not None and (word is None or not _COUNT.search(sentence)):
            goal = Goal(at_least=value, unit=match[2])
            yield goal, 0.7, _around(sentence, match.start(), match.end())


def aim_of(text: str) -> Threshold | None:
    """An item among the aims that names no figure: what is to stand in the end."""
    line = joined(text)
    if not _AIM.match(line) or not _SHORT_AIM <= len(line) <= _LONG_AIM:
        return None
    if re.search(r":\Z", line) or _TODAY.match(line):
        return None
    said = re.sub(r"^\s*(?:[-–+•*]|[a-zđ]\)|\d+(?:\.\d+)*[.)])\s*", "", line)
    year = _YEAR.search(said)
    goal = Goal(qualitative=short_title(said))
    return Threshold(said.rstrip(" ;"), goal, year[1] if year else None, 0.5, said)


def _bare(sentence: str) -> Iterator[_Read]:
    for match in _BARE.finditer(sentence):
        value = figure(match[1])
        if value is not None:
            goal = Goal(at_least=value, unit=match[2][:40])
            yield goal, 0.5, _around(sentence, match.start(), match.end())


_SHORTEST = 8
_LONGEST = 70
_NO_AIMS = ("Điều", "Nơi nhận", "chú thích", BASIS)


@dataclass
class Targets:
    """Targets found so far, each with an id of its own."""

    indicators: IndicatorRegister
    period: Period
    found: list[Target] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    _taken: dict[str, int] = field(default_factory=dict)

    def body(self, parts: Iterable[Passage]) -> None:
        """Thresholds of the body; not of the basis, the articles and the footnotes."""
        for part in parts:
            if part.at.startswith(_NO_AIMS):
                continue
            found = list(thresholds_of(part.text, part.aims))
            if not found and part.aims and not part.general:
                aim = aim_of(part.text)
                found = [aim] if aim else []
            for one in found:
                self._add(one, part.at, one.year or part.year, None)

    def tables(self, tables: Iterable[Table]) -> None:
        """Rows of tables of targets: what each is to be within the plan's period."""
        for table in tables:
            for row in measures_of(table):
                if row.year and not self.period.overlaps(parse_period(row.year)):
                    continue  # what was to be in another year
                text = f"{row.name}: {row.printed}"
                if row.unit.lower() not in text.lower():
                    text = f"{text} {row.unit}"
                goal = Goal.model_validate({row.form: row.value, "unit": row.unit})
                sure = GOOD if row.sure else FAIR
                one = Threshold(text, goal, row.year, sure, text)
                self._add(one, "Biểu chỉ tiêu", row.year, None)

    def tasks(self, tasks: Sequence[Task]) -> None:
        """Thresholds that tasks and their products name."""
        for task in tasks:
            in_text = list(thresholds_of(task.text or ""))
            goals = [one.goal for one in in_text]
            in_products = [
                one
                for text in task.products
                for one in thresholds_of(text)
                if one.goal not in goals  # a product repeats what the task says
            ]
            for one in (*in_text, *in_products):
                self._add(one, f"nhiệm vụ {task.id}", one.year, task.id)

    def _add(self, one: Threshold, at: str, year: str | None, task: str | None) -> None:
        indicator = self._indicator(one.near)
        name = self._free(indicator or slug(f"chi tieu {at}"))
        self.found.append(
            Target(
                id=name,
                at=at,
                title=_title(one) or at,
                indicator=indicator,
                goal=one.goal,
                by=self._by(year),
                task=task,
                text=one.text,
            )
        )
        if one.sure < GOOD:
            why = message(N_("is this figure a threshold, and of this kind?"))
            self.doubts.append(Doubt(name, "goal", why, one.sure))

    def _by(self, year: str | None) -> Period | None:
        if year is not None and self.period.overlaps(found := parse_period(year)):
            return found
        return None if self.period.is_open else self.period

    @cached_property
    def _names(self) -> list[tuple[str, str]]:
        """Folded names of indicators with their ids, the longest first."""
        names = [
            (fold(name), indicator.id)
            for indicator in self.indicators.indicators
            for name in (indicator.name, *indicator.aliases)
        ]
        return sorted((n for n in names if len(n[0]) > _SHORTEST), key=_by_length)

    def _indicator(self, text: str) -> str | None:
        """The indicator whose name stands near the figure; the longest one."""
        folded = f" {fold(text)} "
        return next((found for n, found in self._names if f" {n} " in folded), None)

    def _free(self, name: str) -> str:
        """The id, with a count where it is taken."""
        base = found = name[:_LONGEST]
        while found in self._taken:
            self._taken[base] += 1
            found = f"{base}-{self._taken[base]}"
        self._taken[found] = 1
        return found


def _by_length(name: tuple[str, str]) -> int:
    return -len(name[0])


def _title(one: Threshold) -> str:
    """The first words of the sentence, or of the part of it with the figure."""
    title = short_title(one.text)
    value = getattr(one.goal, one.goal.form)
    figure = str(int(value)) if isinstance(value, (int, float)) else ""
    return title if figure in title else short_title(one.near) or title
