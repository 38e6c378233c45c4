"""What must hold after a build that was disturbed, and after the next one."""

from benchmarks.faults.judge import find_bad_words, find_torn_previous, name_site
from benchmarks.faults.project import HUNG, Ending, Project
from benchmarks.faults.tally import Tally

OUT_ANYWAY = "the new site is"
"""Words that a failed build must say when its site is published all the same."""


def check_next_build(project: Project, tally: Tally, trial: str, target: str) -> None:
    """The next build succeeds, makes the target site and leaves nothing; else start over."""
    ending = project.build()
    problem = "" if ending.code == 0 else f"the next build: {ending.words}"
    found = name_site(project.out, project.references)
    problem = problem or ("" if found == target else f"the next build made: {found}")
    problem = problem or find_torn_previous(project.out) or project.find_leftovers()
    tally.report(trial, problem)
    if problem:
        project.start_over()
        project.set_state(target)
        project.build()


def judge_failure(
    project: Project,
    tally: Tally,
    trial: str,
    ending: Ending,
    target: str,
    *,
    places: tuple[str, ...] = (),
    silent: bool = False,
    messy: bool = False,
) -> None:
    """A build whose machine failed: done, or exit 3 with the old site; never torn, never silent.

    `places`: names of what failed, of which its message must say one, unless it names a path below
    the project; `silent`: it may be unable to print; `messy`: the fault lasts, and keeps it from
    clearing up.
    """
    found = name_site(project.out, project.references)
    problems = [found] if found.startswith("torn") else []
    if ending.code == HUNG:
        problems.append("the build hung")
    elif ending.code == 0:
        if found != target:
            problems.append("exit 0, but the site is not the new one")
    else:
        problems += [_find_bad_message(project, ending, found, target, places, silent=silent)]
    problems.append(find_torn_previous(project.out))
    if not messy and not any(problems):
        problems.append(project.find_leftovers())
    for problem in problems:
        tally.report(trial, problem)
    tally.count(f"exit {ending.code}, {'new' if found == target else 'old'} site")
    check_next_build(project, tally, trial, target)


def _find_bad_message(
    project: Project,
    ending: Ending,
    found: str,
    target: str,
    places: tuple[str, ...],
    *,
    silent: bool,
) -> str:
    if silent and ending.code == 3 and not ending.errors.strip():
        return ""
    known = ("site.yaml", "content/", "templates/", "assets/", "standard output")
    places = (*places, str(project.folder), *known)
    if problem := find_bad_words(ending.code, ending.errors, places=places):
        return problem
    if found == target and OUT_ANYWAY not in ending.errors:
        return f"the new site is out, and the message does not say so: {ending.words}"
    if found != target and OUT_ANYWAY in ending.errors:
        return f"the message says that the new site is out, and it is not: {ending.words}"
    return ""
