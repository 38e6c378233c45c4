"""References between records: every id that is named exists, and is published."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from roleguide.content.load import Content
from roleguide.content.record import Record
from roleguide.content.requirements import SHORT_DEGREES
from roleguide.diagnostics import Place, Report, excerpt, nearest, suggest
from roleguide.guide.employer import Employer
from roleguide.guide.figures import Place as GuidePlace
from roleguide.guide.market_rules import MarketRules
from roleguide.guide.observations import Industry
from roleguide.guide.posting import Posting
from roleguide.guide.prose import Cite, Reference
from roleguide.guide.records import Category, Comparison, ProsePage, Site, Skill, Source, Term
from roleguide.guide.role import Role

KINDS: Final[dict[str, type[Struct]]] = {
    "role": Role,
    "skill": Skill,
    "category": Category,
    "term": Term,
    "source": Source,
    "compare": Comparison,
    "page": ProsePage,
    "employer": Employer,
}
"""What the scheme of a link inside the guide names."""
WORDS: Final[dict[type[Struct], str]] = {
    Role: "role",
    Skill: "skill",
    Category: "category",
    Term: "glossary term",
    Source: "source",
    Comparison: "comparison",
    ProsePage: "page",
    Employer: "employer",
    MarketRules: "rules record",
    GuidePlace: "place",
}


class References:
    """Checks the references of a guide's records and settings."""

    def __init__(self, content: Content, report: Report) -> None:
        self.content = content
        self.report = report
        self.places = content.rows_of(GuidePlace)
        self._nearest: dict[tuple[type[Struct], str], str] = {}

    def check_record(self, record: Record) -> None:
        """Report every reference that leads nowhere, also in a record with other mistakes."""
        value = record.value
        match value:
            case Role():
                self._check_role(record, value)
            case Skill():
                self._check_list(record, Skill, "related", value.related)
                self._check_one(record, Skill, ("parent",), value.parent)
            case Category():
                self._check_one(record, Category, ("parent",), value.parent)
            case Comparison():
                self._check_comparison(record)
            case MarketRules():
                self._check_rules(record, value)
            case Employer():
                self._check_employer(record, value)
            case Posting():
                self._check_posting(record, value)
        if record.cls in (Role, Category, Skill, Term, ProsePage, MarketRules, Employer, Posting):
            self._check_mentions(record, value)

    def check_settings(self) -> None:
        """Report a default place that is not in the tables, and market rules that are not there."""
        # The default's default is not a mistake of a guide that has no places.
        place = self.content.site_marks.find("default_place")
        written = place != self.content.site_marks.top
        if Site not in self.content.incomplete and (self.places or written):
            self._check_place(place, self.content.site.default_place)

        rules = self.content.site.market_rules
        if Site not in self.content.incomplete and rules is not None:
            self._check_known(self.content.site_marks.find("market_rules"), MarketRules, rules)

    def _is_draft(self, role: str) -> bool:
        brief = self.content.briefs.get(role)
        return brief is not None and not brief.published

    def _check_place(self, place: Place, name: str) -> None:
        if name not in self.places and GuidePlace not in self.content.incomplete:
            self._dangling(place, GuidePlace, name, self.places)

    def _check_role(self, record: Record, role: Role) -> None:
        published = role.published
        self._check_one(record, Category, ("category",), role.category)
        for use in role.skill_uses():
            self._check_one(record, Skill, ("skills", use.skill), use.skill)
        self._check_levels(record, role)
        for related in role.related:
            self._check_role_link(
                record, ("related", related.role), related.role, role.id, published=published
            )
        for index, other in enumerate(role.compare_with):
            self._check_role_link(
                record, ("compare_with", index), other, role.id, published=published
            )
        self._check_list(record, Source, "drafted_from", role.drafted_from)
        if isinstance(role.entry.registrations, tuple):
            for index, registration in enumerate(role.entry.registrations):
                place = record.marks.find("entry", "registrations", index, "place")
                self._check_place(place, registration.place)
        for index, evidence in enumerate(role.ai_impact.evidence if role.ai_impact else ()):
            self._check_one(
                record, Source, ("ai_impact", "evidence", index, "source"), evidence.source
            )

    def _check_levels(self, record: Record, role: Role) -> None:
        """Skills that the role names were checked there."""
        named = {use.skill for use in role.skill_uses()}
        for one in role.levels:
            for wanted in one.skills:
                if one.level and wanted.skill not in named:
                    self._check_one(
                        record, Skill, ("levels", one.level, wanted.skill), wanted.skill
                    )

    def _check_role_link(
        self,
        record: Record,
        path: tuple[str | int, ...],
        other: str,
        own: str,
        *,
        published: bool,
    ) -> None:
        if other == own:
            self.report.error(
                record.marks.find(*path),
                "self-reference",
                "The role names itself.",
                "name another role, or remove the line",
            )
        else:
            self._check_one(record, Role, path, other)
            self._check_draft(record.marks.find(*path), other, published=published)

    def _check_draft(self, place: Place, role: str, *, published: bool) -> None:
        if published and self._is_draft(role):
            self.report.error(
                place,
                "link-to-draft",
                f"The role {excerpt(role)} is not published.",
                "remove the reference, or change the status of that role",
            )

    def _check_rules(self, record: Record, rules: MarketRules) -> None:
        for field in ("growth_of_all", "pay_of_all"):
            for index, one in enumerate(getattr(rules, field)):
                self._check_one(record, Source, (field, index, "source"), one.source)

    def _check_comparison(self, record: Record) -> None:
        comparison: Comparison = record.value
        for index, role in enumerate(comparison.roles):
            self._check_one(record, Role, ("roles", index), role)
            self._check_draft(record.marks.find("roles", index), role, published=True)
        for index, aspect in enumerate(comparison.aspects):
            for value in aspect.values:
                self._check_column(record, ("aspects", index, "values", value.role), value.role)
        for verdict in comparison.verdict_for:
            self._check_column(record, ("verdict_for", verdict.role), verdict.role)

    def _check_column(self, record: Record, path: tuple[str | int, ...], role: str) -> None:
        if role not in record.value.roles:
            self.report.error(
                record.marks.find(*path),
                "not-compared",
                f"The role {excerpt(role)} is not one of the roles compared here.",
                suggest(role, record.value.roles, "name one of: " + ", ".join(record.value.roles)),
            )

    def _check_mentions(self, record: Record, value: object) -> None:
        published = value.published if isinstance(value, (Role, Posting)) else True
        for mention in record.mentions:
            node = mention.node
            if isinstance(node, Cite):
                self._check_known(mention.place, Source, node.source)
            elif isinstance(node, Reference):
                self._check_known(mention.place, KINDS[node.kind], node.id)
                if node.kind == "role":
                    self._check_draft(mention.place, node.id, published=published)

    def _check_employer(self, record: Record, employer: Employer) -> None:
        self._check_one(record, Source, ("about_source",), employer.about_source)
        self._check_list(record, Source, "sources", employer.sources)
        for index, rating in enumerate(employer.ratings):
            self._check_one(record, Source, ("ratings", index, "source"), rating.source)
        if employer.headquarters is not None:
            self._check_place(record.marks.find("headquarters"), employer.headquarters)
        industry = employer.industry
        if industry is not None and Industry not in self.content.incomplete:
            known = self.content.rows_of(Industry)
            if industry not in known:
                self.report.error(
                    record.marks.find("industry"),
                    "unknown-industry",
                    f"There is no industry {excerpt(industry)}.",
                    suggest(
                        industry,
                        known,
                        "check the code, or add a row to content/tables/industries.csv",
                    ),
                )

    def _check_posting(self, record: Record, posting: Posting) -> None:
        self._check_one(record, Employer, ("employer",), posting.employer)
        self._check_role_link(
            record, ("role",), posting.role, "", published=posting.published
        )
        for field, places in (
            ("places", posting.where),
            ("applicant_places", posting.applicant_places),
        ):
            for index, place in enumerate(places):
                self._check_place(record.marks.find(field, index), place)
        self._check_list(record, Skill, "skills", posting.skills)

    def _check_list(
        self, record: Record, kind: type[Struct], field: str, ids: Iterable[str]
    ) -> None:
        for index, name in enumerate(ids):
            self._check_one(record, kind, (field, index), name)

    def _check_one(
        self, record: Record, kind: type[Struct], path: tuple[str | int, ...], name: str | None
    ) -> None:
        if name is not None:
            self._check_known(record.marks.find(*path), kind, name)

    def _check_known(self, place: Place, kind: type[Struct], name: str) -> None:
        if not self.content.knows(kind, name):
            self._dangling(place, kind, name, self.content.names(kind))

    def _dangling(self, place: Place, kind: type[Struct], name: str, known: Iterable[str]) -> None:
        word = WORDS[kind]
        folder = "add a row to content/tables/places.csv"
        if kind in self.content.records:
            folder = f"write content/{_FOLDER_OF[kind]}/{name}.md"
        degree = nearest(name, SHORT_DEGREES) if kind is Skill else None
        if degree is not None:  # braces hold skills and degrees
            folder = f"write the degree as {degree}"
        self.report.error(
            place,
            f"unknown-{word.replace(' ', '-')}",
            f"There is no {word} {excerpt(name)}.",
            self._suggest(name, kind, known, f"check the id, or {folder}"),
        )

    def _suggest(self, name: str, kind: type[Struct], known: Iterable[str], otherwise: str) -> str:
        """Word a fix; the same misspelling is looked up once."""
        if (kind, name) not in self._nearest:
            now = self._former(kind).get(name)
            self._nearest[kind, name] = (
                f"write {now}: that is its id now"
                if now is not None
                else suggest(name, known, otherwise)
            )
        return self._nearest[kind, name]

    def _former(self, kind: type[Struct]) -> dict[str, str]:
        """Map the former ids of a kind of record to those they have now."""
        if kind not in self.content.records:
            return {}
        return {
            old: record.id
            for record in self.content.shelf_of(kind).values()
            for old in getattr(record, "formerly", ())
        }

    def check_cycles(self) -> None:
        """A parent may not be its own descendant."""
        self._check_cycles(Category)
        self._check_cycles(Skill)

    def _check_cycles(self, kind: type[Struct]) -> None:
        parents = {name: one.parent for name, one in self.content.shelves[kind].items()}
        for name, parent in parents.items():
            seen = {name}
            above = parent
            while above is not None and above in parents and above not in seen:
                seen.add(above)
                above = parents[above]
            if above == name:
                self.report.error(
                    self.content.records[kind][name].marks.find("parent"),
                    "parent-cycle",
                    f"{excerpt(name)} is its own ancestor.",
                    "give one of the records in the circle another parent",
                )


_FOLDER_OF: Final = {
    Role: "roles",
    Category: "categories",
    Skill: "skills",
    Source: "sources",
    Comparison: "comparisons",
    Term: "glossary",
    ProsePage: "pages",
    Employer: "employers",
    Posting: "postings",
    MarketRules: "rules",
}

