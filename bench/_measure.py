"""How a case is measured: in a process of its own, with the database that it starts.

Central processor time is that of the process, of its children, and of PostgreSQL, which is started
as a daemon: the bench makes itself the parent of orphans, and so gets what they used. Memory is the
largest sum of all their shares (Pss: a page that three processes share counts a third for each).
"""

import argparse
import ctypes
import json
import os
import platform
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Any

PR_SET_CHILD_SUBREAPER = 36
SAMPLE_SECONDS = 0.2
ORPHANS_SECONDS_MAX = 60.0
KIB_A_MB = 1000_000 / 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What a case used.

    Attributes:
        printed: the JSON document that it printed.
        cpu_s: user and system time of all its processes, PostgreSQL too, in seconds.
        wall_s: from its start to its end, in seconds.
        peak_mb: the most memory that all its processes had at one moment, in megabytes.
    """

    printed: Any
    cpu_s: float
    wall_s: float
    peak_mb: float


def measured(words: Sequence[str], environment: Mapping[str, str] | None = None) -> Usage:
    """Run a command that prints one JSON document, and measure it with all that it starts.

    Args:
        words: the command.
        environment: variables besides our own.

    Raises:
        RuntimeError: the command failed.
    """
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    with tempfile.TemporaryFile() as out, _sampled() as peak:
        started = time.perf_counter()
        child = os.posix_spawn(
            words[0],
            list(words),
            {**os.environ, **(environment or {})},
            file_actions=[(os.POSIX_SPAWN_DUP2, out.fileno(), 1)],
        )
        status, cpu_s = _wait(child)
        wall_s = time.perf_counter() - started
        cpu_s += _orphans()
        if status:
            raise RuntimeError(f"{' '.join(words)}: status {status}")
        out.seek(0)
        printed = json.loads(out.read())
    return Usage(printed=printed, cpu_s=cpu_s, wall_s=wall_s, peak_mb=peak[0])


def _wait(child: int) -> tuple[int, float]:
    """Wait for a child, and add up what orphans that ended before it used."""
    cpu_s = 0.0
    while True:
        ended, status, used = os.wait4(-1, 0)
        cpu_s += used.ru_utime + used.ru_stime
        if ended == child:
            return status, cpu_s


def _orphans() -> float:
    """Wait for the processes that the child left behind: a server that is shutting down."""
    cpu_s, deadline = 0.0, time.monotonic() + ORPHANS_SECONDS_MAX
    while time.monotonic() < deadline:
        try:
            ended, _, used = os.wait4(-1, os.WNOHANG)
        except ChildProcessError:
            return cpu_s
        if ended:
            cpu_s += used.ru_utime + used.ru_stime
        else:
            time.sleep(0.01)
    raise RuntimeError("a process that the case left behind does not end")


@contextmanager
def _sampled() -> Iterator[list[float]]:
    """Look again and again how much memory all our descendants have; the list holds the most."""
    peak, done = [0.0], Event()

    def look() -> None:
        while not done.wait(SAMPLE_SECONDS):
            peak[0] = max(peak[0], sum(map(_share_mb, _descendants(os.getpid()))))

    watcher = Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield peak
    finally:
        done.set()
        watcher.join()


def _descendants(process: int) -> Iterator[int]:
    """Give the processes below one; each thread may have started some."""
    with suppress(OSError):
        for children in Path(f"/proc/{process}/task").glob("*/children"):
            for child in map(int, children.read_text().split()):
                yield child
                yield from _descendants(child)


def _share_mb(process: int) -> float:
    with suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / KIB_A_MB
    return 0.0  # it has ended


@contextmanager
def section(server_data: Path) -> Iterator[dict[str, float]]:
    """Measure a part of a case from within: this process and the database server.

    Args:
        server_data: the data folder of the server, with its `postmaster.pid`.
    """
    took: dict[str, float] = {}
    wall, cpu = time.perf_counter(), time.process_time() + server_cpu_s(server_data)
    yield took
    took["wall_s"] = time.perf_counter() - wall
    took["cpu_s"] = time.process_time() + server_cpu_s(server_data) - cpu


def server_cpu_s(data: Path) -> float:
    """Tell what a database server has used: its processes, and those of it that have ended."""
    postmaster = int((data / "postmaster.pid").read_text().split()[0])
    ticks = sum(_ticks(child)[0] for child in _descendants(postmaster))
    own, ended = _ticks(postmaster)
    return (ticks + own + ended) / os.sysconf("SC_CLK_TCK")


def _ticks(process: int) -> tuple[int, int]:
    """Read the time of a process and of its children that have ended, in ticks of the clock."""
    with suppress(OSError):
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        return int(fields[11]) + int(fields[12]), int(fields[13]) + int(fields[14])
    return 0, 0


@contextmanager
def fresh_folder() -> Iterator[Path]:
    """Give a folder that the database's system user can pass through, and take it away again."""
    folder = Path(tempfile.mkdtemp(prefix="blackstart-bench-"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def machine() -> dict[str, Any]:
    """Say what the figures were measured on; on a busy machine only ratios mean something."""
    return {
        "cpu": _named("/proc/cpuinfo", "model name"),
        "cpus": os.cpu_count(),
        "load_1_min": round(os.getloadavg()[0], 2),
        "memory_kb": _named("/proc/meminfo", "MemTotal").removesuffix(" kB"),
        "python": platform.python_version(),
        "system": platform.platform(),
    }


def _named(file: str, name: str) -> str:
    with suppress(OSError):
        for line in Path(file).read_text().splitlines():
            if line.startswith(name):
                return line.partition(":")[2].strip()
    return "unknown"


def growth(results: Sequence[dict[str, Any]]) -> None:
    """Say for each case how its CPU seconds a unit grew since the next smaller size: 1 is linear.

    Args:
        results: in the order of their sizes; each gets `growth`, the first of a case none.
    """
    smaller: dict[str, float] = {}
    for result in results:
        each = result["cpu_s"] / result["size"]
        before = smaller.get(result["case"])
        result["growth"] = round(each / before, 3) if before else None
        smaller[result["case"]] = each


def sizes_asked(doc: str, sizes: Sequence[int]) -> list[int]:
    """Read the command line of a bench.

    Args:
        doc: what the bench shows.
        sizes: those that are measured when none is asked for.
    """
    parser = argparse.ArgumentParser(description=doc)
    parser.add_argument("--size", type=int, nargs="+", default=sizes)
    parser.add_argument("--json", action="store_true", help="the only form there is")
    return sorted(parser.parse_args().size)


def report(bench: str, results: Sequence[dict[str, Any]]) -> None:
    """Print the one document of a bench."""
    document = {"bench": bench, "machine": machine(), "results": results}
    print(json.dumps(document, sort_keys=True))


def print_case(found: Mapping[str, Any]) -> None:
    """Print what a case found, for the process that measures it."""
    print(json.dumps(found))
