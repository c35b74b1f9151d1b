"""Made-up restarts that anybody can plan: the same bytes from the same seed, and the best known.

    .venv/bin/python -m bench.restart_instances --to FOLDER
    .venv/bin/python -m bench.restart_instances --check PLAN.json

The first writes the estates of the table `bench/restart_best_known.csv`, each checked against its
digest there; `--estate 500 --seed 7 --seeds 3` writes others. The second checks a plan,
`{"instance": NAME, "ends": [minutes, gate by gate]}`, and says what it loses beside the best known.
`docs/concepts/restart-instances.md` tells what is in a file.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench import _restart_published as published
from bench._restart_published import Instance


def asked(said: argparse.Namespace) -> list[tuple[int, int]]:
    """List sizes and seeds: those that are asked for, or those of the table."""
    if said.estate:
        return [(size, said.seed + more) for size in said.estate for more in range(said.seeds)]
    return [size_and_seed(row["instance"]) for row in published.table()]


def size_and_seed(name: str) -> tuple[int, int]:
    """Read the size and the seed of an estate off its name."""
    gates, seed = name.split("_")[1:]
    return int(gates), int(seed)


def write(folder: Path, wanted: list[tuple[int, int]]) -> Iterator[str]:
    """Write instances; give their digests as `sha256sum -c` reads them.

    Raises:
        SystemExit: an instance is not the one of the table.
    """
    digests = {row["instance"]: row["sha256"] for row in published.table()}
    folder.mkdir(parents=True, exist_ok=True)
    for gates, seed in wanted:
        made, _ = Instance.of(gates, seed)
        if digests.get(made.name, made.sha256) != made.sha256:
            raise SystemExit(f"{made.name} is not the one of the table: {made.sha256}")
        (folder / f"{made.name}.json").write_text(made.text, encoding="ascii")
        yield f"{made.sha256}  {made.name}.json"


def checked(file: Path) -> dict[str, Any]:
    """Say what a plan loses, beside the best known and the bound."""
    said = json.loads(file.read_text(encoding="utf-8"))
    made, _ = Instance.of(*size_and_seed(said["instance"]))
    row = next((row for row in published.table() if row["instance"] == made.name), {})
    return {"instance": made.name, "loss": made.lost(said["ends"])} | {
        name: row[name] for name in ("best", "found_by", "bound") if name in row
    }


def main() -> None:
    """Write, check, or renew the table."""
    parser = argparse.ArgumentParser(prog="bench.restart_instances")
    parser.add_argument("--to", type=Path, help="folder to write instances to")
    parser.add_argument("--estate", type=int, nargs="*", help="numbers of gates")
    parser.add_argument("--seed", type=int, default=100, help="of the first estate of each size")
    parser.add_argument("--seeds", type=int, default=10, help="estates of each size")
    parser.add_argument("--check", type=Path, help="a plan")
    parser.add_argument(
        "--best-of", type=Path, help="renew the table from what `bench.restart --keep` has kept"
    )
    said = parser.parse_args()
    if said.check:
        print(json.dumps(checked(said.check)))
    if said.best_of:
        for size, seed in asked(said):
            plans = published.kept_plans(said.best_of, size, seed)
            if plans:
                proven = published.kept_bound(said.best_of, size, seed)
                published.keep([published.known(size, seed, plans, proven)])
                print(f"{size} gates, seed {seed} done", file=sys.stderr, flush=True)
    if said.to:
        lines = [f"{line}\n" for line in write(said.to, asked(said))]
        (said.to / "SHA256SUMS").write_text("".join(lines), encoding="ascii")


if __name__ == "__main__":
    main()
