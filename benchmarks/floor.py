"""The least that any generator must do: read every input file, write every output byte.

    python benchmarks/floor.py INPUT BUILT OUT

BUILT is a site that exists already. Its files are loaded first; then the clock runs while all of
INPUT is read and the loaded bytes are written to the new folder OUT. Prints the seconds.
"""

import os
import sys
import time


def list_files(folder: str) -> list[str]:
    """Every file below a folder, by its path."""
    return sorted(
        os.path.join(where, name) for where, _, names in os.walk(folder) for name in names
    )


def load(path: str) -> bytes:
    """The bytes of a file."""
    with open(path, "rb") as file:
        return file.read()


def main() -> int:
    """Measure and print."""
    source, built, out = sys.argv[1:]
    loaded = {os.path.relpath(path, built): load(path) for path in list_files(built)}
    folders = sorted({os.path.dirname(os.path.join(out, path)) for path in loaded})
    began = time.perf_counter()
    for path in list_files(source):
        load(path)
    for folder in folders:
        os.makedirs(folder, exist_ok=True)
    for path, content in loaded.items():
        with open(os.path.join(out, path), "wb") as file:
            file.write(content)
    print(time.perf_counter() - began)
    return 0


if __name__ == "__main__":
    sys.exit(main())
