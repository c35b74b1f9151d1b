"""A real Chromium, driven over a pipe in its DevTools protocol: no driver, no package, no port.

The program reads messages from file descriptor 3 and writes answers and events to 4, each ended by
a zero byte (`--remote-debugging-pipe`).
"""

import json
import os
import select
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ANSWER_SECONDS_MAX = 60
FLAGS = (
    "--headless",
    "--no-sandbox",  # tests may run as root, which the sandbox refuses; it opens our own page only
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-pipe",
)
# Domains that tell what a page asks for and what it complains about.
WATCHED = ("Page", "Runtime", "Log", "Network", "Audits")

Message = dict[str, Any]


@dataclass(slots=True, kw_only=True)
class Chromium:
    """A running browser.

    Attributes:
        orders: where messages to it are written.
        answers: where its answers and events are read.
        events: what it told by itself, oldest first.
        heard: bytes that are no whole message yet.
        sent: how many messages were sent.
    """

    orders: int
    answers: int
    events: list[Message] = field(default_factory=list)
    heard: bytes = b""
    sent: int = 0

    def call(self, method: str, session: str = "", **params: object) -> Message:
        """Send an order and give its result."""
        self.sent += 1
        order: Message = {"id": self.sent, "method": method, "params": params}
        if session:
            order["sessionId"] = session
        os.write(self.orders, json.dumps(order).encode() + b"\0")
        while (answer := self._next()).get("id") != self.sent:
            self.events.append(answer)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        result: Message = answer["result"]
        return result

    def wait(self, event: str, session: str) -> None:
        """Wait until the browser tells an event of a page."""
        while not any(_is(told, event, session) for told in self.events):
            self.events.append(self._next())

    def _next(self) -> Message:
        while b"\0" not in self.heard:
            if not select.select([self.answers], [], [], ANSWER_SECONDS_MAX)[0]:
                raise TimeoutError("Chromium does not answer")
            data = os.read(self.answers, 1 << 16)
            if not data:
                raise RuntimeError("Chromium has ended")
            self.heard += data
        first, _, self.heard = self.heard.partition(b"\0")
        message: Message = json.loads(first)
        return message


def _is(told: Message, event: str, session: str) -> bool:
    return told["method"] == event and told.get("sessionId") == session


@contextmanager
def started(program: str, profile: Path) -> Iterator[Chromium]:
    """Start a browser with a fresh profile, and end it afterwards.

    Args:
        program: path of Chromium.
        profile: an empty folder for its profile.
    """
    (ours_in, orders), (answers, ours_out) = os.pipe(), os.pipe()
    log = os.open(profile / "chromium.log", os.O_WRONLY | os.O_CREAT)
    pid = os.posix_spawn(
        program,
        [program, *FLAGS, f"--user-data-dir={profile}", "about:blank"],
        os.environ,
        file_actions=[
            (os.POSIX_SPAWN_DUP2, log, 1),
            (os.POSIX_SPAWN_DUP2, log, 2),
            # By way of high numbers, so that neither end overwrites the other.
            (os.POSIX_SPAWN_DUP2, ours_in, 103),
            (os.POSIX_SPAWN_DUP2, ours_out, 104),
            (os.POSIX_SPAWN_DUP2, 103, 3),
            (os.POSIX_SPAWN_DUP2, 104, 4),
        ],
    )
    for end in (ours_in, ours_out, log):
        os.close(end)
    browser = Chromium(orders=orders, answers=answers)
    try:
        yield browser
        browser.call("Browser.close")
    finally:
        os.close(orders)  # without its pipe the browser ends by itself
        os.close(answers)
        os.waitpid(pid, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One page in the browser.

    Attributes:
        browser: where it is.
        session: its name there.
    """

    browser: Chromium
    session: str

    def evaluate(self, script: str) -> Any:  # noqa: ANN401 - JavaScript may give anything
        """Run a script from outside the page, which the page's policy does not govern."""
        options = {"expression": script, "returnByValue": True}
        return self.browser.call("Runtime.evaluate", self.session, **options)["result"].get("value")

    def press(self, key: str, code: int, text: str = "") -> None:
        """Press and release a key.

        Args:
            key: its name.
            code: its number (Windows virtual key code).
            text: what it writes, if anything.
        """
        for kind in ("keyDown", "keyUp"):
            order = {"type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code}
            self.browser.call("Input.dispatchKeyEvent", self.session, text=text, **order)

    def scripts(self, *, on: bool) -> None:
        """Switch the page's scripts on or off; off, `evaluate` cannot look either."""
        self.browser.call("Emulation.setScriptExecutionDisabled", self.session, value=not on)

    def picture(self) -> bytes:
        """Take a picture of the whole page, as PNG."""
        shot = self.browser.call("Page.captureScreenshot", self.session, captureBeyondViewport=True)
        return b64decode(shot["data"])

    def asked_for(self) -> list[str]:
        """Name every address that the page has asked for."""
        return [
            told["params"]["request"]["url"]
            for told in self.browser.events
            if _is(told, "Network.requestWillBeSent", self.session)
        ]

    def complaints(self) -> list[Message]:
        """Give what the page's console says, every issue, and every answer of 400 or more."""
        events = [told for told in self.browser.events if told.get("sessionId") == self.session]
        loud = ("Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown")
        return [
            told
            for told in events
            if told["method"] in (*loud, "Audits.issueAdded", "Network.loadingFailed")
            or told.get("params", {}).get("response", {}).get("status", 0) >= 400
        ]


def opened(
    browser: Chromium,
    url: str,
    width: int,
    *,
    dark: bool = False,
    media: str = "",
    scripts: bool = True,
) -> Tab:
    """Open a page and wait until it is loaded.

    Args:
        browser: a running browser.
        url: its address.
        width: of the window, in CSS pixels.
        dark: prefer dark colours.
        media: "print" for the page as it is printed.
        scripts: False as for somebody who has switched JavaScript off.
    """
    target = browser.call("Target.createTarget", url="about:blank")["targetId"]
    session = browser.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
    for domain in WATCHED:
        browser.call(f"{domain}.enable", session)
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    browser.call("Emulation.setEmulatedMedia", session, media=media, features=[scheme])
    browser.call(
        "Emulation.setDeviceMetricsOverride",
        session,
        width=width,
        height=900,
        deviceScaleFactor=1,
        mobile=False,
    )
    tab = Tab(browser=browser, session=session)
    tab.scripts(on=scripts)
    browser.call("Page.navigate", session, url=url)
    browser.wait("Page.loadEventFired", session)
    return tab
