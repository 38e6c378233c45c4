"""The fields of a schema.org ``JobPosting`` and those of a posting record.

A value that can't be taken as it is written is not mended: it is reported, and kept under
``## Not placed``. Field list: https://schema.org/JobPosting.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from msgspec import Struct, field

from roleguide.diagnostics import Place, Report, excerpt
from roleguide.guide.words import Benefit, EmploymentType, LevelName
from roleguide.importers.posting_html import clean_text
from roleguide.importers.posting_pay import spell_pay
from roleguide.importers.posting_places import (
    PlaceFinder,
    describe_address,
    list_addresses,
    name_of,
)
from roleguide.importers.saved_pages import FoundPosting

TYPES: Final[dict[str, EmploymentType]] = {
    "FULL_TIME": "full_time",
    "FULLTIME": "full_time",
    "PART_TIME": "part_time",
    "PARTTIME": "part_time",
    "CONTRACTOR": "contractor",
    "CONTRACT": "contractor",
    "TEMPORARY": "temporary",
    "INTERN": "intern",
    "INTERNSHIP": "intern",
    "VOLUNTEER": "volunteer",
    "PER_DIEM": "per_diem",
    "OTHER": "other",
}
LEVELS: Final[tuple[tuple[LevelName, str], ...]] = (
    ("intern", r"\bintern(?:ship)?\b"),
    ("director", r"\bdirector\b"),
    ("principal", r"\bprincipal\b"),
    ("staff", r"\bstaff\b(?! nurse)"),
    ("lead", r"\blead\b"),
    ("senior", r"\b(?:senior|sr)\b"),
    ("entry", r"\b(?:junior|jr|entry[- ]level|graduate|trainee)\b"),
    ("associate", r"\bassociate\b"),
)
"""Words of a title that state a level; the first that is there counts."""
BENEFITS: Final[tuple[tuple[Benefit, str], ...]] = (
    ("health_insurance", r"health|medical"),
    ("dental_insurance", r"dental"),
    ("vision_insurance", r"vision"),
    ("life_insurance", r"life insurance"),
    ("retirement_plan", r"401\s?\(?k\)?|retirement|pension"),
    ("paid_parental_leave", r"parental|maternity|paternity"),
    ("sick_pay", r"sick (?:leave|pay|days)"),
    ("paid_leave", r"paid (?:time off|leave|vacation|holiday)|\bpto\b|annual leave"),
    ("bonus", r"\bbonus"),
    ("equity", r"equity|stock|\brsus?\b|share options"),
    ("relocation_help", r"relocation"),
    ("tuition_help", r"tuition"),
    ("flexible_hours", r"flexible (?:hours|working|schedule)|flextime"),
    ("childcare", r"child ?care"),
)
GENDER: Final = re.compile(
    r"\s*[(\[]\s*(?:[mfhdwx]\s*[/|]\s*){1,3}[mfhdwx]\s*[)\]]"
    r"|[\s,–-]+(?:m/[wf]/[dx]|[wf]/m/[dx]|h/f|f/h|all genders)$|\s*\(all genders\)",
    re.IGNORECASE,
)
DAY: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ].*)?")
CONFIDENTIAL: Final = "confidential"
"""Google's word for an employer that does not want to be named:
https://developers.google.com/search/docs/appearance/structured-data/job-posting."""
TITLE_LIMIT: Final = 120


class Facts(Struct):
    """What was taken from one posting, and what was not."""

    title: str = ""
    employer: str = ""
    employer_url: str = ""
    requisition: str = ""
    url: str = ""
    apply_url: str = ""
    language: str = ""
    posted: date | None = None
    valid_through: date | None = None
    level: LevelName | None = None
    places: list[str] = field(default_factory=list)
    remote: bool = False
    applicant_places: list[str] = field(default_factory=list)
    employment_types: list[EmploymentType] = field(default_factory=list)
    pay: str = ""
    benefits: list[Benefit] = field(default_factory=list)
    months: int | None = None
    credentials: list[str] = field(default_factory=list)
    """Degrees that the data names, in its words."""
    not_placed: list[str] = field(default_factory=list)


class FactsReader:
    """Reads the objects of postings; what it says goes to the report, at the posting's place."""

    def __init__(self, places: PlaceFinder, report: Report) -> None:
        self._places = places
        self._report = report
        self._place = Place("")
        self._facts = Facts()
        self._which = ""
        """Which posting of several in one file."""

    def read(self, found: FoundPosting) -> Facts:
        """Read one posting."""
        node, language = found.facts, found.language
        self._place, self._facts, self._which = found.place, Facts(), ""
        facts = self._facts
        facts.title = self._read_title(node)
        if found.of > 1:
            self._which = f" ({excerpt(facts.title)})"
        facts.level = next(
            (level for level, words in LEVELS if re.search(words, facts.title, re.IGNORECASE)), None
        )
        self._read_employer(node.get("hiringOrganization"))
        facts.requisition = self._read_identifier(node.get("identifier"))
        facts.url = next(
            (
                one
                for one in (name_of(node.get("url")), found.address)
                if one.startswith("https://")
            ),
            "",
        )
        written = name_of(node.get("url"))
        if written and written != facts.url:
            self._keep("url", written)
        if node.get("directApply") in (True, "true", "True") and facts.url:
            facts.apply_url = facts.url
        facts.language = name_of(node.get("inLanguage")) or language
        facts.posted = self._read_day(node, "datePosted")
        facts.valid_through = self._read_day(node, "validThrough")
        self._read_places(node)
        self._read_types(node.get("employmentType"))
        self._read_pay(node.get("baseSalary"))
        self._read_benefits(node.get("jobBenefits"))
        self._read_experience(node.get("experienceRequirements"))
        facts.credentials = list(_list_credentials(node.get("educationRequirements")))
        return facts

    def _warn(self, code: str, message: str, fix: str) -> None:
        self._report.warning(self._place, code, f"{message[:-1]}{self._which}{message[-1]}", fix)

    def _keep(self, name: str, value: Any) -> None:
        """Keep what has no place, as it is written."""
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        self._facts.not_placed.append(f"{name}: {clean_text(text)[:1000]}")

    def _read_title(self, node: Mapping[str, Any]) -> str:
        written = clean_text(name_of(node.get("title")) or name_of(node.get("name")))
        title = GENDER.sub("", written).strip(" -–|,")
        title = "".join(char for char in title if ord(char) < 0x2190 or char.isalnum())
        title = " ".join(title.split())
        if len(title) > TITLE_LIMIT:
            self._keep("title", written)
            title = title[:TITLE_LIMIT].rsplit(" ", 1)[0].rstrip(" ,-–|(")
        return title

    def _read_employer(self, value: Any) -> None:
        if isinstance(value, list) and len(value) == 1:
            value = value[0]
        named = clean_text(name_of(value))[:100]
        self._facts.employer = "" if named.casefold() == CONFIDENTIAL else named
        if isinstance(value, Mapping):
            links = (value.get("sameAs"), value.get("url"))
            flat = [one for link in links for one in (link if isinstance(link, list) else [link])]
            self._facts.employer_url = next(
                (one for one in flat if isinstance(one, str) and one.startswith("https://")), ""
            )

    def _read_identifier(self, value: Any) -> str:
        if isinstance(value, Mapping):
            value = value.get("value")
        return clean_text(str(value))[:60] if isinstance(value, (str, int)) else ""

    def _read_day(self, node: Mapping[str, Any], name: str) -> date | None:
        value = node.get(name)
        if value in (None, ""):
            return None
        found = DAY.fullmatch(value.strip()) if isinstance(value, str) else None
        try:
            if found is not None:
                return date.fromisoformat(found[1])
        except ValueError:
            pass
        self._warn(
            "date-not-taken",
            f"{name} is {excerpt(str(value))}, which is no date in the form 2026-11-28.",
            "look at the page, and write the date into the record",
        )
        self._keep(name, value)
        return None

    def _read_places(self, node: Mapping[str, Any]) -> None:
        facts = self._facts
        kinds = node.get("jobLocationType")
        facts.remote = "TELECOMMUTE" in (kinds if isinstance(kinds, list) else [kinds])
        for name, found in (
            ("jobLocation", facts.places),
            ("applicantLocationRequirements", facts.applicant_places),
        ):
            for address in list_addresses(node[name]) if node.get(name) else ():
                place = self._places.find(address)
                written = describe_address(address)
                if place is None:
                    self._warn(
                        "place-not-found",
                        f"{name} is {excerpt(written)}, which is no place of the guide.",
                        "add a row to content/tables/places.csv and import again",
                    )
                elif place.id not in found:
                    found.append(place.id)
                if written and (place is None or not place.whole):
                    self._keep(name, written)

    def _read_types(self, value: Any) -> None:
        for one in value if isinstance(value, list) else [value]:
            for word in re.split(r"[,;/]", one) if isinstance(one, str) else ():
                known = TYPES.get(re.sub(r"[\s-]+", "_", word.strip().upper()))
                if known is None and word.strip():
                    self._warn(
                        "value-not-taken",
                        f"employmentType is {excerpt(word.strip())}, which is none of the list.",
                        "choose from: " + ", ".join(sorted(set(TYPES.values()))),
                    )
                    self._keep("employmentType", word)
                elif known is not None and known not in self._facts.employment_types:
                    self._facts.employment_types.append(known)

    def _read_pay(self, value: Any) -> None:
        if isinstance(value, list) and len(value) == 1:
            value = value[0]
        if value in (None, "", {}, []):
            return
        problem, pay = spell_pay(value)
        if problem:
            self._warn("pay-not-taken", problem, "look at the page, and write `pay:` by hand")
            self._keep("baseSalary", value)
        self._facts.pay = pay

    def _read_benefits(self, value: Any) -> None:
        texts = [
            one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)
        ]
        for text in texts:
            for benefit, words in BENEFITS:
                if re.search(words, text, re.IGNORECASE) and benefit not in self._facts.benefits:
                    self._facts.benefits.append(benefit)

    def _read_experience(self, value: Any) -> None:
        months: Any = value.get("monthsOfExperience") if isinstance(value, Mapping) else None
        if isinstance(months, str) and months.strip().isdecimal():
            months = int(months)
        if isinstance(months, float) and months.is_integer():
            months = int(months)
        if isinstance(months, int) and not isinstance(months, bool) and 0 < months <= 480:
            self._facts.months = months
        elif months not in (None, "", 0):
            self._warn(
                "value-not-taken",
                f"monthsOfExperience is {excerpt(str(months))}, which is no number of months.",
                "look at the page, and write the years into a qualification",
            )
            self._keep("experienceRequirements", value)


def _list_credentials(value: Any) -> Iterator[str]:
    """Yield the categories of ``EducationalOccupationalCredential`` objects."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, Mapping):
            yield from (clean_text(text) for text in list_texts(one.get("credentialCategory")))


def list_texts(value: Any) -> Iterator[str]:
    """Yield the texts of a value that is a text or a list of them."""
    for one in value if isinstance(value, list) else [value]:
        text = name_of(one)
        if text:
            yield text
