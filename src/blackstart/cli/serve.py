"""Serve the control room on this machine only."""

import socket
from typing import TYPE_CHECKING

from blackstart.cli.output import say

if TYPE_CHECKING:
    from blackstart.store.database import Store

PORTS_TRIED = 20


def serve(store: "Store", port: int) -> None:
    """Serve the control room until Ctrl-C; a port that is taken gives way to the next one.

    Args:
        store: the incident's store.
        port: where to try first.
    """
    import uvicorn

    from blackstart.web.app import control_room

    listener = _listen(port)
    address = f"http://localhost:{listener.getsockname()[1]}/"
    say(f"Control room  {address}   ({store.mode}; this machine only)   Ctrl-C stops")
    config = uvicorn.Config(control_room(store), log_level="warning", server_header=False)
    uvicorn.Server(config).run(sockets=[listener])


def _listen(port: int) -> socket.socket:
    for tried in range(port, port + PORTS_TRIED):
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", tried))
        except OSError:
            listener.close()
            say(f"Port {tried} is taken; trying the next one.")
        else:
            return listener
    raise OSError(port)
