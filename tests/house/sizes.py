"""How long a file or a function may be."""

import ast
from collections.abc import Iterable, Iterator
from statistics import median

from tests.house.source import Function, Source

FILE_LINES_MAX = 400
FILE_LINES_MEDIAN_MAX = 150
FUNCTION_LINES_MAX = 50
FUNCTION_LINES_MEDIAN_MAX = 8
WORK_FUNCTION_LINES_MAX = 25  # load, call one room, record


def file_lines(source: Source) -> int:
    """Count all lines of a file."""
    return len(source.text.splitlines())


def function_lines(function: Function) -> int:
    """Count the lines of a function from `def` to its end, without its docstring."""
    first, end = function.body[0], function.end_lineno or function.lineno
    lines = end - function.lineno + 1
    if ast.get_docstring(function) is not None:
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def too_long(sources: Iterable[Source]) -> Iterator[str]:
    """Name files and functions beyond the house's limits."""
    for source in sources:
        if file_lines(source) > FILE_LINES_MAX:
            yield f"{source.name}: {file_lines(source)} lines, {FILE_LINES_MAX} at most"
        limit = WORK_FUNCTION_LINES_MAX if source.room == "work" else FUNCTION_LINES_MAX
        for function in source.functions():
            if function_lines(function) > limit:
                where = f"{source.name}:{function.lineno} {function.name}"
                yield f"{where}: {function_lines(function)} lines, {limit} at most"


def medians(sources: Iterable[Source]) -> tuple[float, float]:
    """Tell the median length of the files that hold something, and of the functions."""
    filled = [source for source in sources if source.text.strip()]
    lengths = [function_lines(function) for source in filled for function in source.functions()]
    return median(map(file_lines, filled)), median(lengths)
