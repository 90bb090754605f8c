"""A client of yaml-language-server over standard input and output, as an editor is."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

CAPABILITIES = {
    "textDocument": {
        "completion": {
            "completionItem": {
                "snippetSupport": True,
                "documentationFormat": ["markdown", "plaintext"],
            }
        },
        "hover": {"contentFormat": ["markdown"]},
        "publishDiagnostics": {},
    },
    "workspace": {"configuration": True},
}


def command(folder: Path) -> list[str] | None:
    """How to start the server that npm installed in `folder`; None without it."""
    program = folder / "node_modules" / ".bin" / "yaml-language-server"
    node = shutil.which("node")
    return (
        [node, str(program.resolve()), "--stdio"] if node and program.exists() else None
    )


class Offer(NamedTuple):
    """One completion: what it is called, what it inserts, what it says."""

    label: str
    text: str
    about: str


class Server:
    """One running server; `schemas` maps globs of paths to schema files."""

    def __init__(self, start: list[str], schemas: Mapping[str, Path]) -> None:
        self._process = subprocess.Popen(
            start,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._settings = {
            "schemas": {file.as_uri(): pattern for pattern, file in schemas.items()},
            "schemaStore": {"enable": False},
            "validate": True,
            "completion": True,
            "hover": True,
        }
        self._last = self._opened = 0
        self._diagnostics: dict[str, list[dict[str, Any]]] = {}
        self._request(
            "initialize",
            {"processId": None, "rootUri": None, "capabilities": CAPABILITIES},
        )
        self._tell("initialized", {})
        # The first files are judged before the settings have come.
        self._configured = False
        while not self._configured:
            self._read()
        self.diagnostics("plans/workspace.yaml", "")

    def close(self) -> None:
        """Let the server end by itself."""
        self._request("shutdown", None)
        self._tell("exit", None)
        self._process.communicate(timeout=20)

    def diagnostics(self, path: str, text: str) -> list[tuple[int, str]]:
        """Line (from 1) and message of each."""
        uri = self._open(path, text)
        while uri not in self._diagnostics:
            self._read()
        return [
            (one["range"]["start"]["line"] + 1, one["message"])
            for one in self._diagnostics[uri]
        ]

    def completion(self, path: str, text: str) -> list[Offer]:
        """What is offered at the `|` of `text`."""
        answer = self._at("textDocument/completion", path, text)
        items = answer["items"] if isinstance(answer, dict) else answer or []
        return [Offer(one["label"], _text(one), _about(one)) for one in items]

    def hover(self, path: str, text: str) -> str:
        """What is said about the place at the `|` of `text`."""
        answer = self._at("textDocument/hover", path, text)
        return str(answer["contents"]["value"]) if answer else ""

    def _at(self, method: str, path: str, text: str) -> Any:
        before, after = text.split("|", 1)
        uri = self._open(path, before + after)
        line = before.count("\n")
        place = {"line": line, "character": len(before.rpartition("\n")[2])}
        return self._request(method, {"textDocument": {"uri": uri}, "position": place})

    def _open(self, path: str, text: str) -> str:
        """Open a file under its own address, or in a workspace of its own.

        The server keeps what it has read by address and version.
        """
        self._opened += 1
        own = path.startswith("file:")
        uri = path if own else f"file:///workspace-{self._opened}/{path}"
        document = {"uri": uri, "languageId": "yaml", "version": self._opened}
        document["text"] = text
        self._tell("textDocument/didOpen", {"textDocument": document})
        return uri

    def _request(self, method: str, params: Any) -> Any:
        self._last += 1
        number = self._last
        self._send({"id": number, "method": method, "params": params})
        while True:
            answer = self._read()
            if answer.get("id") == number and "method" not in answer:
                assert "error" not in answer, answer
                return answer.get("result")

    def _tell(self, method: str, params: Any) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode("utf-8")
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self._process.stdin.flush()

    def _read(self) -> dict[str, Any]:
        """The next message; what the server asks is answered, what it tells is kept."""
        out = self._process.stdout
        assert out is not None
        length = 0
        while line := out.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the server has ended"
        message: dict[str, Any] = json.loads(out.read(length))
        if message.get("method") == "textDocument/publishDiagnostics":
            told = message["params"]
            self._diagnostics[told["uri"]] = told["diagnostics"]
        elif "method" in message and "id" in message:
            self._send({"id": message["id"], "result": self._answer(message)})
        return message

    def _answer(self, message: dict[str, Any]) -> Any:
        if message["method"] != "workspace/configuration":
            return None
        self._configured = True
        asked = [item.get("section") for item in message["params"]["items"]]
        return [self._settings if section == "yaml" else {} for section in asked]


def _text(item: dict[str, Any]) -> str:
    edit = item.get("textEdit") or {}
    return str(edit.get("newText") or item.get("insertText") or "")


def _about(item: dict[str, Any]) -> str:
    about = item.get("documentation") or ""
    return about["value"] if isinstance(about, dict) else str(about)
