"""What every answer of the control room carries, and whom it answers at all."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

# The names under which a browser on this machine knows us. Another name in the Host header means
# that somebody else's name was pointed at this machine (DNS rebinding).
HOSTS = ("localhost", "127.0.0.1")
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)


class SafeHeaders:
    """Puts the security headers on every answer, those of faults and refusals too."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap a whole application: from outside, so that nothing answers without."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does, with the headers added."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *HEADERS]
            await send(message)

        await self._app(scope, receive, with_headers)
