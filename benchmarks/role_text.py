"""The file of one made-up role: front matter and prose as editors write them."""

from dataclasses import dataclass

from benchmarks.wording import Writer

LEVELS = ("Entry · 0–2 years", "Mid · 2–5 years", "Senior · 5–9 years", "Lead · 9+ years")
HORIZONS = ("Near term", "Medium term", "Long term")
DIRECTIONS = ("strong_tailwind", "tailwind", "neutral", "headwind", "mixed")
EDUCATION = (
    ("high_school_diploma_or_equivalent", "work"),
    ("postsecondary_nondegree_award", "apprenticeship"),
    ("associates_degree", "college"),
    ("bachelors_degree", "university"),
    ("masters_degree", "university"),
)
QUESTIONS = (
    "Is the {0} harder than the {1}?",
    "Can one start without a {0}?",
    "How long does the {0} take?",
    "Does the {0} need a {1} of its own?",
    "Who pays for the {0}?",
    "What happens when the {0} fails?",
)


@dataclass(frozen=True)
class Neighbour:
    """A related role."""

    role: str
    relation: str
    title: str


@dataclass(frozen=True)
class RoleFile:
    """What a role's file says about other records."""

    id: str
    title: str
    alternate_titles: list[str]
    category: str
    code: str
    match: str
    skills: dict[str, str]
    soft: set[str]
    related: list[Neighbour]
    compare_with: list[str]
    terms: dict[str, str]
    sources: list[str]


def write_role(role: RoleFile, writer: Writer) -> str:
    """Write the whole file."""
    return f"---\n{_front(role, writer)}---\n\n{_body(role, writer)}"


def quoted(text: str) -> str:
    """A double-quoted YAML text."""
    return '"' + text.replace('"', '\\"') + '"'


def _lines(writer: Writer, count: int) -> str:
    return "[" + ", ".join(writer.phrase() for _ in range(count)) + "]"


def _front(role: RoleFile, writer: Writer) -> str:
    source = writer.source
    level, route = source.choice(EDUCATION)
    summary = f"{writer.duty()} {writer.sentence()} {writer.sentence()}"
    summary = summary[: source.randint(180, 300)].rsplit(" ", 1)[0].rstrip(",;.") + "."
    note = f", note: {quoted(writer.item() + '.')}" if role.match == "broad" else ""
    related = "".join(
        f"  {one.role}: {{relation: {one.relation}, note: {quoted(writer.item() + '.')}}}\n"
        if number % 2
        else f"  {one.role}: {one.relation}\n"
        for number, one in enumerate(role.related)
    )
    compared = f"compare_with: [{', '.join(role.compare_with)}]\n" if role.compare_with else ""
    return (
        f"title: {role.title}\n"
        f"category: {role.category}\n"
        f"summary: {quoted(summary)}\n"
        f"alternate_titles: [{', '.join(role.alternate_titles)}]\n"
        "codes:\n"
        f"  - {{scheme: onet-soc-2019, code: {role.code}.00, match: {role.match}{note}}}\n"
        "entry:\n"
        f"  education_level: {level}\n"
        f"  fields_of_study: {_lines(writer, 3)}\n"
        "  related_work_experience: less_than_5_years\n"
        "  on_the_job_training: none\n"
        f"  job_zone: {source.randint(2, 5)}\n"
        "  registrations: none\n"
        "  routes:\n"
        f"    - kind: {route}\n"
        f"      requirements: [{writer.item()}, {writer.item()}]\n"
        f"      duration_months: {source.choice((12, 24, 36, 48))}\n"
        f"experience_years: {source.choice(('0-2', '1-3', '2-5', '3-6', '5+'))}\n"
        f"skills:\n{_skill_groups(role, writer)}"
        f"interest_codes: [{', '.join(source.sample('RIASEC', 2))}]\n"
        f"employer_types: {_lines(writer, 4)}\n"
        f"industries: {_lines(writer, 3)}\n"
        "work_context:\n"
        f"  location: {writer.item()}\n"
        f"  environment: {writer.item()}\n"
        f"  travel: {writer.item()}\n"
        f"hours_per_week: {source.choice(('36-40', '40-45', '38'))}\n"
        f"work_pattern: [days, {source.choice(('flexible', 'shifts', 'on_call'))}]\n"
        f"workplace_types: [{source.choice(('on_site', 'hybrid', 'remote, hybrid'))}]\n"
        f"employment_types: [full_time, {source.choice(('contractor', 'part_time'))}]\n"
        "credentials:\n"
        f"  - {{name: {writer.heading()}, issuer: {writer.phrase()}, "
        f'url: "https://credentials.example/", requirement: valued}}\n'
        "ai_impact:\n"
        f"  direction: {source.choice(DIRECTIONS)}\n"
        "  horizon_year: 2031\n"
        "  editorial: true\n"
        f"related:\n{related}{compared}"
        "placeholders:\n"
        f"  product: {{label: Their product, example: the {writer.noun()}}}\n"
        f"  result: {{label: Your result, example: a {writer.noun()} without a {writer.noun()}}}\n"
        "status: reviewed\n"
        f"updated: 2026-{source.randint(1, 10):02}-{source.randint(1, 28):02}\n"
        "reviewed: 2026-11-02\n"
        "review_by: 2027-11-02\n"
        "reviewer: benchmark editors\n"
    )


def _skill_groups(role: RoleFile, writer: Writer) -> str:
    hard = [skill for skill in role.skills if skill not in role.soft]
    groups = {
        "Methods": hard[:5],
        "Tools and knowledge": hard[5:],
        "Soft skills": [skill for skill in role.skills if skill in role.soft],
    }
    lines = []
    for number, (title, skills) in enumerate(groups.items()):
        lines.append(f"  {title}:\n")
        for skill in skills:
            if number == 1 and writer.source.random() < 0.5:
                why = quoted(writer.item() + ".")
                lines.append(f"    {skill}: {{need: optional, why: {why}}}\n")
            else:
                lines.append(f"    {skill}: essential\n")
    return "".join(lines)


def _body(role: RoleFile, writer: Writer) -> str:
    source = writer.source
    sections = [
        ("Duties", _list([writer.duty() for _ in range(source.randint(7, 9))])),
        ("Overview", _overview(role, writer)),
        ("Qualifications", _qualifications(role, writer)),
        ("Levels", _levels(writer)),
        ("Career outlook", _outlook(role, writer)),
        ("AI impact", f"{writer.paragraph(3)}\n\n{writer.paragraph(2)}"),
        *((title, _items(writer, 3)) for title in ("Challenges", "Pros", "Cons")),
        *((title, _items(writer, 2)) for title in ("Suits", "Does not suit")),
        ("Sample cover letter", _letter(role, writer)),
        ("Frequently asked questions", _questions(writer)),
    ]
    return "\n".join(f"## {title}\n{text}\n" for title, text in sections)


def _list(items: list[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _items(writer: Writer, count: int) -> str:
    return _list([writer.item() for _ in range(count)])


def _overview(role: RoleFile, writer: Writer) -> str:
    source = writer.source
    near, far = role.related[0], role.related[-1]
    term = source.choice(list(role.terms))
    neighbours = (
        f"Much of it is shared with the [{near.title.lower()}](role:{near.role}) and some with "
        f"the [](role:{far.role})."
    )
    named = f"The guide calls this [{role.terms[term].lower()}](term:{term})."
    opening, first = writer.paragraph(4), f"### {writer.heading()}"
    shared = f"{writer.paragraph(2)} {neighbours} {writer.sentence()}"
    shared += f"[^{source.choice(role.sources)}]"
    second = f"### {writer.heading()}"
    parts = [opening, first, shared, second, f"{writer.paragraph(3)} {named} {writer.sentence()}"]
    if source.random() < 0.25:
        parts.append(_table(writer))
    return "\n\n".join(parts)


def _table(writer: Writer) -> str:
    rows = [f"| {writer.phrase()} | {writer.noun()} | {writer.noun()} |" for _ in range(4)]
    return "\n".join(["| Task | Morning | Evening |", "|---|---|---|", *rows])


def _qualifications(role: RoleFile, writer: Writer) -> str:
    first, second, *_ = role.skills.items()
    return "\n\n".join(
        (
            f"### Education\n{writer.paragraph(2)}",
            "### Methods\n"
            + _list(
                [
                    f"Practice with [{name.lower()}](skill:{skill}): {writer.clause()}."
                    for skill, name in (first, second)
                ]
            ),
            f"### Soft skills\n{writer.paragraph(1)}",
        )
    )


def _levels(writer: Writer) -> str:
    return "\n\n".join(
        f"### {level}\n{writer.paragraph(1)}\n\n{_items(writer, 2)}" for level in LEVELS
    )


def _outlook(role: RoleFile, writer: Writer) -> str:
    opening = (
        f"{writer.sentence()} Employment is projected to change by [[outlook: change_pct]], with "
        f"about [[outlook: openings]] openings a year. Median pay is [[pay: p50]], and the middle "
        f"half earn [[pay: p25-p75]]. {writer.sentence()}[^{writer.source.choice(role.sources)}]"
    )
    parts = [opening]
    headings = (writer.heading(), writer.heading(), *HORIZONS)
    parts += [f"### {heading}\n{writer.paragraph(1)}" for heading in headings]
    return "\n\n".join(parts)


def _letter(role: RoleFile, writer: Writer) -> str:
    skill, name = next(iter(role.skills.items()))
    opening = (
        f"I am writing about the [[role_title]] post at [[company]]. {writer.paragraph(3)} "
        "What drew me is [[product]], which I have used myself."
    )
    proof = (
        f"At [[current_employer]] I have done this for [[years]] years. {writer.paragraph(5)} "
        "It ended in [[result]]."
    )
    closing = (
        f"{writer.paragraph(2)} I would gladly come to [[city]] and show you how it was done, on "
        "whichever day suits your team, and I can bring the notes that I kept while it was built."
    )
    tie = f"with [{name.lower()}](skill:{skill}). Ties to duties 2 and 5."
    paragraphs = (
        "Dear [[hiring_manager]],",
        opening,
        f"> Hook: {writer.item()}. Ties to duty 1.",
        proof,
        f"> Evidence: {writer.item()}, {tie}",
        _long_enough(writer),
        f"> Fit: {writer.item()}.",
        closing,
        f"> Call to action: {writer.item()}.",
        "Kind regards,",
        "[[your_name]]",
    )
    return "### Standard · mid\n" + "\n\n".join(paragraphs)


def _long_enough(writer: Writer) -> str:
    """A paragraph of 60 words or more, which brings any letter to the length that reads well."""
    text = writer.paragraph(5)
    while len(text.split()) < 60:
        text += f" {writer.sentence()}"
    return text


def _questions(writer: Writer) -> str:
    source = writer.source
    parts = [
        f"### {question.format(writer.noun(), writer.noun())}\n{writer.paragraph(2)}"
        for question in source.sample(QUESTIONS, 4)
    ]
    return "\n\n".join(parts)
