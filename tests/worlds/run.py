"""Run random worlds: `python -m tests.worlds.run 100000`. Exit 1 if one is wrong or a version has two contents."""

import sys
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from random import Random

from tests.worlds.judge import verdicts
from tests.worlds.log import Log
from tests.worlds.scene import scene


def wrong(seed: int, tally: Counter[str]) -> bool:
    """Whether one world comes out wrong."""
    a_scene = scene(seed)
    log = Log(a_scene, Random(seed), tally)
    seen = log.run()
    expected = verdicts(a_scene)
    late = {name: verdict.late for name, verdict in seen.items()}
    untold = ((each, verdict.over) for name, verdict in expected.items() for each in verdict.late - late.get(name, frozenset()))
    for names, over in untold:
        found_it_forgotten = any(log.came_at.get(name, 0) > over for name in names)
        tally["late, forgotten" if found_it_forgotten else "late untold"] += 1
    tally["late no more"] += any(late.get(name, frozenset()) - verdict.late for name, verdict in expected.items())
    return {n: v[:5] for n, v in seen.items()} != {n: v[:5] for n, v in expected.items()}


def run(seeds: Iterable[int]) -> Counter[str]:
    """Count what went wrong, and enough besides to see that the worlds had something in them."""
    tally: Counter[str] = Counter()
    for seed in seeds:
        tally["worlds"] += 1
        tally["wrong"] += wrong(seed, tally)
    return tally


def failures(tally: Counter[str]) -> int:
    """Anything here is a defect. That something was told as late, and then the order's time moved, is none: a telling stays."""
    return tally["wrong"] + tally["conflicts"] + tally["cents"] + tally["late untold"]


def main(worlds: int) -> int:
    """All seeds on two cores."""
    step, total = 500, Counter[str]()
    with ProcessPoolExecutor() as pool:
        for tally in pool.map(run, [range(at, min(at + step, worlds)) for at in range(0, worlds, step)]):
            total += tally
    print(", ".join(f"{count} {name}" for name, count in sorted(total.items())))
    print(f"{total['worlds']} worlds, {total['wrong']} wrong, {total['conflicts']} versions with two contents")
    return bool(failures(total))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000))
