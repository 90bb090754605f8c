"""Faults seeded into copies of the real plans: each must be found, on its line.

The table was written before the rules. A seed is one edit of the text: from `anchor`
on, the first `old` becomes `new`; the finding must stand on the line of `mark` (the
first line of `new` where there is none), looked for from the edit on.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from cchc.checks.rules import check
from cchc.load import Workspace
from cchc.problems import Finding

ROOT = Path(__file__).parent.parent
SNV, U20, U21 = "2024-snv", "2020-ubnd", "2021-ubnd"
U37, U131, BT = "2021-ubnd-3637", "2022-ubnd-131", "2023-binh-tan"


@dataclass(frozen=True)
class Seed:
    rule: str
    file: str
    anchor: str
    old: str
    new: str
    mark: str = ""

    @property
    def path(self) -> str:
        name = self.file if "/" in self.file else f"{self.file}/decision.yaml"
        return f"plans/{name}"


def task(number: str) -> str:
    return f'  - id: "{number}"\n'


UNITS, INDICATORS, DOCUMENTS = (
    f"registers/{name}.yaml" for name in ("units", "indicators", "documents")
)
WORKDAYS = "registers/workdays.yaml"

SEEDS = (
    # form
    Seed("id-unquoted", SNV, "", 'id: "1.10"', "id: 1.10"),
    Seed("id-unquoted", U131, "", '  - id: "14"', "  - id: 14"),
    Seed("id-duplicate", SNV, task("3.3"), '"3.3"', '"3.2"'),
    Seed(
        "id-duplicate",
        U37,
        "targets:",
        "id: payment-procedures-2025",
        "id: internal-transfer-2025",
    ),
    Seed("id-gap", SNV, task("4.5"), '"4.5"', '"4.4.b"', '"4.6"'),
    Seed("id-gap", U20, task("3.4.e"), '"3.4.e"', '"3.4.d.b"', '"3.4.g"'),
    Seed("id-gap", U131, task("30"), '"30"', '"29.b"', '"31"'),
    Seed("group-unknown", SNV, task("6.4"), 'group: "6"', 'group: "8"'),
    Seed("task-misplaced", SNV, task("6.4"), 'group: "6"', 'group: "5"'),
    Seed("key-unknown", BT, task("17"), "leads:", "lead:"),
    Seed(
        "key-missing", U131, task("25"), "    title: Ký số", "    note: Ký số", '"25"'
    ),
    Seed("key-duplicate", U21, task("6.2"), "    when:", '    group: "6"\n    when:'),
    Seed("value-invalid", U20, task("7.3"), "{due: 2020}", "{due: 2020-13}"),
    Seed("yaml-tab", U21, task("9.6"), "    when:", "\twhen:"),
    Seed("untidy-spaces", SNV, task("4.2"), "Trong năm 2024", "Trong  năm 2024"),
    Seed("untidy-spaces", U37, task("V.2"), "when: Năm 2022", "when: Năm 2022 "),
    Seed("text-not-nfc", BT, task("20"), "Ký số", "Ky\u0301 số"),
    Seed(
        "accept-unneeded",
        U131,
        task("24"),
        "rule: duplicate-task",
        "rule: deadline-unstated",
    ),
    Seed(
        "accept-unneeded",
        U131,
        "accept:\n  - {rule: text-lost",
        "accept:\n",
        "accept:\n  - {rule: lead-missing, because: Nguồn để trống cột chủ trì}\n",
        "lead-missing",
    ),
    Seed(
        "accept-without-reason",
        SNV,
        task("7.11"),
        "because: Bản nguồn để trống ô thời hạn của nhiệm vụ 7.11",
        "because: ok",
    ),
    # deadlines
    Seed("deadline-outside-plan", SNV, task("5.8"), "{due: 2024}", "{due: 2022}"),
    Seed("deadline-outside-plan", U37, task("V.1"), "2022-Q2", "2032-Q2"),
    Seed("deadline-before-signing", BT, task("18"), "{due: 2023}", "{due: 2022-11}"),
    Seed("deadline-before-signing", U131, task("20"), "2022-12", "2022-11"),
    Seed(
        "deadline-unstated",
        SNV,
        task("5.8"),
        "    deadlines:\n      - {due: 2024}\n",
        "    deadlines: []\n",
    ),
    Seed("deadline-unstated", U37, task("V.2"), "{due: 2022}", "{unstated: true}"),
    Seed("wording-mismatch", SNV, task("4.8"), "{due: 2024-10}", "{due: 2024-11}"),
    Seed("wording-mismatch", U131, task("15"), "{due: 2023-03}", "{due: 2023-02}"),
    Seed("wording-mismatch", BT, "", "day: 09-10", "day: 10-09"),
    Seed("wording-mismatch", U21, task("9.5"), "every: quarter", "every: month"),
    Seed("wording-mismatch", SNV, task("1.1"), "days: 10", "days: 15"),
    Seed(
        "wording-not-understood",
        U20,
        task("7.3"),
        "when: Trong năm 2020",
        "when: Lúc nào tiện thì làm",
    ),
    Seed(
        "deadline-on-day-off", U131, task("15"), "{due: 2023-03}", "{due: 2023-04-30}"
    ),
    Seed(
        "event-without-limit",
        SNV,
        task("1.1"),
        ", within: {days: 10, working: true}",
        "",
    ),
    Seed(
        "recurrence-without-end",
        SNV,
        task("1.8"),
        "{due: 2024}",
        "{every: year, from: 2024}",
    ),
    Seed(
        "recurrence-empty",
        U21,
        task("9.5"),
        "{every: quarter}",
        "{every: quarter, from: 2023}",
    ),
    # bodies
    Seed(
        "lead-missing",
        U131,
        task("26"),
        "leads: [so-thong-tin-va-truyen-thong]",
        "leads: []",
    ),
    Seed("unit-unknown", SNV, task("6.4"), "van-phong-so]", "van-phong-soo]"),
    Seed(
        "unit-unknown",
        U37,
        task("VI.9"),
        "so-van-hoa-va-the-thao",
        "so-van-hoa-the-thao",
    ),
    Seed(
        "lead-is-partner",
        U131,
        task("23"),
        "partners: [cac-co-quan-don-vi]",
        "partners: [cac-co-quan-don-vi, so-thong-tin-va-truyen-thong]",
    ),
    Seed(
        "lead-is-partner",
        U37,
        task("IV.9"),
        "partners: [so-tai-chinh",
        "partners: [so-lao-dong-thuong-binh-va-xa-hoi",
    ),
    Seed("unit-repeated", SNV, task("1.12"), "so-tu-phap, ", "so-tai-chinh, "),
    Seed(
        "several-leads",
        U131,
        task("34"),
        "leads: [cong-an-tp]",
        "leads: [cong-an-tp, so-tu-phap]",
    ),
    Seed(
        "unit-not-valid",
        U20,
        task("6.2.a"),
        "so-tai-chinh",
        "so-nong-nghiep-va-moi-truong",
    ),
    Seed(
        "unit-not-valid",
        U37,
        task("III.1"),
        "ubnd-quan-huyen",
        "ubnd-phuong-xa-dac-khu",
    ),
    Seed(
        "group-not-at-level",
        BT,
        task("20"),
        "leads: [cac-co-quan-don-vi",
        "leads: [so-ban-nganh",
    ),
    Seed(
        "group-not-at-level",
        U131,
        task("18"),
        "ubnd-quan-huyen",
        "cac-to-chuc-truc-thuoc-so",
    ),
    # targets
    Seed(
        "target-conflict", SNV, "  - id: on-time-body\n", "at_least: 99", "at_least: 98"
    ),
    Seed(
        "target-conflict",
        SNV,
        "  - id: satisfaction-task\n",
        "at_least: 95",
        "at_least: 96",
    ),
    Seed(
        "target-weakens",
        U37,
        "  - id: digital-inspection-2030\n",
        "at_least: 70",
        "at_least: 40",
    ),
    Seed(
        "target-out-of-range",
        U20,
        "  - id: postal-files\n",
        "at_least: 10",
        "at_least: 110",
    ),
    Seed(
        "target-figure-mismatch",
        U131,
        "  - id: form-fields-cut\n",
        "at_least: 20",
        "at_least: 30",
    ),
    Seed(
        "indicator-unknown",
        U21,
        "  - id: iso\n",
        "indicator: iso-rate",
        "indicator: iso-rates",
    ),
    Seed(
        "indicator-missing",
        U21,
        "  - id: iso\n",
        "    indicator: iso-rate\n",
        "",
        "goal:",
    ),
    Seed(
        "scope-unknown",
        U37,
        "  - id: commune-degree-2030\n",
        "scope: commune",
        "scope: communes",
    ),
    Seed(
        "target-direction",
        U21,
        "  - id: late-land-investment\n",
        "less_than",
        "at_least",
    ),
    Seed(
        "target-task-unknown",
        SNV,
        "  - id: asset-rules-task\n",
        'task: "6.2"',
        'task: "6.22"',
    ),
    Seed("target-missing", U20, task("3.5.c"), "10% số hồ sơ", "15% số hồ sơ"),
    # citations
    Seed(
        "citation-unknown",
        SNV,
        "cites:",
        "766/QĐ-TTg@2022-06-23",
        "767/QĐ-TTg@2022-06-23",
    ),
    Seed(
        "citation-conflict",
        U131,
        "cites:",
        "  - {document: 766/QĐ-TTg@2022-06-23, at: [nhiệm vụ 11]}",
        "  - {document: 766/QĐ-TTg@2022-06-23, at: [nhiệm vụ 11]}\n"
        "  - {document: 766/QĐ-TTg@2022-06-25, at: [nhiệm vụ 12]}",
        "2022-06-25",
    ),
    Seed(
        "citation-conflict",
        SNV,
        "cites:",
        "  - {document: 3242/QĐ-UBND@2022-09-27,",
        "  - {document: 3224/QĐ-UBND@2022-09-27, at: [III.5]}\n"
        "  - {document: 3242/QĐ-UBND@2022-09-27,",
    ),
    Seed(
        "citation-repeated",
        U131,
        "cites:",
        "45/2020/NĐ-CP@2020-04-08",
        "468/QĐ-TTg@2021-03-27",
    ),
    Seed(
        "citation-after-signing",
        U131,
        "cites:",
        "1802/QĐ-UBND@2022-05-27",
        "1029/QĐ-UBND@2023-03-24",
    ),
    Seed(
        "citation-replaced",
        U37,
        "cites:",
        "468/QĐ-TTg@2021-03-27",
        "5456/QĐ-UBND@2019-12-28",
    ),
    Seed(
        "citation-number-form",
        BT,
        "cites:",
        "06/QĐ-TTg@2022-01-06",
        "06QĐ/TTg@2022-01-06",
    ),
    Seed(
        "citation-year-mismatch",
        SNV,
        "cites:",
        "42/2022/NĐ-CP@2022-06-24",
        "42/2022/NĐ-CP@2023-06-24",
    ),
    # duplicates, reports, links
    Seed(
        "duplicate-task",
        U131,
        task("21"),
        "title: Hướng dẫn UBND các cấp chứng thực bản sao điện tử từ bản chính; "
        "hướng dẫn cấp bản sao điện tử từ sổ gốc",
        "title: Thực thi phương án đơn giản hóa TTHC nội bộ do Chủ tịch UBND "
        "Thành phố duyệt",
    ),
    Seed("report-outside-plan", U37, "reports:", "due: 2025", "due: 2019"),
    Seed("report-undated", U37, "reports:", "due: 2025, ", ""),
    Seed(
        "upstream-unknown",
        BT,
        "",
        "implements: [2022-ubnd-131]",
        "implements: [2022-ubnd-132]",
    ),
    Seed("upstream-unknown", BT, task("4"), 'task: "4"', 'task: "44"'),
    # between plans (these two came with the cascade, after the rules)
    Seed("upstream-deadline-missed", BT, task("8"), "{due: 2023-06,", "{due: 2023-08,"),
    Seed(
        "upstream-milestone-dropped",
        BT,
        task("7"),
        "      - {due: 2022-12}\n",
        "",
        "deadlines:",
    ),
    # registers
    Seed(
        "unit-parent-unknown",
        UNITS,
        "  - id: ban-dan-toc\n",
        "parent: ubnd-tp",
        "parent: ubnd-tpp",
    ),
    Seed(
        "successor-unknown",
        UNITS,
        "  - id: ban-dan-toc\n",
        "unit: so-dan-toc-va-ton-giao",
        "unit: so-dan-toc-ton-giao",
    ),
    Seed(
        "alias-ambiguous",
        UNITS,
        "  - id: ban-doi-moi-quan-ly-doanh-nghiep\n",
        "      - Ban Đổi mới QLDN\n",
        "      - Ban Dân tộc Thành phố\n",
    ),
    Seed(
        "member-unknown",
        UNITS,
        "  - id: cac-to-chuc-truc-thuoc-so\n",
        "ban-ton-giao",
        "ban-ton-giaos",
    ),
    Seed(
        "register-id-duplicate",
        INDICATORS,
        "indicators:",
        "id: bank-account-rate",
        "id: asset-rule-rate",
    ),
    Seed(
        "document-key-mismatch",
        DOCUMENTS,
        "key: 28-CTr/TU@2018-02-27",
        "signed: 2018-02-27",
        "signed: 2018-02-26",
    ),
    Seed(
        "document-replacement-unknown",
        DOCUMENTS,
        "",
        "replaced_by: 1750/QĐ-UBND@2024-05-20",
        "replaced_by: 1750/QĐ-UBND@2024-05-21",
    ),
    Seed("workday-conflict", WORKDAYS, "work:", "date: 2026-01-10", "date: 2026-01-02"),
)


def plant(seed: Seed, root: Path) -> int:
    """Edit the copy; return the line on which the finding must stand."""
    file = root / seed.path
    text = file.read_text(encoding="utf-8")
    anchor = text.index(seed.anchor)
    start = text.index(seed.old, anchor)
    assert seed.old != seed.new
    text = text[:start] + seed.new + text[start + len(seed.old) :]
    file.write_text(text, encoding="utf-8", newline="\n")
    where = text.index(seed.mark, anchor) if seed.mark else start
    return text.count("\n", 0, where) + 1


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "plans", tmp_path / "plans")
    return tmp_path


def found_in(root: Path, seed: Seed) -> list[Finding]:
    workspace = Workspace(root)
    plans = [seed.file] if "/" not in seed.file else []
    return [f for f in check(workspace, plans, date(2026, 11, 21)) if not f.accepted]


@pytest.mark.parametrize(
    "seed", SEEDS, ids=[f"{s.rule}-{s.file}-{i}" for i, s in enumerate(SEEDS)]
)
def test_a_seeded_fault_is_found_on_its_line(root: Path, seed: Seed) -> None:
    line = plant(seed, root)
    places = [(f.path, f.rule, f.line) for f in found_in(root, seed)]
    assert (seed.path, seed.rule, line) in places


def test_the_bench_is_as_large_as_it_claims() -> None:
    assert len(SEEDS) >= 60
    assert len({seed.rule for seed in SEEDS}) >= 25


def test_the_real_plans_have_no_open_finding() -> None:
    workspace = Workspace(ROOT)
    found = check(workspace, workspace.plan_ids, date(2026, 11, 21))
    assert [f for f in found if not f.accepted] == []
