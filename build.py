"""`python build.py …` means `roleguide build …`."""

import sys
from importlib.util import find_spec
from pathlib import Path

if find_spec("roleguide") is None:  # not installed: use the checkout, if its dependencies are there
    sys.path.insert(0, str(Path(__file__).resolve().parent / "src"))


def main() -> None:
    """Run `roleguide build` with the arguments of this process, and end it with its exit code."""
    from roleguide.cli import main_and_exit  # noqa: PLC0415 (only now is the package importable)

    sys.argv = ["roleguide", "build", *sys.argv[1:]]
    main_and_exit()


if __name__ == "__main__":
    main()
