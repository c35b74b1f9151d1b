"""The control room's door: this machine only, no script, no network, a strict content policy."""

from collections.abc import Callable, Sequence
from http import HTTPStatus
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from blackstart.base.clock import SystemClock
from blackstart.store.database import Store
from blackstart.web import estate
from blackstart.web.guard import HOSTS, SafeHeaders
from blackstart.web.pages.fault import fault
from blackstart.web.pages.front import TABLES, front
from blackstart.web.paper import written
from blackstart.web.payables import Desk, routes
from blackstart.work.payables_desk import PayablesDesk
from blackstart.work.restart_status import gate_status
from blackstart.work.standing import Standing, look


def control_room(store: Store) -> ASGIApp:
    """Make the control room of one incident.

    Args:
        store: the incident's store; each page is worked out anew from it.
    """
    desk = PayablesDesk(store=store)
    restart = estate.routes(
        lambda tables: look(store, tables, events=0),
        lambda service, gate: gate_status(store, (service, gate), SystemClock().now()),
    )
    return room(store.incident, str(store.mode), lambda: look(store, TABLES), desk, restart)


def room(
    incident: str,
    mode: str,
    see: Callable[[], Standing],
    desk: Desk,
    more: Sequence[Route] = (),
) -> ASGIApp:
    """Make a control room over anything that can be looked at.

    Args:
        incident: its name, for the pages that have nothing else to show.
        mode: EXERCISE or LIVE.
        see: gives one consistent look with the tables of `front.TABLES`.
        desk: the payables desk, which people may tell what they decided.
        more: pages of other rooms.
    """

    def show_front(_: Request) -> Response:
        return HTMLResponse(written("front.html", front(see())))

    def show_refusal(_: Request, refused: Exception) -> Response:
        code = refused.status_code if isinstance(refused, HTTPException) else 500
        headers = refused.headers if isinstance(refused, HTTPException) else None
        page = fault(mode, incident, HTTPStatus(code))
        return HTMLResponse(written("fault.html", page), status_code=code, headers=headers)

    app = Starlette(
        routes=[
            Route("/", show_front),
            *routes(incident, mode, desk),
            *more,
            Route("/healthz", lambda _: PlainTextResponse("ok")),
            Mount("/static", StaticFiles(directory=Path(__file__).parent / "static")),
        ],
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=list(HOSTS), www_redirect=False),
        ],
        exception_handlers={HTTPException: show_refusal, Exception: show_refusal},
    )
    return SafeHeaders(app)
