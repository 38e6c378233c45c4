"""What a role's page shows."""

from benchmarks.peers.mkdocs.figures import evidence, money, outlook_panel, percent, signed
from benchmarks.peers.mkdocs.guide import Guide
from benchmarks.peers.mkdocs.words import BASE, Row, article, breadcrumbs, day, listed, script

CONTENTS = (
    ("at-a-glance", "At a glance"),
    ("pay", "Pay"),
    ("duties", "Duties and responsibilities"),
    ("overview", "Overview"),
    ("qualifications", "Qualifications"),
    ("levels", "Levels"),
    ("career-outlook", "Career outlook"),
    ("ai-impact", "AI impact"),
    ("sample-cover-letter", "Sample cover letter"),
    ("working-life", "Working life"),
    ("education", "Education and skills"),
    ("certifications", "Certifications and licences"),
    ("outlook", "Projected employment"),
    ("faq", "Questions"),
)
CREDENTIALS = {
    "high_school_diploma_or_equivalent": "high school",
    "postsecondary_nondegree_award": "postgraduate certificate",
    "associates_degree": "associate degree",
    "bachelors_degree": "bachelor degree",
    "masters_degree": "postgraduate degree",
}
RELATIONS = ("similar", "next_step", "previous_step", "specialism", "broader")


def role(guide: Guide, name: str, body: str) -> Row:
    """A role's page."""
    role, card, labels = guide.roles[name], guide.card(name), guide.labels
    code, category = role["code"], role["categories"][0]
    match = labels["match"][role["match"]]
    faqs = _faqs(guide, role, card)
    comparisons = guide.compared.get(name, [])
    contents = [{"id": id_, "text": text} for id_, text in CONTENTS]
    if comparisons:
        contents.append({"id": "compare", "text": "Compare"})
    contents.append({"id": "related", "text": "Related roles"})
    contents.append({"id": "more", "text": f"More in {card['category']}"})
    contents.append({"id": "sources", "text": "Sources"})
    parent = {"href": f"/categories/{category}/", "title": card["category"]}
    return {
        "title": role["title"],
        "summary": role["summary"],
        "href": card["href"],
        "parent": parent,
        "alternate_titles": role["alternate_titles"],
        "reviewed": day(role["reviewed"]),
        "contents": contents,
        "glance": _glance(guide, role, card),
        "pay": guide.panel(code),
        "measured": f"{guide.occupations[code]} ({code}), {match}.",
        "match_note": role.get("match_note", ""),
        "evidence": evidence(guide.pay[code], guide.posted.get(name), guide.sources, labels),
        "duties": [
            guide.markdown(duty)[0].removeprefix("<p>").removesuffix("</p>")
            for duty in role["duties"]
        ],
        "body": body,
        "working_life": _working_life(guide, role),
        "education": _education(guide, role),
        "skill_groups": [_skill_group(guide, group) for group in role["skill_groups"]],
        "credentials": role["credentials"],
        "outlook": outlook_panel(guide.outlook[code]),
        "ai_impact": [
            {
                "label": "Direction of AI’s impact",
                "value": labels["direction"][role["ai_impact"]["direction"]],
            },
            {"label": "Horizon", "value": role["ai_impact"]["horizon_year"]},
            {"label": "Grounds", "value": "The editors’ judgement"},
        ],
        "faqs": faqs,
        "comparisons": [guide.comparison_link(one) for one in comparisons],
        "related": _related(guide, role, card),
        "more": _more(guide, name, role, category),
        "receipts": _receipts(guide, name, code, match),
        "data": _role_data(guide, role, card, faqs, parent),
    }


def _glance(guide: Guide, role: Row, card: Row) -> list[Row]:
    labels, outlook = guide.labels, guide.outlook[role["code"]]
    growth = (
        f"{outlook['base_year']} to {outlook['target_year']}; "
        f"{outlook['annual_openings']:,} openings a year"
    )
    if role["match"] != "exact":
        growth += "; for a broader occupation"
    valued = "; ".join(one["name"] for one in role["credentials"])
    impact = role["ai_impact"]
    direction = labels["direction"][impact["direction"]]
    place = f"{card['measure']}; United States, {guide.panel(role['code'])['date']}"
    change = signed(outlook["change_pct"], percent(outlook["change_pct"]))
    return [
        {"label": "Pay", "value": card["amount"], "note": place, "source": 1},
        {"label": "Education", "value": labels["education_level"][role["education_level"]]},
        {
            "label": "Experience",
            "value": f"{role['experience_years']} years",
            "note": "typical for a hire",
        },
        {"label": "Job growth", "value": change, "note": growth, "source": 2},
        {
            "label": "AI impact",
            "value": f"{direction} by {impact['horizon_year']}",
            "note": "editors’ judgement",
        },
        {"label": "Certifications", "value": "None required", "note": f"valued: {valued}"},
        {"label": "Employers", "value": ", ".join(role["employer_types"])},
    ]


def _working_life(guide: Guide, role: Row) -> list[Row]:
    interests = ", ".join(guide.labels["interest"][one] for one in role["interest_codes"])
    pairs = (
        ("Place of work", role["work_context"]["location"]),
        ("Surroundings", role["work_context"]["environment"]),
        ("Hours a week", role["hours_per_week"]),
        ("Times", guide.words("work_pattern", role["work_pattern"])),
        ("On site or remote", guide.words("workplace_type", role["workplace_types"])),
        ("Contracts", guide.words("employment_type", role["employment_types"])),
        ("Travel", role["work_context"]["travel"]),
        ("Interests it suits", interests),
    )
    return [{"label": label, "value": value} for label, value in pairs]


def _education(guide: Guide, role: Row) -> list[Row]:
    labels = guide.labels
    zone = role["job_zone"]
    pairs = (
        ("Typical education", labels["education_level"][role["education_level"]]),
        ("Fields of study", ", ".join(role["fields_of_study"])),
        ("Typical experience of a hire", f"{role['experience_years']} years"),
        (
            "Related work experience",
            labels["related_work_experience"][role["related_work_experience"]],
        ),
        ("On-the-job training", labels["on_the_job_training"][role["on_the_job_training"]]),
        ("O*NET job zone", f"{zone} of 5: {labels['job_zone'][str(zone)]}"),
    )
    facts: list[Row] = [{"label": label, "value": value} for label, value in pairs]
    facts += [
        {
            "label": labels["route"][route["kind"]],
            "value": "; ".join(route["requirements"]),
            "note": f"About {route['duration_months'] // 12} years",
        }
        for route in role["routes"]
    ]
    return facts


def _skill_group(guide: Guide, group: Row) -> Row:
    needs = []
    for need, look in (("essential", "skills"), ("optional", "skills optional")):
        uses = [{**guide.skill_link(use["id"]), "why": use.get("why", "")} for use in group[need]]
        if uses:
            needs.append({"label": need.capitalize(), "look": look, "skills": uses})
    return {"title": group["title"], "needs": needs}


def _faqs(guide: Guide, role: Row, card: Row) -> list[Row]:
    """Questions answered from data, then the written ones."""
    who, exact = article(role["title"]), role["match"] == "exact"
    panel, outlook = guide.panel(role["code"]), guide.outlook[role["code"]]
    amounts = panel["money"]
    pay = (
        f"The median is {card['amount']} in the United States, as of {panel['date']}. One in "
        f"ten earns {amounts['p10']} or less, and one in ten {amounts['p90']} or more."
    )
    level = guide.labels["education_level"][role["education_level"]]
    fields = listed([field.lower() for field in role["fields_of_study"]])
    education = (
        f"Typically {article(level)}. Common fields are {fields}. A typical hire has "
        f"{role['experience_years']} years of experience."
    )
    size = percent(outlook["change_pct"])
    change = outlook["change_pct"]
    verb = f"grow by {size}" if change > 0 else f"shrink by {size}"
    growth = (
        f"Employment is projected to {verb if change else 'stay about the same'} from "
        f"{outlook['base_year']} to {outlook['target_year']}. About "
        f"{outlook['annual_openings']:,} openings a year are expected, counting people who "
        "leave and are replaced."
    )
    if not exact:
        pay += (
            " The figure covers an occupation that is not the same as this role; the pay "
            "section says how they differ."
        )
        growth += " The projection covers an occupation that is not the same as this role."
    made = []
    for question, answer, number in (
        (f"How much does {who} earn?", pay, 1),
        (f"What education does {who} need?", education, 0),
        (f"What is the job outlook for {who}?", growth, 2),
    ):
        ref = (
            f'<a class="ref" href="#note-{number}" aria-label="Source {number}">{number}</a>'
            if number
            else ""
        )
        html = f"<p>{answer}{ref}</p>"
        made.append({"question": question, "plain": answer, "answer": html, "derived": True})
    for faq in role["faqs"]:
        html, plain = guide.markdown(faq["answer"])
        made.append({"question": faq["question"], "plain": plain, "answer": html, "derived": False})
    return made


def _related(guide: Guide, role: Row, here: Row) -> list[Row]:
    own, groups = set(role["skills"]), []
    for relation in RELATIONS:
        cards = []
        for one in role["related"]:
            if one["relation"] != relation:
                continue
            there = guide.card(one["role"])
            gain = "Pay is published for the same occupation, so no difference can be shown."
            if there["code"] != here["code"]:
                more = there["p50"] - here["p50"]
                word = "more" if more > 0 else "less"
                gain = f"{money(abs(more))} a year {word} at the median."
            essential = there["essential"]
            keep = [guide.skills[one]["title"] for one in essential if one in own][:6]
            learn = [guide.skill_link(one) for one in essential if one not in own][:6]
            cards.append(
                {
                    "role": there,
                    "gain": gain,
                    "note": one.get("note", ""),
                    "foreign": there["category"] != here["category"],
                    "keep": keep,
                    "learn": learn,
                }
            )
        if cards:
            groups.append({"title": guide.labels["relation"][relation], "cards": cards})
    return groups


def _more(guide: Guide, name: str, role: Row, category: str) -> list[Row]:
    ids = guide.by_category[category]
    at = ids.index(name)
    named = {one["role"] for one in role["related"]}
    others = [one for one in (*ids[at + 1 :], *ids[:at]) if one not in named]
    return [guide.card(one) for one in others[:8]]


def _receipts(guide: Guide, name: str, code: str, match: str) -> list[Row]:
    subject = f"{code} {guide.occupations[code]} · {match}"
    outlook = guide.outlook[code]
    years = f"{outlook['base_year']} to {outlook['target_year']}"
    first, second = guide.pay[code]
    notes = [
        (first["source"], f"May {first['year']} · {subject} · {first['locator']}"),
        (outlook["source"], f"{years} · {subject} · {outlook['locator']}"),
    ]
    if name in guide.posted:
        posted = guide.posted[name]
        notes.append((posted["source"], f"September {posted['year']}"))
    notes.append((second["source"], f"May {second['year']} · {subject} · {second['locator']}"))
    return [
        {"id": id_, **guide.sources[id_], "details": f"United States · {details}"}
        for id_, details in notes
    ]


def _role_data(guide: Guide, role: Row, card: Row, faqs: list[Row], parent: Row) -> str:
    row = guide.pay[role["code"]][0]
    percentiles = {f"percentile{n}": row[f"p{n}"] for n in (10, 25, 75, 90)}
    occupation = {
        "@type": "Occupation",
        "name": role["title"],
        "description": role["summary"],
        "responsibilities": role["duties"],
        "skills": [guide.skills[skill]["title"] for skill in role["skills"]],
        "mainEntityOfPage": {
            "@type": "WebPage",
            "@id": BASE + card["href"],
            "lastReviewed": str(role["reviewed"]),
        },
        "occupationalCategory": [
            {
                "@type": "CategoryCode",
                "codeValue": f"{role['code']}.00",
                "inCodeSet": {"@type": "CategoryCodeSet", "name": "O*NET-SOC 2019"},
            }
        ],
        "occupationLocation": [{"@type": "Country", "name": "United States"}],
        "estimatedSalary": [
            {
                "@type": "MonetaryAmountDistribution",
                "name": "base",
                "currency": "USD",
                "duration": "P1Y",
                "median": row["p50"],
                **percentiles,
            }
        ],
        "educationRequirements": {
            "@type": "EducationalOccupationalCredential",
            "credentialCategory": CREDENTIALS[role["education_level"]],
        },
    }
    questions = [
        {
            "@type": "Question",
            "name": faq["question"],
            "acceptedAnswer": {"@type": "Answer", "text": faq["plain"]},
        }
        for faq in faqs
    ]
    page = {"@type": "FAQPage", "mainEntity": questions}
    crumbs = breadcrumbs(parent, card)
    return script({"@graph": [occupation, page, crumbs]})
