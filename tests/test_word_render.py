"""Filling a template: the document is what docxtpl itself makes of it."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from build_templates import data_table, fields, p, package, section, when
from docxtpl import DocxTemplate
from jinja2 import Environment
from lxml import etree
from report_helpers import changed

from cchc.views.word.charts import Rule
from cchc.views.word.template import Imprint, fill

CONTEXT = {
    "title": "Báo cáo & <kết quả>",
    "rows": [{"id": str(i), "title": f"Nhiệm vụ {i}"} for i in range(40)],
    "rule": Rule(120),
    "blank": "",
}
BODY = (
    p("TenLoai", "{{ title }}")
    + p("DuongKe", "{{ rule }}")
    + when("blank", p("NoiDung", "không in"))
    + data_table(
        [("Số", 700, "PLSo"), ("Nhiệm vụ", 2860, "PLChu")],
        "for t in rows",
        fields("t", "id", "title"),
    )
    + section()
)
ROOTS = {
    "as ours": (),
    "of Word": (
        (
            r"<w:document ",
            '<w:document xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility'
            '/2006" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
            'mc:Ignorable="w14" w:conformance="strict" ',
        ),
        (r"<w:body>", '<w:background w:color="FFFFFF"/><w:body>'),
    ),
}


def document(data: bytes) -> bytes:
    """The canonical document part."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        root = etree.fromstring(file.read("word/document.xml"))
    return etree.tostring(root, method="c14n", exclusive=True)


def by_docxtpl(template: bytes) -> bytes:
    """The same template, filled by the library alone."""
    made = DocxTemplate(io.BytesIO(template))
    made.render(dict(CONTEXT), jinja_env=Environment(autoescape=True))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize("root", ROOTS)
def test_a_filled_document_is_the_one_of_docxtpl(root: str) -> None:
    template = package(BODY)
    if ROOTS[root]:
        template = changed(template, *ROOTS[root])
    context: dict[str, Any] = dict(CONTEXT)
    made = fill(template, "a.docx", lambda part: context, Imprint("a", "b", DAY))
    assert document(made) == document(by_docxtpl(template))


DAY = date(2025, 7, 4)


def test_the_root_declares_each_space_once() -> None:
    made = fill(package(BODY), "a.docx", lambda part: CONTEXT, Imprint("a", "b", DAY))
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        text = file.read("word/document.xml").decode("utf-8")
    assert text.count('xmlns:w="') == 1
    assert "<w:body>" in text
