"""The browser of the tests itself: what a click opened is whole when the next line reads it."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

HEAD = b"<!doctype html><form><input name=q><button>go</button></form>"


class Slow(BaseHTTPRequestHandler):
    """A page whose rows come half a second after its first words."""

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(HEAD)
        self.wfile.flush()
        if "q=" in self.path:
            time.sleep(0.5)
            self.wfile.write(b"<table><tbody><tr><td>1</table>")

    def log_message(self, *words):
        """Say nothing."""


@pytest.fixture
def slow_page(chromium):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Slow)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    context = chromium.new_context(java_script_enabled=False, base_url=f"http://127.0.0.1:{server.server_port}")
    page = context.new_page()
    page.goto("/")
    yield page
    context.close()
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    "act",
    [
        lambda page: page.click("button"),
        lambda page: page.locator("button").click(),
        lambda page: page.press("input", "Enter"),
    ],
)
def test_a_click_returns_with_the_page_it_opened(slow_page, act):
    act(slow_page)
    assert slow_page.locator("tbody tr").count() == 1
