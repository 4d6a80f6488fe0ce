"""What a phone of 2019 (Chromium 78) cannot read: one such sign in a script, and none of the page's scripts runs.

There is no build step: what is written is what runs, so it is written for that browser. `unreadable()` names every place that
is not, by patterns: of syntax and calls in scripts, of values and selectors in style sheets. A selector that it does not know
kills its whole rule, so such a rule stands alone; a gap in a row does nothing there, so its parts are named in old-phones.css.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from yunhe.env import BASE_DIR

SCRIPTS = (
    "static/js/*.js",
    "node_modules/htmx.org/dist/htmx.min.js",
    "node_modules/qr/decode.js",
    "node_modules/qr/index.js",
)
STYLES = "static/css/**/*.css"
GAPS = "static/css/components/old-phones.css"
SYNTAX = {
    r"\?\.(?![0-9])": "?.",
    r"\?\?": "??",
    r"(?:\|\||&&)=": "||= 或 &&=",
    r"\bstatic\s*\{": "static {}",
    r"^\}?await\b|^(?:export\s+)?(?:const|let|var)\s[^=]*=\s*await\b": "顶层 await",
    r"\.replaceChildren\(": "replaceChildren",
    r"\.replaceAll\(": "replaceAll",
    r"\.at\(-?\d": ".at()",
    r"\bstructuredClone\(": "structuredClone",
    r"\brandomUUID\(": "randomUUID",
    r"\.submitter\b": "submitter",
    r"new FormData\([^)]+,": "FormData(form, submitter)",
    r"\bAbortSignal\.(?:timeout|any)\b": "AbortSignal.timeout",
    r"\bArray\.prototype\.(?:findLast|toSorted)|\.(?:findLast|toSorted|toReversed)\(": "findLast、toSorted",
    r"\bObject\.(?:groupBy|hasOwn)\(": "Object.groupBy、hasOwn",
    r"\bPromise\.any\(": "Promise.any",
}
VALUES = {
    r"(?<![\w-])inset(?:-[a-z-]+)?\s*:": "inset（写 top、right、bottom、left）",
    r":where\(": ":where",
    r":is\(": ":is",
    r":not\([^()]*,": ":not() 里不能有几个",
    r"@container|@layer": "@container、@layer",
    r"@media[^{]*\([a-z-]+\s*[<>]": "媒体查询写 min-width、max-width",
    r":\s*(?:clamp)\(": "clamp()",
    r"color-mix\(|(?<![\w-])\d+dvh": "color-mix、dvh",
}
ALONE = re.compile(r":has\(|:focus-visible")
RULE = re.compile(r"([^{};]+)\{([^{}]*)\}")


def unreadable(root: Path = BASE_DIR) -> list[str]:
    """Return "file: what" of everything that Chromium 78 cannot read, and of rows whose gap nothing replaces."""
    found = []
    for pattern in SCRIPTS:
        for path in sorted(root.glob(pattern)):
            found += [f"{path.relative_to(root)}: {what}" for what in in_script(path.read_text(encoding="utf-8"))]
    named = (root / GAPS).read_text(encoding="utf-8")
    for path in sorted(root.glob(STYLES)):
        text = path.read_text(encoding="utf-8")
        found += [f"{path.relative_to(root)}: {what}" for what in in_style(text)]
        if "/print/" not in path.as_posix():
            found += [
                f"{path.relative_to(root)}: gap {name}"
                for name in rows_with_gap(text)
                if f".no-gap {name} >" not in named
            ]
    return found


def in_script(text: str) -> Iterator[str]:
    """Yield "line: what" of each place of a script that is too new. Comments and texts between quotes are no code."""
    code = re.sub(r"/\*.*?\*/", lambda found: "\n" * found[0].count("\n"), text, flags=re.S)
    for number, line in enumerate(code.splitlines(), start=1):
        plain = re.sub(r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|/(?:\\.|[^/\\\n* ])(?:\\.|[^/\\\n])*/", '""', line)
        plain = re.sub(r"(?<![:\w])//.*$", "", plain)
        for pattern, what in SYNTAX.items():
            if re.search(pattern, plain):
                yield f"{number}: {what}"


def in_style(text: str) -> Iterator[str]:
    """Yield what a style sheet says that is too new and has no plainer line before it."""
    code = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    for pattern, what in VALUES.items():
        if re.search(pattern, code):
            yield what
    for selectors, body in RULE.findall(code):
        if (alone := ALONE.search(selectors)) and "," in re.sub(r"\([^()]*\)", "", selectors):
            yield f"{alone[0]} 须自成一条规则"
        for name in re.findall(r"([\w-]+):[^;]*(?<![\w-])(?:min|max)\(", body):
            if not re.search(rf"(?<![\w-]){name}:(?![^;]*(?<![\w-])(?:min|max)\()", body):
                yield f"{name}: min()、max() 前要有不用它的一行"


def rows_with_gap(text: str) -> list[str]:
    """Return the selectors of boxes in a row that keep their parts apart by a gap."""
    code = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    return [
        name.strip()
        for selectors, body in RULE.findall(code)
        if re.search(r"display:\s*(?:inline-)?flex", body)
        and re.search(r"(?<![\w-])(?:column-)?gap:", body)
        and "flex-direction: column" not in body
        for name in selectors.split(",")
    ]


def main() -> int:
    """Print what is too new; return 1 where there is any."""
    found = unreadable()
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
