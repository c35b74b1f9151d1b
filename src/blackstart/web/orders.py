"""What a page may ask us to do: only from our own pages, on this machine, in one small form."""

import secrets
from http import HTTPStatus
from urllib.parse import parse_qsl, urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request

FORM_BYTES_MAX = 100_000
FIELDS_MAX = 1_000
FORM = "application/x-www-form-urlencoded"
Form = dict[str, list[str]]


def new_token() -> str:
    """Make the word that our own forms carry; it lasts as long as the control room serves."""
    return secrets.token_urlsafe(32)


async def ordered(request: Request, token: str) -> Form:
    """Read a form that one of our own pages sent.

    A stranger's page can make a browser send us a form, but cannot read our token; and a browser
    says of every form where it comes from.

    Args:
        request: a POST.
        token: what our forms carry.

    Returns:
        Values by field, each without blanks around it.

    Raises:
        HTTPException: 403 it is not from our own page, 413 it is too large, 415 it is no form.
    """
    if request.headers.get("content-type", "").split(";")[0].strip() != FORM:
        raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    if not _from_us(request):
        raise HTTPException(HTTPStatus.FORBIDDEN)
    form: Form = {}
    for name, value in _fields(await _body(request)):
        form.setdefault(name, []).append(value.strip())
    if not secrets.compare_digest(first(form, "token").encode(), token.encode()):
        raise HTTPException(HTTPStatus.FORBIDDEN)
    return form


def first(form: Form, name: str) -> str:
    """Give the first value of a field; empty when it was not sent."""
    return form.get(name, [""])[0]


def _from_us(request: Request) -> bool:
    """Tell whether the browser says that the form is ours, as far as it says anything.

    Under our policy `no-referrer` a browser may call its origin "null", even of our own pages.
    """
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin", "null")
    ours = origin == "null" or urlsplit(origin).netloc == request.headers.get("host")
    return site == "same-origin" and ours


async def _body(request: Request) -> bytes:
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > FORM_BYTES_MAX:
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return body


def _fields(body: bytes) -> list[tuple[str, str]]:
    try:
        text = body.decode("utf-8")
        return parse_qsl(text, keep_blank_values=True, max_num_fields=FIELDS_MAX, errors="strict")
    except ValueError as fault:
        raise HTTPException(HTTPStatus.BAD_REQUEST) from fault
