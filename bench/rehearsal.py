"""The rehearsal of the tests, killed at every step: forty services come back all the same.

Each life of the process that drives it (people and machine) is killed at the first thing that the
record hears of: one life before the commit, the next one after it, and so on, until nothing is left
to do, or it was killed `--size` times (then the last life may finish). No other program does this
job, so there is no rival. What is asserted while it runs: every life ends by the kill, the last one
by itself, and all forty services are up and answer.
"""

import shutil
import signal
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench import _measure
from blackstart.base.clock import SystemClock
from blackstart.store import frames
from blackstart.store.home import Home
from blackstart.store.server import Server
from blackstart.work.restart_status import status
from tests.work import rehearsal
from tests.work.killed import Blow

SIZES = (5_000,)  # more than there are steps
CASE = "one"


def lives(made: rehearsal.World, most: int) -> int:
    """Let it live and die until nothing is left to do; give how often it was killed."""
    for kills in range(most + 1):
        blow = Blow(call="store.record.append", committed=bool(kills % 2))
        code = rehearsal.live(made, blow if kills < most else None)
        if code == 0:
            return kills
        if code != -signal.SIGKILL:
            sys.exit(f"life {kills} ended with {code}")
    raise AssertionError("the last life has no blow")


def case(most: int) -> None:
    """Run the rehearsal in this process's children, check it, print what it was."""
    with _measure.fresh_folder() as home:
        server = Server(Home(root=home), durable=False)
        server.join()
        folder = Path(tempfile.mkdtemp())
        made = rehearsal.world(home, folder, "rehearsal")
        try:
            rehearsal.begin(made)
            kills = lives(made, most)
            _measure.print_case({"kills": kills, "size": kills, **checked(made)})
        finally:
            made.clean_up()
            server.stop()
            shutil.rmtree(folder)


def checked(made: rehearsal.World) -> dict[str, int]:
    """End the bench if not everything is as it should be."""
    with made.store() as store:
        told: Any = status(store, SystemClock().now())
        with store.transaction() as conn:
            moves = frames.read(conn, "gate_moves")
    passes = moves.filter(moves["move"] == "passed").height
    alive = sum(map(made.lives, rehearsal.SERVICES))
    if not len(told["up"]) == alive == len(rehearsal.SERVICES):
        sys.exit(f"{len(told['up'])} services are up, {alive} answer")
    return {"services": alive, "passes": passes}


def result(most: int) -> dict[str, Any]:
    """Measure it in a process of its own."""
    used = _measure.measured([sys.executable, "-m", "bench.rehearsal", CASE, str(most)])
    return {
        **used.printed,
        "case": "kill -9 at every step",
        "cpu_s": round(used.cpu_s, 2),
        "wall_s": round(used.wall_s, 2),
        "peak_mb": round(used.peak_mb, 1),
        "rate": round(used.printed["kills"] / used.wall_s, 2),
        "unit": "kills/s",
        "rival": None,
        "rival_rate": None,
        "ratio": None,
        "growth": None,
    }


if __name__ == "__main__":
    if sys.argv[1:2] == [CASE]:
        case(int(sys.argv[2]))
    else:
        sizes = _measure.sizes_asked(__doc__ or "", SIZES)
        _measure.report("rehearsal", [result(size) for size in sizes])
