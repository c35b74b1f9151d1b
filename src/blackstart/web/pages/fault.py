"""The page that is shown when there is no page: what happened, what was not changed, what next."""

from http import HTTPStatus

from blackstart.web.pages.view import Fault

_SAID = {
    HTTPStatus.NOT_FOUND: (
        "There is no such page",
        "Neither a page nor an invoice has this address. Nothing was changed.",
        "The first page links the others; `blackstart invoices explain` finds an invoice.",
    ),
    HTTPStatus.METHOD_NOT_ALLOWED: (
        "This page only shows",
        "It takes no orders. Nothing was changed.",
        "Decide with the forms of the pages, or with `blackstart` on the command line.",
    ),
    HTTPStatus.FORBIDDEN: (
        "This order did not come from a page of ours",
        "Another site sent it, or the control room was started anew. Nothing was changed.",
        "Open the page again and decide there.",
    ),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: (
        "This order is too large",
        "A form holds at most 100,000 bytes. Nothing was changed.",
        "Decide in smaller batches, or with `blackstart invoices decide`.",
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
