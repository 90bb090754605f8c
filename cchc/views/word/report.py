"""A periodic report as the names that a Word template may use."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from cchc.models.plan import Plan
from cchc.reporting.content import Item, Report, Section
from cchc.reporting.materials import Materials
from cchc.reporting.targets import Result, Verdict
from cchc.reporting.windows import is_cchc
from cchc.status import Status
from cchc.status.obligations import Tally
from cchc.units import Units
from cchc.views import labels
from cchc.views.word import annex, body, letterhead, sentences
from cchc.views.word import charts as bars
from cchc.views.word.charts import Bars
from cchc.views.word.footnotes import Footnotes
from cchc.views.word.letterhead import Paper
from cchc.views.word.sentences import (
    STATUS,
    VERDICT,
    VIETNAMESE,
    count,
    decision,
    due,
    goal,
    listed,
    long_date,
    lower_first,
    manual,
    names,
    next_period,
    percent,
    report_period,
    task_title,
    who,
)

_INTRODUCTION = """\
Tên dùng trong mẫu Word của `cchc report`, viết trong dấu ngoặc nhọn kép:
{{ report.title }}.

Danh sách được lặp bằng {%p for x in … %} … {%p endfor %} (mỗi lần một đoạn) hoặc
{%tr for x in … %} … {%tr endfor %} (mỗi lần một hàng của bảng); điều kiện bằng
{%p if … %} … {%p endif %}. Mẫu gốc: templates/bao-cao.docx. Tên không có trong
danh sách này làm lệnh dừng với thông báo lỗi, không ghi tệp."""

NAMES: dict[str, str] = {
    "letterhead.parent": "Cơ quan chủ quản: danh sách dòng chữ in hoa, có thể trống",
    "letterhead.agency": "Cơ quan ban hành: danh sách dòng chữ in hoa",
    "letterhead.rule": "Đường kẻ dưới tên cơ quan, dài theo tên",
    "letterhead.number": "Số, ký hiệu để trống số: Số:      /BC-SNV",
    "letterhead.symbol": "Ký hiệu: BC-SNV",
    "letterhead.place_date": "Địa danh, ngày tháng năm",
    "letterhead.date": "Ngày tháng năm, không có địa danh",
    "letterhead.office": "Tên cơ quan trong câu văn: Sở Nội vụ",
    "letterhead.addressed": "Dòng Kính gửi; có tên cơ quan nếu chỉ gửi một nơi",
    "letterhead.addressees": "Danh sách nơi kính gửi, nếu gửi nhiều nơi",
    "letterhead.position": "Danh sách dòng chức vụ người ký, đã có KT., TL.",
    "letterhead.signer": "Họ tên người ký",
    "letterhead.recipients": "Danh sách nơi nhận, dòng cuối là Lưu",
    "report.title": "Trích yếu",
    "report.rule": "Đường kẻ dưới trích yếu",
    "report.period": "Kỳ báo cáo: 6 tháng đầu năm 2024",
    "report.closed": "Ngày chốt số liệu",
    "report.body": "Toàn bộ nội dung theo đề cương: lời của cơ quan và số liệu; viết "
    "{{p report.body }} trong một đoạn riêng",
    "report.brief": "Trích yếu của bản tóm tắt",
    "report.brief_rule": "Đường kẻ dưới trích yếu của bản tóm tắt",
    "report.brief_closing": "Câu kết của bản tóm tắt",
    "report.opening": "Câu mở đầu: thực hiện văn bản nào, báo cáo gì",
    "report.closing": "Câu kết, có dấu ./.",
    "report.sent_by": "Hạn gửi báo cáo (dd/mm/yyyy)",
    "report.next_closes": "Ngày chốt số liệu của kỳ sau (dd/mm/yyyy)",
    "plan.id": "Mã kế hoạch",
    "plan.title": "Tên kế hoạch",
    "plan.decision": "Quyết định ban hành, viện dẫn đầy đủ",
    "summary.scope": "Câu: số nhiệm vụ, nhóm, chỉ tiêu",
    "summary.window": "Câu: kỳ số liệu, số đơn vị đã báo cáo",
    "summary.due": "Câu: nhiệm vụ đến hạn trong kỳ, đã hoàn thành, quá hạn",
    "summary.total": "Câu: lũy kế từ đầu Kế hoạch, theo hai cách tính",
    "summary.overdue": "Câu: số nhiệm vụ quá hạn, đã có lý do hay chưa",
    "summary.targets": "Câu: số chỉ tiêu đạt, chưa đạt, chưa báo cáo",
    "summary.changes": "Danh sách câu: so với kỳ báo cáo trước",
    "summary.upcoming": "Câu: số nhiệm vụ đến hạn trước kỳ sau",
    "summary.effort": "Câu: hướng đôn đốc thời gian tới",
    "summary.proposals": "Danh sách câu: kiến nghị, đề xuất",
    "figures.due": "Số nhiệm vụ đến hạn trong kỳ",
    "figures.done": "Trong đó đã hoàn thành",
    "figures.on_time": "Hoàn thành đúng hạn",
    "figures.late": "Hoàn thành quá hạn",
    "figures.overdue": "Quá hạn, chưa hoàn thành",
    "figures.share": "Tỷ lệ hoàn thành trên số đến hạn trong kỳ",
    "figures.tasks": "Số nhiệm vụ của Kế hoạch",
    "figures.tasks_done": "Số nhiệm vụ đã hoàn thành toàn bộ",
    "figures.share_of_plan": "Tỷ lệ nhiệm vụ hoàn thành trên cả Kế hoạch",
    "groups": "Danh sách nhóm: number, title, tasks, finished, due, done, on_time, "
    "late, overdue, share",
    "units": "Danh sách đơn vị: number, name, due, done, on_time, late, overdue, "
    "share, all_overdue",
    "direction": "Nhóm chỉ đạo, điều hành: title, sentence, done (danh sách)",
    "sections": "Các nhóm khác: title, sentence, done (danh sách)",
    "targets": "Chỉ tiêu đã có số liệu: number, title, goal, by, value, period, "
    "verdict, note",
    "all_targets": "Mọi chỉ tiêu, cùng các tên như targets",
    "overdue": "Nhiệm vụ quá hạn: id, title, products, units, due, days, reason, "
    "done_of",
    "silent": "Danh sách nhiệm vụ thường xuyên chưa báo cáo trong kỳ",
    "upcoming": "Nhiệm vụ đến hạn trước kỳ sau: id, title, products, units, due",
    "waiting": "Danh sách nhiệm vụ chờ sự kiện, chờ tiến độ hoặc vướng mắc",
    "annex": "Nhóm nhiệm vụ của phụ lục: title, tasks (id, title, products, leads, "
    "due, status, note)",
    "statistics": "Biểu mẫu thống kê: form, title, rows (code, name, unit, value, "
    "note); trống nếu kỳ này không có số liệu",
    "statistics_title": "Tên phụ lục thống kê: danh sách dòng chữ in hoa",
    "annexes.statistics": "Số của phụ lục thống kê; trống nếu không có",
    "annexes.tasks": "Số của phụ lục nhiệm vụ",
    "annexes.targets": "Số của phụ lục chỉ tiêu",
    "worst": "Nhiệm vụ quá hạn lâu nhất, tối đa 6, cùng các tên như overdue",
    "worst_rest": "Câu: còn bao nhiêu nhiệm vụ quá hạn nữa; trống nếu đã đủ",
    "missed": "Chỉ tiêu chưa đạt, tối đa 6, các tên như targets",
    "missed_rest": "Câu: còn bao nhiêu chỉ tiêu nữa; trống nếu đã đủ",
    "late_units": "Đơn vị có nhiều nhiệm vụ quá hạn nhất, tối đa 6, các tên như units",
    "charts.groups": "Biểu đồ tiến độ theo nhóm",
    "charts.targets": "Biểu đồ chỉ tiêu so với mục tiêu; trống nếu chưa có số liệu",
}
"""Name: what it is. Below a list stand the names of its members."""


def explained() -> str:
    """The manual page of `cchc report --explain-context`."""
    return manual(_INTRODUCTION, NAMES)


@dataclass(frozen=True, slots=True)
class Source:
    """All that a report on paper is made of."""

    report: Report
    made: Materials
    paper: Paper
    notes: Footnotes


def context(source: Source, draw: Callable[[Bars], object]) -> dict[str, object]:
    """Every name of `--explain-context`; `draw` makes a chart of figures."""
    report, paper = source.report, source.paper
    units = paper.units
    direction = [s for s in report.sections if _is_direction(s)]
    measured = [r for r in report.results if r.verdict is not Verdict.NOT_REPORTED]
    targets = bars.of_targets(report)
    overdue = [_overdue(report, item, units) for item in report.overdue]
    return {
        "letterhead": letterhead.context(paper),
        "report": _head(source),
        "plan": {
            "id": report.plan.id,
            "title": report.plan.title,
            "decision": decision(report.plan.decision, report.plan, units),
        },
        "summary": _summary(report),
        "figures": _figures(report),
        "groups": _groups(report),
        "units": _units(report, units),
        "direction": [
            {**_section(s, units), "title": lower_first(bars.title(s))}
            for s in direction
        ],
        "sections": [_section(s, units) for s in report.sections if s not in direction],
        "targets": _targets(measured),
        "all_targets": _targets(report.results),
        "overdue": overdue,
        "silent": listed([f"{task_title(i)} ({who(i, units)})" for i in report.silent]),
        "upcoming": [_line(item, units) for item in report.upcoming],
        "waiting": listed([sentences.waiting(i, units) for i in report.waiting]),
        "annex": [_annex(s, report, units) for s in report.sections],
        "statistics": annex.forms(source.made),
        "statistics_title": annex.title(source.made, _period(report), paper.office),
        "annexes": annex.numbers(source.made),
        **_shortest(report, overdue, units),
        "charts": {
            "groups": draw(bars.by_group(report)) if report.sections else "",
            "targets": draw(targets) if targets else "",
        },
    }


_SHOWN = 6
"""Rows of a table of the brief."""


def _shortest(
    report: Report, overdue: list[dict[str, object]], units: Units
) -> dict[str, object]:
    """What fits on two pages."""
    missed = _targets(r for r in report.results if r.verdict is Verdict.MISSES)
    more = "Còn {} {} khác tại các Phụ lục của báo cáo."
    rest, others = len(overdue) - _SHOWN, len(missed) - _SHOWN
    return {
        "worst": overdue[:_SHOWN],
        "worst_rest": more.format(count(rest), "nhiệm vụ") if rest > 0 else "",
        "missed": missed[:_SHOWN],
        "missed_rest": more.format(count(others), "chỉ tiêu") if others > 0 else "",
        "late_units": _units(report, units)[:_SHOWN],
    }


def _period(report: Report) -> str:
    return report_period(report.periodic.period, report.periodic.shape)


def _head(source: Source) -> dict[str, object]:
    report, paper = source.report, source.paper
    period = _period(report)
    plan = lower_first(_short_title(report.plan))
    subject = source.made.outline.title.format(
        period=period, next=next_period(report), plan=plan
    )
    brief = f"Tóm tắt tiến độ thực hiện {_short_title(report.plan)}, {period}"
    whose = f" của {paper.about}" if paper.about else ""
    return {
        "title": subject + whose,
        "rule": letterhead.rule_under(subject, 14),
        "period": period,
        "closed": long_date(report.closed),
        "opening": _opening(source, period),
        "closing": _closing(source, period),
        "body": body.body(
            report,
            source.made.filled,
            body.Frame(
                _opening(source, period),
                _closing(source, period),
                annex.sentence(source.made),
            ),
            paper.units,
            source.notes,
        ),
        "brief": brief,
        "brief_rule": letterhead.rule_under(brief, 14),
        "brief_closing": f"Trên đây là tóm tắt tiến độ, số liệu đến hết "
        f"{long_date(report.closed)}./.",
        "sent_by": labels.day(report.periodic.due),
        "next_closes": labels.day(report.following.window.end),
    }


def _short_title(plan: Plan) -> str:
    """A plan by its title, as a sentence names it."""
    title = plan.title
    return title if title.startswith("Kế hoạch") else f"Kế hoạch {title}"


def _subject(source: Source, period: str) -> str:
    """What the report is on: administrative reform, or the plan."""
    if is_cchc(source.report.plan):
        return f"công tác cải cách hành chính (CCHC) {period}"
    return f"thực hiện {_short_title(source.report.plan)} {period}"


def _opening(source: Source, period: str) -> str:
    report, paper = source.report, source.paper
    cited = decision(report.plan.decision, report.plan, paper.units)
    regime = report.periodic.regime
    grounds = f"{regime.cited} và {cited}" if regime and regime.cited else cited
    about = f" của {paper.about}" if paper.about else ""
    return (
        f"Thực hiện {grounds}, {paper.office} báo cáo kết quả "
        f"{_subject(source, period)}{about} như sau:"
    )


def _closing(source: Source, period: str) -> str:
    subject = source.paper.about or source.paper.office
    plain = _subject(source, period).replace("cải cách hành chính (CCHC)", "CCHC")
    return f"Trên đây là Báo cáo kết quả {plain} của {subject}./."


def _summary(report: Report) -> dict[str, object]:
    return {
        "scope": sentences.scope(report),
        "window": sentences.window(report),
        "due": sentences.in_window(report),
        "total": sentences.total(report),
        "overdue": sentences.overdue(report),
        "targets": sentences.targets(report),
        "changes": sentences.compared(report),
        "upcoming": sentences.ahead(report),
        "effort": sentences.effort(report),
        "proposals": sentences.proposals(report),
    }


def _figures(report: Report) -> dict[str, object]:
    return {
        **_tally(report.window),
        "tasks": report.total.planned,
        "tasks_done": report.total.tasks_done,
        "share_of_plan": percent(report.total.of_planned),
    }


def _is_direction(section: Section) -> bool:
    """The group on direction and management opens the outline of a report."""
    title = section.group.title.casefold() if section.group else ""
    return "chỉ đạo, điều hành" in title or "chỉ đạo điều hành" in title


def _tally(figures: Tally) -> dict[str, object]:
    return {
        "due": figures.due,
        "done": figures.done,
        "on_time": figures.on_time,
        "late": figures.late,
        "overdue": figures.overdue,
        "share": percent(figures.share),
    }


def _groups(report: Report) -> list[dict[str, object]]:
    return [
        {
            "number": section.group.id if section.group else "",
            "title": bars.title(section),
            "tasks": section.tasks,
            "finished": section.finished,
            **_tally(section.window),
        }
        for section in report.sections
    ]


def _units(report: Report, units: Units) -> list[dict[str, object]]:
    return [
        {
            "number": i,
            "name": units.name(line.unit),
            **_tally(line.window),
            "all_overdue": line.overdue,
        }
        for i, line in enumerate(report.units, 1)
    ]


def _section(section: Section, units: Units) -> dict[str, object]:
    return {
        "title": bars.title(section),
        "sentence": sentences.section(section),
        "done": listed([sentences.done(item, units) for item in section.done]),
    }


def _targets(results: Iterable[Result]) -> list[dict[str, object]]:
    return [
        {
            "number": i,
            "title": r.target.title,
            "goal": goal(r.target.goal),
            "by": labels.day(r.target.by.end) if r.target.by else "–",
            "value": _value(r),
            "period": r.measure.period.text if r.measure else "–",
            "verdict": VERDICT[r.verdict],
            "note": (r.measure.note or "") if r.measure else "",
        }
        for i, r in enumerate(results, 1)
    ]


def _value(result: Result) -> str:
    measure = result.measure or result.earlier
    if measure is None:
        return "–"
    unit = labels.suffix(result.target.goal.unit)
    shown = labels.figure(measure.value) + unit
    if result.measure is None:
        return f"– ({labels.period(measure.period, VIETNAMESE)}: {shown})"
    return shown


def _line(item: Item, units: Units) -> dict[str, object]:
    return {
        "id": item.task.id,
        "title": task_title(item),
        "products": "; ".join(item.task.products),
        "units": who(item, units),
        "due": due(item),
    }


def _overdue(report: Report, item: Item, units: Units) -> dict[str, object]:
    return {
        **_line(item, units),
        "days": item.days,
        "reason": sentences.reason(report, item),
        "done_of": sentences.done_of(item),
    }


def _annex(section: Section, report: Report, units: Units) -> dict[str, object]:
    heading = f"{section.group.id}. " if section.group else ""
    rows: dict[tuple[str, str | None, str], list[Item]] = {}
    for item in section.lines:
        key = (item.task.id, item.first.what, STATUS[item.first.status])
        rows.setdefault(key, []).append(item)
    return {
        "title": heading + bars.title(section),
        "tasks": [_task(alike, report, units) for alike in rows.values()],
    }


def _task(alike: list[Item], report: Report, units: Units) -> dict[str, object]:
    """One row: a milestone of a task, its recurrences of one status together."""
    first, last = alike[0], alike[-1]
    many = f" ({len(alike)} kỳ, đến {due(last)})" if len(alike) > 1 else ""
    leads = first.task.leads or (report.plan.decision.issuer,)
    return {
        "id": first.task.id,
        "title": task_title(first),
        "products": "; ".join(first.task.products),
        "leads": names(leads, units),
        "due": due(first) + many,
        "status": _status(first, report),
        "note": _note(alike),
    }


def _status(item: Item, report: Report) -> str:
    one = item.first
    text = STATUS[one.status]
    if one.status is Status.OVERDUE:
        text = f"Quá hạn {item.days} ngày"
        if not any(report.is_reported(o) for o in item.obligations):
            text += "; chưa báo cáo"
    elif one.status is Status.DONE_LATE and item.days:
        text += f" {item.days} ngày"
    if item.members > 1:
        text += f" ({len(item.units)}/{item.members} đơn vị)"
    return text


def _note(alike: list[Item]) -> str:
    ones = [one for item in alike for one in item.obligations]
    proofs = dict.fromkeys(proof for one in ones for proof in one.evidence)
    notes = dict.fromkeys(one.note for one in ones if one.note)
    return "; ".join([*proofs, *notes])
