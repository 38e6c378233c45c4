"""Is this site torn? Written without the package's readers: judge and accused share no code."""

import hashlib
import json
import os
import re
import stat
from pathlib import Path

MARKER = ".roleguide-manifest.json"
TRACEBACK = "Traceback (most recent call last)"


class Torn(Exception):
    """A folder is not exactly the site that its manifest lists."""


def read_site(folder: Path) -> dict[str, str]:
    """Path to SHA-256 of every file of a whole site, carried assets left out; else `Torn`."""
    try:
        manifest = json.loads((folder / MARKER).read_bytes())
        files, carried = dict(manifest["files"]), dict(manifest["carried"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Torn(f"manifest: {type(error).__name__}: {error}") from None
    found = _hash_files(folder)
    found.pop(MARKER, None)
    listed = {**carried, **files}
    if extra := found.keys() - listed.keys():
        raise Torn(f"unlisted file {min(extra)}")
    for path, entry in sorted(listed.items()):
        if path not in found:
            raise Torn(f"{path} is listed and missing")
        if found[path] != (entry["size"], entry["sha256"]):
            raise Torn(f"{path} has other bytes than the manifest says")
    return {path: found[path][1] for path in files}


def _hash_files(folder: Path) -> dict[str, tuple[int, str]]:
    """Path to size and SHA-256, all folders included; `Torn` by anything a visitor can't read."""
    found: dict[str, tuple[int, str]] = {}
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        names = os.listdir(folder / prefix)
        if prefix and not names:
            raise Torn(f"{prefix} is an empty folder")
        for name in names:
            path = prefix + name
            facts = os.lstat(folder / path)
            if stat.S_ISDIR(facts.st_mode):
                if stat.S_IMODE(facts.st_mode) != 0o755:
                    raise Torn(f"{path} has mode {stat.S_IMODE(facts.st_mode):o}")
                waiting.append(f"{path}/")
            elif facts.st_mode != stat.S_IFREG | 0o644:
                raise Torn(f"{path} has type and mode {facts.st_mode:o}")
            else:
                content = (folder / path).read_bytes()
                found[path] = (len(content), hashlib.sha256(content).hexdigest())
    return found


def name_site(folder: Path, references: dict[str, dict[str, str]]) -> str:
    """Which of the known sites this folder is, whole; otherwise `torn: ` and why."""
    try:
        files = read_site(folder)
    except (Torn, OSError) as fault:
        return f"torn: {fault}"
    for name, reference in references.items():
        if files == reference:
            return name
    near = min(references.values(), key=lambda known: len(known.items() ^ files.items()))
    return f"torn: a third site; {min(near.items() ^ files.items())[0]} differs"


def find_torn_previous(out: Path) -> str:
    """What is wrong with the generation kept for rollback; empty if it is whole or absent."""
    previous = out.parent / f".{out.name}.previous"
    if not previous.exists():
        return ""
    try:
        read_site(previous)
    except (Torn, OSError) as fault:
        return f"the rollback generation is torn: {fault}"
    return ""


def find_traceback(errors: str) -> str:
    """The innermost place and the error of a traceback in these words; empty if there is none."""
    if TRACEBACK not in errors:
        return ""
    lines = errors.splitlines()
    places = [line.strip() for line in lines if line.lstrip().startswith("File ")]
    raised = [line for line in lines[1:] if re.match(r"[\w.]+(Error|Exception|Stopped)\b", line)]
    return f"a traceback: {(raised or lines)[-1][:200]} at {(places or [''])[-1]}"


def find_bad_words(code: int, errors: str, *, places: tuple[str, ...]) -> str:
    """What is wrong with how a build told that the machine failed; empty if nothing is.

    The contract: exit 3, one sentence that names one of `places`, a fix.
    """
    if problem := find_traceback(errors):
        return problem
    if code == 0:
        return ""
    last = errors.strip().splitlines()[-1][:200] if errors.strip() else "no message"
    if code != 3:
        return f"exit {code} where 3 is right: {last}"
    if "roleguide: " not in errors or "fix: " not in errors:
        return f"exit 3 without sentence and fix: {last}"
    if not any(place in errors for place in places):
        return f"exit 3 without a path: {errors.strip()[:300]}"
    return ""
