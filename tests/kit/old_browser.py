"""A browser of 2019, driven through its debugging pipe: Playwright starts one but cannot open a page in it.

with OldBrowser(program) as old:
    old.open(f"{url}/c/abc")
    old.run("document.querySelector('a').click()")
    old.until("location.pathname.endsWith('/sent/')")
"""

import fcntl
import json
import os
import subprocess
import time

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--single-process",
    "--no-zygote",
    "--remote-debugging-pipe",
    "--window-size=360,740",
)
SECONDS = 20


class OldBrowser:
    """One page of a Chromium whose program is `program`; use it as a context manager."""

    def __init__(self, program):
        self.program, self.number, self.session = program, 0, None

    def __enter__(self):
        """Start it: it reads commands from file 3 and writes answers to file 4."""
        read_here, write_there = os.pipe()
        read_there, write_here = os.pipe()

        def place():
            ends = [fcntl.fcntl(end, fcntl.F_DUPFD, 100) for end in (read_there, write_there)]  # away from 3 and 4
            for number, end in zip((3, 4), ends, strict=True):
                os.dup2(end, number)

        self.process = subprocess.Popen(
            [self.program, *FLAGS],
            preexec_fn=place,
            close_fds=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(read_there)
        os.close(write_there)
        self.commands, self.answers, self.rest = write_here, read_here, b""
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.ask("Page.enable")
        return self

    def __exit__(self, *_error):
        """End it."""
        self.process.kill()
        self.process.wait()
        os.close(self.commands)
        os.close(self.answers)

    def ask(self, method, **facts):
        """Return the browser's answer to one command; raise what it refuses."""
        self.number += 1
        command = {"id": self.number, "method": method, "params": facts}
        if self.session:
            command["sessionId"] = self.session
        os.write(self.commands, json.dumps(command).encode() + b"\0")
        while True:
            answer = self._answer()
            if answer.get("id") == self.number:
                assert "error" not in answer, answer
                return answer["result"]

    def _answer(self):
        while b"\0" not in self.rest:
            part = os.read(self.answers, 1 << 16)
            assert part, "the browser has gone"
            self.rest += part
        text, self.rest = self.rest.split(b"\0", 1)
        return json.loads(text)

    def open(self, url):
        """Open a page and wait until it is there with its scripts."""
        self.run("window.before = true")
        self.ask("Page.navigate", url=url)
        self.settle()

    def settle(self):
        """Wait for the page that was asked for, once the one before has gone."""
        self.until("!window.before && document.readyState === 'complete'")

    def run(self, script):
        """Return the value of `script` in the page."""
        result = self.ask("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    def until(self, script):
        """Wait for `script` to be true."""
        deadline = time.monotonic() + SECONDS
        while not self.run(script):
            assert time.monotonic() < deadline, f"never true: {script}; {self.run('document.body.innerText')}"
            time.sleep(0.05)

    def choose(self, selector, *paths):
        """Choose files in the input `selector`, as a person does."""
        root = self.ask("DOM.getDocument")["root"]["nodeId"]
        node = self.ask("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        self.ask("DOM.setFileInputFiles", nodeId=node, files=[str(path) for path in paths])
