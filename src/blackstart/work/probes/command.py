"""Does a program end well, and say what it should? No shell ever sees its words."""

import json
import os
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import PurePosixPath

from blackstart.estate.running.probing import Probe
from blackstart.work.probes.probe_kind import ANSWER_BYTES_MAX, Answer, ProbeKind

ENVIRONMENT = {"LANG": "C.UTF-8", "PATH": "/usr/local/bin:/usr/bin:/bin"}


def ask(probe: Probe) -> Answer:
    """Run a program: the target is a JSON list of its words, the first one its whole path.

    Expects: a text that it prints on stdout; empty: it ends with 0, whatever it prints. When its
    time is up, it and all that it started are killed.
    """
    with (
        tempfile.TemporaryFile() as out,
        subprocess.Popen(  # noqa: S603 - a list of words from the plan that people signed; no shell
            _words(probe.target),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env=ENVIRONMENT,
            cwd="/",
        ) as child,
    ):
        try:
            code = child.wait(probe.timeout_s)
        except subprocess.TimeoutExpired:
            return Answer(ok=False, said=f"not done within {probe.timeout_s} s")
        finally:
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
        out.seek(0)
        heard = out.read(ANSWER_BYTES_MAX)
    return _judged(probe.expects, code, heard)


def _judged(expects: str, code: int, heard: bytes) -> Answer:
    holds = expects.encode() in heard
    missing = "" if holds else f", without {expects!r}"
    return Answer(ok=code == 0 and holds, said=f"ended with {code}{missing}", output=heard)


def _words(target: str) -> list[str]:
    words = json.loads(target)
    if not (isinstance(words, list) and words and all(isinstance(word, str) for word in words)):
        raise ValueError("the target of a command is a JSON list of words")
    if not PurePosixPath(words[0]).is_absolute():
        raise ValueError(f"a command is named by its whole path: {words[0]}")
    return words


COMMAND = ProbeKind(name="command", ask=ask)
