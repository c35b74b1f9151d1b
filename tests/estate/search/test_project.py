"""The shortest schedule of steps that take several scarce things at once."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from blackstart.estate.search import compiled, shortest
from blackstart.estate.search.project import Race

Steps = list[tuple[int, int, int, set[int]]]  # length, wants of two things, what it waits for
THERE = (3, 2)


def race(steps: Steps, seed: int = 1) -> Race:
    """Begin a search for steps that wait for earlier ones."""
    after: list[list[int]] = [[] for _ in steps]
    for step, (_, _, _, before) in enumerate(steps):
        for other in sorted(before):
            if other < step:
                after[other].append(step)
    return Race.of(
        [length for length, _, _, _ in steps],
        [(one, two) for _, one, two, _ in steps],
        THERE,
        after,
        seed,
        population=40,
    )


DRAWN = st.lists(
    st.tuples(
        st.integers(0, 4),
        st.integers(0, 3),
        st.integers(0, 2),
        st.sets(st.integers(0, 11), max_size=2),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=60)
@given(DRAWN)
def test_nothing_starts_too_early_and_nothing_is_taken_twice(steps: Steps) -> None:
    """Every schedule keeps to what comes before and to what there is; some steps take no time."""
    begun = race(steps)
    starts = begun.run(400)
    for step, (_, _, _, before) in enumerate(steps):
        assert all(
            starts[step] >= starts[other] + steps[other][0] for other in before if other < step
        )
    ends = [start + length for start, (length, _, _, _) in zip(starts, steps, strict=True)]
    assert max(ends) == begun.pool.numbers[1]
    for moment in range(max(ends)):
        busy = [step for step, _ in enumerate(steps) if starts[step] <= moment < ends[step]]
        assert sum(steps[step][1] for step in busy) <= THERE[0]
        assert sum(steps[step][2] for step in busy) <= THERE[1]


def test_the_best_is_found() -> None:
    """Six steps of 1 to 6 that each take a whole thing of two: 21 hours of work in 11."""
    steps: Steps = [(length, 0, 1, set()) for length in range(1, 7)]
    begun = race(steps)
    starts = begun.run(300)
    assert max(start + length for start, (length, _, _, _) in zip(starts, steps, strict=True)) == 11
    assert begun.made >= 300


def test_it_is_the_same_without_a_compiler() -> None:
    """Same seed, same schedules; the pool begins anew when nothing gets better."""
    luck = np.random.default_rng(5)
    steps: Steps = [
        (
            int(luck.integers(0, 5)),
            int(luck.integers(0, 4)),
            int(luck.integers(0, 3)),
            {step // 2, step // 3},
        )
        for step in range(40)
    ]
    fast, plain, other = race(steps), race(steps), race(steps, seed=2)
    few = plain.pool._replace(orders=plain.pool.orders[:2].copy(), ends=plain.pool.ends[:2].copy())
    same = fast.pool._replace(orders=fast.pool.orders[:2].copy(), ends=fast.pool.ends[:2].copy())
    shortest.evolve(plain.project, plain.mirror, plain.tail, few, 3000)
    compiled.compiled(shortest.evolve)(fast.project, fast.mirror, fast.tail, same, 3000)
    assert few.best.tolist() == same.best.tolist()
    assert few.orders.tolist() == same.orders.tolist()
    assert few.numbers.tolist() == same.numbers.tolist()
    assert other.pool.numbers[0] != plain.pool.numbers[0]
