"""How long the command line takes to say hello, as a ratio to `python -c pass`.

    python benchmarks/startup.py [--rounds 30]

Times are the best of all rounds (nothing was in the way) and the median.
"""

import argparse
import statistics
import subprocess
import sys
import time

COMMANDS = {
    "python -c pass": ["-c", "pass"],
    "roleguide --version": ["-m", "roleguide", "--version"],
    "roleguide --help": ["-m", "roleguide", "--help"],
    "roleguide build --help": ["-m", "roleguide", "build", "--help"],
    "import roleguide.build": ["-c", "import roleguide.build"],
}


def measure(arguments: list[str]) -> float:
    """Seconds of one run."""
    began = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def main() -> int:
    """Measure every command in turn, round by round, and print a table."""
    parser = argparse.ArgumentParser(description="Time the start of the command line.")
    parser.add_argument("--rounds", type=int, default=30)
    rounds = parser.parse_args().rounds
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(rounds):
        for name, arguments in COMMANDS.items():
            times[name].append(measure(arguments))
    nothing = min(times["python -c pass"])
    print(f"{'':26}{'best':>9}{'median':>9}{'ratio':>8}")
    for name, found in times.items():
        best, middle = min(found), statistics.median(found)
        print(f"{name:26}{best * 1000:6.0f} ms{middle * 1000:6.0f} ms{best / nothing:7.1f}x")
    return 0


if __name__ == "__main__":
    sys.exit(main())
