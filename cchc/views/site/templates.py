"""Templates of the site: ours, and before them those of the workspace."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, MutableMapping
from pathlib import Path
from typing import Any, cast

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateError,
)
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from cchc.problems import N_, CchcError, reason
from cchc.views.labels import Language
from cchc.views.site.rows import cell, facts, headings, rows

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "site"
OWN = "templates/site"
"""Where a workspace keeps its own, below its root."""


class Fixed(Extension):
    """`_("words")` without values is said once, when the template is compiled."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        say = cast("Language", self.environment.globals["_"])
        call = ("_", "(", None, ")")
        waiting: deque[Token] = deque()
        for token in stream:
            waiting.append(token)
            if len(waiting) < len(call):
                continue
            told = waiting[2]
            if told.type == "string" and all(
                wanted in (None, one.value)
                for one, wanted in zip(waiting, call, strict=True)
            ):
                waiting.clear()
                yield Token(told.lineno, "string", say(told.value))
            else:
                yield waiting.popleft()
        yield from waiting


class _Trusted(Environment):
    """For our own templates."""

    def make_globals(
        self, d: MutableMapping[str, Any] | None
    ) -> MutableMapping[str, Any]:
        """One mapping: each rendering copies it, and of a chain that takes long."""
        return {**self.globals, **(d or {})}


class _Sandbox(ImmutableSandboxedEnvironment):
    """For those of a workspace."""

    make_globals = _Trusted.make_globals


class Templates:
    """Every text is escaped, a name that is missing is an error.

    With templates of a workspace, all are rendered in a sandbox: they are a file of
    somebody's, and may be read by another's machine.
    """

    def __init__(self, own: Path | None, say: Language) -> None:
        self.folders = [own, SHIPPED] if own else [SHIPPED]
        # Ours are trusted, and read four times as fast outside the sandbox.
        others = own is not None and any(own.glob("*.j2"))
        kind = _Sandbox if others else _Trusted
        self._environment = kind(
            loader=ChoiceLoader([FileSystemLoader(f) for f in self.folders]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,  # all of them: there are few
            extensions=[Fixed],
        )
        self._environment.globals.update(
            {
                "_": say,
                "zip": zip,
                "link": cell,
                "described": facts,
                "headings": headings,
                "rows": rows,
            }
        )
        self._found: dict[str, Template] = {}

    def render(self, name: str, values: Mapping[str, Any]) -> Markup:
        """Fill one template. Raises `CchcError` for what is wrong with it."""
        try:
            if name not in self._found:
                self._found[name] = self._environment.get_template(name)
            return Markup(self._found[name].render(values))
        except (
            TemplateError,
            TypeError,
            ValueError,
            ArithmeticError,
            LookupError,
        ) as error:
            text = N_("template {name} of the site: {why}")
            raise CchcError(text, name=name, why=str(error) or repr(error)) from None

    def file(self, name: str) -> str:
        """A style sheet or script: the workspace's own, else ours."""
        for folder in self.folders:
            try:
                return (folder / name).read_text(encoding="utf-8")
            except FileNotFoundError:
                continue
            except (OSError, UnicodeDecodeError) as error:
                raise CchcError(
                    N_("{path} cannot be read: {why}"),
                    path=folder / name,
                    why=reason(error) if isinstance(error, OSError) else "UTF-8",
                ) from None
        raise CchcError(N_("there is no file {path}"), path=SHIPPED / name)
