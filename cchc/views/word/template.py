"""Word templates with Jinja tags: opened with care, filled strictly."""

from __future__ import annotations

import html
import io
import re
import traceback
import unicodedata
import zipfile
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, datetime
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from cchc.office.opening import is_old, open_word
from cchc.problems import N_, CchcError, Message, message

REPORT = "bao-cao.docx"
BRIEF = "tom-tat.docx"
LETTER = "don-doc.docx"
MINUTES = "ban-giao.docx"
SCORES = "tu-cham.docx"


def shipped(name: str) -> bytes:
    """A template of the wheel, or of the source tree when run from a checkout."""
    return (_folder() / name).read_bytes()


def _folder() -> Traversable:
    package = resources.files("cchc")
    inside = package / "data" / "templates"
    return inside if inside.is_dir() else package / ".." / "templates"


_CONTROL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]+"
)
_BREAKS = re.compile("[\t\n\a\f]")
_STAMP = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Imprint:
    """Properties of the produced file, none of which may depend on the clock."""

    title: str
    author: str
    day: date


_BODY = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}body"
_SPACES = re.compile(r'\sxmlns(:\w+)?="[^"]*"')


class _Template(DocxTemplate):  # type: ignore[misc]  # docxtpl has no types
    """docxtpl with two differences.

    It repairs broken XML in silence; here a broken result is an error. And it moves
    the tree of the result into the document, node by node: of 10,000 tasks that takes
    most of the time. Here the result is read once, with the root around it, and
    becomes the document part when the file is packed.
    """

    rendered: bytes | None = None

    def fix_tables(self, xml: str) -> Any:
        """The whole document with the rendered body in it."""
        head, tail = _around_body(self.docx.part.element)
        start = xml.index(">") + 1
        # What the root declares need not be declared again.
        opening = _SPACES.sub("", xml[:start])
        text = f"{head}{opening}{xml[start:]}{tail}"
        return etree.fromstring(text, etree.XMLParser(huge_tree=True))

    def map_tree(self, tree: Any) -> None:
        self.rendered = etree.tostring(tree, encoding="UTF-8", standalone=True)

    def resolve_listing(self, xml: str) -> Any:
        """Line breaks in values; a walk over every run that is rarely needed."""
        return super().resolve_listing(xml) if _BREAKS.search(xml) else xml


def _around_body(root: Any) -> tuple[str, str]:
    """What stands before and after the body of a document part."""
    mark = "cchc-body"
    bare = etree.Element(root.tag, root.attrib, nsmap=root.nsmap)
    for child in root:
        if child.tag == _BODY:
            bare.append(etree.Comment(mark))
        else:
            bare.append(deepcopy(child))
    text = etree.tostring(bare, encoding="unicode")
    head, _, tail = text.partition(f"<!--{mark}-->")
    return head, tail


def fill(
    template: bytes,
    name: str,
    make: Callable[[Any], Mapping[str, object]],
    imprint: Imprint,
    after: Callable[[], None] | None = None,
) -> bytes:
    """The filled document. `make` gets the document part, and gives the context.

    `after` adds what must not be read as a template.

    Raises `CchcError` naming `name` and the place for everything wrong with it.
    """
    if is_old(template):
        raise CchcError(
            N_("{path} is an old .doc or a file with a password; save it as .docx"),
            path=name,
        )
    open_word(template, name)
    document = _opened(template, name)
    try:
        document.render(cleaned(make(document.docx.part)), jinja_env=_environment())
    except (
        TemplateError,
        TypeError,
        ValueError,
        ArithmeticError,
        LookupError,
    ) as error:
        raise _explained(error, document, name) from None
    except etree.XMLSyntaxError:
        raise CchcError(
            N_("{path}: the tags {{%p %}} and {{%tr %}} do not pair up"), path=name
        ) from None
    if after is not None:
        after()
    _imprint(document.docx.core_properties, imprint)
    out = io.BytesIO()
    document.docx.save(out)
    part = str(document.docx.part.partname).lstrip("/")
    assert document.rendered is not None
    return packed(out.getvalue(), {part: document.rendered})


def _environment() -> SandboxedEnvironment:
    return SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)


def _opened(template: bytes, name: str) -> _Template:
    try:
        document = _Template(io.BytesIO(template))
        document.init_docx()
    except KeyError as error:
        raise CchcError(
            N_("{path}: a part of the file is missing: {part}"),
            path=name,
            part=re.sub(r"^.*?'(.*?)'.*$", r"\1", str(error.args[0])),
        ) from None
    except (PackageNotFoundError, zipfile.BadZipFile, ValueError, etree.LxmlError):
        raise CchcError(N_("{path} is no Word file"), path=name) from None
    return document


def cleaned(value: object) -> Any:
    """Text in NFC without what XML or a line of a form cannot hold."""
    if isinstance(value, str):
        return _CONTROL.sub(" ", unicodedata.normalize("NFC", value))
    if isinstance(value, Mapping):
        return {key: cleaned(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [cleaned(one) for one in value]
    return value


def _explained(error: Exception, document: Any, name: str) -> CchcError:
    """What is wrong with a template, and in which paragraph."""
    line = error.lineno if isinstance(error, TemplateSyntaxError) else _line(error)
    values = {
        "path": name,
        "place": _paragraph(document, line) or "…",
        "why": _why(str(getattr(error, "message", None) or error)),
    }
    if isinstance(error, UndefinedError):
        text = N_(
            "{path}: unknown name in “{place}”: {why}; names: "
            "cchc report --explain-context"
        )
    elif isinstance(error, SecurityError):
        text = N_("{path}: “{place}” reaches for what a template may not use: {why}")
    elif isinstance(error, TemplateError):
        text = N_("{path}: wrong tag in “{place}”: {why}")
    else:
        text = N_("{path}: “{place}” cannot be computed: {why}")
    return CchcError(text, **values)


# What jinja2 says in English, and the same in a message that is translated.
_WHY = (
    (r"'(.+?)' is undefined", N_("{name} is unknown")),
    (r".+ has no attribute '(.+?)'", N_("{name} is unknown")),
    (r"No filter named '(.+?)'.*", N_("there is no filter {name}")),
    (r"Encountered unknown tag '(.+?)'.*", N_("there is no tag {name}")),
    (r"unexpected '(.+?)'", N_("“{name}” stands where it cannot")),
    (r"[Uu]nexpected end of template.*", N_("the tag is not closed")),
    (r"expected token '(.+?)', got .*", N_("“{name}” is missing")),
    (r"access to attribute '(.+?)' .*is unsafe.*", N_("{name} is closed to templates")),
    (r"Range too big.*", N_("the loop is too long")),
    (r"no loader for this environment.*", N_("a template takes in no other file")),
)


def _why(text: str) -> Message | str:
    """The reason in words that are translated; what is not known stays as it is."""
    for pattern, words in _WHY:
        found = re.fullmatch(pattern, text, re.DOTALL)
        if found is not None:
            return message(words, name=found.group(1) if found.groups() else "")
    return text


def _line(error: Exception) -> int | None:
    """The line of the template where rendering stopped."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == "<template>"]
    return lines[-1] if lines else None


def _paragraph(document: Any, line: int | None) -> str | None:
    """The text of the paragraph on a line: docxtpl breaks lines before paragraphs."""
    if line is None:
        return None
    part = document.current_rendering_part
    body = part is document.docx.part
    source = document.get_xml() if body else document.get_part_xml(part)
    source = document.patch_xml(source)
    lines = re.sub(r"<w:p([ >])", r"\n<w:p\1", source).splitlines()
    if not 0 < line <= len(lines):
        return None
    text = html.unescape(re.sub(r"<[^>]+>", "", lines[line - 1])).strip()
    return f"{text[:77]}…" if len(text) > 78 else text or None


def _imprint(core: Any, imprint: Imprint) -> None:
    made = datetime(imprint.day.year, imprint.day.month, imprint.day.day)
    core.title, core.author = (
        cleaned(imprint.title)[:255],
        cleaned(imprint.author)[:255],
    )
    core.last_modified_by, core.revision = "", 1
    core.created = core.modified = made
    core.language = "vi-VN"


def packed(document: bytes, parts: Mapping[str, bytes] | None = None) -> bytes:
    """The same parts with fixed times, in one order; `parts` take the place of some."""
    other = parts or {}
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(document)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as target,
    ):
        for part in source.namelist():
            info = zipfile.ZipInfo(part, _STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            target.writestr(info, other.get(part) or source.read(part))
    return out.getvalue()
