"""The page in a real Chromium: what it draws, what it asks for, what it complains about."""

from base64 import b64decode
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route

from blackstart.web.app import room
from blackstart.web.estate import routes
from blackstart.web.guard import SafeHeaders
from tests.web.chromium import Chromium, Tab, opened, started
from tests.web.estate_made import after, run
from tests.web.made import firms, standing, suppliers
from tests.web.made_desk import MadeDesk
from tests.web.served import served

pytestmark = pytest.mark.browser

TAB, ENTER = 9, 13
LONG = "Wolverhampton Precision Crankshafts and Camshafts International Holdings Ltd"
PLANTED = """<!doctype html><title>Planted faults</title>
<script>document.title = "run"</script><p style="color:red">red</p><img src="/none.png">"""
# Texts of drawings that leave their paper, and blocks that are wider than the window.
OVERFLOWING = """[...document.querySelectorAll('svg.chart text')].filter(text => {
  const box = text.getBBox(), paper = text.ownerSVGElement.viewBox.baseVal
  const right = box.x + box.width, foot = box.y + box.height
  return box.x < 0 || box.y < 0 || right > paper.width || foot > paper.height
}).map(text => text.textContent)"""
WIDTHS = "[document.documentElement.scrollWidth, window.innerWidth]"
PAGES = "document.querySelectorAll('header nav a').length"
# A person picks the first invoice of the queue, accepts it, and signs.
FILLED = """for (const [name, value] of [
  ['verdict', 'accept'], ['person', 'Ann Clerk'], ['reason', 'Agreed by telephone.']]) {
  document.querySelector(`form[method=post] [name=${name}]`).value = value
}
document.querySelector('[name=pick]').checked = true"""
# What has the keyboard after each press of Tab, and whether a ring shows it.
FOCUSED = """(() => { const e = document.activeElement, s = getComputedStyle(e)
  const ring = s.outlineStyle === 'none' ? 0 : parseFloat(s.outlineWidth)
  return [e.textContent.trim().slice(0, 30), ring]
})()"""


@pytest.fixture(scope="module")
def browser(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    """Start one browser with a fresh profile for all tests of this file."""
    profile: Path = tmp_path_factory.mktemp("chromium")
    with started(chromium, profile) as running:
        yield running


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Serve the small incident, one of its firms with a very long name."""
    frames = suppliers()
    frames["firms"] = firms({"firm": "S1", "name": LONG, "only_source": True})
    seen, restart = standing(frames=frames), after(2, run())
    doors = routes(lambda _: restart, lambda _service, _gate: {"lacks": ["a probe"]})
    with served(room(seen.incident, seen.mode, lambda: seen, MadeDesk(count=60), doors)) as url:
        yield url


@pytest.fixture(params=["light", "dark"])
def dark(request: pytest.FixtureRequest) -> bool:
    """Look at the page in light and in dark."""
    return bool(request.param == "dark")


def test_the_page_shows_its_figures(browser: Chromium, address: str) -> None:
    """What was worked out is on the screen, in words that a person sees."""
    shown = opened(browser, address, 1280).evaluate("document.body.innerText")
    for words in ("EXERCISE", "bearing-works", "1,234,567.89", "Waiting for people", "3 of 18"):
        assert words in shown


def test_nothing_complains_and_nobody_else_is_asked(
    browser: Chromium, address: str, *, dark: bool
) -> None:
    """No console message, no refused rule, no answer of 400; the only host is our own."""
    tab = opened(browser, address, 1280, dark=dark)
    assert tab.complaints() == []
    assert {url for url in tab.asked_for() if not url.startswith(address)} == set()
    assert f"{address}static/control-room.css" in tab.asked_for()


def test_the_watch_over_the_page_can_fail(browser: Chromium) -> None:
    """Planted faults under the same policy are seen: a script, a style, a missing picture."""
    page = Route("/", lambda _: HTMLResponse(PLANTED))
    with served(SafeHeaders(Starlette(routes=[page]))) as url:
        tab = opened(browser, url, 1280)
        said = str(tab.complaints())
        title = tab.evaluate("document.title")
    assert title == "Planted faults"
    assert "script-src" in said
    assert "style-src" in said
    assert "404" in said


@pytest.mark.parametrize("width", [320, 360, 768, 1280, 1920])
def test_the_page_never_scrolls_sideways(browser: Chromium, address: str, width: int) -> None:
    """From a telephone to a wall (WCAG 2.2, 1.4.10): wide drawings scroll within themselves."""
    scrolled, window = opened(browser, address, width).evaluate(WIDTHS)
    assert window == width
    assert scrolled <= width


def test_no_text_leaves_its_drawing(browser: Chromium, address: str) -> None:
    """Long names are cut before they are cut off."""
    tab = opened(browser, address, 1280)
    assert tab.evaluate(OVERFLOWING) == []
    assert tab.evaluate("document.querySelectorAll('svg.chart text').length") > 40


def test_dark_is_dark(browser: Chromium, address: str, *, dark: bool) -> None:
    """The page follows the system; the paper really changes."""
    tab = opened(browser, address, 1280, dark=dark)
    paper = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == ("rgb(16, 22, 29)" if dark else "rgb(255, 255, 255)")


def test_the_keyboard_is_followed_by_a_ring(browser: Chromium, address: str) -> None:
    """Tab goes to the skip link, the reload, the drawings; each stop can be seen."""
    tab = opened(browser, address, 1280)
    stops = [_press_tab(tab) for _ in range(5)]
    assert [words for words, _ in stops[:2]] == ["Skip to the figures", "Load again"]
    assert [ring for _, ring in stops if ring < 3] == []


def _press_tab(tab: Tab) -> tuple[str, float]:
    tab.press("Tab", TAB)
    words, ring = tab.evaluate(FOCUSED)
    return words, ring


def test_a_table_opens_without_a_script(browser: Chromium, address: str) -> None:
    """With scripts switched off, the twin of the first drawing opens by keyboard alone."""
    pages = opened(browser, address, 1280).evaluate(PAGES)
    tab = opened(browser, address, 1280, scripts=False)
    for _ in ("the skip link", "the reload", *["a page"] * pages, "the drawing", "its table"):
        tab.press("Tab", TAB)
    tab.press("Enter", ENTER, text="\r")
    tab.scripts(on=True)
    assert tab.evaluate("document.querySelector('details').open") is True


RESTART = [
    *("restart", "restart/map", "restart/map/erp", "restart/erp/isolated"),
    *("restart/why?service=erp", "restart/moved", "restart/what-if?ask=person:apps=%2B1"),
]
# A tired person asks for one more in a team, and presses.
ASKED = "document.querySelector('[name=person]').value = 'apps'"


@pytest.mark.parametrize("path", ["invoices", "invoices/I-0", "invoices/capacity", *RESTART])
def test_the_desks_pages_hold_on_a_telephone_and_on_a_screen(
    browser: Chromium, address: str, path: str, *, dark: bool
) -> None:
    """Nothing complains, nobody else is asked, nothing scrolls sideways, no script is needed."""
    for width in (320, 1280):
        tab = opened(browser, address + path, width, dark=dark)
        scrolled, window = tab.evaluate(WIDTHS)
        assert scrolled <= window == width
        assert tab.complaints() == []
        # The calendar of a field for days is a picture of the browser's own, asked of nobody.
        others = (url for url in tab.asked_for() if not url.startswith(address))
        assert [url for url in others if not url.startswith("data:")] == []


@pytest.mark.parametrize("path", RESTART[:3])
def test_no_text_leaves_the_drawings_of_the_restart(
    browser: Chromium, address: str, path: str
) -> None:
    """Services, teams and the map: names are cut before they are cut off."""
    tab = opened(browser, address + path, 1280)
    assert tab.evaluate(OVERFLOWING) == []
    assert tab.evaluate("document.querySelectorAll('svg.chart text').length") > 5


def test_a_person_decides_in_the_browser(browser: Chromium, address: str) -> None:
    """Pick, choose, sign, press: the browser sends what our door follows."""
    tab = opened(browser, f"{address}invoices?code=BS-PAY-028", 1280)
    tab.evaluate(FILLED)
    tab.evaluate("document.querySelector('fieldset button').focus()")
    tab.browser.events.clear()
    tab.press("Enter", ENTER, text="\r")
    browser.wait("Page.loadEventFired", tab.session)
    shown = tab.evaluate("document.body.innerText")
    assert "Recorded" in shown
    assert "Ann Clerk, accept" in shown
    assert tab.complaints() == []


def test_a_person_asks_what_if_in_the_browser(browser: Chromium, address: str) -> None:
    """Fill in a line and press: the answer is an address that can be sent to somebody."""
    tab = opened(browser, f"{address}restart/what-if", 320)
    tab.evaluate(ASKED)
    tab.evaluate("document.querySelector('form button').focus()")
    tab.browser.events.clear()
    tab.press("Enter", ENTER, text="\r")
    browser.wait("Page.loadEventFired", tab.session)
    assert "1 person more in apps" in tab.evaluate("document.body.innerText")
    assert "person=apps" in tab.evaluate("location.search")
    assert tab.complaints() == []


def test_an_old_page_says_that_it_is_old(browser: Chromium, address: str) -> None:
    """Without a script: after ten minutes a bar appears, and not a minute before."""
    tab = opened(browser, address, 1280)
    bar = "getComputedStyle(document.querySelector('.old')).visibility"
    clock = "document.getAnimations().find(a => a.animationName === 'old').currentTime = "
    assert tab.evaluate(bar) == "hidden"
    tab.evaluate(clock + "9.9 * 60e3")
    assert tab.evaluate(bar) == "hidden"
    tab.evaluate(clock + "10.1 * 60e3")
    assert tab.evaluate(bar) == "visible"


def test_paper_says_the_mode_on_every_sheet(browser: Chromium, address: str) -> None:
    """For the meeting at seven: every sheet says EXERCISE, and has nothing to press."""
    tab = opened(browser, address, 1123, media="print")
    hidden = "[...document.querySelectorAll('.skip,.again,.old,footer,details')]"
    assert tab.evaluate(f"{hidden}.filter(e => getComputedStyle(e).display !== 'none').length") == 0
    printed = browser.call("Page.printToPDF", tab.session, preferCSSPageSize=True)
    sheets = [
        sheet.extract_text() for sheet in PdfReader(BytesIO(b64decode(printed["data"]))).pages
    ]
    assert 1 < len(sheets) <= 4
    assert [number for number, words in enumerate(sheets) if "EXERCISE" not in words] == []
    assert "Waiting for people" in sheets[0]
