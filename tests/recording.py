"""Everything that the command line answers of one ledger, written down, and two such records compared.

    python -m tests.recording write TREE LEDGER OUT.json     # TREE: a checkout, LEDGER: a SQLite file
    python -m tests.recording compare BEFORE.json AFTER.json

A change that must not touch a number is shown so: record the checkout before it and the one after it on copies of the
same ledger and compare. Only the command line of the checkout is used, so both may be built quite differently inside.
"""

import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory
from typing import Any

import openpyxl
from docx import Document
from pptx import Presentation

from tests.export.files import read_chart

TODAY = "2026-03-31"
PAGES = ["overview", "coverage", "proposals", "supervision", "consultation"]
PARTS = {
    "coverage": ["points", "life", "layers", "members", "circle", "siting", "comparison"],
    "proposals": ["list", "time", "flow", "units", "rounds", "review", "next", "comparison"],
    "supervision": ["replay", "spread", "closing", "press", "worth", "comparison"],
    "consultation": ["places", "outcomes", "partners", "steps", "people", "topics", "published", "comparison"],
}
OTHERS = ["data", "definitions", "diagnosis", "statistics"]
PERIOD = ["--from", "2025-01-01", "--to", "2025-12-31"]
FILTERS: tuple[list[str], ...] = (
    [],
    ["--region", "九龙坡区"],
    ["--scope", "万州区"],
    PERIOD,
    ["--as-of", "2025-09-30"],
    ["--where", "category=城乡建设"],
    ["--region", "渝中区", *PERIOD, "--as-of", "2026-01-31"],
)
DIMENSIONS = [
    "district",
    "township",
    "month",
    "quarter",
    "year",
    "category",
    "sector",
    "unit",
    "form",
    "platform",
    "kind",
    "tier",
    "channel",
    "stage",
    "colour",
    "session",
    "proposer_kind",
    "role",
    "outcome",
    "leader",
    "group",
]
# Runs each command within one process of the checkout and answers what it printed.
WORKER = """
import io, json, runpy, sys
place, answers = sys.argv[1], []
for command in json.load(sys.stdin):
    sys.argv, out, err = ["zxdata", *command], sys.stdout, sys.stderr
    sys.stdout, sys.stderr = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in "12")
    try:
        runpy.run_module("zxdata", run_name="__main__", alter_sys=False)
        code = 0
    except SystemExit as left:
        code = left.code or 0
    printed = []
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
        printed.append(stream.buffer.getvalue().decode())
    sys.stdout, sys.stderr = out, err
    answers.append([code, *printed])
with open(place, "w", encoding="utf-8") as file:
    json.dump(answers, file)
"""


def record(tree: Path, ledger: Path) -> dict[str, Any]:
    """Command → exit code and what it printed or, of an export, what its file holds."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        shutil.copy(ledger, place / "ledger.db")
        found = {"ZX_DATABASE_URL": f"sqlite:///{place / 'ledger.db'}", "ZX_SNAPSHOT_DIR": str(place / "snapshot")}
        run(tree, found, [["init"], ["refresh"]])
        ((_, printed, _),) = run(tree, found, [["metrics", "--json"]])
        metrics = json.loads(printed)
        questions = [["metrics", "--json"], *asked(metrics)]
        answers = run(tree, found, questions)
        whole = {" ".join(q): [code, read(printed)] for q, (code, printed, _) in zip(questions, answers, strict=True)}
        files = list(exported())
        paths = [place / f"{n}.{kind}" for n, (kind, *_) in enumerate(files)]
        answers = run(tree, found, [["export", *r, "--out", str(p)] for (_, *r), p in zip(files, paths, strict=True)])
        for (kind, *rest), path, (code, _, said) in zip(files, paths, answers, strict=True):
            key = " ".join(["export", kind, *rest])
            whole[key] = [code, READERS[kind](path.read_bytes()) if path.exists() else said.splitlines()[-1:]]
    version = next(value[1]["version"] for key, value in whole.items() if key.startswith("query "))
    text = json.dumps(whole, ensure_ascii=False)
    return dict(json.loads(text.replace(version, "VERSION")))


def run(tree: Path, settings: dict[str, str], commands: list[list[str]]) -> list[tuple[int, str, str]]:
    """Exit code, standard output and standard error of each command of a checkout, all in one process of it."""
    with NamedTemporaryFile() as answers:
        subprocess.run(
            [sys.executable, "-c", WORKER, answers.name],
            input=json.dumps(commands),
            capture_output=True,
            text=True,
            check=True,
            cwd=tree,
            env=os.environ | settings | {"ZX_TODAY": TODAY, "PYTHONPATH": str(tree)},
        )
        return [(code, out, err) for code, out, err in json.load(answers)]


def asked(metrics: list[dict[str, Any]]) -> Iterator[list[str]]:
    """All metrics under each filter, each dimension once with all that take it, the rows behind each metric."""
    keys = [metric["key"] for metric in metrics]
    for filters in FILTERS:
        yield ["query", *keys, *filters, "--format", "json"]
    for dimension in DIMENSIONS:
        taking = [metric["key"] for metric in metrics if dimension in metric["dimensions"]]
        for filters in (FILTERS[0], FILTERS[1], FILTERS[4]):
            if taking:
                yield ["query", *taking, "--by", dimension, *filters, "--format", "json"]
    for key in keys:
        yield ["rows", key, "--format", "json", "--limit", "200"]
    yield ["check", "--json"]


def exported() -> Iterator[list[str]]:
    """Every page and part in every kind of file; the workbooks of the pages under every filter."""
    parts = [*(f"{page}.{part}" for page, names in PARTS.items() for part in names), *OTHERS]
    for view in (*PAGES, *parts):
        for kind in READERS:
            yield [kind, view]
    for view in PAGES:
        for filters in FILTERS[1:]:
            yield ["xlsx", view, *filters]
    for view in parts:
        yield ["xlsx", view, *FILTERS[6]]


def read(printed: str) -> Any:
    try:
        return json.loads(printed)
    except ValueError:
        return printed.splitlines()


def read_workbook(content: bytes) -> Any:
    """The cells of each sheet, and the cells that its charts refer to."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        names = sorted(name for name in parts.namelist() if name.startswith("xl/charts/chart"))
        charts = {name: re.findall(r"<c:f>(.*?)</c:f>", parts.read(name).decode()) for name in names}
    sheets = {sheet.title: [[_plain(cell) for cell in row] for row in sheet.values] for sheet in book}
    return {"sheets": sheets, "charts": charts}


def read_deck(content: bytes) -> Any:
    """Of each slide all texts, descriptions, cells and chart points, and its notes."""
    slides = []
    for slide in Presentation(io.BytesIO(content)).slides:
        said = [text.text for text in slide._element.iter("{*}t") if text.text]
        about = [drawn.get("descr") for drawn in slide._element.iter("{*}cNvPr") if drawn.get("descr")]
        charts = [read_chart(shape.chart).series for shape in slide.shapes if shape.has_chart]
        notes = slide.notes_slide.notes_text_frame.text.splitlines()
        slides.append({"texts": said, "about": about, "charts": charts, "notes": notes})
    return slides


def read_document(content: bytes) -> Any:
    """Paragraphs, cells, the header, and a fingerprint of each picture."""
    document = Document(io.BytesIO(content))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        media = sorted(name for name in parts.namelist() if name.startswith("word/media/"))
        pictures = [hashlib.sha256(parts.read(name)).hexdigest() for name in media]
    return {
        "header": [paragraph.text for paragraph in document.sections[0].header.paragraphs],
        "paragraphs": [paragraph.text for paragraph in document.paragraphs],
        "tables": [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables],
        "pictures": pictures,
    }


def read_csv(content: bytes) -> Any:
    return content.decode("utf-8-sig").splitlines()


READERS = {"xlsx": read_workbook, "pptx": read_deck, "docx": read_document, "csv": read_csv}


def differences(before: Any, after: Any, place: str = "") -> Iterator[str]:
    """One line each: where, what stood there, what stands there now."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in dict.fromkeys((*before, *after)):
            if key not in before or key not in after:
                yield f"{place} › {key}: {'only after' if key in after else 'only before'}"
            else:
                yield from differences(before[key], after[key], f"{place} › {key}")
    elif isinstance(before, list) and isinstance(after, list):
        if len(before) != len(after):
            yield f"{place}: {len(before)} entries → {len(after)}"
        for n, (one, other) in enumerate(zip(before, after, strict=False)):
            yield from differences(one, other, f"{place}[{n}]")
    elif before != after:
        yield f"{place}: {before!r} → {after!r}"


def _plain(cell: Any) -> Any:
    return cell if cell is None or isinstance(cell, int | float | str) else cell.isoformat()


def main(arguments: list[str]) -> int:
    match arguments:
        case ["write", tree, ledger, out]:
            found = record(Path(tree).resolve(), Path(ledger).resolve())
            Path(out).write_text(json.dumps(found, ensure_ascii=False, indent=0), encoding="utf-8")
            print(f"{len(found)} answers written to {out}")
            return 0
        case ["compare", before, after]:
            one, other = (json.loads(Path(name).read_text(encoding="utf-8")) for name in (before, after))
            lines = list(differences(one, other))
            print("\n".join(lines))
            print(f"{len(lines)} differences among {len(one)} answers before and {len(other)} after")
            return 1 if lines else 0
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
