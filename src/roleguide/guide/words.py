"""The closed lists: values that a field may hold, and how readers see them.

Origins: education, experience and training are the assignments of the US Bureau of Labor Statistics
(https://www.bls.gov/emp/documentation/education/tech.htm); ``Match`` uses the names of the SKOS
mapping properties; ``PayPeriod`` is schema.org's ``unitText``; ``EmploymentType`` is Google's
JobPosting list.
"""

from typing import Final, Literal

EducationLevel = Literal[
    "no_formal_credential",
    "high_school_diploma_or_equivalent",
    "some_college_no_degree",
    "postsecondary_nondegree_award",
    "associates_degree",
    "bachelors_degree",
    "masters_degree",
    "doctoral_or_professional_degree",
]
RelatedExperience = Literal["none", "less_than_5_years", "5_years_or_more"]
OnTheJobTraining = Literal[
    "none", "short_term", "moderate_term", "long_term", "apprenticeship", "internship_residency"
]
Interest = Literal["R", "I", "A", "S", "E", "C"]
PayBasis = Literal[
    "base", "total_cash", "total_compensation", "bonus", "stock", "commission", "tips_included"
]
PayPeriod = Literal["hour", "day", "week", "month", "year"]
ObservationKind = Literal[
    "official_statistic",
    "employer_posted",
    "self_reported",
    "modelled_estimate",
    "editorial_estimate",
]
Twin = Literal["markdown", "json"]
SearchEngine = Literal["index", "pagefind"]
ValueState = Literal["reported", "suppressed", "top_coded", "not_stated"]
EmploymentType = Literal[
    "full_time",
    "part_time",
    "contractor",
    "temporary",
    "intern",
    "volunteer",
    "per_diem",
    "other",
]
WorkPattern = Literal[
    "days", "evenings", "nights", "weekends", "shifts", "on_call", "flexible", "seasonal"
]
WorkplaceType = Literal["on_site", "hybrid", "remote"]
LevelName = Literal[
    "intern",
    "entry",
    "associate",
    "mid",
    "senior",
    "lead",
    "staff",
    "principal",
    "director",
    "executive",
]
MixDimension = Literal["employment_type", "workplace"]
Proficiency = Literal["awareness", "working", "practitioner", "expert"]
"""How well somebody masters a skill, lowest first; the words are those of the UK government’s
Digital, Data and Technology framework (DDaT)."""
SkillKind = Literal["technical", "technology", "knowledge", "ability", "soft", "language"]
Need = Literal["essential", "optional"]
Match = Literal["exact", "close", "broad", "narrow", "related"]
CodeScheme = Literal[
    "soc-2018", "onet-soc-2019", "isco-08", "esco", "noc-2021", "uk-soc-2020", "anzsco"
]
Direction = Literal[
    "strong_tailwind", "tailwind", "neutral", "headwind", "strong_headwind", "mixed"
]
ReviewStatus = Literal["draft", "imported", "reviewed", "needs_review", "archived"]
SourceKind = Literal[
    "statistics", "survey", "study", "posting", "company_page", "standard", "editorial"
]
PlaceKind = Literal["world", "country", "subdivision", "metro", "city", "remote_region"]
Relation = Literal["similar", "next_step", "previous_step", "specialism", "broader"]
RouteKind = Literal[
    "university",
    "college",
    "apprenticeship",
    "work",
    "volunteering",
    "direct_application",
    "bootcamp",
    "self_taught",
    "military",
]
Requirement = Literal["required", "valued"]
Situation = Literal[
    "standard",
    "career_change",
    "no_degree",
    "first_job",
    "returning",
    "relocation",
    "internal_move",
]
Unusual = Literal["pay", "growth", "employment"]
Purpose = Literal["hook", "evidence", "gap", "fit", "call_to_action"]
Track = Literal["individual_contributor", "management"]
PostingStatus = Literal["open", "closed", "reopened"]
"""What an editor writes; that a posting is presumed closed follows from its dates."""
PostingState = Literal["open", "reopened", "closed", "presumed_closed"]
ClosedReason = Literal["deadline_passed", "filled", "withdrawn", "on_hold", "other"]
ApplicationWindow = Literal["fixed", "rolling"]
PostingNeed = Literal["minimum", "preferred", "named"]
"""How a posting asks for a skill; ``named``: in its list of skills only, no qualification says."""
Benefit = Literal[
    "health_insurance",
    "dental_insurance",
    "vision_insurance",
    "life_insurance",
    "retirement_plan",
    "paid_leave",
    "paid_parental_leave",
    "sick_pay",
    "bonus",
    "equity",
    "profit_share",
    "relocation_help",
    "training_budget",
    "tuition_help",
    "flexible_hours",
    "meals",
    "childcare",
    "transport",
    "equipment",
    "tools_provided",
]
SizeBand = Literal[
    "1-10", "11-50", "51-200", "201-500", "501-1000", "1001-5000", "5001-10000", "10000+"
]
NotStated = Literal["not_stated"]
"""The posting does not say, and an editor has looked; an empty field says that nobody looked."""
NoneStated = Literal["none"]
"""The editor says that there is none, which is not the same as saying nothing."""

LEVELS: Final[dict[str, LevelName]] = {
    "Intern": "intern",
    "Entry": "entry",
    "Associate": "associate",
    "Mid": "mid",
    "Senior": "senior",
    "Lead": "lead",
    "Staff": "staff",
    "Principal": "principal",
    "Director": "director",
    "Executive": "executive",
}
"""Spelling of the levels in headings, lowest first."""

PROFICIENCIES: Final[dict[str, Proficiency]] = {
    "Awareness": "awareness",
    "Working": "working",
    "Practitioner": "practitioner",
    "Expert": "expert",
}
"""Spelling of the proficiencies in headings, lowest first."""

PROFICIENCY_MEANINGS: Final[dict[Proficiency, str]] = {
    "awareness": "You know what it is for and where it fits, follow others who use it, and notice"
    " when it matters.",
    "working": "You use it in everyday tasks that somebody has prepared, and ask when something"
    " unusual turns up.",
    "practitioner": "You use it alone on whole problems, choose between ways of doing it, and help"
    " others to use it well.",
    "expert": "You decide how it is used, solve what others can’t, and are asked when it matters"
    " most.",
}
"""What each word means of any skill; a skill’s record may say it of that skill."""

STANDARD_BLANKS: Final[dict[str, tuple[str, str]]] = {
    "company": ("Employer’s name", "Northlight Robotics"),
    "hiring_manager": ("Hiring manager’s name", "Ms Okafor"),
    "role_title": ("Title of the post", "the post as advertised"),
    "your_name": ("Your name", "Sam Rivera"),
    "years": ("Your years of experience", "four"),
    "current_employer": ("Your current employer", "my current employer"),
    "city": ("City of the post", "Denver"),
}
"""Placeholders that every letter may use: label and example."""

LABELS: Final[dict[str, dict[str, str]]] = {
    "education_level": {
        "no_formal_credential": "No formal credential",
        "high_school_diploma_or_equivalent": "High school diploma or equivalent",
        "some_college_no_degree": "Some college, no degree",
        "postsecondary_nondegree_award": "Postsecondary non-degree award",
        "associates_degree": "Associate’s degree",
        "bachelors_degree": "Bachelor’s degree",
        "masters_degree": "Master’s degree",
        "doctoral_or_professional_degree": "Doctoral or professional degree",
    },
    "related_work_experience": {
        "none": "None",
        "less_than_5_years": "Less than 5 years",
        "5_years_or_more": "5 years or more",
    },
    "on_the_job_training": {
        "none": "None",
        "short_term": "Short-term (a month or less)",
        "moderate_term": "Moderate-term (up to 12 months)",
        "long_term": "Long-term (more than 12 months)",
        "apprenticeship": "Apprenticeship",
        "internship_residency": "Internship or residency",
    },
    "interest": {
        "R": "Realistic",
        "I": "Investigative",
        "A": "Artistic",
        "S": "Social",
        "E": "Enterprising",
        "C": "Conventional",
    },
    "observation_kind": {
        "official_statistic": "Official statistic",
        "employer_posted": "Posted by employers",
        "self_reported": "Self-reported",
        "modelled_estimate": "Modelled estimate",
        "editorial_estimate": "Editorial estimate",
    },
    "pay_basis": {
        "base": "base pay",
        "total_cash": "total cash pay",
        "total_compensation": "total compensation",
        "bonus": "bonus only",
        "stock": "stock only",
        "commission": "commission only",
        "tips_included": "pay with tips",
    },
    "direction": {
        "strong_tailwind": "Strong tailwind",
        "tailwind": "Tailwind",
        "neutral": "Neutral",
        "headwind": "Headwind",
        "strong_headwind": "Strong headwind",
        "mixed": "Mixed",
    },
    "relation": {
        "similar": "Similar roles",
        "next_step": "Next steps",
        "previous_step": "Where people come from",
        "specialism": "Specialisms",
        "broader": "The broader role",
    },
    "match": {
        "exact": "an exact match for this role",
        "close": "a close match for this role",
        "broad": "broader than this role",
        "narrow": "narrower than this role",
        "related": "related to this role, not the same",
    },
    "route": {
        "university": "University",
        "college": "College",
        "apprenticeship": "Apprenticeship",
        "work": "Working up",
        "volunteering": "Volunteering",
        "direct_application": "Direct application",
        "bootcamp": "Bootcamp",
        "self_taught": "Self-taught",
        "military": "Military",
    },
    "skill_kind": {
        "technical": "Technical skill",
        "technology": "Technology",
        "knowledge": "Knowledge",
        "ability": "Ability",
        "soft": "Soft skill",
        "language": "Language",
    },
    "track": {
        "individual_contributor": "Individual contributor",
        "management": "Management",
    },
    "posting_need": {"minimum": "Minimum", "preferred": "Preferred", "named": "Named"},
    "posting_state": {
        "open": "Open",
        "reopened": "Open again",
        "closed": "Closed",
        "presumed_closed": "Presumed closed",
    },
    "closed_reason": {
        "deadline_passed": "Its last day for applications has passed",
        "filled": "The post was filled",
        "withdrawn": "The employer withdrew it",
        "on_hold": "The employer put it on hold",
        "other": "The employer closed it",
    },
    "workplace": {"on_site": "On site", "hybrid": "Hybrid", "remote": "Remote"},
    "benefit": {
        "paid_leave": "Paid leave",
        "equity": "Shares or options",
        "relocation_help": "Help with moving",
        "tuition_help": "Help with tuition",
        "transport": "Help with travel to work",
        "tools_provided": "Tools provided",
    },
    "source_kind": {
        "statistics": "Statistics",
        "survey": "Survey",
        "study": "Study",
        "posting": "Job posting",
        "company_page": "Company page",
        "standard": "Standard",
        "editorial": "Editorial judgement",
    },
}
"""What readers see for a value; every other value is shown with its underscores as spaces."""


def label(words: str, value: str) -> str:
    """Word a value of a closed list for readers, starting with a capital."""
    known = LABELS.get(words, {}).get(value)
    return known if known is not None else value.replace("_", " ").capitalize()
