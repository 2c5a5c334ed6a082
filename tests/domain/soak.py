"""The any-order machine for as long as one likes: `python -m tests.domain.soak --examples 20000`.

Every run with the same seed lives the same lives, so that a story that was found can be told again.
"""

import argparse
import sys
import traceback

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from tests.domain.test_any_order import AnyOrder

EXAMPLES = 20_000
SEED = 12345
STEPS = 40
BETWEEN_LINES = 100


def soak(machine: type[RuleBasedStateMachine], examples: int, start: int) -> int:
    """Live so many lives; return 0, or 1 once a life broke an invariant and its story is told."""
    thorough = settings(
        max_examples=examples,
        stateful_step_count=STEPS,
        derandomize=False,
        database=None,
        deadline=None,
        phases=(Phase.generate, Phase.shrink),
        report_multiple_bugs=False,
        suppress_health_check=tuple(HealthCheck),
    )
    try:
        run_state_machine_as_test(counting(machine, examples, start), settings=thorough)  # type: ignore[no-untyped-call]
    except Exception:
        traceback.print_exc()
        print(f"found with --seed {start}", file=sys.stderr)
        return 1
    print(f"{examples} lives, seed {start}: every invariant held")
    return 0


def counting(
    machine: type[RuleBasedStateMachine], examples: int, start: int
) -> type[RuleBasedStateMachine]:
    """A machine with a seed of its own, which tells from time to time how far it is."""
    lived = 0

    class Counted(machine):  # type: ignore[misc, valid-type]
        def teardown(self) -> None:
            nonlocal lived
            super().teardown()
            lived += 1
            if lived % BETWEEN_LINES == 0 and lived < examples:
                print(f"{lived} of {examples} lives", flush=True)

    seed(start)(Counted)
    return Counted


def main() -> int:
    """Read the number of lives and the seed, and soak."""
    parser = argparse.ArgumentParser(prog="python -m tests.domain.soak", description=__doc__)
    parser.add_argument("--examples", type=int, default=EXAMPLES, help="how many lives")
    parser.add_argument("--seed", type=int, default=SEED, help="where chance begins")
    asked = parser.parse_args()
    return soak(AnyOrder, asked.examples, asked.seed)


if __name__ == "__main__":
    sys.exit(main())
