"""The page that is shown when there is no page: what happened, what was not changed, what next."""

from http import HTTPStatus

from blackstart.web.pages.view import Fault

_SAID = {
    HTTPStatus.NOT_FOUND: (
        "There is no such page",
        "The control room has one page so far. Nothing was changed.",
        "If you typed the address, leave out what stands behind the port.",
    ),
    HTTPStatus.METHOD_NOT_ALLOWED: (
        "The control room only shows",
        "It takes no orders from a browser. Nothing was changed.",
        "Decide with `blackstart` on the command line.",
    ),
}
_OTHERWISE = (
    "This page could not be made",
    "Something in Blackstart failed while it was looking. Nothing was changed.",
    "Load the page again. If it fails again, ask `blackstart doctor`.",
)


def fault(mode: str, incident: str, status: HTTPStatus) -> Fault:
    """Say why there is no page, without a word about the inside of the program.

    Args:
        mode: EXERCISE or LIVE.
        incident: name of the incident.
        status: of the answer.
    """
    title, what, then = _SAID.get(status, _OTHERWISE)
    return Fault(mode=mode, incident=incident, title=title, what=what, then=then)
