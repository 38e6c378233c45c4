"""The command line: what it says, where it says it, and with which exit code it ends."""

import argparse
import errno
import json
import os
import re
import resource
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from roleguide import rebuild as build_module
from roleguide.arguments import make_parser
from roleguide.cli import choose_as_of, main
from roleguide.engine.publish import Publisher
from roleguide.explain.differences import Difference
from roleguide.explain.explanation import Change, Explanation, FactTold, FileTold
from small_site import AS_OF, SOURCE, copy_site, read_files, run_command

ROLE = "content/roles/data-analyst.md"
Say = pytest.CaptureFixture[str]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small site that can be built."""
    return copy_site(tmp_path / "guide")


def spoil(root: Path) -> None:
    """Make one mistake on line 4."""
    path = root / ROLE
    path.write_text(path.read_text().replace("summary: ", "sumary: ", 1))


def build(root: Path, *more: str) -> int:
    return main(["build", "--root", str(root), "--as-of", AS_OF, *more])


def check(root: Path, *more: str) -> int:
    return main(["check", "--root", str(root), "--as-of", AS_OF, *more])


def test_a_build_says_what_it_did_and_ends_with_0(root: Path, capsys: Say) -> None:
    assert build(root) == 0
    said = capsys.readouterr()
    assert re.search(r"Built \d+ files \(3 roles\)", said.out)
    assert str(root / "site") in said.out
    assert (root / "site" / "index.html").is_file()


def test_quiet_says_nothing(root: Path, capsys: Say) -> None:
    assert build(root, "--quiet") == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("command", ["build", "check", "explain", "rollback"])
def test_every_command_explains_itself(command: str, capsys: Say) -> None:
    assert main([command, "--help"]) == 0
    assert "--root DIR" in capsys.readouterr().out
    assert main(["--help"]) == 0
    assert re.search(rf"^    {command} +\w", capsys.readouterr().out, re.MULTILINE)


def test_the_handbook_names_every_option_and_every_key() -> None:
    handbook = (SOURCE.parent / "docs" / "commands.md").read_text(encoding="utf-8")
    (commands,) = [
        action.choices
        for action in make_parser()._actions
        if isinstance(action, argparse._SubParsersAction)
    ]
    for name, parser in commands.items():
        assert f"## `roleguide {name}`" in handbook
        options = {option for action in parser._actions for option in action.option_strings}
        missing = {one for one in options - {"-h", "--help"} if one not in handbook}
        assert missing == set(), name
    told = (Explanation, FileTold, FactTold, Change, Difference)
    keys = {field for struct in told for field in struct.__struct_fields__}
    assert {
        key for key in keys if f"`{key}`" not in handbook and f'"{key}"' not in handbook
    } == set()


def test_wrong_content_is_1_names_the_place_and_publishes_nothing(root: Path, capsys: Say) -> None:
    spoil(root)
    assert build(root) == 1
    said = capsys.readouterr().err
    assert re.search(rf"^{ROLE}:\d+:\d+: error\[[a-z-]+\] .*sumary", said, re.MULTILINE)
    assert "fix: did you mean “summary”?" in said
    assert said.endswith("Nothing was published.\n")
    assert not (root / "site").exists()


def test_wrong_content_leaves_the_published_site_alone(root: Path, capsys: Say) -> None:
    assert build(root) == 0
    before = read_files(root / "site")
    spoil(root)
    assert build(root) == 1
    assert "the site is unchanged" in capsys.readouterr().err
    assert read_files(root / "site") == before


def test_strict_fails_on_notes_and_shows_them(root: Path, capsys: Say) -> None:
    expected = (
        "note" in run_command("check", "--root", root, "--as-of", AS_OF).stdout.split(".")[-2]
    )
    assert expected
    assert build(root, "--strict") == check(root, "--strict") == 1
    assert "note[" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["bild"],
        ["build", "--jobs", "0"],
        ["build", "--jobs", "many"],
        ["build", "--as-of", "yesterday"],
        ["build", "--as-of", "2026-02-30"],
        ["build", "--allow-removals", "-1"],
        ["build", "--memory", "x", "--no-memory"],
        ["check", "--format", "xml"],
        ["build", "--root", "/nowhere"],
        ["check", "--root", "/nowhere"],
        ["build", "--timings", "xml"],
        ["explain"],
        ["explain", "/", "--format", "github"],
        ["explain", "/", "--no-memory"],
        ["explain", "/", "--root", "/nowhere"],
    ],
)
def test_wrong_use_is_2_without_a_traceback(arguments: list[str], capsys: Say) -> None:
    assert main(arguments) == 2
    said = capsys.readouterr().err
    assert said
    assert "Traceback" not in said


@pytest.mark.parametrize("out", ["content", ".", "content/roles", "templates"])
def test_an_output_that_holds_sources_is_2(root: Path, out: str, capsys: Say) -> None:
    (root / "templates").mkdir()
    before = read_files(root)
    assert build(root, "--out", str(root / out)) == 2
    assert "fix: " in capsys.readouterr().err
    assert read_files(root).keys() - before.keys() == set()


def test_a_foreign_folder_is_not_overwritten(root: Path, capsys: Say) -> None:
    (root / "site").mkdir()
    (root / "site" / "thesis.txt").write_text("mine")
    assert build(root) == 2
    assert read_files(root / "site") == {"thesis.txt": b"mine"}


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES])
def test_a_failing_machine_is_3_with_a_cause_and_a_fix(
    root: Path, number: int, monkeypatch: pytest.MonkeyPatch, capsys: Say
) -> None:
    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("roleguide.engine.stage.Stage.write_file", fail)
    assert build(root) == 3
    said = capsys.readouterr().err
    assert "the published site is unchanged" in said
    assert "fix: " in said
    assert "Traceback" not in said
    assert not (root / "site").exists()


def test_a_full_disk_is_3(root: Path) -> None:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))

    result = subprocess.run(
        [sys.executable, "-m", "roleguide", "build", "--root", root, "--no-memory"],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        preexec_fn=limit,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 3, result.stderr
    assert "file-size limit reached" in result.stderr
    assert not (root / "site").exists()


def test_a_memory_that_can_not_be_written_costs_nothing(root: Path) -> None:
    (root / "memory").write_text("a file where a folder should be")
    assert build(root, "--memory", str(root / "memory")) == 0


def test_a_bug_is_4_with_a_traceback_and_where_to_report_it(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: Say
) -> None:
    monkeypatch.setattr(build_module, "plan_pages", lambda *_: 1 // 0)
    assert build(root) == 4
    said = capsys.readouterr().err
    assert "ZeroDivisionError" in said
    assert "bug of ours" in said
    assert not (root / "site").exists()


@pytest.mark.parametrize(
    ("error", "code"), [(KeyboardInterrupt(), 130), (MemoryError(), 3), (BrokenPipeError(), 3)]
)
def test_interruptions_have_their_codes(
    root: Path, error: BaseException, code: int, monkeypatch: pytest.MonkeyPatch, capfd: object
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(build_module, "plan_pages", fail)
    monkeypatch.setattr(os, "dup2", lambda *_: 0)
    assert build(root) == code


def test_json_is_one_array_with_seven_keys_for_each_diagnostic(root: Path, capsys: Say) -> None:
    spoil(root)
    assert check(root, "--format", "json") == 1
    rows = json.loads(capsys.readouterr().out)
    assert all(
        list(row) == ["path", "line", "column", "severity", "code", "message", "fix"]
        for row in rows
    )
    places = [(row["path"], row["line"], row["column"]) for row in rows]
    assert places == sorted(places)
    assert {row["severity"] for row in rows} <= {"error", "warning", "note"}
    assert any(row["path"] == ROLE and row["severity"] == "error" for row in rows)


def test_json_of_a_right_guide_holds_notes_at_most(root: Path, capsys: Say) -> None:
    assert check(root, "--format", "json") == 0
    assert all(row["severity"] == "note" for row in json.loads(capsys.readouterr().out))


def test_github_gets_one_command_for_each_diagnostic(root: Path, capsys: Say) -> None:
    spoil(root)
    assert check(root, "--format", "github") == 1
    lines = capsys.readouterr().out.splitlines()
    shape = r"::(error|warning|notice) file=[^,]+,line=\d+,col=\d+,title=[a-z-]+::.+ Fix: .+"
    assert all(re.fullmatch(shape, line) for line in lines)
    assert any(line.startswith(f"::error file={ROLE},line=") for line in lines)


def test_a_check_counts_what_it_found(root: Path, capsys: Say) -> None:
    assert check(root) == 0
    assert re.search(r"^0 errors, 0 warnings, \d+ notes?\.$", capsys.readouterr().out, re.MULTILINE)
    assert not (root / "site").exists()


def on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)


@pytest.mark.parametrize(("setting", "coloured"), [("", True), ("1", False)])
def test_colours_only_on_a_terminal_that_wants_them(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: Say, setting: str, coloured: object
) -> None:
    spoil(root)
    check(root)
    assert "\x1b[" not in capsys.readouterr().out
    monkeypatch.setenv("NO_COLOR", setting)
    on_a_terminal(monkeypatch)
    check(root)
    assert ("\x1b[1;31m" in capsys.readouterr().out) is coloured


def test_the_as_of_date_is_the_asked_one_else_the_epoch_s_else_today() -> None:
    asked = date(2026, 1, 2)
    assert choose_as_of(asked, {"SOURCE_DATE_EPOCH": "0"}) == asked
    assert choose_as_of(None, {"SOURCE_DATE_EPOCH": "86400"}) == date(1970, 1, 2)
    assert choose_as_of(None, {"SOURCE_DATE_EPOCH": "4102444800"}) == date(2100, 1, 1)
    before = datetime.now(tz=UTC).date()
    assert before <= choose_as_of(None, {}) <= datetime.now(tz=UTC).date()


@pytest.mark.slow
def test_the_epoch_is_read_in_universal_time(root: Path) -> None:
    noon = str(int(datetime(2026, 11, 21, 23, 30, tzinfo=UTC).timestamp()))
    for zone in ("Pacific/Apia", "America/St_Johns", "UTC"):
        result = run_command(
            "build", "--root", root, environment={"TZ": zone, "SOURCE_DATE_EPOCH": noon}
        )
        assert result.returncode == 0, result.stderr
        assert "21 November 2026" in (root / "site" / "index.html").read_text()


@pytest.mark.parametrize("value", ["soon", "1e9", "99999999999999999999"])
def test_a_wrong_epoch_is_wrong_use(
    root: Path, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    assert main(["build", "--root", str(root)]) == 2
    assert not (root / "site").exists()


def test_rollback_goes_back_and_forth(root: Path, capsys: Say) -> None:
    assert build(root) == 0
    old = read_files(root / "site")
    (root / ROLE).write_text((root / ROLE).read_text().replace("Data analyst", "Data analyser"))
    assert build(root) == 0
    new = read_files(root / "site")
    assert old != new
    for expected in (old, new):
        assert main(["rollback", "--root", str(root)]) == 0
        found = read_files(root / "site")
        assert {path: found[path] for path in expected if path.endswith(".html")} == {
            path: content for path, content in expected.items() if path.endswith(".html")
        }


def test_there_is_nothing_to_roll_back_at_first(root: Path, capsys: Say) -> None:
    assert main(["rollback", "--root", str(root)]) in {2, 3}
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_reader_that_leaves_early_is_no_bug(root: Path, command: str) -> None:
    run = f"{sys.executable} -m roleguide {command} --root {root} --as-of {AS_OF}"
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    result = subprocess.run(
        ["bash", "-c", f"{run} | true; echo ${{PIPESTATUS[0]}}"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in result.stderr
    assert "Exception ignored" not in result.stderr
    assert result.stdout.strip() in {"0", "3"}


@pytest.mark.parametrize(
    "locale", [{"LC_ALL": "C"}, {"LC_ALL": "POSIX"}, {"LC_ALL": "tr_TR.UTF-8"}]
)
def test_any_terminal_can_show_any_path(tmp_path: Path, locale: dict[str, str]) -> None:
    root = copy_site(tmp_path / "führer 漢")
    (root / "content" / "roles" / "café.md").write_text("---\n---\n", encoding="utf-8")
    result = run_command(
        "check",
        "--root",
        root,
        environment={"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", **locale},
    )
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert "content/roles/caf" in result.stdout
    assert re.search(r"error\[bad-(id|file-name)\]", result.stdout)


@pytest.mark.slow
def test_a_build_needs_no_utf_8_locale(tmp_path: Path) -> None:
    root = copy_site(tmp_path / "führer")
    outputs = []
    for environment in ({"PYTHONUTF8": "0", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}, {}):
        result = run_command(
            "build", "--root", root, "--no-memory", "--as-of", AS_OF, environment=environment
        )
        assert result.returncode == 0, result.stderr
        outputs.append(read_files(root / "site"))
    assert outputs[0] == outputs[1]


@pytest.mark.slow
@pytest.mark.parametrize("flags", [("-O",), ("-OO",), ("-W", "error"), ("-X", "dev")])
def test_flags_of_the_interpreter_change_nothing(root: Path, flags: tuple[str, ...]) -> None:
    result = run_command("build", "--root", root, "--as-of", AS_OF, python=flags)
    assert result.returncode == 0, result.stderr
    assert "Warning" not in result.stderr
    assert (root / "site" / "index.html").is_file()


@pytest.mark.slow
def test_the_build_script_is_the_build_command(root: Path) -> None:
    script = SOURCE.parent / "build.py"
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    result = subprocess.run(
        [sys.executable, script, "--root", root, "--as-of", AS_OF],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    one = read_files(root / "site")
    assert build(root, "--out", str(root / "other")) == 0
    assert read_files(root / "other") == one
    wrong = subprocess.run(
        [sys.executable, script, "--jobs", "x"], env=environment, capture_output=True, check=False
    )
    assert wrong.returncode == 2


def test_two_builds_at_once_do_not_mix(root: Path, capsys: Say) -> None:
    with Publisher(root / "site", generator="another"):
        assert build(root) == 3
    said = capsys.readouterr().err
    assert str(os.getpid()) in said
    assert build(root) == 0


@pytest.mark.parametrize(
    ("command", "word"),
    [(["--help"], "build"), (["build", "--help"], "--as-of"), (["--version"], ".")],
)
def test_help_is_no_error(command: list[str], word: str, capsys: Say) -> None:
    assert main(command) == 0
    assert word in capsys.readouterr().out


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_report_that_cannot_be_printed_does_not_deny_the_new_site(root: Path) -> None:
    with open("/dev/full", "w") as full:
        run = subprocess.run(
            [sys.executable, "-m", "roleguide", "build", "--root", root, "--as-of", str(AS_OF)],
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": str(SOURCE)},
            check=False,
        )
    assert run.returncode == 3
    assert "the new site is published" in run.stderr
    assert "unchanged" not in run.stderr
    assert (root / "site" / "index.html").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("limit", [None, 2000], ids=["wrong content", "full disk"])
def test_when_nothing_can_be_said_the_exit_code_still_says_that_the_machine_failed(
    root: Path, limit: int | None
) -> None:
    """Python's own last flush would end with 120, and a failed message with 1."""
    if limit is None:
        page = root / "content" / "pages" / "about.md"
        page.write_text(page.read_text().replace("title:", "titel:"))

    def narrow() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    with open("/dev/full", "w") as full:
        run = subprocess.run(
            [sys.executable, "-m", "roleguide", "build", "--root", root, "--as-of", str(AS_OF)],
            stdout=full,
            stderr=full,
            preexec_fn=narrow,
            env={**os.environ, "PYTHONPATH": str(SOURCE)},
            check=False,
        )
    assert run.returncode == 3
    assert not (root / "site").exists()


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_closed_streams_are_no_bug(root: Path, closed: str) -> None:
    run = subprocess.run(
        [
            "sh",
            "-c",
            f'"$0" -m roleguide build --root "$1" --as-of {AS_OF} {closed}',
            sys.executable,
            root,
        ],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        check=False,
    )
    assert run.returncode == 0
    assert (root / "site" / "index.html").exists()
