"""What a page may ask us to do: only a form of our own page, from this machine, is followed."""

import re
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

from blackstart.web.app import room
from blackstart.web.orders import FORM_BYTES_MAX
from tests.web.made import standing
from tests.web.made_desk import MadeDesk

OURS = "http://localhost:8642"
ACCEPT = {
    "verdict": "accept",
    "person": " Ann ",
    "reason": "Agreed.",
    "pick": ["I-0|BS-PAY-028", "I-1|BS-PAY-024"],
}


def door(desk: MadeDesk) -> TestClient:
    """Open the door over a desk."""
    app = room("bearing-works", "EXERCISE", standing, desk)
    return TestClient(app, base_url=OURS, raise_server_exceptions=False)


def token(opened: TestClient) -> str:
    """Read the word that our forms carry off the page."""
    found = re.search(r'name="token" value="([^"]+)"', opened.get("/invoices").text)
    assert found
    return found[1]


def test_a_form_of_ours_is_followed() -> None:
    """One wish a reason; what may not be decided is told; the name is without blanks around it."""
    desk = MadeDesk()
    opened = door(desk)
    answer = opened.post("/invoices/decide", data={**ACCEPT, "token": token(opened)})
    assert answer.status_code == 200
    assert [(wish.person, wish.invoices, wish.code) for wish in desk.wishes] == [
        ("Ann", ("I-0",), "BS-PAY-028"),
        ("Ann", ("I-1",), "BS-PAY-024"),
    ]
    for words in ("Recorded", "I-0", "BS-PAY-080", "EXERCISE"):
        assert words in answer.text


@pytest.mark.parametrize("verdict", ["reject", "assign"])
def test_other_verdicts_need_no_code(verdict: str) -> None:
    """Two invoices of two reasons are one wish."""
    desk = MadeDesk()
    opened = door(desk)
    said = {**ACCEPT, "verdict": verdict, "assigned_to": "Bob", "token": token(opened)}
    assert opened.post("/invoices/decide", data=said).status_code == 200
    assert [wish.invoices for wish in desk.wishes] == [("I-0", "I-1")]


def test_a_tolerance_is_read_as_it_is_written() -> None:
    """Per cent, amount, currency and day; what cannot be read is turned down by the desk."""
    desk = MadeDesk()
    opened = door(desk)
    said = {
        "verdict": "tolerate",
        "person": "Ann",
        "reason": "Surcharge.",
        "supplier": "S1",
        "percent": "1.5",
        "up_to": "250.00",
        "currency": "gbp",
        "until": "2025-10-31",
        "token": token(opened),
    }
    assert opened.post("/invoices/decide", data=said).status_code == 200
    (wish,) = desk.wishes
    assert (wish.percent_micro, wish.amount_minor, wish.currency) == (1_500_000, 25_000, "GBP")
    bad = opened.post("/invoices/decide", data={**said, "percent": "x", "until": "soon"})
    assert bad.status_code == 422
    assert "Nothing was decided" in bad.text


@pytest.mark.parametrize("picked", [[], ["I-9|BS-PAY-028"]])
def test_nothing_picked_nothing_changed(picked: list[str]) -> None:
    """The page says so."""
    opened = door(MadeDesk())
    answer = opened.post(
        "/invoices/decide", data={**ACCEPT, "pick": picked, "token": token(opened)}
    )
    assert answer.status_code == 422
    assert "Nothing was decided" in answer.text


@pytest.mark.parametrize(
    ("headers", "said", "status"),
    [
        ({}, {"token": ""}, 403),
        ({}, {"token": "guessed"}, 403),
        ({}, {"token": "gelöst"}, 403),
        ({"origin": "http://evil.example"}, {}, 403),
        ({"origin": "http://localhost:8643"}, {}, 403),
        ({"sec-fetch-site": "cross-site"}, {}, 403),
        ({"sec-fetch-site": "same-site", "origin": OURS}, {}, 403),
        ({"origin": "null", "sec-fetch-site": "cross-site"}, {}, 403),
        ({"content-type": "text/plain"}, {}, 415),
        ({}, {"reason": "x" * FORM_BYTES_MAX}, 413),
        ({}, {f"field{at}": "x" for at in range(1001)}, 400),
        ({"origin": OURS, "sec-fetch-site": "same-origin"}, {}, 200),
        ({"origin": "null"}, {}, 200),
    ],
)
def test_strangers_are_not_followed(
    headers: dict[str, str], said: dict[str, str], status: int
) -> None:
    """Another site, another port, no word or a wrong one, too much: nothing reaches the desk."""
    desk = MadeDesk()
    opened = door(desk)
    body = urlencode({**ACCEPT, "token": token(opened), **said}, doseq=True)
    kind = {"content-type": "application/x-www-form-urlencoded"}
    answer = opened.post("/invoices/decide", content=body, headers={**kind, **headers})
    assert answer.status_code == status
    assert len(desk.wishes) == (2 if status == 200 else 0)
    assert "content-security-policy" in answer.headers
    if status != 200:
        assert "Nothing was changed" in answer.text


def test_bytes_that_are_no_text_are_turned_down() -> None:
    """A form is UTF-8."""
    opened = door(MadeDesk())
    kind = {"content-type": "application/x-www-form-urlencoded"}
    answer = opened.post("/invoices/decide", content=b"\xff=\xff", headers=kind)
    assert answer.status_code == 400


def test_each_control_room_has_a_word_of_its_own() -> None:
    """A page of one that was started before is not followed by the next one."""
    assert token(door(MadeDesk())) != token(door(MadeDesk()))
