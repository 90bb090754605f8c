"""Random edits to Word and Excel files: no traceback from `cchc import` and `layout`.

    python tests/bench/mutate_office.py --seconds 1200 --seed 1 [--keep FOLDER]

The same seed makes the same files. Prints how many were tried, how they ended, and
every kind of fault with the mutation that first showed it; exit code 1 with faults.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import tempfile
import time
import traceback
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import NamedTuple

from lxml import etree
from typer.testing import CliRunner

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import importing_documents as docs
import office_files

from cchc.cli.app import app

VALUES = (
    "", "0", "-1", "1", "abc", "²", "½", "٣", "99999999999999999999", "1e309", "NaN",
    "inf", "1.5", "12pt", "2.54cm", "true", "false", "none", "NULL", "rId1", "rId999",
    "../../../etc/passwd", "A1:XFD1048576", "XFD1048576", "B0", "%1.%2.%9", "F0A3",
    "x" * 5_000, "restart", "continue", "begin", "end", "separate", "{}", "%s",
    "Symbol", ".VnTime", "VNI-Times", "[$-42A]", ";;;;;;", "0.00E+00", "yyyy", '"',
    "_x000D_", "_xD800_", "_xZZZZ_", "\u202e", "custom", "bullet", "9", "63", "1048576",
)  # fmt: skip
Parts = dict[str, bytes]
Mutation = Callable[[random.Random, Parts], str]


class Fault(NamedTuple):
    """An exception that nobody caught: of which command, what, and where in cchc."""

    command: str
    error: str
    place: str


def unpacked(data: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Parts, how: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, blob in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), blob, how)
    return out.getvalue()


def edit_tree(pick: random.Random, parts: Parts) -> str:
    """One to three edits of elements and attributes in one part."""
    name = pick.choice([p for p in parts if p.endswith((".xml", ".rels"))])
    try:
        root = etree.fromstring(parts[name])
    except etree.XMLSyntaxError:
        return f"{name}: no XML any more"
    done = [edit_element(pick, root) for _ in range(pick.randint(1, 3))]
    parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return f"{name}: {', '.join(done)}"


def edit_element(pick: random.Random, root: etree._Element) -> str:
    nodes = [e for e in root.iter() if isinstance(e.tag, str)]
    one, other = pick.choice(nodes), pick.choice(nodes)
    tag = one.tag.rpartition("}")[2]
    act = pick.choice(EDITS)
    try:
        act(pick, one, other)
    except (ValueError, AssertionError, TypeError):  # lxml refuses what is no tree
        return f"{act.__name__} {tag} (refused)"
    return f"{act.__name__} {tag}"


def set_value(pick: random.Random, one: etree._Element, other: etree._Element) -> None:
    if one.attrib:
        one.set(pick.choice(list(one.attrib)), pick.choice(VALUES))


def drop_value(pick: random.Random, one: etree._Element, other: etree._Element) -> None:
    if one.attrib:
        del one.attrib[pick.choice(list(one.attrib))]


def set_text(pick: random.Random, one: etree._Element, other: etree._Element) -> None:
    one.text = pick.choice(VALUES)


def drop(pick: random.Random, one: etree._Element, other: etree._Element) -> None:
    parent = one.getparent()
    if parent is not None:
        parent.remove(one)


def double(pick: random.Random, one: etree._Element, other: etree._Element) -> None:
    one.addnext(deepcopy(one))


def move(pick: random.Random, one: etree._Element, other: etree._Element) -> None:
    if one not in other.iterancestors() and one is not other:
        other.append(one)


def rename(pick: random.Random, one: etree._Element, other: etree._Element) -> None:
    one.tag = other.tag


def nest(pick: random.Random, one: etree._Element, other: etree._Element) -> None:
    """The element inside copies of its own shell, up to a hundred deep."""
    for _ in range(pick.choice((1, 5, 45, 100))):
        shell = etree.SubElement(one, one.tag, dict(one.attrib))
        one = shell


def empty(pick: random.Random, one: etree._Element, other: etree._Element) -> None:
    for child in list(one):
        one.remove(child)


EDITS = (set_value, set_value, set_value, drop_value, set_text, drop, double, move,
         rename, nest, empty)  # fmt: skip


def edit_bytes(pick: random.Random, parts: Parts) -> str:
    name = pick.choice(list(parts))
    blob = bytearray(parts[name])
    for _ in range(pick.randint(1, 8)):
        if blob:
            blob[pick.randrange(len(blob))] = pick.randrange(256)
    parts[name] = bytes(blob)
    return f"{name}: bytes"


def cut_part(pick: random.Random, parts: Parts) -> str:
    name = pick.choice(list(parts))
    parts[name] = parts[name][: pick.randrange(len(parts[name]) + 1)]
    return f"{name}: cut"


def drop_part(pick: random.Random, parts: Parts) -> str:
    name = pick.choice(list(parts))
    del parts[name]
    return f"{name}: dropped"


def swap_parts(pick: random.Random, parts: Parts) -> str:
    one, other = pick.choice(list(parts)), pick.choice(list(parts))
    parts[one], parts[other] = parts[other], parts[one]
    return f"{one} and {other} changed places"


def rename_part(pick: random.Random, parts: Parts) -> str:
    name = pick.choice(list(parts))
    new = pick.choice((name.upper(), f"/{name}", name.replace("/", "\\"), f"x/{name}"))
    parts[new] = parts.pop(name)
    return f"{name}: now {new}"


def recode(pick: random.Random, parts: Parts) -> str:
    name = pick.choice([p for p in parts if p.endswith((".xml", ".rels"))])
    text = parts[name].decode("utf-8", "replace").replace("UTF-8", "UTF-16")
    parts[name] = text.encode(pick.choice(("utf-16", "utf-16-le", "cp1258")), "replace")
    return f"{name}: in another encoding"


MUTATIONS: tuple[Mutation, ...] = (
    *(edit_tree,) * 12, edit_bytes, cut_part, drop_part, swap_parts, rename_part,
    recode,
)  # fmt: skip


def edit_archive(pick: random.Random, data: bytes) -> tuple[bytes, str]:
    """Now and then the archive itself is torn."""
    kind = pick.randrange(40)
    if kind == 0:
        return data[: pick.randrange(len(data))], "archive cut"
    if kind in (1, 2):
        torn = bytearray(data)
        for _ in range(pick.randint(1, 6)):
            torn[pick.randrange(len(torn))] = pick.randrange(256)
        return bytes(torn), "archive: bytes"
    if kind == 3:  # the directory at the end
        torn = bytearray(data)
        for _ in range(pick.randint(1, 6)):
            torn[-pick.randint(1, min(len(torn), 400))] = pick.randrange(256)
        return bytes(torn), "archive: directory"
    return data, ""


def attempt(runner: CliRunner, root: Path, command: str, file: Path) -> Fault | int:
    """Run one command; its exit code, or the exception that it let through."""
    options = ["--id", "2025-thu", "--dry-run"] if command == "import" else []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        args = ["--root", str(root), command, str(file), *options]
        result = runner.invoke(app, args)
    error = result.exception
    if error is None or isinstance(error, SystemExit):
        return result.exit_code
    frames = [
        f for f in traceback.extract_tb(error.__traceback__) if "cchc" in f.filename
    ]
    last = frames[-1]
    place = f"{Path(last.filename).name}:{last.lineno} {last.name}"
    return Fault(command, f"{type(error).__name__}: {str(error)[:90]}", place)


def main() -> int:
    """Mutate until the time is over."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--files", type=int, help="stop after this many")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="put files that fault here")
    options = parser.parse_args()
    sources = {name: unpacked(data) for name, data in office_files.samples().items()}
    runner = CliRunner()
    ends: Counter[tuple[str, int]] = Counter()
    faults: dict[Fault, tuple[int, str]] = {}
    counts: Counter[Fault] = Counter()
    stop = time.monotonic() + options.seconds
    tried = 0
    with tempfile.TemporaryDirectory() as folder:
        root = docs.workspace(Path(folder) / "kho")
        while options.files != tried and time.monotonic() < stop:
            seed = options.seed * 10_000_000 + tried
            pick = random.Random(seed)
            name = pick.choice(sorted(sources))
            parts = dict(sources[name])
            told = [
                pick.choice(MUTATIONS)(pick, parts) for _ in range(pick.randint(1, 2))
            ]
            data, torn = edit_archive(pick, packed(parts))
            file = Path(folder) / name
            file.write_bytes(data)
            tried += 1
            for command in ("import", "layout"):
                end = attempt(runner, root, command, file)
                if isinstance(end, int):
                    ends[command, end] += 1
                    continue
                counts[end] += 1
                faults.setdefault(end, (seed, f"{name}: {'; '.join(told)} {torn}"))
                if options.keep and counts[end] == 1:
                    options.keep.mkdir(exist_ok=True)
                    (options.keep / f"{seed}-{name}").write_bytes(data)
    print(f"{tried} files, seed {options.seed}")
    for (command, code), count in sorted(ends.items()):
        print(f"  {command}, exit {code}: {count}")
    for fault, count in counts.most_common():
        print(f"FAULT {count} × {fault.command}: {fault.error} at {fault.place}")
        print("      first: seed {} {}".format(*faults[fault]))
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
