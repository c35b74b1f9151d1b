"""The pages of the payables desk: what waits, one invoice, capacity, and decisions of people."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Protocol

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from blackstart.payables.clearing.deciding import Wish
from blackstart.web.orders import Form, new_token, ordered
from blackstart.web.pages.capacity import capacity
from blackstart.web.pages.decided import decided, wishes
from blackstart.web.pages.invoice import invoice
from blackstart.web.pages.queue import PATH, queue
from blackstart.web.pages.words import whole
from blackstart.web.paper import written
from blackstart.work.capacity import Capacity
from blackstart.work.deciding import Decided
from blackstart.work.exceptions import Waiting
from blackstart.work.story import Story


class Desk(Protocol):
    """What the pages ask the payables desk, and tell it."""

    def waiting(self) -> Waiting:
        """List what waits for people."""
        ...

    def capacity(self) -> Capacity:
        """Estimate how long machines and people have to work."""
        ...

    def story(self, subject: str) -> Story | None:
        """Tell the whole story of an invoice; None: there is none of that id."""
        ...

    def decide(self, wish: Wish) -> Decided:
        """Keep what a person decided, as far as it may be decided."""
        ...


def routes(incident: str, mode: str, desk: Desk) -> list[Route]:
    """Give the pages of a payables desk.

    Args:
        incident: its name.
        mode: EXERCISE or LIVE.
        desk: answers and keeps.
    """
    token = new_token()

    def show_queue(request: Request) -> Response:
        page = queue(desk.waiting(), request.query_params, token)
        return HTMLResponse(written("queue.html", page))

    def show_invoice(request: Request) -> Response:
        found = desk.story(request.path_params["invoice"])
        if found is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        piece = whole(request.query_params.get("piece", ""))
        page = invoice(found, desk.waiting().queue, piece, token)
        return HTMLResponse(written("invoice.html", page))

    def show_capacity(_: Request) -> Response:
        return HTMLResponse(written("capacity.html", capacity(desk.capacity())))

    def keep(form: Form) -> Response:
        done = [desk.decide(wish) for wish in wishes(form)]
        page = decided(mode, incident, form, done)
        status = HTTPStatus.OK if page.kept else HTTPStatus.UNPROCESSABLE_ENTITY
        return HTMLResponse(written("decided.html", page), status_code=status)

    async def take_decision(request: Request) -> Response:
        form = await ordered(request, token)
        return await run_in_threadpool(keep, form)

    shown: tuple[tuple[str, Callable[[Request], Response]], ...] = (
        (PATH, show_queue),
        (f"{PATH}/capacity", show_capacity),
        (f"{PATH}/{{invoice}}", show_invoice),
    )
    return [
        Route(f"{PATH}/decide", take_decision, methods=["POST"]),
        *(Route(path, show) for path, show in shown),
    ]
