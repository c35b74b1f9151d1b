"""Waves: services of one wave wait for earlier waves only."""

from collections.abc import Sequence


def waves(needs: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """Tell in which wave each service comes back: 1 for those that wait for no other.

    Args:
        needs: by service, the numbers of the services that it waits for; without circles.

    Returns:
        By service, one more than the latest wave of what it waits for.
    """
    waits = [len(needed) for needed in needs]
    after: list[list[int]] = [[] for _ in needs]
    for service, needed in enumerate(needs):
        for other in needed:
            after[other].append(service)
    wave = [1] * len(needs)
    ready = [service for service, count in enumerate(waits) if not count]
    for service in ready:  # grows while it is walked
        for later in after[service]:
            wave[later] = max(wave[later], wave[service] + 1)
            waits[later] -= 1
            if not waits[later]:
                ready.append(later)
    return tuple(wave)
