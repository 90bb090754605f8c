"""The names that a report template may use, for those who write templates."""

from __future__ import annotations

_INTRODUCTION = """\
Tên dùng trong mẫu Word của `cchc report`, viết trong dấu ngoặc nhọn kép:
{{ report.title }}.

Danh sách được lặp bằng {%p for x in … %} … {%p endfor %} (mỗi lần một đoạn) hoặc
{%tr for x in … %} … {%tr endfor %} (mỗi lần một hàng của bảng); điều kiện bằng
{%p if … %} … {%p endif %}. Mẫu gốc: templates/bao-cao.docx. Tên không có trong
danh sách này làm lệnh dừng với thông báo lỗi, không ghi tệp.

Mỗi đầu việc là một mốc thời hạn của một đơn vị chủ trì.
"""

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
    "report.opening": "Câu mở đầu: thực hiện Quyết định nào, báo cáo gì",
    "report.closing": "Câu kết, có dấu ./.",
    "report.sent_by": "Hạn gửi báo cáo (dd/mm/yyyy)",
    "report.next_closes": "Ngày chốt số liệu của kỳ sau (dd/mm/yyyy)",
    "plan.id": "Mã kế hoạch",
    "plan.title": "Tên kế hoạch",
    "plan.decision": "Quyết định ban hành, viện dẫn đầy đủ",
    "summary.scope": "Câu: số nhiệm vụ, nhóm, chỉ tiêu; cách tính đầu việc",
    "summary.abbreviations": "Câu: các chữ viết tắt; trống nếu không có",
    "summary.window": "Câu: kỳ số liệu, số đơn vị đã báo cáo",
    "summary.due": "Câu: đầu việc đến hạn trong kỳ, đã hoàn thành, quá hạn",
    "summary.total": "Câu: lũy kế từ đầu Kế hoạch, theo hai cách tính",
    "summary.overdue": "Câu: số đầu việc quá hạn, đã có lý do hay chưa",
    "summary.targets": "Câu: số chỉ tiêu đạt, chưa đạt, chưa báo cáo",
    "summary.changes": "Danh sách câu: so với kỳ báo cáo trước",
    "summary.upcoming": "Câu: số đầu việc đến hạn trước kỳ sau",
    "summary.effort": "Câu: hướng đôn đốc thời gian tới",
    "summary.proposals": "Danh sách câu: kiến nghị, đề xuất",
    "figures.due": "Số đầu việc đến hạn trong kỳ",
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
    "overdue": "Đầu việc quá hạn: id, title, products, units, due, days, reason, "
    "done_of",
    "silent": "Danh sách nhiệm vụ thường xuyên chưa báo cáo trong kỳ",
    "upcoming": "Đầu việc đến hạn trước kỳ sau: id, title, products, units, due",
    "waiting": "Danh sách nhiệm vụ chờ sự kiện, chờ tiến độ hoặc vướng mắc",
    "annex": "Nhóm nhiệm vụ của phụ lục: title, tasks (id, title, products, leads, "
    "due, status, note)",
    "charts.groups": "Biểu đồ tiến độ theo nhóm",
    "charts.targets": "Biểu đồ chỉ tiêu so với mục tiêu; trống nếu chưa có số liệu",
}
"""Name: what it is. Below a list stand the names of its members."""


def explained() -> str:
    """The manual page of `cchc report --explain-context`."""
    width = max(map(len, NAMES)) + 2
    lines = [f"  {name:<{width}}{meaning}" for name, meaning in NAMES.items()]
    return "\n".join([_INTRODUCTION, *lines]) + "\n"
