"""A fictional country of plans, the same on every run: what figures are measured on.

`python tests/bench/country.py FOLDER --plans 4000` writes one workspace; with
`--provinces 34` a workspace for each province. Nothing in it is a real body's plan.
"""

from __future__ import annotations

import argparse
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

YEAR = 2025
VERBS = ("Rà soát", "Công bố", "Cập nhật", "Xây dựng", "Tổ chức", "Kiểm tra", "Số hóa")
MATTERS = (
    "thủ tục hành chính lĩnh vực {n}",
    "quy trình nội bộ nhóm {n}",
    "danh mục vị trí việc làm số {n}",
    "hồ sơ, giấy tờ kho {n}",
    "dịch vụ công trực tuyến nhóm {n}",
    "quy chế làm việc phần {n}",
    "tập huấn công chức đợt {n}",
)
PRODUCTS = ("Quyết định", "Kế hoạch", "Báo cáo", "Công văn", "Danh mục")
REGISTER = "format: 1\n"


class Size(NamedTuple):
    """How large a workspace is: plans, tasks of each, units that report, entries."""

    plans: int
    tasks: int = 40
    units: int = 12
    journals: int = 3
    entries: int = 20


def write_workspace(root: Path, size: Size, province: int = 1, seed: int = 7) -> None:
    """A workspace of fictional plans, one a body and year."""
    folder = root / "plans"
    registers = folder / "registers"
    registers.mkdir(parents=True, exist_ok=True)
    issuer = f"tinh-mau-{province:02}"
    (registers / "units.yaml").write_text(_units(issuer, size.units), encoding="utf-8")
    (registers / "indicators.yaml").write_text(_INDICATORS, encoding="utf-8")
    (folder / "workspace.yaml").write_text(
        f"format: 1\noffice: {issuer}\n", encoding="utf-8"
    )
    for number in range(size.plans):
        random = Random(f"{seed} {province} {number}")
        _write_plan(folder, random, size, issuer, number)


def _units(issuer: str, count: int) -> str:
    lines = [
        REGISTER + "units:",
        f"  - {{id: {issuer}, name: Ủy ban nhân dân tỉnh {issuer}, level: province}}",
    ]
    lines += [
        f"  - {{id: don-vi-{i:03}, name: Đơn vị mẫu {i:03}, level: province, "
        f"parent: {issuer}}}"
        for i in range(count)
    ]
    lines += [
        "  - id: don-vi-cu",
        "    name: Đơn vị cũ",
        "    level: province",
        f"    parent: {issuer}",
        f"    valid: {{until: {YEAR}-06-30}}",
        "    successors:",
        f"      - {{unit: don-vi-001, relation: merged_into, since: {YEAR}-07-01}}",
        "groups:",
        "  - id: cac-don-vi",
        "    name: Các đơn vị mẫu",
        "    members:",
        "      - {units: [don-vi-000, don-vi-001, don-vi-002]}",
    ]
    return "\n".join(lines) + "\n"


_INDICATORS = """\
format: 1
indicators:
  - {id: ho-so-dung-han, name: Hồ sơ đúng hạn, unit: "%", better: up}
"""


def _write_plan(
    folder: Path, random: Random, size: Size, issuer: str, number: int
) -> None:
    name = f"{YEAR}-co-quan-{number:04}"
    home = folder / name
    (home / "progress").mkdir(parents=True, exist_ok=True)
    leads = [f"don-vi-{i:03}" for i in random.sample(range(size.units), 6)]
    owners = [_lead(random, leads) for _ in range(size.tasks)]
    tasks = [_task(random, i, lead) for i, lead in enumerate(owners, 1)]
    lines = [
        "format: 1",
        f"id: {name}",
        f"title: Kế hoạch cải cách hành chính năm {YEAR} của cơ quan mẫu {number:04}",
        f'decision: {{number: "{number + 1}", symbol: KH-UBND, '
        f"signed: {YEAR - 1}-12-20, issuer: {issuer}}}",
        f"period: {YEAR}",
        "groups:",
        '  - {id: "1", title: Cải cách thủ tục hành chính}',
        "targets:",
        "  - id: dung-han",
        "    title: Hồ sơ giải quyết đúng hạn",
        "    indicator: ho-so-dung-han",
        f'    goal: {{at_least: {random.randint(90, 99)}, unit: "%"}}',
        f"    by: {YEAR}",
        "tasks:",
        *tasks,
    ]
    (home / "decision.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for unit in leads[: size.journals]:
        own = [i for i, lead in enumerate(owners, 1) if lead == unit]
        text = _journal(random, unit, own, size.entries)
        (home / "progress" / f"{unit}.yaml").write_text(text, encoding="utf-8")
    if number % 20 == 0:
        (home / "amendments").mkdir(exist_ok=True)
        (home / "amendments" / f"{YEAR}-05-10-gia-han.yaml").write_text(
            _amendment(random), encoding="utf-8"
        )


def _lead(random: Random, leads: list[str]) -> str:
    chance = random.random()
    if chance < 0.07:
        return "cac-don-vi" if chance < 0.05 else "don-vi-cu"
    return random.choice(leads)


def _task(random: Random, number: int, lead: str) -> str:
    verb, matter = random.choice(VERBS), random.choice(MATTERS).format(n=number)
    return "\n".join(
        [
            f'  - id: "1.{number}"',
            '    group: "1"',
            f"    title: {verb} {matter}",
            f"    products: [{random.choice(PRODUCTS)}]",
            f"    leads: [{lead}]",
            *_deadline(random),
        ]
    )


def _deadline(random: Random) -> list[str]:
    kind = random.random()
    if kind < 0.6:
        month = random.randint(1, 12)
        return [
            f"    when: Tháng {month} năm {YEAR}",
            "    deadlines:",
            f"      - {{due: {YEAR}-{month:02}}}",
        ]
    if kind < 0.75:
        return [
            "    when: Hằng quý",
            "    deadlines:",
            "      - {every: quarter}",
        ]
    return [
        "    when: Thường xuyên",
        "    deadlines:",
        "      - {ongoing: true}",
    ]


def _journal(random: Random, unit: str, tasks: list[int], count: int) -> str:
    lines = ["format: 1", f"unit: {unit}", "entries:"]
    days = sorted(random.randint(0, 364) for _ in range(count if tasks else 0))
    begun: set[int] = set()
    for day in days:
        task = random.choice(tasks)
        when = date(YEAR, 1, 1) + timedelta(days=day)
        state = random.choice(("done", "blocked")) if task in begun else "started"
        begun.add(task)
        proof = (
            f", evidence: [{{document: {task}/BC-ĐV, signed: {when}}}]"
            if state == "done"
            else ", note: Đang phối hợp các đơn vị"
        )
        lines.append(f'  - {{task: "1.{task}", date: {when}, state: {state}{proof}}}')
    return "\n".join(lines if days else [*lines[:2], "entries: []"]) + "\n"


def _amendment(random: Random) -> str:
    task = random.randint(1, 5)
    return (
        "format: 1\n"
        f"document: {{number: 45/QĐ-UBND, signed: {YEAR}-05-10}}\n"
        "changes:\n"
        f'  - task: "1.{task}"\n'
        f"    when: Tháng 11 năm {YEAR}\n"
        f"    deadlines: [{{due: {YEAR}-11}}]\n"
        "    because: Chờ văn bản hướng dẫn\n"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--plans", type=int, default=100)
    parser.add_argument("--tasks", type=int, default=40)
    parser.add_argument("--provinces", type=int, default=0)
    asked = parser.parse_args()
    size = Size(asked.plans, asked.tasks)
    if not asked.provinces:
        write_workspace(asked.folder, size)
    for province in range(1, asked.provinces + 1):
        write_workspace(asked.folder / f"tinh-{province:02}", size, province)


if __name__ == "__main__":
    main()
