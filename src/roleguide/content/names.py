"""Names belong to one record each: titles of roles, names of skills and employers, numbers of
postings, former ids."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from roleguide.content.load import Content
from roleguide.diagnostics import Report, excerpt
from roleguide.guide.employer import Employer
from roleguide.guide.posting import Posting
from roleguide.guide.records import Skill
from roleguide.guide.role import Role


def fold_name(name: str) -> str:
    """Fold case and punctuation; signs that tell names apart (C, C++, C#) stay."""
    return re.sub(r"[^\w+#]", "", name.casefold())


def check_titles(content: Content, report: Report) -> None:
    """A title belongs to one role."""
    roles = content.briefs.items()
    owners = {fold_name(role.title): name for name, role in roles}
    seen: dict[str, str] = {}
    for name, role in roles:
        if owners[fold_name(role.title)] != name:
            report.error(
                content.records[Role][name].marks.find("title"),
                "duplicate-title",
                f"The role {excerpt(owners[fold_name(role.title)])} has the title"
                f" {excerpt(role.title)} too.",
                "rename one of the two, or join them",
            )
        for field in ("alternate_titles", "hidden_titles"):
            for index, title in enumerate(getattr(role, field)):
                folded = fold_name(title)
                owner = owners.get(folded, seen.get(folded, name))
                if owner != name or folded == fold_name(role.title):
                    report.error(
                        content.records[Role][name].marks.find(field, index),
                        "duplicate-title",
                        f"The title {excerpt(title)} belongs to the role {excerpt(owner)} already.",
                        "remove it here",
                    )
                seen.setdefault(folded, name)


def check_skill_names(content: Content, report: Report) -> None:
    """A name or alias belongs to one skill."""
    owners: dict[str, str] = {}
    skill: Skill
    for name, skill in content.shelves[Skill].items():
        named: list[tuple[str, tuple[str | int, ...]]] = [(skill.name, ("name",))]
        named += [(text, ("aliases", n)) for n, text in enumerate(skill.aliases)]
        named += [(text, ("hidden_aliases", n)) for n, text in enumerate(skill.hidden_aliases)]
        for text, path in named:
            owner = owners.setdefault(fold_name(text), name)
            if owner != name:
                report.error(
                    content.records[Skill][name].marks.find(*path),
                    "duplicate-skill-name",
                    f"The skill {excerpt(owner)} is called {excerpt(text)} too.",
                    "rename one, or join the two skills",
                )


def check_employer_names(content: Content, report: Report) -> None:
    """A name belongs to one employer, whichever of its two it is."""
    owners: dict[str, str] = {}
    employer: Employer
    for name, employer in content.shelves[Employer].items():
        for field in ("name", "legal_name"):
            text = getattr(employer, field)
            owner = owners.setdefault(fold_name(text), name) if text else name
            if owner != name:
                report.error(
                    content.records[Employer][name].marks.find(field),
                    "duplicate-employer-name",
                    f"The employer {excerpt(owner)} is called {excerpt(text)} too.",
                    "rename one, or join the two employers",
                )


def check_requisitions(content: Content, report: Report) -> None:
    """A requisition number belongs to one posting of its employer."""
    owners: dict[tuple[str, str], str] = {}
    for name, posting in content.posting_briefs.items():
        if not posting.requisition_id:
            continue
        owner = owners.setdefault((posting.employer, posting.requisition_id.casefold()), name)
        if owner != name:
            report.error(
                content.records[Posting][name].marks.find("requisition_id"),
                "duplicate-requisition",
                f"The posting {excerpt(owner)} of the same employer has the number"
                f" {excerpt(posting.requisition_id)} too.",
                "correct one of the two, or remove the posting that is there twice",
            )


def check_former_ids(content: Content, cls: type[Struct], report: Report) -> None:
    """A former id is not the id of another record."""
    owners: dict[str, str] = {}
    records = content.records[cls]
    for name, record in content.shelf_of(cls).items():
        former: Iterable[str] = getattr(record, "formerly", ())
        for index, old in enumerate(former):
            if old in records or owners.setdefault(old, name) != name:
                report.error(
                    records[name].marks.find("formerly", index),
                    "former-id-in-use",
                    f"The former id {excerpt(old)} belongs to another record now.",
                    "remove it here",
                )
