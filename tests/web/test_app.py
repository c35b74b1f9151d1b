"""The door: what it answers, to whom, and what every answer carries."""

from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from blackstart.web.app import room
from blackstart.web.guard import HEADERS, POLICY
from blackstart.work.standing import Standing
from tests.web.made import standing
from tests.web.made_desk import MadeDesk


def client(see: Callable[[], Standing] = standing, host: str = "localhost") -> TestClient:
    """Open the door in this process; faults are answered, not raised."""
    app = room("bearing-works", "EXERCISE", see, MadeDesk())
    return TestClient(app, base_url=f"http://{host}:8642", raise_server_exceptions=False)


def broken() -> Standing:
    """Fail as a database fails that is not there, with a secret in the message."""
    raise OSError("password=hunter2 at /srv/secret")


ANSWERS = [
    ("GET", "/", 200),
    ("HEAD", "/", 200),
    ("GET", "/healthz", 200),
    ("GET", "/invoices", 200),
    ("GET", "/invoices?page=9&owner=<script>&code=%00", 200),
    ("GET", "/invoices/I-0?piece=99", 200),
    ("GET", "/invoices/capacity", 200),
    ("GET", "/invoices/none", 404),
    ("GET", "/invoices/decide", 404),
    ("POST", "/invoices", 405),
    ("POST", "/invoices/decide", 415),
    ("GET", "/static/control-room.css", 200),
    ("GET", "/static/icon.svg", 200),
    ("GET", "/static/", 404),
    ("GET", "/static/no.css", 404),
    ("GET", "/static/../app.py", 404),
    ("GET", "/static/%2e%2e/app.py", 404),
    ("GET", "/static/..%2f..%2fapp.py", 404),
    ("GET", "/no-such-page", 404),
    ("GET", "/?a=<script>", 200),
    ("GET", "/<script>", 404),
    *((method, "/", 405) for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")),
    ("POST", "/static/control-room.css", 405),
    ("POST", "/healthz", 405),
]


@pytest.mark.parametrize(("method", "path", "status"), ANSWERS)
def test_every_answer_carries_the_headers_and_no_cookie(
    method: str, path: str, status: int
) -> None:
    """Pages, files, refusals and faults alike; nothing but looking is allowed."""
    answer = client().request(method, path)
    assert answer.status_code == status
    for name, value in HEADERS:
        assert answer.headers.get_list(name.decode()) == [value.decode()]
    assert "set-cookie" not in answer.headers
    assert "<script" not in answer.text


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", "localhost.evil.example", "evillocalhost", "127.0.0.1.evil.example"),
        *("www.localhost", "0.0.0.0", "192.168.1.7", "[::1]"),  # noqa: S104 - names only
    ],
)
@pytest.mark.parametrize("path", ["/", "/invoices", "/static/control-room.css", "/none"])
def test_other_names_are_refused(host: str, path: str) -> None:
    """DNS rebinding: a stranger's name that points at this machine gets nothing, on any path."""
    answer = client(host=host).get(path, follow_redirects=False)
    assert answer.status_code == 400
    assert answer.headers["content-security-policy"] == POLICY
    assert "bearing-works" not in answer.text


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "LOCALHOST"])
def test_our_own_names_are_answered(host: str) -> None:
    """By name or by number, with any port."""
    assert client(host=host).get("/").status_code == 200


def test_a_fault_says_what_to_do_and_nothing_of_the_inside() -> None:
    """The store is gone: 500 with the mode, three sentences, the headers, and no trace."""
    answer = client(broken).get("/")
    assert answer.status_code == 500
    assert answer.headers["content-security-policy"] == POLICY
    assert answer.headers["cache-control"] == "no-store"
    for inside in ("hunter2", "secret", "Traceback", "OSError", ".py"):
        assert inside not in answer.text
    for said in ("EXERCISE", "Nothing was changed", "blackstart doctor"):
        assert said in answer.text


def test_a_refusal_says_what_the_control_room_is() -> None:
    """It only shows; which methods it knows stands in the header."""
    answer = client().post("/")
    assert "This page only shows" in answer.text
    assert sorted(answer.headers["allow"].split(", ")) == ["GET", "HEAD"]
    assert "There is no such page" in client().get("/none").text


def test_nothing_on_the_page_leads_out() -> None:
    """The policy forbids scripts, frames, connections and strangers' files."""
    rules = dict(rule.split(" ", 1) for rule in POLICY.split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["frame-ancestors"] == rules["base-uri"] == "'none'"
    assert {rules[kind] for kind in ("style-src", "img-src", "form-action")} == {"'self'"}
    assert "unsafe" not in POLICY


def test_each_page_is_worked_out_anew() -> None:
    """A page is a look at the store now, never one from a drawer."""
    looks = iter([standing(incident="first"), standing(incident="second")])
    opened = client(lambda: next(looks))
    assert "first" in opened.get("/").text
    assert "second" in opened.get("/").text
