"""Tiny guides made in code, and what becomes of them as pages."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from pages.posting_guides import full_employer, full_posting, parts_of_postings
from roleguide.content.columns import subject_of
from roleguide.engine.facts import Oracle, Question, Reader
from roleguide.engine.render import TEMPLATE, Page, Parts, Renderer, Templates
from roleguide.guide.brief import brief_of
from roleguide.guide.employer import Employer
from roleguide.guide.figures import (
    NOT_STATED,
    Month,
    Occupation,
    Outlook,
    PayObservation,
    Place,
    Value,
)
from roleguide.guide.findable import findable_of
from roleguide.guide.guide import Guide, key_of
from roleguide.guide.letter import Letter, LetterParagraph, MarginNote, Placeholder
from roleguide.guide.market_rules import (
    Claim,
    Clause,
    Condition,
    Contradiction,
    GrowthOfAll,
    MarketRules,
    PayOfAll,
    Rule,
)
from roleguide.guide.observations import (
    AlternateTitle,
    Demand,
    EntryRequirement,
    Industry,
    MixShare,
    OccupationSkill,
)
from roleguide.guide.prose import (
    Blank,
    Cite,
    Code,
    CodeBlock,
    Emphasis,
    Heading,
    Items,
    Link,
    Paragraph,
    Prose,
    Quote,
    Strong,
    Table,
)
from roleguide.guide.records import (
    Aspect,
    AspectValue,
    Category,
    Comparison,
    Licence,
    Mastery,
    ProsePage,
    Site,
    Skill,
    Source,
    Term,
    Verdict,
)
from roleguide.guide.role import (
    AiImpact,
    Band,
    Credential,
    Entry,
    Expected,
    Faq,
    Field,
    ImpactEvidence,
    Level,
    LevelSkills,
    Moment,
    OccupationCode,
    Registration,
    RelatedRole,
    Role,
    RoleText,
    Route,
    Segment,
    SkillGroup,
    SkillUse,
    WorkContext,
)
from roleguide.inputs import Ledger
from roleguide.pages.answers import make_answers
from roleguide.pages.coverage_questions import WEIGHTS, Weight, Weights
from roleguide.pages.mentions import cited_sources
from roleguide.pages.outline import Outline
from roleguide.pages.plan import page_kinds, plan_pages

ROOT = Path(__file__).resolve().parents[2]
ASSETS = {
    name: f"assets/{name}"
    for name in (
        *("site.css", "print.css", "site.js", "pay.js", "icon.svg", "lists.css", "lists.js"),
        *("postings.css", "index.css", "chapters.css", "letters.css", "letters.js"),
        *("search.css", "search-box.js", "search.js", "search-pagefind.js", "minisearch.js"),
        *("sides.css", "roles.js", "offline.css", "offline.js", "data.css"),
        *("store.js", "keep.js", "finder.js", "finder.css", "shortlist.js"),
        *("skills.css", "levels.js", "coverage.css"),
    )
}
CODE = OccupationCode("soc-2018", "15-2051", "exact")
US = Place("us", "United States", "country", iso_3166_1="US", currency="USD")
COLORADO = Place(
    "us-co", "Colorado", "subdivision", iso_3166_1="US", iso_3166_2="US-CO", parent="us"
)
SURVEY = Source(
    "survey",
    "Wage survey",
    "Bureau",
    "https://survey.example/",
    "statistics",
    date(2026, 1, 2),
    Licence("Public domain"),
    attribution="Source: Bureau.",
)
TABLES = (
    *("pay", "outlook", "entry", "work_mix", "demand"),
    *("alternate_titles", "occupation_skills", "imports", "exchange_rates"),
)
"""Tables with any number of rows for a subject, as a guide names them."""
R = TypeVar("R", Role, Category, Skill, Source, Comparison, Term, ProsePage, Place, Employer)


def prose(*texts: str) -> Prose:
    """One paragraph for each text."""
    return tuple(Paragraph((text,)) for text in texts)


def money(amount: str | int | None, state: str = "") -> Value:
    """A value in its state: reported with an amount, else not stated."""
    known = Decimal(amount) if amount is not None else None
    return Value(state or ("reported" if amount is not None else "not_stated"), known)  # type: ignore[arg-type]


def make_row(**fields: Any) -> PayObservation:
    """A yearly official row of the code 15-2051 in the United States; numbers become values."""
    row = PayObservation(
        role="",
        scheme="soc-2018",
        occupation_code="15-2051",
        level=None,
        industry="",
        place="us",
        kind="official_statistic",
        currency="USD",
        pay_period="year",
        pay_basis="base",
        gross_net="gross",
        mean=NOT_STATED,
        p10=NOT_STATED,
        p25=NOT_STATED,
        p50=NOT_STATED,
        p75=NOT_STATED,
        p90=NOT_STATED,
        min=NOT_STATED,
        max=NOT_STATED,
        band_low=NOT_STATED,
        band_high=NOT_STATED,
        band_definition="",
        hours_per_year=None,
        sample_size=None,
        employment=None,
        relative_standard_error_pct=None,
        as_of=Month(2025, 5),
        source="survey",
        locator="",
        note="",
    )
    values = {"mean", "p10", "p25", "p50", "p75", "p90", "min", "max", "band_low", "band_high"}
    given = {
        name: money(value) if name in values and not isinstance(value, Value) else value
        for name, value in fields.items()
    }
    return msgspec.structs.replace(row, **given)


def full_row(**fields: Any) -> PayObservation:
    """A row with five percentiles and 2,080 paid hours."""
    known = {"p10": 60000, "p25": 80000, "p50": 100000, "p75": 130000, "p90": 170000}
    return make_row(**{**known, "hours_per_year": Decimal(2080), **fields})


def make_outlook_row(**fields: Any) -> Outlook:
    """A projection for the code 15-2051: 1,000 jobs become 1,200 in ten years."""
    row = Outlook(
        "soc-2018",
        "15-2051",
        "us",
        2024,
        2034,
        1000,
        1200,
        200,
        Decimal("20.0"),
        90,
        Month(2025, 9),
        "survey",
        "",
    )
    return msgspec.structs.replace(row, **fields)


def make_entry_row(**fields: Any) -> EntryRequirement:
    """An assigned way in for the code 15-2051: a bachelor's degree."""
    row = EntryRequirement(
        "soc-2018", "15-2051", "us", "bachelors_degree", "none", "none", None, "survey", ""
    )
    return msgspec.structs.replace(row, **fields)


def make_mix(shares: Mapping[str, int | str], **fields: Any) -> list[MixShare]:
    """Shares of places of work, in percent, of the code 15-2051 in the United States."""
    row = MixShare(
        *("", "soc-2018", "15-2051", "us", "workplace", "", Decimal(0), None),
        Month(2025, 5),
        *("survey", "", ""),
    )
    row = msgspec.structs.replace(row, **fields)
    return [
        msgspec.structs.replace(row, value=value, share_pct=Decimal(share))
        for value, share in shares.items()
    ]


def make_demand_row(**fields: Any) -> Demand:
    """900 jobs and 30 openings of the code 15-2051 in the United States."""
    row = Demand("", "soc-2018", "15-2051", "us", 30, 900, None, None, Month(2025, 5), "survey", "")
    return msgspec.structs.replace(row, **fields)


def make_title(title: str, **fields: Any) -> AlternateTitle:
    """A reported title of the code 15-2051."""
    row = AlternateTitle("soc-2018", "15-2051", title, "", reported=True, source="survey")
    return msgspec.structs.replace(row, **fields)


def make_rating(name: str, **fields: Any) -> OccupationSkill:
    """A skill of the code 15-2051, importance 4 of 5 and level 3.5 of 7."""
    row = OccupationSkill(
        *("soc-2018", "15-2051", f"id of {name}", name, "ability", "", None),
        importance=Decimal(4),
        level=Decimal("3.5"),
        hot=False,
        in_demand=False,
        sample_size=None,
        as_of=None,
        source="survey",
    )
    return msgspec.structs.replace(row, **fields)


def make_role(slug: str = "alpha", **fields: Any) -> Role:
    """A role with a title, a category, a summary and one code."""
    known: dict[str, Any] = {
        "id": slug,
        "text": RoleText(),
        "title": f"{slug.replace('-', ' ').capitalize()} engineer",
        "category": "field",
        "summary": f"Works on {slug}.",
        "codes": (CODE,),
    }
    return Role(**{**known, **fields})


def needs(*slugs: str, optional: Iterable[str] = ()) -> tuple[SkillGroup, ...]:
    """One group of essential and optional skills."""
    uses = [SkillUse(slug, "essential") for slug in slugs]
    return (SkillGroup("", (*uses, *(SkillUse(slug, "optional") for slug in optional))),)


def make_skill(slug: str, **fields: Any) -> Skill:
    """A technical skill."""
    known = {"id": slug, "name": slug.upper(), "kind": "technical", "description": f"{slug}."}
    return Skill(**{**known, **fields})


def by_id(*records: R) -> dict[str, R]:
    """Records by their ids."""
    return {record.id: record for record in records}


def make_guide(*roles: Role, **fields: Any) -> Guide:
    """A guide of these roles (one when none is given); tables (`pay`, …) are lists of rows, and
    so are postings."""
    tables: dict[str, dict[str, tuple[Any, ...]]] = {name: {} for name in TABLES}
    for name, table in tables.items():
        for row in fields.pop(name, ()):
            table[subject_of(row)] = (*table.get(subject_of(row), ()), row)
    known: dict[str, Any] = {
        "site": Site(name="A guide", base_url="https://guide.example/"),
        "as_of": date(2026, 11, 21),
        "roles": by_id(*(roles or (make_role(),))),
        "categories": by_id(Category("field", (), "Field of work", "What it is about.")),
        "skills": by_id(*(make_skill(slug) for slug in ("python", "sql", "writing"))),
        "sources": by_id(SURVEY),
        "comparisons": {},
        "terms": by_id(Term("median", prose("The middle."), "Median")),
        "pages": by_id(ProsePage("about", prose("Hello."), "About", "Who we are.")),
        "rules": {},
        "employers": {},
        "postings": (),
        "places": by_id(US),
        "occupations": {
            key_of("soc-2018", "15-2051"): Occupation("soc-2018", "15-2051", "Data Scientists")
        },
        "industries": {},
    }
    known |= fields
    known |= parts_of(known["roles"])
    known |= parts_of_postings(known["postings"])
    return Guide(**known | tables)


def parts_of(roles: Mapping[str, Role]) -> dict[str, Any]:
    """Roles as a guide holds them: whole, their facts and their briefs."""
    briefs = {slug: brief_of(role, cited_sources(role.text)) for slug, role in roles.items()}
    return {
        "roles": roles,
        "standings": briefs,
        "facts": {
            slug: msgspec.structs.replace(role, text=RoleText()) for slug, role in roles.items()
        },
        "briefs": briefs,
        "findable": {slug: findable_of(role) for slug, role in roles.items()},
    }


WEIGHED = Weights(
    pages=12,
    kinds=5,
    role=Weight("roles/alpha/index.html", 139, 14 * 1024),
    scripts=Weight("search/index.html", 146, 20 * 1024),
    blocking=(),
)
"""What a build would measure, so that the page about it has something to tell."""


class Book:
    """A guide with its plan, its answers and its pages."""

    def __init__(self, guide: Guide, *folders: Path) -> None:
        self.guide = guide
        ledger = Ledger()
        self.outline = Outline(guide, ledger)
        self.comparisons = self.outline.comparisons()
        self.pages = {page.path: page for page in plan_pages(self.outline, guide.site)}
        self.kinds = page_kinds(guide.site.twins)
        self.templates = Templates((*folders, ROOT / "templates"))
        self.answers: dict[str, Callable[..., object]] = make_answers(
            guide, self.outline, ASSETS, ledger
        )
        self.answers[TEMPLATE.name] = self.templates.text
        self.answers[WEIGHTS.name] = lambda: WEIGHED
        self.oracle = Oracle(self.answers)
        self.renderer = Renderer(self.kinds, self.templates, self.oracle)
        self.finished: dict[str, bytes] = {}

    def render(self, path: str) -> str:
        """A file of a page as it is published."""
        return self.render_file(path).decode()

    def render_file(self, path: str) -> bytes:
        """The bytes of a file of a page."""
        stem, _, form = path.rpartition(".")
        found = (self.pages.get(one) for one in (path, f"{stem}.html", f"{stem}.json"))
        page = next(one for one in found if one is not None)
        forms = (form,) if self.kinds[page.kind].forms else None
        files = self.renderer.render(page, forms, self).files
        return next(file.content for file in files if file.path == path)

    def read(self, path: str) -> Iterator[bytes]:
        """A finished file, in parts that end anywhere."""
        if path not in self.finished:
            self.finished[path] = self.render_file(path)
        content = self.finished[path]
        yield from (content[at : at + 1000] for at in range(0, len(content), 1000))

    def describe(self, path: str) -> tuple[int, str]:
        """Size and SHA-256 of a finished file."""
        content = b"".join(self.read(path))
        return len(content), sha256(content).hexdigest()

    def view(self, path: str) -> Any:
        """What a page's template sees."""
        return self.look(path)[0]

    def chapter(self, name: str, slug: str = "alpha") -> Any:
        """What the template of a role's chapter sees, whether or not the plan has it."""
        page = Page(chapter_path(name, slug), f"role {name}", slug)
        return self.kinds[page.kind].view(Reader(self.oracle), page)

    def asked(self, path: str) -> list[Question]:
        """What a page's view asked."""
        return self.look(path)[1]

    def look(self, path: str) -> tuple[Any, list[Question]]:
        """A page's view, or its parts, and the questions it asked."""
        page = self.pages[path]
        reader = Reader(self.oracle, self)
        view = self.kinds[page.kind].view(reader, page)
        if isinstance(view, Parts):
            view = list(view.parts)
        return view, list(reader.asked)

    def reader(self) -> Reader:
        """A reader that has asked nothing yet."""
        return Reader(self.oracle)


def role_path(slug: str = "alpha") -> str:
    """Where a role is published."""
    return f"roles/{slug}/index.html"


def chapter_path(name: str, slug: str = "alpha") -> str:
    """Where a chapter of a role is published."""
    return f"roles/{slug}/{name}/index.html"


def page_at(path: str, kind: str = "role", subject: str = "alpha") -> Page:
    """A page that needn't be in any plan."""
    return Page(path, kind, subject)


def full_role(text: Callable[[], str], slug: str = "alpha") -> Role:
    """A role with a text in every field that takes one."""

    def run() -> tuple[str]:
        return (text(),)

    def body() -> Prose:
        return (
            Paragraph(run()),
            Heading(3, run()),
            Items(None, tight=True, items=((Paragraph(run()),), (Paragraph((Code(text()),)),))),
            Quote((Paragraph((Emphasis(run()), " ", Strong(run()))),)),
            CodeBlock(text()),
            Table(("", "right"), (run(), run()), ((run(), run()),)),
            Paragraph((Link("https://x.example/", run(), text()), " ", Cite("survey", text()))),
        )

    written = RoleText(
        duties=(run(), run()),
        overview=body(),
        qualifications=(Segment("Education", body()), Segment(text(), body())),
        levels=(Level("entry", Band(0, 2), text(), body(), body()),),
        outlook=body(),
        segments=(Segment(text(), body()),),
        horizons=(Segment(text(), body()),),
        ai_impact=body(),
        challenges=(run(),),
        pros=(run(),),
        cons=(run(),),
        suits=(run(),),
        does_not_suit=(run(),),
        letters=(
            Letter(
                "standard",
                "entry",
                (LetterParagraph((text(), Blank("own")), (MarginNote("hook", run()),)),),
            ),
        ),
        faqs=(Faq(text(), body()),),
    )
    return make_role(
        slug,
        text=written,
        title=text(),
        summary=text(),
        alternate_titles=(text(),),
        abbreviations=(text(),),
        codes=(OccupationCode("soc-2018", "15-2051", "close", text()),),
        entry=Entry(
            education_level="bachelors_degree",
            fields_of_study=(Field(text()),),
            job_zone=4,
            routes=(Route("college", (text(),), 24),),
            registrations=(Registration(text(), text(), "us"),),
            restrictions=(text(),),
        ),
        experience_years=Band(2, 5),
        skills=(SkillGroup(text(), (SkillUse("python", "essential", text()),)),),
        levels=(LevelSkills("entry", (Expected("python", "working"),)),),
        interest_codes=("I",),
        employer_types=(text(),),
        industries=(text(),),
        work_context=WorkContext(text(), text(), text(), text(), text()),
        schedule=(Moment("08:00", text()),),
        credentials=(Credential(text(), text(), "valued", "https://x.example/"),),
        ai_impact=AiImpact(
            "tailwind",
            2031,
            editorial=True,
            evidence=(ImpactEvidence("survey", text(), text(), 3),),
        ),
        placeholders=(Placeholder("own", text(), text(), text()),),
        reviewer=text(),
    )


def full_rules(text: Callable[[], str]) -> MarketRules:
    """Rules with a text in every field that takes one; of each sort one holds or lacks its
    measure."""

    def rule(name: str, kind: Any, verdict: str, when: str = "", lever: Any = None) -> Rule:
        measure, _, condition = when.partition(" ")
        clause: Any = Clause(measure, Condition.from_text(condition)) if when else None  # type: ignore[arg-type]
        return Rule(name, kind, verdict, text(), lever, (clause,) if clause else ())

    return MarketRules(
        id="ours",
        body=(Paragraph((text(), Cite("survey", text()))),),
        title=text(),
        summary=text(),
        rules=(
            rule("r1", "growth", "fast", "growth_pct >= 5"),
            rule("r2", "pay_upside", "wide", "pay_ratio >= 1.5"),
            rule("r3", "quadrant", "compound", "growth fast"),
            rule("r4", "mobility", "high", "remote_pct >= 5"),
            rule("r5", "negotiation", "likely", "growth_gap 5..50", "base_pay"),
            rule("r6", "stronger_for", "newcomers"),
            rule("r7", "weaker_for", "graduates"),
            rule("r8", "warning", "automation", "ai_direction tailwind or headwind"),
        ),
        contradictions=(
            Contradiction(
                Claim.from_text("growth falling"),
                Claim.from_text("negotiation base_pay likely"),
                text(),
            ),
        ),
        growth_of_all=(GrowthOfAll(2024, 2034, Decimal(3), "survey", date(2026, 11, 1), text()),),
        pay_of_all=(PayOfAll(Month(2025, 5), Decimal(50000), "survey"),),
        updated=date(2026, 11, 2),
    )


def full_guide(text: Callable[[], str]) -> Guide:
    """Two full roles that know each other, and every other record, with a text in every field."""
    alpha = msgspec.structs.replace(
        full_role(text), related=(RelatedRole("beta", "similar", text()),)
    )
    source = msgspec.structs.replace(
        SURVEY,
        name=text(),
        publisher=text(),
        release=text(),
        licence=Licence(text()),
        attribution=text(),
        methodology_note=text(),
    )
    comparison = Comparison(
        "alpha-vs-beta",
        ("alpha", "beta"),
        text(),
        (
            Aspect(field="pay"),
            Aspect(
                label=text(), values=(AspectValue("alpha", text()), AspectValue("beta", text()))
            ),
        ),
        (Verdict("alpha", text()), Verdict("beta", text())),
    )
    paragraph = (Paragraph((text(),)),)
    return make_guide(
        alpha,
        full_role(text, "beta"),
        site=Site(
            name=text(),
            tagline=text(),
            owner=text(),
            introduction=text(),
            base_url="https://guide.example/",
            licence=Licence(text()),
            edit_url="https://edit.example/{path}",
            market_rules="ours",
        ),
        rules={"ours": full_rules(text)},
        employers=by_id(full_employer(text)),
        postings=(
            full_posting(text),
            full_posting(text, "other", role="beta", sample=True),
            full_posting(text, "gone", status="closed", closed_on=date(2026, 11, 15)),
        ),
        categories=by_id(Category("field", paragraph, text(), text())),
        skills=by_id(
            make_skill(
                "python",
                name=text(),
                description=text(),
                aliases=(text(),),
                onet_element_id="2.B.3.e",
                esco_uri="http://esco.example/python",
                mastery=(
                    Mastery("awareness", paragraph),
                    Mastery("expert", (Paragraph((text(), Cite("survey", text()))),)),
                ),
            ),
            make_skill("snakes", parent="python"),
        ),
        sources=by_id(source),
        comparisons=by_id(comparison),
        terms=by_id(Term("median", paragraph, text(), text())),
        pages=by_id(ProsePage("about", paragraph, text(), text())),
        places=by_id(
            msgspec.structs.replace(US, name=text()),
            msgspec.structs.replace(COLORADO, name=text()),
            Place("there", text(), "metro", parent="us", currency="USD"),
        ),
        occupations={key_of("soc-2018", "15-2051"): Occupation("soc-2018", "15-2051", text())},
        pay=[
            full_row(locator=text(), note=text()),
            full_row(as_of=Month(2024, 5), locator=text()),
            full_row(place="us-co", role="alpha", scheme="", occupation_code=""),
            full_row(place="there", locator=text()),
            full_row(industry="54", locator=text()),
            full_row(kind="employer_posted", currency="EUR"),
        ],
        outlook=[make_outlook_row(locator=text())],
        entry=[make_entry_row(locator=text())],
        work_mix=make_mix({"remote": 40, "on_site": 60}, locator=text(), note=text()),
        demand=[make_demand_row(place="there", locator=text())],
        alternate_titles=[make_title(text())],
        occupation_skills=[
            make_rating(text(), skill="python"),
            make_rating(text()),
            make_rating(text(), kind="technology", hot=True),
        ],
        industries={"54": Industry("54", text())},
    )
