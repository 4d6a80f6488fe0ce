"""What is written for the browser is written for a phone of 2019; the gate finds what is not."""

import os
import subprocess
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from yunhe.env import BASE_DIR
from yunhe.local import old_phones

OLD = os.environ.get("CHROMIUM_78", "")
OWN = [path.name for path in sorted((BASE_DIR / "static/js").glob("*.js")) if path.name != "service-worker.js"]


def test_every_script_and_style_sheet_of_ours_can_be_read():
    assert [line for line in old_phones.unreadable() if not line.startswith("node_modules/")] == []


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("box?.focus();", "?."),
        ("const a = b ?? c;", "??"),
        ("a ||= 1;", "||= 或 &&="),
        ("await load();", "顶层 await"),
        ("const found = await load();", "顶层 await"),
        ("list.replaceChildren();", "replaceChildren"),
        ("new FormData(form, button);", "FormData(form, submitter)"),
        ("event.submitter.name;", "submitter"),
    ],
)
def test_what_is_too_new_in_a_script_is_named_with_its_line(code, what):
    assert list(old_phones.in_script(f"let a;\n{code}\n")) == [f"2: {what}"]


@pytest.mark.parametrize(
    "code",
    [
        'const text = "really?? ?.";',
        "// box?.focus()",
        "/* a ?? b */",
        "const small = a ?.5 : 1;",
        "const work = async () => {\n  await load();\n};",
        "const url = /[?#]??/.test(a);",
        "const metres = 6_371_000;",
    ],
)
def test_what_an_old_phone_reads_is_not_named(code):
    assert list(old_phones.in_script(code)) == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        (".a { inset: 0; }", 1),
        (".a:where(.b) { top: 0; }", 1),
        (".a, .b:has(.c) { top: 0; }", 1),
        (".b:has(.c) { top: 0; }", 0),
        (".a { width: min(2rem, 50%); }", 1),
        (".a { width: 50%; width: min(2rem, 50%); }", 0),
        (".a { box-shadow: inset 0 1px 0 red; clip-path: inset(50%); }", 0),
        ("@media (width <= 700px) { .a { top: 0; } }", 1),
    ],
)
def test_style_that_is_too_new_is_named_unless_a_plainer_line_stands_before(code, found):
    assert len(list(old_phones.in_style(code))) == found


def test_boxes_in_a_row_whose_gap_an_old_phone_does_not_know_are_found():
    style = ".a, .b { display: flex; gap: 1px; } .c { display: grid; gap: 1px; } .d { display: flex; row-gap: 1px; }"
    assert old_phones.rows_with_gap(style) == [".a", ".b"]


class Handler(SimpleHTTPRequestHandler):
    """Hands out the source folder, and one page that loads every script."""

    def do_GET(self):
        if self.path != "/":
            return super().do_GET()
        loads = "".join(
            f'import("/static/js/{name}").then(() => say("{name} ok"), (e) => say("{name} " + e));' for name in OWN
        )
        parts = '<div data-scan></div><div data-screen></div><div data-offline-person="1" data-offline-key="00"></div>'
        script = f'const say = (text) => {{ document.title += text + "; "; }};{loads}'
        body = f"<!doctype html><body><main>{parts}</main><script type=module>{script}</script></body>".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(body)
        return None

    def log_message(self, *_args):
        """Say nothing."""


@pytest.mark.skipif(not Path(OLD).is_file(), reason="CHROMIUM_78 names no browser (docs/testing.md says where one is)")
def test_a_real_chromium_78_reads_every_script():
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(BASE_DIR)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    flags = (
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--single-process",
        "--no-zygote",
        "--virtual-time-budget=4000",
    )
    address = f"http://127.0.0.1:{server.server_port}/"
    page = subprocess.run([OLD, *flags, "--dump-dom", address], capture_output=True, text=True, timeout=60, check=False)
    server.shutdown()
    assert all(f"{name} " in page.stdout for name in OWN)
    assert "SyntaxError" not in page.stdout
