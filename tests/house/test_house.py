"""The house as it stands keeps its own rules; test_rules.py shows that the rules can fail."""

from importlinter.cli import lint_imports

from tests.house import arrows, purity, sizes, words
from tests.house.source import CHECKOUT, CONFIG, LAYERS, PACKAGE, PURE, everything, product

HALLS_WITHOUT_CLOCK = ("work", "outlook", "exercise", "post")  # their clock is handed in


def test_no_file_and_no_function_is_too_long() -> None:
    """A file has at most 400 lines, a function 50, a job's function 25."""
    assert list(sizes.too_long(everything())) == []


def test_half_of_the_house_is_short() -> None:
    """The median file has at most 150 lines, the median function at most 8."""
    files, functions = sizes.medians(product())
    assert files <= sizes.FILE_LINES_MEDIAN_MAX
    assert functions <= sizes.FUNCTION_LINES_MEDIAN_MAX


def test_arrows_point_down_by_the_contract() -> None:
    """import-linter finds no arrow that points up or to the side."""
    config = str(CHECKOUT / "pyproject.toml")
    assert lint_imports(config_filename=config, no_cache=True, no_logo=True) == 0


def test_arrows_point_down_by_the_twin() -> None:
    """The syntax tree alone says the same, for lazy and type-checking imports and for strings."""
    assert list(arrows.pointing_up(product())) == []


def test_every_room_stands_in_the_contract() -> None:
    """No folder of the package lies outside the layers, and no layer is a mere name."""
    folders = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()}
    assert folders == {room for layer in LAYERS for room in layer}


def test_every_pure_room_is_measured_for_coverage() -> None:
    """What decides is covered to the last branch: base, the day and the seven rooms."""
    measured = CONFIG["tool"]["coverage"]["run"]["source"]
    assert sorted(measured) == sorted(f"blackstart.{room}" for room in PURE)
    assert CONFIG["tool"]["coverage"]["report"]["fail_under"] == 100


def test_init_files_are_empty_but_for_tuples_of_kinds() -> None:
    """An `__init__.py` holds nothing, or a docstring and the tuple of a room's kinds."""
    inits = [source for source in product() if source.name.endswith("__init__.py")]
    assert [fault for source in inits for fault in words.overfull(source)] == []


def test_what_others_use_is_documented() -> None:
    """Every module, public class and public function says what it is for."""
    assert list(words.undocumented(product())) == []


def test_every_test_says_what_it_shows() -> None:
    """A test without a sentence is a riddle at 03:00."""
    tests = [source for source in everything() if source.name.startswith("tests/")]
    assert list(words.wordless_tests(tests)) == []


def test_every_exemption_in_the_code_has_its_reason() -> None:
    """`noqa`, `type: ignore` and `pragma` name a code and say why."""
    assert list(words.unexplained(everything())) == []


def test_rooms_hold_no_clock() -> None:
    """Time is an argument: what decides never asks for it."""
    deciding = [
        source for source in product() if source.room in PURE and source.name != "base/clock.py"
    ]
    # base/today.py reads the clock that was handed in, once for a whole decision.
    rooms = [source for source in deciding if source.name != "base/today.py"]
    assert list(purity.clocks(rooms, any_clock=True)) == []
    assert list(purity.clocks(deciding, any_clock=False)) == []


def test_halls_use_the_clock_that_is_handed_to_them() -> None:
    """No job, forecast, exercise or format looks at the machine's clock."""
    halls = [source for source in product() if source.room in HALLS_WITHOUT_CLOCK]
    assert list(purity.clocks(halls, any_clock=False)) == []


def test_rooms_carry_nothing() -> None:
    """What decides reads no file, writes none, speaks no SQL."""
    deciding = [source for source in product() if source.room in PURE]
    assert list(purity.carrying(deciding)) == []
