"""The child process that reads one file: limits first, then bytes on its standard input, then sheets as JSON on its output.

Whatever a file does to the readers ends here: too much memory, too much computing and a crash cost this process alone.
"""

import datetime
import json
import resource
import sys
from typing import Any

MEMORY = 320 * 1024 * 1024  # of addresses; the interpreter and the readers take about 60 MB of it
SECONDS = 3  # of computing; the largest roster that is taken needs about half
TAGS: dict[type, str] = {datetime.datetime: "moment", datetime.date: "day", datetime.time: "time"}


def limit(memory: int = MEMORY, seconds: int = SECONDS) -> None:
    """Bound what this process may take: memory, computing, no files written, few files open, no traces of a crash."""
    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 16),
        (resource.RLIMIT_CORE, 0),
    ):
        _soft, hard = resource.getrlimit(kind)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (most, most))


def main(stem: str) -> None:
    """Read standard input and answer on standard output: {"sheets": […]}, or {"refused": sentence, "because": error}."""
    limit()
    from yunhe.imports.files.kinds import read  # noqa: PLC0415 the limits hold while the readers are loaded
    from yunhe.imports.files.refusing import TOO_LARGE, Unreadable  # noqa: PLC0415 as above

    answer: dict[str, Any]
    try:
        sheets = read(sys.stdin.buffer.read(), stem)
        answer = {"sheets": [as_json(sheet) for sheet in sheets]}
    except Unreadable as error:
        cause = error.__cause__
        answer = {"refused": str(error), "because": type(cause).__name__ if cause else ""}
    except MemoryError:
        answer = {"refused": TOO_LARGE, "because": "MemoryError"}
    write(answer)


def write(answer: dict[str, Any]) -> None:
    """Write the answer to standard output piece by piece, so that it never stands in memory as a whole."""
    encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=dressed)
    output = sys.stdout.buffer
    output.write(b"{")
    for number, (key, value) in enumerate(answer.items()):
        output.write(f"{',' if number else ''}{json.dumps(key)}:".encode())
        if isinstance(value, list):
            output.write(b"[")
            for place, part in enumerate(value):
                output.write((b"," if place else b"") + encoder.encode(part).encode())
            output.write(b"]")
        else:
            output.write(encoder.encode(value).encode())
    output.write(b"}")
    output.flush()


def as_json(sheet: Any) -> dict[str, Any]:
    """Return a Sheet as plain facts; days and times are dressed by `dressed`."""
    marks = ("hidden_rows", "hidden_columns", "uncached", "errors", "struck", "coloured")
    return {
        "name": sheet.name,
        "rows": sheet.rows,
        "is_hidden": sheet.is_hidden,
        "merges": sheet.merges,
        "is_1904": sheet.is_1904,
        **{mark: sorted(getattr(sheet, mark)) for mark in marks},
    }


def dressed(value: Any) -> dict[str, str]:
    """Return a day or time as JSON holds it; `undressed` is its opposite."""
    return {TAGS[type(value)]: value.isoformat()}


def undressed(facts: dict[str, Any]) -> Any:
    """Return the day or time that `dressed` has packed; any other facts as they are."""
    if len(facts) == 1:
        (kind, text), *_others = facts.items()
        if kind == "day":
            return datetime.date.fromisoformat(text)
        if kind == "moment":
            return datetime.datetime.fromisoformat(text)
        if kind == "time":
            return datetime.time.fromisoformat(text)
    return facts


def as_sheet(facts: dict[str, Any]) -> Any:
    """Return the Sheet that `as_json` has packed."""
    from yunhe.imports.grid import Sheet  # noqa: PLC0415 the child sets its limits before it loads anything

    for mark in ("uncached", "errors", "struck", "coloured"):
        facts[mark] = {tuple(place) for place in facts[mark]}
    for mark in ("hidden_rows", "hidden_columns"):
        facts[mark] = set(facts[mark])
    facts["merges"] = [tuple(merge) for merge in facts["merges"]]
    return Sheet(**facts)
