"""The pages of the restart: the plan, the map of services, a gate."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import TypeAlias

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from blackstart.base.canonical import Json
from blackstart.day.estate import READS
from blackstart.estate.tables import GATES
from blackstart.web.pages import gate_page as gate_pages
from blackstart.web.pages import plan_seen
from blackstart.web.pages.addresses import MAP, MOVED, RESTART, WHAT_IF, WHY
from blackstart.web.pages.gate_page import GatePage, gate_page
from blackstart.web.pages.map_page import map_page
from blackstart.web.pages.restart_moved import moved_page
from blackstart.web.pages.restart_page import restart_page
from blackstart.web.pages.restart_what_if import what_if_page
from blackstart.web.pages.restart_why import why_page
from blackstart.web.paper import written
from blackstart.work.standing import Standing

See: TypeAlias = Callable[[tuple[str, ...]], Standing]
Status: TypeAlias = Callable[[str, str], Mapping[str, Json]]


def routes(see: See, status: Status) -> list[Route]:
    """Give the pages of the restart.

    Args:
        see: gives one consistent look with the tables that it is asked for.
        status: tells of a service and a gate where the running restart stands with it.
    """

    def show_restart(request: Request) -> Response:
        page = restart_page(see(plan_seen.TABLES), request.query_params)
        return HTMLResponse(written("restart.html", page))

    def show_map(request: Request) -> Response:
        service = request.path_params.get("service", "")
        if service in GATES:  # a service may be called map
            page = at_gate("map", service)
            if page is not None:
                return _shown("restart_gate.html", page)
        return _shown(
            "restart_map.html", map_page(see(plan_seen.TABLES), request.query_params, service)
        )

    def show_gate(request: Request) -> Response:
        service, gate = (request.path_params[name] for name in ("service", "gate"))
        return _shown("restart_gate.html", at_gate(service, gate))

    def at_gate(service: str, gate: str) -> GatePage | None:
        seen = see(gate_pages.TABLES)
        if gate not in GATES or seen.frames["plan"].filter(service=service).is_empty():
            return None
        return gate_page(seen, service, gate, status(service, gate))

    return [
        Route(RESTART, show_restart),
        *_asking(see),
        Route(MAP, show_map),
        Route(f"{MAP}/{{service:path}}", show_map),
        Route(f"{RESTART}/{{service:path}}/{{gate}}", show_gate),
    ]


def _asking(see: See) -> list[Route]:
    """Give the pages of questions to the plan."""

    def show_what_if(request: Request) -> Response:
        page = what_if_page(see(READS), request.query_params.multi_items())
        return HTMLResponse(written("restart_what_if.html", page))

    def show_why(request: Request) -> Response:
        page = why_page(see(READS), request.query_params.get("service", "").strip())
        status = HTTPStatus.NOT_FOUND if page.faults else HTTPStatus.OK
        return HTMLResponse(written("restart_why.html", page), status_code=status)

    def show_moved(_: Request) -> Response:
        return HTMLResponse(written("restart_moved.html", moved_page(see(READS))))

    return [
        Route(WHAT_IF, show_what_if),
        Route(WHY, show_why),
        Route(MOVED, show_moved),
    ]


def _shown(template: str, page: object) -> Response:
    if page is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return HTMLResponse(written(template, page))
