"""What the pages of categories, skills, comparisons and lists show."""

from benchmarks.peers.mkdocs.figures import money, percent, signed
from benchmarks.peers.mkdocs.guide import Guide
from benchmarks.peers.mkdocs.words import BASE, Row, breadcrumbs, day, letters, script


def category(guide: Guide, name: str, body: str) -> Row:
    """A category's page."""
    category = guide.categories[name]
    roles = [guide.card(role) for role in guide.by_category[name]]
    items = [
        {"@type": "ListItem", "position": n, "name": one["title"], "url": BASE + one["href"]}
        for n, one in enumerate(roles, 1)
    ]
    here = {"href": f"/categories/{name}/", "title": category["title"]}
    graph = [{"@type": "ItemList", "itemListElement": items}, breadcrumbs(here)]
    return {
        **here,
        "summary": category["summary"],
        "roles": roles,
        "body": body,
        "data": script({"@graph": graph}),
    }


def skill(guide: Guide, name: str, _body: str) -> Row:
    """A skill's page."""
    skill, names = guide.skills[name], guide.by_skill.get(name, [])
    cards = [guide.card(role) for role in names]
    counts: dict[str, int] = {}
    for card in cards:
        for other in card["essential"]:
            if other != name:
                counts[other] = counts.get(other, 0) + 1
    ranked = sorted((other for other in counts if counts[other] > 1), key=lambda o: -counts[o])
    parts = [
        ("essential", "Roles that need it", [c for c in cards if name in c["essential"]]),
        ("optional", "Roles where it helps", [c for c in cards if name not in c["essential"]]),
    ]
    here = {"href": f"/skills/{name}/", "title": skill["title"]}
    parent = {"href": "/skills/", "title": "Skills, A to Z"}
    return {
        **here,
        "parent": parent,
        "summary": skill["summary"],
        "kind": guide.labels["skill_kind"][skill["skill_kind"]],
        "parts": [{"id": i, "title": t, "roles": found} for i, t, found in parts if found],
        "together": [{**guide.skill_link(one), "count": counts[one]} for one in ranked[:12]],
        "count": len(cards),
        "related": [guide.skill_link(one) for one in skill["related_skills"]],
        "data": script(breadcrumbs(parent, here)),
    }


def comparison(guide: Guide, name: str, _body: str) -> Row:
    """A comparison's page."""
    comparison, link = guide.comparisons[name], guide.comparison_link(name)
    roles = comparison["roles"]
    rows = [
        {"label": aspect["label"], "cells": [aspect["values"][role] for role in roles]}
        for aspect in comparison["aspects"]
    ]
    rows += [
        {
            "label": guide.labels["aspect"][field],
            "cells": [_aspect(guide, role, field) for role in roles],
        }
        for field in comparison["fields"]
    ]
    parent = {"href": "/compare/", "title": "Comparisons"}
    verdicts = comparison["verdicts"].items()
    return {
        **link,
        "parent": parent,
        "roles": [guide.card(role) for role in roles],
        "rows": rows,
        "verdicts": [{"title": guide.roles[k]["title"], "text": text} for k, text in verdicts],
        "data": script(breadcrumbs(parent, link)),
    }


def _aspect(guide: Guide, name: str, field: str) -> str:
    role, card, labels = guide.roles[name], guide.card(name), guide.labels
    amounts, outlook = guide.panel(role["code"])["money"], guide.outlook[role["code"]]
    impact = role["ai_impact"]
    change = signed(outlook["change_pct"], percent(outlook["change_pct"]))
    credentials = (f"{one['name']} ({one['requirement']})" for one in role["credentials"])
    cells: dict[str, str] = {
        "education": labels["education_level"][role["education_level"]],
        "experience": f"{role['experience_years']} years",
        "skills": ", ".join(guide.skills[one]["title"] for one in card["essential"]),
        "employers": "; ".join(role["employer_types"]),
        "times": guide.words("work_pattern", role["work_pattern"]),
        "workplace": guide.words("workplace_type", role["workplace_types"]),
        "hours": str(role["hours_per_week"]),
        "credentials": "; ".join(credentials),
        "pay": f"{card['pay']}; middle half {amounts['p25']} to {amounts['p75']} a year",
        "outlook": f"{change}, {outlook['base_year']} to {outlook['target_year']}; "
        f"{outlook['annual_openings']:,} openings a year",
        "ai_impact": f"{labels['direction'][impact['direction']]} by {impact['horizon_year']}",
    }
    return cells[field]


def role_index(guide: Guide, _name: str, _body: str) -> Row:
    """Every title and alternate title."""
    entries = []
    for name, role in guide.roles.items():
        card = guide.card(name)
        entries.append({"text": card["title"], "href": card["href"], "note": card["pay"]})
        entries += [
            {"text": title, "href": card["href"], "note": f"see {card['title']}"}
            for title in role["alternate_titles"]
        ]
    return {"href": "/roles/", "letters": letters(entries)}


def skill_index(guide: Guide, _name: str, _body: str) -> Row:
    """Every skill."""
    entries = []
    for name, skill in guide.skills.items():
        kind = guide.labels["skill_kind"][skill["skill_kind"]].lower()
        note = f"{kind}, {len(guide.by_skill.get(name, []))} roles"
        entries.append({"text": skill["title"], "href": f"/skills/{name}/", "note": note})
    return {"href": "/skills/", "letters": letters(entries)}


def comparison_index(guide: Guide, _name: str, _body: str) -> Row:
    """Every comparison."""
    links = [guide.comparison_link(name) for name in guide.comparisons]
    entries = [
        {"text": link["title"], "href": link["href"], "note": link["summary"]} for link in links
    ]
    return {"href": "/compare/", "letters": letters(entries)}


def home(guide: Guide, _name: str, _body: str) -> Row:
    """The home page: categories with counts and medians."""
    tiles = []
    for name in sorted(guide.categories, key=lambda name: int(guide.categories[name]["weight"])):
        category, roles = guide.categories[name], guide.by_category[name]
        medians = [guide.card(role)["p50"] for role in roles]
        tiles.append(
            {
                "href": f"/categories/{name}/",
                "title": category["title"],
                "summary": category["summary"],
                "count": len(roles),
                "low": money(min(medians)),
                "high": money(max(medians)),
            }
        )
    return {"href": "/", "tiles": tiles}


def source_list(guide: Guide, _name: str, _body: str) -> Row:
    """Every source and who cites it."""
    cited: dict[str, list[Row]] = {}
    for name in sorted(guide.roles, key=lambda name: guide.roles[name]["title"]):
        for source in guide.roles[name]["sources"]:
            cited.setdefault(source, []).append(guide.card(name))
    made = [
        {
            "id": id_,
            **source,
            "kind": guide.labels["source_kind"][source["kind"]],
            "retrieved": day(source["retrieved"]),
            "cited_by": cited.get(id_, []),
        }
        for id_, source in guide.sources.items()
    ]
    return {"href": "/sources/", "sources": made}


def feed(guide: Guide) -> Row:
    """The thirty roles that changed last."""
    names = sorted(guide.roles, key=lambda name: str(guide.roles[name]["date"]), reverse=True)
    return {
        "entries": [{**guide.card(one), "date": guide.roles[one]["date"]} for one in names[:30]]
    }
