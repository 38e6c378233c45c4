"""How a guide answers the questions of the open data: rows as they were published."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from roleguide.engine.facts import Kind
from roleguide.guide.figures import FIGURE_NAMES, PayObservation
from roleguide.guide.guide import Guide
from roleguide.guide.licences import may_share
from roleguide.guide.role import OccupationCode, Role
from roleguide.inputs import Derived, Ledger
from roleguide.pages import urls
from roleguide.pages.csv_cells import write_month
from roleguide.pages.open_questions import (
    LICENCE_TEXTS,
    OPEN_PAY,
    OPEN_PIECES,
    OPEN_POSTINGS,
    OPEN_ROLES,
    OPEN_SKILLS,
    OPEN_SOURCES,
    WITHHELD,
)
from roleguide.pages.open_rows import (
    OpenCode,
    OpenPay,
    OpenPosting,
    OpenRole,
    OpenSkill,
    OpenSource,
)

PIECE: Final = 50
"""Records in a piece."""
ONE: Final = {"pay": 1}
"""A subject of pay, which may have thousands of rows, is a piece of its own."""
HEADLINE: Final = ("p10", "p25", "p50", "p75", "p90", "mean", "min", "max")


def answer_open(guide: Guide, ledger: Ledger) -> dict[Kind[Any], Callable[..., object]]:
    """Return the functions that answer."""
    answers = _OpenAnswers(guide, ledger)
    return {
        OPEN_PIECES: lambda table: tuple(_cut(answers.keys[table](), ONE.get(table, PIECE))),
        OPEN_ROLES: lambda piece: tuple(map(answers.role, piece.split())),
        OPEN_SKILLS: lambda piece: tuple(map(answers.skill, piece.split())),
        OPEN_PAY: lambda piece: tuple(answers.pay(piece.split())),
        OPEN_POSTINGS: lambda piece: tuple(map(answers.posting, piece.split())),
        OPEN_SOURCES: lambda piece: tuple(map(answers.source, piece.split())),
        LICENCE_TEXTS: lambda: _licence_texts(guide),
        WITHHELD: lambda: tuple(
            guide.sources[slug].name for slug in sorted(guide.sources) if not answers.shares(slug)
        ),
    }


def _licence_texts(guide: Guide) -> tuple[tuple[str, str], ...]:
    named = (guide.site.licence, *(guide.sources[slug].licence for slug in sorted(guide.sources)))
    found: dict[str, str] = {}
    for one in named:
        if one.text:
            found.setdefault(one.name, one.text)
    return tuple(found.items())


def _cut(keys: Iterable[str], size: int) -> Iterator[str]:
    ordered = sorted(keys)
    for start in range(0, len(ordered), size):
        yield " ".join(ordered[start : start + size])


class _OpenAnswers:
    """Answers that take more than a look-up."""

    def __init__(self, guide: Guide, ledger: Ledger) -> None:
        self.guide = guide
        self.keys: dict[str, Callable[[], Iterable[str]]] = {
            "sources": lambda: guide.sources,
            "skills": lambda: guide.skills,
            "roles": lambda: guide.standings,
            "pay": lambda: guide.pay,
            "postings": lambda: guide.posting_briefs,
        }
        """Table → what its rows are found by."""
        self.sharing = Derived(
            ledger, lambda: {slug: may_share(one) for slug, one in guide.sources.items()}
        )

    def shares(self, source: str) -> bool:
        """Tell whether figures of a source may be passed on."""
        return self.sharing().get(source, False)

    def role(self, slug: str) -> OpenRole:
        guide = self.guide
        role = guide.facts[slug]
        category = guide.categories.get(role.category)
        path = urls.path_of("role", slug)
        base = guide.site.base_url
        uses = role.skill_uses()
        years, hours = role.experience_years, role.hours_per_week
        return OpenRole(
            id=role.id,
            title=role.title,
            alternate_titles=role.alternate_titles,
            abbreviations=role.abbreviations,
            category=role.category,
            category_title=category.title if category is not None else None,
            codes=tuple(OpenCode(one.scheme, one.code, one.match) for one in role.codes),
            summary=role.summary,
            education_level=role.entry.education_level,
            related_experience=role.entry.related_work_experience,
            on_the_job_training=role.entry.on_the_job_training,
            experience_years_min=years.min if years is not None else None,
            experience_years_max=years.max if years is not None else None,
            hours_per_week_min=hours.min if hours is not None else None,
            hours_per_week_max=hours.max if hours is not None else None,
            skills_essential=tuple(one.skill for one in uses if one.need == "essential"),
            skills_optional=tuple(one.skill for one in uses if one.need == "optional"),
            workplace_types=role.workplace_types,
            employment_types=role.employment_types,
            work_pattern=role.work_pattern,
            **self._headline(role),
            **self._growth(role),
            status=role.status,
            reviewed=role.reviewed,
            updated=role.updated,
            path=path,
            url=urls.canonical(base, path) if base else None,
        )

    def _headline(self, role: Role) -> dict[str, Any]:
        found = self.guide.headline_of(role)
        row, code = found if found is not None else (None, None)
        if row is not None and self.shares(row.source):
            return _headline(row, code)
        nothing: dict[str, Any] = dict.fromkeys(PAY_COLUMNS)
        nothing["pay_state"] = "not_known" if row is None else "not_shared"
        nothing["pay_top_coded"] = nothing["pay_suppressed"] = ()
        return nothing

    def _growth(self, role: Role) -> dict[str, Any]:
        found = self.guide.outlook_of(role)
        row = found[0] if found is not None else None
        if row is None or row.change_pct is None or not self.shares(row.source):
            return dict.fromkeys(GROWTH_COLUMNS)
        values = (row.change_pct, row.base_year, row.target_year, row.place, row.source)
        return dict(zip(GROWTH_COLUMNS, values, strict=True))

    def skill(self, slug: str) -> OpenSkill:
        one = self.guide.skills[slug]
        return OpenSkill(
            one.id,
            one.name,
            one.kind,
            one.description,
            one.aliases,
            one.parent,
            one.onet_element_id or None,
            one.esco_uri or None,
            urls.path_of("skill", slug),
        )

    def pay(self, subjects: Iterable[str]) -> Iterator[OpenPay]:
        for subject in subjects:
            scheme, _, code = subject.partition("/")
            if scheme == "role" and code not in self.guide.standings:
                continue  # of a draft, say
            for row in self.guide.pay[subject]:
                if self.shares(row.source):
                    yield self._pay(row, subject)

    def _pay(self, row: PayObservation, subject: str) -> OpenPay:
        place = self.guide.places.get(row.place)
        occupation = self.guide.occupations.get(subject) if row.scheme else None
        return OpenPay(
            role=row.role or None,
            scheme=row.scheme or None,
            code=row.occupation_code or None,
            occupation=occupation.title if occupation is not None else None,
            level=row.level,
            industry=row.industry or None,
            place=row.place,
            place_name=place.name if place is not None else None,
            kind=row.kind,
            currency=row.currency,
            period=row.pay_period,
            basis=row.pay_basis,
            gross_net=row.gross_net,
            p10=row.p10.amount,
            p25=row.p25.amount,
            p50=row.p50.amount,
            p75=row.p75.amount,
            p90=row.p90.amount,
            mean=row.mean.amount,
            min=row.min.amount,
            max=row.max.amount,
            band_low=row.band_low.amount,
            band_high=row.band_high.amount,
            band_definition=row.band_definition or None,
            top_coded=_in_state(row, "top_coded"),
            suppressed=_in_state(row, "suppressed"),
            hours_per_year=row.hours_per_year,
            sample_size=row.sample_size,
            employment=row.employment,
            relative_standard_error_pct=row.relative_standard_error_pct,
            as_of=write_month(row.as_of),
            source=row.source,
            locator=row.locator or None,
            note=row.note or None,
        )

    def posting(self, slug: str) -> OpenPosting:
        one = self.guide.posting_briefs[slug]
        employer = self.guide.employers.get(one.employer)
        life = self.guide.life_of(one)
        pay = one.pay
        return OpenPosting(
            id=one.id,
            title=one.title,
            sample=one.sample,
            employer=one.employer,
            employer_name=employer.name if employer is not None else None,
            employer_fictional=employer is not None and employer.fictional,
            role=one.role,
            level=one.level,
            track=one.track,
            places=one.places,
            workplace_type=one.workplace_type,
            employment_types=one.employment_types,
            date_posted=one.date_posted,
            valid_through=one.valid_through,
            last_seen=one.last_seen,
            state=life.state,
            state_since=life.since,
            closed_reason=life.reason,
            pay_currency=pay.currency if pay is not None else None,
            pay_period=pay.pay_period if pay is not None else None,
            pay_min=pay.min if pay is not None else None,
            pay_max=pay.max if pay is not None else None,
            skills_minimum=tuple(ask.skill for ask in one.asks if ask.need == "minimum"),
            skills_preferred=tuple(ask.skill for ask in one.asks if ask.need == "preferred"),
            experience_months_min=one.min_months,
            education_level=one.education_level,
            or_equivalent=one.or_equivalent,
            path=urls.path_of("posting", slug),
        )

    def source(self, slug: str) -> OpenSource:
        one = self.guide.sources[slug]
        return OpenSource(
            one.id,
            one.name,
            one.publisher,
            one.url,
            one.kind,
            one.release or None,
            one.period_start,
            one.period_end,
            one.published,
            one.retrieved,
            one.licence.name,
            one.licence.url,
            one.attribution or None,
            may_share(one),
        )


PAY_COLUMNS: Final = tuple(name for name in OpenRole.__struct_fields__ if name.startswith("pay_"))
GROWTH_COLUMNS: Final = tuple(
    name for name in OpenRole.__struct_fields__ if name.startswith("growth_")
)


def _headline(row: PayObservation, code: OccupationCode | None) -> dict[str, Any]:
    """Return the columns of the headline pay."""
    return {
        "pay_state": "known",
        "pay_kind": row.kind,
        "pay_place": row.place,
        "pay_currency": row.currency,
        "pay_period": row.pay_period,
        "pay_basis": row.pay_basis,
        **{f"pay_{name}": row.value(name).amount for name in HEADLINE},
        "pay_top_coded": _in_state(row, "top_coded", HEADLINE),
        "pay_suppressed": _in_state(row, "suppressed", HEADLINE),
        "pay_as_of": write_month(row.as_of),
        "pay_source": row.source,
        "pay_scheme": row.scheme or None,
        "pay_code": row.occupation_code or None,
        "pay_match": code.match if code is not None else None,
    }


def _in_state(
    row: PayObservation, state: str, names: tuple[str, ...] = FIGURE_NAMES
) -> tuple[str, ...]:
    return tuple(name for name in names if row.value(name).state == state)
