"""Serve the control room on this machine only."""

import errno
import socket
from typing import TYPE_CHECKING

from blackstart.cli.output import Exit, refuse, say

if TYPE_CHECKING:
    from blackstart.store.database import Store

PORTS_TRIED = 20
PORT_MAX = 65535


def serve(store: "Store", port: int) -> None:
    """Serve the control room until Ctrl-C; a port that is taken gives way to the next one.

    Args:
        store: the incident's store.
        port: where to try first.
    """
    import uvicorn

    from blackstart.web.app import control_room

    with listen(port) as listener:
        address = f"http://localhost:{listener.getsockname()[1]}/"
        say(f"Control room  {address}   ({store.mode}; this machine only)   Ctrl-C stops")
        config = uvicorn.Config(control_room(store), log_level="warning", server_header=False)
        uvicorn.Server(config).run(sockets=[listener])


def listen(port: int) -> socket.socket:
    """Take the first port that is free, from one on; end the command when none of twenty is."""
    last = min(port + PORTS_TRIED - 1, PORT_MAX)
    listener = next(filter(None, map(_bound, range(port, last + 1))), None)
    if listener is None:
        message = f"No port from {port} to {last} can be used. What was decided is kept."
        refuse(Exit.NOT_REACHABLE, message, "Name another one with --port.")
    return listener


def _bound(port: int) -> socket.socket | None:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
        listener.listen()  # whoever comes before the page is ready waits for it
    except OSError as fault:
        listener.close()
        taken = fault.errno == errno.EADDRINUSE
        why = "is taken" if taken else f"cannot be used ({fault.strerror})"
        say(f"Port {port} {why}; trying the next one.")
        return None
    return listener
