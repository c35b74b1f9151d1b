"""Loops over millions of cells at the speed of machine code."""

from collections.abc import Callable
from functools import cache
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
    from numba.extending import register_jitable  # noqa: PLC0415 - as said

    for helper in helpers:
        register_jitable(helper)
    try:
        made: Callable[..., Any] = njit(kernel, cache=True, nogil=True)
    except RuntimeError:  # there is no place to keep machine code: it is made anew each time
        made = njit(kernel, nogil=True)
    return made
