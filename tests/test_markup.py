"""Markup lies in templates: escaped, strict, and nowhere in Python."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from conftest import REPOSITORY
from jinja2 import UndefinedError

from cchc.problems import Finding, Severity, message
from cchc.views.findings import junit
from cchc.views.labels import Language
from cchc.views.markup import render
from cchc.views.word.charts import Bars, Series, chart_part, chart_xml, rule_xml

NASTY = "a & b <c> \"d\" 'e' \x0b {{ f }}"
TAG = re.compile(
    r"[\"'](?:[^\"'\n]*)<(?:svg|path|text|g|rect|circle|c:|a:|w:|wp:|test)"
)


def test_no_module_of_views_writes_tags_by_hand() -> None:
    found = [
        f"{path.name}:{number}"
        for path in (REPOSITORY / "cchc" / "views").rglob("*.py")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if TAG.search(line) and "</w:t></w:r>" not in line and "re." not in line
    ]
    assert found == []


def test_a_name_that_a_template_lacks_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        render("line.xml.j2", cx=1, points=2)


def test_text_is_escaped_and_what_xml_cannot_carry_replaced() -> None:
    bars = Bars(NASTY, (NASTY, "b"), (Series(NASTY, "9DC3E6", (1.0, None)),), True)
    root = ET.fromstring(chart_part(bars).encode("utf-8"))
    chart = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
    texts = [one.text for one in root.iter(f"{chart}v")]
    clean = NASTY.replace("\x0b", "\ufffd")
    assert texts == [clean, clean, "b", "1"]


def test_drawings_in_the_text_are_well_formed() -> None:
    space = 'xmlns:w="w" xmlns:mc="mc"'
    for xml in (rule_xml(90.5), chart_xml("rId7", NASTY, (10, 20))):
        ET.fromstring(f"<a {space}>{xml}</a>".encode())


def test_junit_counts_and_names_every_finding() -> None:
    found = [
        Finding("r-one", severity, f"plans/{NASTY}.yaml", 3, 4, message(NASTY))
        for severity in (Severity.ERROR, Severity.INFO)
    ]
    root = ET.fromstring(junit(found, Path(), Language("en")).encode("utf-8"))
    assert (root.attrib["tests"], root.attrib["failures"]) == ("2", "1")
    [suite] = root
    failed, told = suite
    assert failed[0].attrib["type"] == "error"
    assert told[0].tag == "system-out"
    assert (told[0].text or "").startswith("a & b <c>")
