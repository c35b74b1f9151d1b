"""The doors of the restart's pages: what each address answers, whatever services are called."""

from urllib.parse import quote, quote_plus

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from blackstart.web.estate import routes
from blackstart.work.standing import Standing
from tests.web.estate_made import after, estate
from tests.web.made import frame

NAMES = ("map", "a/b c", "é?#&", "<script>")


def client(seen: Standing) -> TestClient:
    """Open the doors in this process, over one look."""

    def see(tables: tuple[str, ...]) -> Standing:
        assert set(tables) <= seen.frames.keys()
        return seen

    return TestClient(
        Starlette(
            routes=routes(see, lambda _service, _gate: {"lacks": ["`a` signature"], "doubts": []})
        ),
        base_url="http://localhost:8642",
    )


@pytest.fixture(scope="module")
def odd() -> TestClient:
    """Open the doors over services with odd names."""
    services = frame(
        "services",
        *({"service": name} for name in NAMES),
        layer="application",
        source="dossier",
    )
    return client(after(1, estate(services=services)))


PAGES = ["/restart", "/restart/map", "/restart?phase=1&page=2&find=e"]
ASKING = ["/restart/why", "/restart/moved", "/restart/what-if?without=map&ask=without:<script>"]


@pytest.mark.parametrize("path", [*PAGES, *ASKING])
def test_each_page_is_answered(odd: TestClient, path: str) -> None:
    """The plan and the map, whatever was chosen."""
    answer = odd.get(path)
    assert answer.status_code == 200
    assert "<script" not in answer.text


@pytest.mark.parametrize("name", NAMES)
def test_odd_names_have_their_pages(odd: TestClient, name: str) -> None:
    """A name with a slash, a question mark or markup leads to its own gate and its own map."""
    quoted = quote(name, safe="")
    gate = odd.get(f"/restart/{quoted}/evidence%20captured")
    assert gate.status_code == 200
    assert "evidence captured" in gate.text
    assert "<code>a</code> signature" in gate.text
    assert odd.get(f"/restart/map/{quoted}").status_code == 200
    why = odd.get("/restart/why", params={"service": name})
    assert why.status_code == 200
    assert "<script" not in why.text
    assert f"service={quote_plus(name)}" in gate.text


@pytest.mark.parametrize(
    "path",
    [
        "/restart/nobody/rebuilt",
        "/restart/map/nobody",
        "/restart/map/x/y",
        "/restart/erp/x",
        "/restart/why?service=x",
    ],
)
def test_what_is_not_there_is_not_found(odd: TestClient, path: str) -> None:
    """No page is made up."""
    assert odd.get(path).status_code == 404


def test_a_gates_name_leads_to_no_map_without_such_a_service() -> None:
    """No service is called map, and none is called rebuilt."""
    assert client(after(1, estate())).get("/restart/map/rebuilt").status_code == 404
