"""``roleguide import posting``: ``JobPosting`` data of saved pages becomes draft postings.

A draft is no page yet. What the page's data or text does not say stays unsaid; what has no field
stands under ``## Not placed`` until an editor has looked at it.
"""

from __future__ import annotations

import os
from typing import Final

from roleguide.content.files import RECORD_LIMIT, SLUG_LIMIT, read_text
from roleguide.content.load import Content, read_content
from roleguide.content.names import fold_name
from roleguide.diagnostics import Report, excerpt, suggest
from roleguide.guide.employer import Employer
from roleguide.guide.figures import Place as GuidePlace
from roleguide.guide.posting import Posting
from roleguide.guide.records import Skill
from roleguide.guide.role import Role
from roleguide.guide.slugs import slugify
from roleguide.importers.drafts import is_untouched, seal, spell_scalar
from roleguide.importers.job import Job
from roleguide.importers.names_in_text import NameFinder
from roleguide.importers.posting_draft import find_description, spell_posting
from roleguide.importers.posting_facts import Facts, FactsReader
from roleguide.importers.posting_html import DESCRIPTION_LIMIT
from roleguide.importers.posting_places import PlaceFinder, name_of
from roleguide.importers.refusal import InputRefused, WrongUse
from roleguide.importers.saved_pages import FoundPosting, list_pages, read_page
from roleguide.importers.summary import Summary
from roleguide.importers.writing import Writing

TITLE_PART: Final = 50
"""Characters of a title in the name of its file."""


def import_postings(job: Job, summary: Summary) -> None:
    """Carry out an import of postings; raises as :mod:`roleguide.importers.refusal` says.

    A file that was named and holds no posting is refused; one of a folder is reported and passed
    over, like a posting that lacks what a record needs.
    """
    pages = list_pages(job.paths)
    importer = PostingImporter(job, read_content(job.root, Report()), summary)
    with Writing(job.root, job.as_of, summary, dry_run=job.dry_run) as writing:
        for path, named in job.progress("Reading pages", pages, len(pages)):
            read = taken = 0
            try:
                for found in read_page(path, summary.report):
                    read += 1
                    taken += importer.take(found, writing)
            except InputRefused as error:
                if named:
                    raise
                one = error.diagnostic
                summary.report.warning(one.place, one.code, one.message, one.fix)
                summary.skip("pages without a posting that can be read", os.fspath(path))
            summary.count("saved pages", read, taken)
        writing.commit()


class PostingImporter:
    """What becomes of the postings that are found: a draft each, and employers that are new."""

    def __init__(self, job: Job, content: Content, summary: Summary) -> None:
        self._job = job
        self._content = content
        self._summary = summary
        self._reader = FactsReader(PlaceFinder(content.rows_of(GuidePlace)), summary.report)
        self._skills = NameFinder(
            (name, skill.id)
            for skill in content.shelves[Skill].values()
            for name in (skill.name, *skill.aliases, *skill.hidden_aliases)
        )
        briefs = list(content.briefs.values())
        self._roles = NameFinder(
            [
                *((role.title, role.id) for role in briefs),
                *((name, role.id) for role in briefs for name in role.alternate_titles),
                *((name, role.id) for role in briefs for name in role.hidden_titles),
            ]
        )
        self._employers = {
            fold_name(name): one.id
            for one in content.shelves[Employer].values()
            for name in (one.legal_name, one.name)
            if name
        }
        self._requisitions = {
            (one.employer, one.requisition_id): one.path
            for one in content.posting_briefs.values()
            if one.requisition_id
        }
        self._taken: set[str] = set()
        self._read: dict[tuple[str, str], str] = {}
        """Employer and requisition number of a posting of this run → the page it was on."""
        self._check_options()

    def _check_options(self) -> None:
        for option, cls, slug in (
            ("--role", Role, self._job.role),
            ("--employer", Employer, self._job.employer),
        ):
            if slug and not self._content.knows(cls, slug):
                fix = suggest(slug, self._content.names(cls), "check the id")
                raise WrongUse(f"{option}: there is no such record {excerpt(slug)}; {fix}")

    def take(self, found: FoundPosting, writing: Writing) -> bool:
        """Write a posting's draft; false where it lacks what a record needs."""
        description = find_description(found.facts)
        if len(description) > DESCRIPTION_LIMIT:
            return self._refuse(
                found,
                "too-large",
                f"The description has {len(description):,} characters; at most"
                f" {DESCRIPTION_LIMIT:,} are read.",
                "check that it is the page of one posting",
            )
        facts = self._reader.read(found)
        role = self._job.role or self._roles.find_longest(facts.title)
        if not self._is_complete(found, facts, role):
            return False
        assert role is not None
        employer = self._job.employer or self._find_employer(found, facts, writing)
        if employer is None:
            return False
        if not self._is_first(found, facts, employer):
            return False
        if not description:
            self._summary.report.warning(
                found.place,
                "missing-value",
                f"The posting {excerpt(facts.title)} has no description.",
                "write ## Summary or ## Description into the draft, from what the page shows",
            )
        text = spell_posting(found.facts, facts, role, employer, self._skills)
        if len(text.encode()) > RECORD_LIMIT:
            return self._refuse(
                found,
                "too-large",
                f"The draft would have {len(text.encode()):,} bytes; at most {RECORD_LIMIT:,} fit.",
                "check that it is the page of one posting",
            )
        self._write(self._choose_path(employer, facts), text, writing)
        return True

    def _is_first(self, found: FoundPosting, facts: Facts, employer: str) -> bool:
        """Tell whether this run has not read the posting already, from another page."""
        key = employer, facts.requisition
        if not facts.requisition or key not in self._read:
            self._read[key] = found.place.path
            return True
        return self._refuse(
            found,
            "duplicate-requisition",
            f"The employer’s posting {excerpt(facts.requisition)} was read already, from"
            f" {self._read[key]}.",
            "keep one page of each posting",
        )

    def _is_complete(self, found: FoundPosting, facts: Facts, role: str | None) -> bool:
        if len(facts.title) < 2:
            return self._refuse(
                found,
                "missing-value",
                "The posting has no title.",
                "write the record by hand",
            )
        if role is None:
            return self._refuse(
                found,
                "role-not-found",
                f"The title {excerpt(facts.title)} names no role of the guide.",
                "add `--role ID`, or the title as an alternate title of its role",
            )
        if facts.posted is None:
            return self._refuse(
                found,
                "missing-value",
                "The posting does not say when it was posted (datePosted).",
                "write the record by hand, with the date that the page shows",
            )
        if facts.posted > self._job.as_of:
            return self._refuse(
                found,
                "date-in-future",
                f"The posting is dated {facts.posted}, after {self._job.as_of}.",
                "check the date, or import with --as-of",
            )
        if facts.valid_through is not None and facts.valid_through < facts.posted:
            self._summary.report.warning(
                found.place,
                "date-not-taken",
                f"The last day ({facts.valid_through}) is before the first ({facts.posted}).",
                "look at the page, and write the date into the record",
            )
            facts.not_placed.append(f"validThrough: {facts.valid_through}")
            facts.valid_through = None
        return True

    def _refuse(self, found: FoundPosting, code: str, message: str, fix: str) -> bool:
        title = excerpt(name_of(found.facts.get("title")))
        which = f" ({title}, {found.number} of {found.of})" if found.of > 1 else ""
        self._summary.report.warning(
            found.place, code, message[:-1] + f"{which}; it was not imported.", fix
        )
        self._summary.skip("postings that lack what a record needs", found.place.path)
        return False

    def _find_employer(self, found: FoundPosting, facts: Facts, writing: Writing) -> str | None:
        """Return the employer's id; one that the guide does not know gets a record."""
        known: str | None = self._employers.get(fold_name(facts.employer))
        if known is not None:
            return known
        slug = slugify(facts.employer)[:SLUG_LIMIT].strip("-")
        if len(facts.employer) < 2 or not slug:
            self._refuse(
                found,
                "employer-not-found",
                "The posting does not say whose it is.",
                "add `--employer ID`",
            )
            return None
        lines = [f"name: {spell_scalar(facts.employer)}"]
        if facts.employer_url:
            lines.append(f"url: {spell_scalar(facts.employer_url)}")
        writing.write_record(f"content/employers/{slug}.md", seal(lines))
        self._employers[fold_name(facts.employer)] = slug
        return slug

    def _choose_path(self, employer: str, facts: Facts) -> str:
        known: str | None = self._requisitions.get((employer, facts.requisition))
        if known is not None:
            return known
        before, after = employer[:30], slugify(facts.requisition)[:20]
        room = min(TITLE_PART, SLUG_LIMIT - len(f"{before}--{after}-999"))
        parts = [before, slugify(facts.title)[:room], after]
        stem = "-".join(part.strip("-") for part in parts if part)
        slug, number = stem, 1
        while slug in self._taken or self._is_another(slug, facts):
            number += 1
            slug = f"{stem}-{number}"
        return f"content/postings/{slug}.md"

    def _is_another(self, slug: str, facts: Facts) -> bool:
        """Tell whether the guide has a posting of this id that is not the one of ``facts``."""
        known: Posting | None = self._content.postings.get(slug)
        if known is None:
            return False
        for mine, theirs in (
            (facts.requisition, known.requisition_id),
            (facts.url, known.url),
        ):
            if mine and theirs:
                return mine != theirs
        return known.sample or known.date_posted != facts.posted

    def _write(self, path: str, text: str, writing: Writing) -> None:
        self._taken.add(path.rpartition("/")[2].removesuffix(".md"))
        if not (self._job.root / path).exists():
            writing.write_record(path, text)
            return
        file = read_text(self._job.root, path, RECORD_LIMIT, Report())
        if file is not None and is_untouched(file.text):
            writing.write_record(path, text, replace=True)
        else:
            self._summary.tell_record("left alone: edited since", path)
