"""Chromium, driven: to look at a screen and to take its picture.

As a program, for example:
    python scripts/lib/browser.py --db NAME --login admin --url /odoo/sales \
        --wait .o_list_view --width 390 --out /tmp/x.png [--click SELECTOR ...] [--eval JS]
It starts a server of that database on a free port, or uses the one given with --server.
A selector is CSS, or `text=Confirm` for the visible button, link or tab saying so.
"""

import argparse
import base64
import contextlib
import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

DESKTOP, PHONE = (1440, 900), (390, 844)
DEMO_TIMEZONE = "Europe/Kyiv"  # where the people of the demo data work
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --mute-audio"
    " --disable-background-networking --disable-component-update --disable-sync"
    " --disable-extensions --disable-dev-shm-usage --hide-scrollbars --force-color-profile=srgb"
    " --lang=en-US --remote-allow-origins=* --remote-debugging-port=0"
).split()
FIND = """(wanted => {
    const seen = e => e && e.getClientRects().length > 0;
    if (!wanted.startsWith("text="))
        return [...document.querySelectorAll(wanted)].find(seen) || null;
    const words = wanted.slice(5).trim();
    const all = [...document.querySelectorAll("button, a, [role], .nav-link, label, span, div")];
    const same = all.filter(e => seen(e) && e.innerText.trim() === words);
    return same.find(e => e.matches("button, a, [role]")) || same.at(-1) || null;
})"""


class BrowserError(Exception):
    """What was waited for did not come, or the page's script failed."""


class Browser:
    """One page of a Chromium of our own, thrown away afterwards."""

    def __init__(self, program="chromium"):
        self.profile = tempfile.mkdtemp(prefix="bpm-browser-")
        self.process = subprocess.Popen(
            [program, *FLAGS, f"--user-data-dir={self.profile}", "about:blank"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self.numbers, self.errors, self.socket = itertools.count(1), [], None
        try:
            self._connect()
        except BaseException:
            self.close()
            raise

    def _connect(self):
        import websocket

        told = Path(self.profile) / "DevToolsActivePort"
        self._until(lambda: told.exists() and len(told.read_text().split()) == 2, "Chromium", 30)
        port = told.read_text().split()[0]
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/json/list", timeout=10) as answer:
            page = next(tab for tab in json.load(answer) if tab["type"] == "page")
        self.socket = websocket.create_connection(
            page["webSocketDebuggerUrl"], timeout=60, suppress_origin=True
        )
        for domain in ("Page", "Runtime", "Network"):
            self.send(f"{domain}.enable")
        self.send("Emulation.setTimezoneOverride", timezoneId=DEMO_TIMEZONE)
        self.viewport(*DESKTOP)

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.close()

    def close(self):
        if self.socket:
            with contextlib.suppress(OSError):
                self.socket.close()
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.profile, ignore_errors=True)

    def send(self, method, **parameters):
        """One DevTools command and its answer; errors of the page are kept on the way."""
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self.socket.recv())
            if message.get("method") == "Runtime.exceptionThrown":
                self.errors.append(message["params"]["exceptionDetails"])
            if message.get("method") == "Runtime.consoleAPICalled":
                if message["params"]["type"] == "error":
                    self.errors.append([a.get("value") or a for a in message["params"]["args"]])
            if message.get("id") == number:
                if "error" in message:
                    raise BrowserError(f"{method}: {message['error']['message']}")
                return message["result"]

    def viewport(self, width, height, mobile=None):
        """A screen of that size; narrow ones are phones with touch."""
        mobile = width < 700 if mobile is None else mobile
        self.send(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=2 if mobile else 1, mobile=mobile,
        )  # fmt: skip
        self.send("Emulation.setTouchEmulationEnabled", enabled=mobile)

    def login(self, address, login, password=None, database=None):
        """Open a session as that user (password = login, as in the demo data)."""
        self.address = address
        parameters = {"login": login, "password": password or login, "db": database}
        request = urllib.request.Request(
            f"{address}/web/session/authenticate",
            json.dumps({"jsonrpc": "2.0", "method": "call", "params": parameters}).encode(),
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            cookies = answer.headers.get_all("Set-Cookie") or []
            error = json.load(answer).get("error")
        if error:
            raise BrowserError(f"login as {login}: {error['data']['message']}")
        session = next(c for c in cookies if c.startswith("session_id=")).split(";")[0]
        value = session.partition("=")[2]
        self.send("Network.setCookie", name="session_id", value=value, url=address)

    def goto(self, url, wait=None):
        self.send("Page.navigate", url=url if "://" in url else self.address + url)
        self._until(lambda: self.evaluate("document.readyState") == "complete", url)
        if wait:
            self.wait(wait)

    def wait(self, selector, seconds=60):
        """Until it can be seen and nothing is being loaded any more."""
        found = f"!!{FIND}({json.dumps(selector)})"
        self._until(lambda: self.evaluate(found), selector, seconds)
        calm = "!document.querySelector('.o_loading_indicator, .o_view_controller.o_loading')"
        self._until(lambda: self.evaluate(calm), "the end of loading", seconds)
        time.sleep(0.4)

    def click(self, selector):
        self.wait(selector)
        self.evaluate(
            f"(e => {{ e.scrollIntoView({{block: 'center'}}); e.click(); }})"
            f"({FIND}({json.dumps(selector)}))"
        )
        time.sleep(0.6)

    def evaluate(self, script):
        """The value of a JavaScript expression; promises are awaited."""
        result = self.send(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        if details := result.get("exceptionDetails"):
            raise BrowserError(details.get("exception", {}).get("description", details["text"]))
        return result["result"].get("value")

    def screenshot(self, path, whole=False):
        """Save what is to be seen (or the whole page) as PNG."""
        self.evaluate("document.fonts.ready.then(() => true)")
        picture = self.send("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_bytes(base64.b64decode(picture["data"]))

    def _until(self, condition, what, seconds=60):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            with contextlib.suppress(BrowserError):  # a page on its way to another one
                if condition():
                    return
            time.sleep(0.1)
        raise BrowserError(f"waited {seconds} s for {what}")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--db", required=True)
    parser.add_argument("--server", help="the address of a running server of that database")
    parser.add_argument("--login", default="admin")
    parser.add_argument("--password")
    parser.add_argument("--url", default="/odoo")
    parser.add_argument("--wait", default="body")
    parser.add_argument("--width", type=int, default=DESKTOP[0])
    parser.add_argument("--height", type=int)
    parser.add_argument("--click", action="append", default=[])
    parser.add_argument("--eval", action="append", default=[])
    parser.add_argument("--out")
    parser.add_argument("--whole", action="store_true", help="the whole page, not the screen")
    asked = parser.parse_args()
    height = asked.height or (PHONE if asked.width < 700 else DESKTOP)[1]
    import programs
    from serving import serving

    running = contextlib.nullcontext(asked.server) if asked.server else serving(asked.db)
    with running as address, Browser(programs.browser()) as browser:
        browser.viewport(asked.width, height)
        browser.login(address, asked.login, asked.password, asked.db)
        try:
            browser.goto(asked.url, asked.wait)
            for selector in asked.click:
                browser.click(selector)
            browser.wait("body")
            for script in asked.eval:
                print(json.dumps(browser.evaluate(script), ensure_ascii=False, indent=1))
        except BrowserError as error:
            print(error, file=sys.stderr)
        if asked.out:
            browser.screenshot(asked.out, asked.whole)
        for error in browser.errors:
            print("page error:", json.dumps(error)[:2000], file=sys.stderr)


if __name__ == "__main__":
    if os.environ.get("BPM_PYTHON") != "ours":  # the environment with websocket-client
        import server

        python = str(server.prepare())
        os.environ["BPM_PYTHON"] = "ours"
        os.execv(python, [python, *sys.argv])
    main()
