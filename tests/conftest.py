"""What every test may use: shared data, Chromium, and a loud word about what was not checked."""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import settings

# One embedded server serves all folders of a session.
pytest_plugins = ("tests.fixtures_store",)

CHECKOUT = Path(__file__).resolve().parents[1]
SHARED_DATA = Path(os.environ.get("BLACKSTART_DATA") or CHECKOUT.parent / "shared" / "data")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "chrome"))), None)

# By marker: what tests need that this machine lacks. That is "not checked", never "passed".
LACKING = {
    marker: reason
    for marker, found, reason in (
        ("conformance", SHARED_DATA.is_dir(), f"no shared data at {SHARED_DATA}"),
        ("browser", CHROMIUM is not None, "no Chromium on the PATH"),
    )
    if not found
}

# The same examples on every run; a busy laptop must not fail a test by being slow.
settings.register_profile("ci", deadline=None, derandomize=True, database=None)
# A longer hunt, with other examples each time: HYPOTHESIS_PROFILE=hunt
settings.register_profile("hunt", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Name the folder of public files; a test that uses it is marked `conformance`."""
    return SHARED_DATA


@pytest.fixture(scope="session")
def chromium() -> str:
    """Name the browser's program; a test that uses it is marked `browser`."""
    return CHROMIUM or ""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what this machine cannot check, and refuse a test that hides what it needs."""
    for item in items:
        for fixture, marker in (("shared_data", "conformance"), ("chromium", "browser")):
            if fixture in getattr(item, "fixturenames", ()) and not item.get_closest_marker(marker):
                message = f"{item.nodeid} uses `{fixture}` and must be marked `{marker}`"
                raise pytest.UsageError(message)
        for marker, reason in LACKING.items():
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=f"{marker}: {reason}"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end, and in red, what was not checked on this machine."""
    skipped: Iterable[pytest.TestReport] = terminalreporter.stats.get("skipped", ())
    texts = [str(report.longrepr) for report in skipped]
    for marker, reason in LACKING.items():
        count = sum(f"{marker}: {reason}" in text for text in texts)
        if count:
            line = f"NOT CHECKED: {count} {marker} tests, {reason}"
            terminalreporter.write_line(line, red=True, bold=True)
