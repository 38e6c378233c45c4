"""What `JobPosting` markup must have by the dated profile, and where its page shows each value."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from roleguide.guide.words import LABELS, label
from roleguide.pages.amounts import PERIOD_WORDS
from roleguide.pages.reality_view import months_text
from roleguide.pages.structured_data import CREDENTIALS

PROFILE = json.loads(Path(__file__).with_name("structured_data_2026_11.json").read_text())
TYPES: dict[str, dict[str, Any]] = PROFILE["types"]
NESTED = {
    "hiringOrganization": {"Organization"},
    "jobLocation": {"Place"},
    "address": {"PostalAddress"},
    "applicantLocationRequirements": {"Country", "State", "City"},
    "baseSalary": {"MonetaryAmount"},
    "value": {"QuantitativeValue"},
    "identifier": {"PropertyValue"},
    "educationRequirements": {"EducationalOccupationalCredential"},
    "experienceRequirements": {"OccupationalExperienceRequirements"},
}
"""Properties and the types that their nodes may have."""
EMPLOYMENT = {
    *("FULL_TIME", "PART_TIME", "CONTRACTOR", "TEMPORARY"),
    *("INTERN", "VOLUNTEER", "PER_DIEM", "OTHER"),
}
UNITS = {"HOUR", "DAY", "WEEK", "MONTH", "YEAR"}
DESCRIPTION = re.compile(r"(?:<(p)>[^<>]+</p>|<ul>(?:<li>[^<>]+</li>)+</ul>)+")
"""Paragraphs and lists, and nothing else."""


class PostingDocument(HTMLParser):
    """The words, links, pictures and dates of a page, and its structured data."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.links: set[str] = set()
        self.pictures: set[str] = set()
        self.dates: set[str] = set()
        self.robots = ""
        self._data = ""
        self._inside = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._inside = tag
        if tag == "a":
            self.links.add(given.get("href", ""))
        elif tag == "img":
            self.pictures.add(given["src"])
        elif tag == "time":
            self.dates.add(given["datetime"])
        elif tag == "meta" and given.get("name") == "robots":
            self.robots = given["content"]

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "script":
            self._data += data
        else:
            self.words.append(data)

    @property
    def text(self) -> str:
        """All words without spaces, and without the numbers of receipts."""
        return squeeze(" ".join(self.words))

    def nodes(self) -> list[dict[str, Any]]:
        """The job postings of its structured data."""
        if not self._data:
            return []
        document = json.loads(self._data)
        assert document.pop("@context") == "https://schema.org"
        found = document.get("@graph", [document])
        return [node for node in found if node["@type"] == "JobPosting"]


def squeeze(text: str) -> str:
    """Drop what markup does to spaces, so that texts can be compared."""
    return re.sub(r"\s+", "", text)


def find_faults(node: Mapping[str, Any], where: str = "") -> Iterator[str]:
    """Yield what is wrong with a node by the profile, and with the nodes in it."""
    kind = node["@type"]
    profile = TYPES[kind]
    where = f"{where}/{kind}"
    for name in profile["required"]:
        if node.get(name) in (None, "", [], {}):
            yield f"{where}: no {name}"
    ways = profile.get("either", [])
    if ways and not any(all(node.get(name) for name in names) for names in ways):
        yield f"{where}: none of {ways}"
    known = {"@type", *profile["required"], *profile["recommended"]}
    for name in node.keys() - known - {name for names in ways for name in names}:
        yield f"{where}: {name} is not in the profile"
    for name, value in node.items():
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, dict):
                if inner["@type"] not in NESTED.get(name, ()):
                    yield f"{where}: {name} is a {inner['@type']}"
                yield from find_faults(inner, where)
    if kind == "JobPosting":
        yield from find_bad_values(node)


def find_bad_values(node: Mapping[str, Any]) -> Iterator[str]:
    """Yield values of a job posting that its readers refuse."""
    if not DESCRIPTION.fullmatch(node["description"]):
        yield f"description: {node['description'][:80]}"
    if node["description"] == node["title"]:
        yield "description: the title"
    posted = date.fromisoformat(node["datePosted"])
    if "validThrough" in node and date.fromisoformat(node["validThrough"]) < posted:
        yield "validThrough: before datePosted"
    if not set(node.get("employmentType", ())) <= EMPLOYMENT:
        yield f"employmentType: {node['employmentType']}"
    if node.get("jobLocationType", "TELECOMMUTE") != "TELECOMMUTE":
        yield f"jobLocationType: {node['jobLocationType']}"
    if "baseSalary" in node:
        salary = node["baseSalary"]["value"]
        if salary["unitText"] not in UNITS:
            yield f"unitText: {salary['unitText']}"
        ends = [salary[name] for name in ("minValue", "maxValue") if name in salary]
        if any(end <= 0 for end in ends) or ends != sorted(ends):
            yield f"baseSalary: {salary}"
    education = node.get("educationRequirements", {})
    if isinstance(education, str) and education != "no requirements":
        yield f"educationRequirements: {education}"
    if node.get("experienceInPlaceOfEducation") and not (
        "educationRequirements" in node and "experienceRequirements" in node
    ):
        yield "experienceInPlaceOfEducation: of what?"


def find_unseen(
    node: Mapping[str, Any], page: PostingDocument, countries: Mapping[str, str]
) -> list[str]:
    """List the values of a job posting that its page does not show; `countries` names codes."""
    text = page.text
    unseen = [f"said: {words}" for words in said_by(node, countries) if squeeze(words) not in text]
    dates = {node[name] for name in ("datePosted", "validThrough") if name in node}
    unseen += [f"date: {one}" for one in dates - page.dates]
    employer = node["hiringOrganization"]
    if "sameAs" in employer and employer["sameAs"] not in page.links:
        unseen.append(f"sameAs: {employer['sameAs']}")
    if "logo" in employer:
        file = employer["logo"].rpartition("/")[2]
        if not any(picture.endswith(file) for picture in page.pictures):
            unseen.append(f"logo: {employer['logo']}")
    levels = [level for level, word in CREDENTIALS.items() if word == credential_of(node)]
    if levels and not any(squeeze(label("education_level", one)) in text for one in levels):
        unseen.append(f"credentialCategory: {credential_of(node)}")
    return unseen


def credential_of(node: Mapping[str, Any]) -> str:
    """The degree that a job posting asks for; empty for none."""
    education = node.get("educationRequirements", {})
    found = education.get("credentialCategory", "") if isinstance(education, dict) else ""
    return str(found)


def said_by(node: Mapping[str, Any], countries: Mapping[str, str]) -> Iterator[str]:
    """Yield what a page must say in words for every value of a job posting's markup."""
    yield node["title"]
    yield from (unescape(part) for part in re.findall(r">([^<>]+)<", node["description"]))
    yield node["hiringOrganization"]["name"]
    if "identifier" in node:
        yield from (node["identifier"]["name"], node["identifier"]["value"])
    yield from (label("employment_type", one.lower()) for one in node.get("employmentType", ()))
    for place in node.get("jobLocation", ()):
        address = place["address"]
        yield countries[address["addressCountry"]]
        for name in ("addressLocality", "addressRegion"):
            if name in address:
                yield address[name]
    yield from (one["name"] for one in node.get("applicantLocationRequirements", ()))
    if "jobLocationType" in node:
        yield LABELS["workplace"]["remote"]
    if "baseSalary" in node:
        yield from said_of_pay(node["baseSalary"]["value"])
    if "experienceRequirements" in node:
        yield months_text(node["experienceRequirements"]["monthsOfExperience"])
    if node.get("experienceInPlaceOfEducation"):
        yield "or equivalent"
    if node.get("educationRequirements") == "no requirements":
        yield label("education_level", "no_formal_credential")
    if node.get("directApply"):
        yield "one short form"


def said_of_pay(salary: Mapping[str, Any]) -> Iterator[str]:
    """Yield the period and the amounts of pay as a page words them."""
    yield PERIOD_WORDS[salary["unitText"].lower()]
    for name in ("value", "minValue", "maxValue"):
        if name in salary:
            number = salary[name]
            whole = number == int(number) and salary["unitText"] != "HOUR"
            yield f"{number:,.0f}" if whole else f"{number:,.2f}"


def unescape(text: str) -> str:
    """Read back what HTML escapes."""
    parser = PostingDocument(text)
    return "".join(parser.words)
