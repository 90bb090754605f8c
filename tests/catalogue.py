"""The message catalogue: collect source texts and bring cchc.po up to date.

`python tests/catalogue.py` brings `cchc/locale/vi` up to date: new texts come in
untranslated (the tests then fail until they are translated), old ones go.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from cchc.checks.manual import pages
from cchc.checks.rules import RULES

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "cchc" / "locale" / "vi" / "LC_MESSAGES"

_SAID = re.compile(r'\b_\("([^"]+)"')
"""What a template of the site says: `_("…")`."""


def collect() -> list[str]:
    """Every source text: what `N_` marks, help of commands, pages of rules.

    From the syntax tree: Babel's own extractor does not look inside f-strings.
    """
    found: dict[str, None] = {}
    for path in sorted((ROOT / "cchc").rglob("*.py")):
        module = ast.parse(path.read_text(encoding="utf-8"))
        texts = [*_marked(module)]
        if path.is_relative_to(ROOT / "cchc" / "cli"):
            texts += _help(module)
        found |= dict.fromkeys(texts)
    for path in sorted((ROOT / "cchc" / "data" / "site").glob("*.j2")):
        found |= dict.fromkeys(_SAID.findall(path.read_text(encoding="utf-8")))
    for page in pages(RULES).values():
        found |= dict.fromkeys(page.texts)
    return list(found)


def _marked(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        match node:
            case ast.Call(func=ast.Name("N_"), args=[ast.Constant(str(text))]):
                yield text
            case ast.Call(func=ast.Name("N_")):
                raise SyntaxError(f"N_ takes one plain text: {ast.unparse(node)}")


def _help(module: ast.Module) -> Iterator[str]:
    """Docstrings of command functions, as the command line shows them."""
    for node in module.body:
        if isinstance(node, ast.FunctionDef) and node.name in ("command", "cchc"):
            yield " ".join((ast.get_docstring(node) or "").split())


def load() -> Catalog:
    """The catalogue as it stands."""
    with (FOLDER / "cchc.po").open("rb") as file:
        return read_po(file, locale="vi", domain="cchc")


def update(translations: dict[str, str]) -> Catalog:
    """A fresh catalogue of all source texts, with what is known of each."""
    catalogue = Catalog(locale="vi", domain="cchc", project="cchc", header_comment="")
    catalogue.mime_headers = [
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Language", "vi"),
    ]
    for text in collect():
        catalogue.add(text, translations.get(text, ""))
    return catalogue


def main() -> None:
    """Rewrite the catalogue in place."""
    path = FOLDER / "cchc.po"
    known = {}
    if path.exists():
        known = {str(m.id): str(m.string) for m in load() if m.id and m.string}
    catalogue = update(known)
    with path.open("wb") as file:
        write_po(file, catalogue, width=0, omit_header=False, sort_output=True)
    missing = [str(m.id) for m in catalogue if m.id and not m.string]
    print(f"{len(catalogue)} texts, {len(missing)} without translation")


if __name__ == "__main__":
    main()
