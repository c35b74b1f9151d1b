"""Loops over millions of cells at the speed of machine code."""

from collections.abc import Callable
from functools import cache
from hashlib import sha256
from types import FunctionType
from typing import Any


@cache
def machine_code(kernel: Callable[..., Any], *helpers: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a loop, or find it compiled.

    Numba takes 0.3 s to import and a second or more to compile once for each installation; the
    machine code is kept beside the source or, where nobody may write there, in the user's cache.

    Args:
        kernel: a function of numbers and NumPy arrays only.
        helpers: functions of that kind that it calls.
    """
    # Half of the program's commands play nothing through: they do not pay for the import.
    from numba import njit  # noqa: PLC0415 - as said

    for helper in helpers:
        _usable(helper)
    named = _named_by_text(kernel, helpers)
    try:
        made: Callable[..., Any] = njit(named, cache=True, nogil=True)
    except RuntimeError:  # there is no place to keep machine code: it is made anew each time
        made = njit(named, nogil=True)
    return made


@cache
def _usable(helper: Callable[..., Any]) -> None:
    """Let kernels call a helper; once, or it is compiled again for every kernel that calls it."""
    from numba.extending import register_jitable  # noqa: PLC0415 - see `machine_code`

    register_jitable(helper)


def _named_by_text(
    kernel: Callable[..., Any], helpers: tuple[Callable[..., Any], ...]
) -> Callable[..., Any]:
    """Name a kernel by all that it is made of.

    Numba makes kept machine code anew when the kernel's own file changes, and only then: a helper
    of another file would stay as it was.
    """
    text = sha256("\n".join(map(_text, (kernel, *helpers))).encode()).hexdigest()[:8]
    copy = FunctionType(kernel.__code__, kernel.__globals__, kernel.__name__)
    copy.__qualname__ = f"{kernel.__qualname__}-{text}"
    return copy


def _text(function: Callable[..., Any]) -> str:
    """Write down a function's code, with the numbers from outside that become part of it."""
    code = function.__code__
    around = {name: function.__globals__.get(name) for name in code.co_names}
    numbers = {name: value for name, value in around.items() if isinstance(value, int | float)}
    return repr((code.co_code, code.co_consts, code.co_names, numbers))
