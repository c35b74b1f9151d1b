"""The control room's door: this machine only, no script, no network, a strict content policy."""

from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from blackstart.store.database import Store
from blackstart.web.code import code
from blackstart.web.guard import HOSTS, SafeHeaders
from blackstart.web.pages.fault import fault
from blackstart.web.pages.front import TABLES, front
from blackstart.web.pages.view import Fault, Front
from blackstart.work.standing import Standing, look

TEMPLATES = Environment(
    loader=PackageLoader("blackstart.web"),
    autoescape=select_autoescape(default=True),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
TEMPLATES.filters["code"] = code


def control_room(store: Store) -> ASGIApp:
    """Make the control room of one incident.

    Args:
        store: the incident's store; each page is worked out anew from it.
    """
    return room(store.incident, str(store.mode), lambda: look(store, TABLES))


def room(incident: str, mode: str, see: Callable[[], Standing]) -> ASGIApp:
    """Make a control room over anything that can be looked at.

    Args:
        incident: its name, for the pages that have nothing else to show.
        mode: EXERCISE or LIVE.
        see: gives one consistent look with the tables of `front.TABLES`.
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
            Route("/healthz", lambda _: PlainTextResponse("ok")),
            Mount("/static", StaticFiles(directory=Path(__file__).parent / "static")),
        ],
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=list(HOSTS), www_redirect=False),
        ],
        exception_handlers={HTTPException: show_refusal, Exception: show_refusal},
    )
    return SafeHeaders(app)


def written(template: str, page: Front | Fault) -> str:
    """Write a page as HTML.

    Args:
        template: name of the template.
        page: what it shows.
    """
    return TEMPLATES.get_template(template).render(page=page)
