"""The words of the market view: measures, verdicts, and how readers see them.

The lists are ours (editorial). The formulas name the publisher's figures they are made of; what is
a number is rounded as a page shows it before a rule looks at it, so that a reader can check a
verdict with the figures on the page.
"""

from __future__ import annotations

from typing import Final, Literal, get_args

from msgspec import Struct

from roleguide.guide.words import (
    Direction,
    EducationLevel,
    Match,
    OnTheJobTraining,
    RelatedExperience,
)

RuleKind = Literal[
    "growth",
    "pay_upside",
    "quadrant",
    "hiring_leverage",
    "wage_leverage",
    "mobility",
    "timing",
    "negotiation",
    "stronger_for",
    "weaker_for",
    "warning",
]
"""What a rule decides, in the order in which it is decided."""
Lever = Literal["base_pay", "starting_level", "workplace", "schedule", "licence_costs"]
"""What an offer can be negotiated about."""
MeasureName = Literal[
    "growth_pct",
    "growth_a_year_pct",
    "growth_gap",
    "openings_pct",
    "jobs",
    "pay_ratio",
    "pay_spread",
    "pay_trend_gap",
    "error_pct",
    "figure_age",
    "match",
    "entry_barrier",
    "licence",
    "education",
    "experience",
    "training",
    "years_asked",
    "skills_carried_pct",
    "better_paid_moves",
    "ai_direction",
    "ai_years",
    "remote_pct",
    "workplace",
    "schedule",
]
Conditional = Literal[
    MeasureName,
    "growth",
    "pay_upside",
    "quadrant",
    "hiring_leverage",
    "wage_leverage",
    "mobility",
    "timing",
]
"""What a condition may look at: a measure, or a verdict that was reached before."""
Unit = Literal["percent", "points", "times", "jobs", "years", "roles", "word"]

KINDS: Final[tuple[RuleKind, ...]] = get_args(RuleKind)
LEVERS: Final[tuple[Lever, ...]] = get_args(Lever)
SINGLE: Final[tuple[RuleKind, ...]] = KINDS[:7]
"""Kinds of which a role has one verdict; of ``negotiation`` it has one for each lever, of the
others any number."""
LEVERAGE: Final = ("employer", "lean_employer", "balanced", "lean_candidate", "candidate")
AUDIENCES: Final = (
    "newcomers",
    "career_changers",
    "graduates",
    "experienced",
    "specialists",
    "licence_holders",
    "steady_pay_seekers",
    "remote_seekers",
)
VERDICTS: Final[dict[RuleKind, tuple[str, ...]]] = {
    "growth": ("fast", "rising", "flat", "falling"),
    "pay_upside": ("wide", "narrow"),
    "quadrant": ("compound", "specialize", "high_churn", "plateau"),
    "hiring_leverage": LEVERAGE,
    "wage_leverage": LEVERAGE,
    "mobility": ("very_low", "low", "medium", "high", "very_high"),
    "timing": ("opening", "steady", "mixed", "narrowing"),
    "negotiation": ("likely", "possible", "unlikely"),
    "stronger_for": AUDIENCES,
    "weaker_for": AUDIENCES,
    "warning": (
        "borrowed_figures",
        "near_growth_line",
        "near_pay_line",
        "uncertain_estimate",
        "old_figures",
        "small_occupation",
        "openings_are_replacements",
        "pay_behind",
        "automation",
        "licence_needed",
    ),
}
"""The verdicts that a rule of each kind may have."""


class Measure(Struct, frozen=True):
    """What a measure is: its name for readers, unit, formula and where its figures come from.

    ``words`` are the values of a measure that is a word.
    """

    title: str
    unit: Unit
    formula: str
    source: str
    words: tuple[str, ...] = ()


PROJECTION: Final = "outlook.csv: the newest projection of the role’s first code that has one"
PAY_ROW: Final = (
    "pay.csv: the official statistic of the role’s occupation at the site’s default place with the "
    "newest date"
)
ENTRY: Final = "the role’s `entry:`; what it leaves open, from entry.csv"
MEASURES: Final[dict[MeasureName, Measure]] = {
    "growth_pct": Measure(
        "Projected growth",
        "percent",
        "change_pct: jobs in the target year against jobs in the base year, as published",
        PROJECTION,
    ),
    "growth_a_year_pct": Measure(
        "Growth a year",
        "percent",
        "(employment_target ÷ employment_base) to the power of 1 ÷ years, less 1",
        PROJECTION,
    ),
    "growth_gap": Measure(
        "Growth against all occupations",
        "points",
        "growth_pct less the growth of all occupations over the same years",
        f"{PROJECTION}; the row of code 00-0000, else `growth_of_all` of the rules",
    ),
    "openings_pct": Measure(
        "Openings a year",
        "percent",
        "annual_openings ÷ employment_base; openings are new jobs and people replaced",
        PROJECTION,
    ),
    "jobs": Measure(
        "Jobs", "jobs", "employment of the pay row, else employment_base", f"{PAY_ROW}; outlook.csv"
    ),
    "pay_ratio": Measure(
        "Top pay against typical pay",
        "times",
        "p90 ÷ p50; at least that much where counting stops below p90",
        PAY_ROW,
    ),
    "pay_spread": Measure(
        "Spread of the middle half",
        "times",
        "p75 ÷ p25; at least that much where counting stops below p75",
        PAY_ROW,
    ),
    "pay_trend_gap": Measure(
        "Pay growth against all occupations",
        "points",
        "growth of p50 over three years in rows of one series and one code, less the growth of "
        "the p50 of all occupations between the same dates",
        f"{PAY_ROW}; earlier rows of its series; rows of code 00-0000, else `pay_of_all` of the "
        "rules",
    ),
    "error_pct": Measure("Relative standard error", "percent", "rse_pct, as published", PAY_ROW),
    "figure_age": Measure(
        "Age of the pay figure", "years", "whole years from as_of to the date of the guide", PAY_ROW
    ),
    "match": Measure(
        "Fit of the occupation",
        "word",
        "how the code fits the role; figures of a wider group count as broad",
        "the role’s `codes:`, and the code under which the figures were found",
        get_args(Match),
    ),
    "entry_barrier": Measure(
        "Barrier to entry",
        "word",
        "high for a master’s degree or more, 5 years of experience, an apprenticeship, an "
        "internship or long training; low for less than an associate’s degree with no experience "
        "and little training; else medium; a mandatory licence raises it by one",
        ENTRY,
        ("low", "medium", "high"),
    ),
    "licence": Measure(
        "Licence",
        "word",
        "required where a mandatory registration is listed",
        "the role’s `entry.registrations`",
        ("required", "not_required"),
    ),
    "education": Measure(
        "Typical education", "word", "as assigned", ENTRY, get_args(EducationLevel)
    ),
    "experience": Measure(
        "Related experience", "word", "as assigned", ENTRY, get_args(RelatedExperience)
    ),
    "training": Measure(
        "Training on the job", "word", "as assigned", ENTRY, get_args(OnTheJobTraining)
    ),
    "years_asked": Measure(
        "Years asked of a hire",
        "years",
        "the lower end of the years of experience that are typical for a hire",
        "the role’s `experience_years:`",
    ),
    "skills_carried_pct": Measure(
        "Skills that carry over",
        "percent",
        "of the related role that is nearest: the share of its essential skills that this role "
        "needs too",
        "the `skills:` of the role and of its related roles",
    ),
    "better_paid_moves": Measure(
        "Related roles that pay as much or more",
        "roles",
        "related roles whose p50 is at least this role’s; same kind, place, period, currency and "
        "basis, and measured for another occupation",
        "the headline pay of the role and of its related roles",
    ),
    "ai_direction": Measure(
        "Effect of AI",
        "word",
        "as judged by the editors or by the evidence they name",
        "the role’s `ai_impact:`",
        get_args(Direction),
    ),
    "ai_years": Measure(
        "Years to the AI horizon",
        "years",
        "horizon_year less the year of the guide",
        "the role’s `ai_impact:`",
    ),
    "remote_pct": Measure(
        "Share of remote work",
        "percent",
        "share_pct of the workplace “remote”, newest date",
        "work_mix.csv",
    ),
    "workplace": Measure(
        "Workplace",
        "word",
        "the freest of the workplaces that are listed",
        "the role’s `workplace_types:`",
        ("on_site", "hybrid", "remote"),
    ),
    "schedule": Measure(
        "Working hours",
        "word",
        "around_the_clock with nights or shifts; flexible where that is listed; else regular",
        "the role’s `work_pattern:`",
        ("regular", "flexible", "around_the_clock"),
    ),
}
"""Every measure that a rule may look at."""

TITLES: Final[dict[RuleKind, str]] = {
    "growth": "Growth",
    "pay_upside": "Pay upside",
    "quadrant": "Quadrant",
    "hiring_leverage": "Hiring leverage",
    "wage_leverage": "Wage leverage",
    "mobility": "Mobility",
    "timing": "Timing",
    "negotiation": "Where to negotiate",
    "stronger_for": "Stronger for",
    "weaker_for": "Weaker for",
    "warning": "Watch out for",
}
WORDS: Final[dict[str, str]] = {
    "specialize": "Specialise",
    "employer": "With employers",
    "lean_employer": "Leans to employers",
    "lean_candidate": "Leans to candidates",
    "candidate": "With candidates",
    "very_low": "Very low",
    "opening": "Opening",
    "newcomers": "Newcomers",
    "career_changers": "Career changers",
    "experienced": "Experienced people",
    "licence_holders": "Licence holders",
    "steady_pay_seekers": "People who want predictable pay",
    "remote_seekers": "People who want remote work",
    "borrowed_figures": "Figures of a wider occupation",
    "near_growth_line": "Close to the growth line",
    "near_pay_line": "Close to the pay line",
    "pay_behind": "Pay that lags",
    "openings_are_replacements": "Openings that are not growth",
    "automation": "AI headwind",
    "licence_needed": "A licence first",
    "around_the_clock": "Nights or shifts",
    "on_site": "On site",
}


def word_of(value: str) -> str:
    """Word a verdict, a lever or the value of a measure for readers, starting with a capital."""
    return WORDS.get(value) or value.replace("_", " ").capitalize()
