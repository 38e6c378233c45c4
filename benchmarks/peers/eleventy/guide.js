// The guide as the templates see it: front matter of all pages, looked up by id.

import { count, evidence, money, outlookPanel, payPanel, percent, signed } from "./figures.js";

const CONTENTS = [
  ["at-a-glance", "At a glance"],
  ["pay", "Pay"],
  ["duties", "Duties and responsibilities"],
  ["overview", "Overview"],
  ["qualifications", "Qualifications"],
  ["levels", "Levels"],
  ["career-outlook", "Career outlook"],
  ["ai-impact", "AI impact"],
  ["sample-cover-letter", "Sample cover letter"],
  ["working-life", "Working life"],
  ["education", "Education and skills"],
  ["certifications", "Certifications and licences"],
  ["outlook", "Projected employment"],
  ["faq", "Questions"],
].map(([id, text]) => ({ id, text }));
const CREDENTIALS = {
  high_school_diploma_or_equivalent: "high school",
  postsecondary_nondegree_award: "postgraduate certificate",
  associates_degree: "associate degree",
  bachelors_degree: "bachelor degree",
  masters_degree: "postgraduate degree",
};
const RELATIONS = ["similar", "next_step", "previous_step", "specialism", "broader"];
const BASE = "https://benchmark.example";
const dates = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});

const iso = (when) => new Date(when).toISOString().slice(0, 10);
const day = (when) => dates.format(new Date(when));
const article = (title) =>
  `${"aeiou".includes(title[0].toLowerCase()) ? "an" : "a"} ${title.toLowerCase()}`;
const listed = (words) =>
  [words.slice(0, -1).join(", "), words.at(-1)].filter(Boolean).join(" and ");
const byText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const script = (value) =>
  JSON.stringify({ "@context": "https://schema.org", ...value })
    .replaceAll("<", "\\u003c")
    .replaceAll(">", "\\u003e");

function breadcrumbs(...places) {
  const items = [{ href: "/", title: "Home" }, ...places].map((place, n) => ({
    "@type": "ListItem",
    position: n + 1,
    name: place.title,
    item: BASE + place.href,
  }));
  return { "@type": "BreadcrumbList", itemListElement: items };
}

function letters(entries) {
  const found = {};
  for (const entry of entries.toSorted((a, b) => byText(a.text, b.text))) {
    (found[entry.text[0].toUpperCase()] ??= []).push(entry);
  }
  return Object.keys(found)
    .sort()
    .map((letter) => ({ letter, entries: found[letter] }));
}

const memo = (make) => {
  const made = new Map();
  return (key) => {
    if (!made.has(key)) made.set(key, make(key));
    return made.get(key);
  };
};

export class Guide {
  // `pages` are the front matters by folder and id; `markdown` turns Markdown into HTML.
  constructor(tables, pages, markdown) {
    Object.assign(this, tables, pages);
    this.markdown = markdown;
    this.panel = memo((code) => payPanel(this.pay[code][0], this.labels));
    this.card = memo((name) => this.makeCard(name));
    this.titled = Object.keys(this.roles).sort((a, b) =>
      byText(this.roles[a].title, this.roles[b].title),
    );
    this.byCategory = this.group((role) => role.categories);
    this.bySkill = this.group((role) => role.skills);
    this.compared = {};
    for (const [name, comparison] of Object.entries(this.compare)) {
      for (const role of comparison.roles) (this.compared[role] ??= []).push(name);
    }
  }

  group(keys) {
    const found = {};
    for (const name of this.titled) {
      for (const key of keys(this.roles[name])) (found[key] ??= []).push(name);
    }
    return found;
  }

  makeCard(name) {
    const role = this.roles[name];
    const amount = `${this.panel(role.code).money.p50} a year`;
    const measure = role.match === "exact" ? "median" : "median of a broader occupation";
    return {
      href: `/roles/${name}/`,
      title: role.title,
      summary: role.summary,
      category: this.categories[role.categories[0]].title,
      code: role.code,
      p50: this.pay[role.code][0].p50,
      amount,
      measure,
      pay: `${amount} (${measure})`,
      essential: role.skill_groups.flatMap((group) => group.essential.map((use) => use.id)),
    };
  }

  skillLink(name) {
    return { href: `/skills/${name}/`, title: this.skills[name].title };
  }

  figure(code, subject, name) {
    if (subject === "pay") {
      const amounts = this.panel(code).money;
      return name
        .split("-")
        .map((one) => amounts[one])
        .join(" to ");
    }
    const row = this.outlook[code];
    if (name === "openings") return count(row.annual_openings);
    return signed(row.change_pct, percent(row.change_pct));
  }

  words(kind, values) {
    const text = listed(values.map((value) => this.labels[kind][value]));
    return text.charAt(0).toUpperCase() + text.slice(1);
  }

  role(name, body) {
    const role = this.roles[name];
    const card = this.card(name);
    const { labels } = this;
    const match = labels.match[role.match];
    const faqs = this.makeFaqs(role, card);
    const comparisons = this.compared[name] ?? [];
    const parent = { href: `/categories/${role.categories[0]}/`, title: card.category };
    const impact = role.ai_impact;
    return {
      title: role.title,
      summary: role.summary,
      href: card.href,
      parent,
      alternate_titles: role.alternate_titles,
      reviewed: day(role.reviewed),
      contents: [
        ...CONTENTS,
        ...(comparisons.length ? [{ id: "compare", text: "Compare" }] : []),
        { id: "related", text: "Related roles" },
        { id: "more", text: `More in ${card.category}` },
        { id: "sources", text: "Sources" },
      ],
      glance: this.glance(role, card),
      pay: this.panel(role.code),
      measured: `${this.occupations[role.code]} (${role.code}), ${match}.`,
      match_note: role.match_note,
      evidence: evidence(this.pay[role.code], this.posted[name], this.sources, labels),
      duties: role.duties.map((duty) => this.markdown.renderInline(duty)),
      body,
      working_life: this.workingLife(role),
      education: this.education(role),
      skill_groups: role.skill_groups.map((group) => this.skillGroup(group)),
      credentials: role.credentials,
      outlook: outlookPanel(this.outlook[role.code]),
      ai_impact: [
        { label: "Direction of AI’s impact", value: labels.direction[impact.direction] },
        { label: "Horizon", value: impact.horizon_year },
        { label: "Grounds", value: "The editors’ judgement" },
      ],
      faqs,
      comparisons: comparisons.map((one) => this.comparisonLink(one)),
      related: this.makeRelated(role, card),
      more: this.more(name, role),
      receipts: this.receipts(name, role.code, match),
      data: this.roleData(role, card, faqs, parent),
    };
  }

  glance(role, card) {
    const { labels } = this;
    const outlook = this.outlook[role.code];
    let growth =
      `${outlook.base_year} to ${outlook.target_year}; ` +
      `${count(outlook.annual_openings)} openings a year`;
    if (role.match !== "exact") growth += "; for a broader occupation";
    const impact = role.ai_impact;
    return [
      {
        label: "Pay",
        value: card.amount,
        note: `${card.measure}; United States, ${this.panel(role.code).date}`,
        source: 1,
      },
      { label: "Education", value: labels.education_level[role.education_level] },
      {
        label: "Experience",
        value: `${role.experience_years} years`,
        note: "typical for a hire",
      },
      {
        label: "Job growth",
        value: signed(outlook.change_pct, percent(outlook.change_pct)),
        note: growth,
        source: 2,
      },
      {
        label: "AI impact",
        value: `${labels.direction[impact.direction]} by ${impact.horizon_year}`,
        note: "editors’ judgement",
      },
      {
        label: "Certifications",
        value: "None required",
        note: `valued: ${role.credentials.map((one) => one.name).join("; ")}`,
      },
      { label: "Employers", value: role.employer_types.join(", ") },
    ];
  }

  workingLife(role) {
    return [
      ["Place of work", role.work_context.location],
      ["Surroundings", role.work_context.environment],
      ["Hours a week", role.hours_per_week],
      ["Times", this.words("work_pattern", role.work_pattern)],
      ["On site or remote", this.words("workplace_type", role.workplace_types)],
      ["Contracts", this.words("employment_type", role.employment_types)],
      ["Travel", role.work_context.travel],
      ["Interests it suits", role.interest_codes.map((one) => this.labels.interest[one]).join(", ")],
    ].map(([label, value]) => ({ label, value }));
  }

  education(role) {
    const { labels } = this;
    const facts = [
      ["Typical education", labels.education_level[role.education_level]],
      ["Fields of study", role.fields_of_study.join(", ")],
      ["Typical experience of a hire", `${role.experience_years} years`],
      [
        "Related work experience",
        labels.related_work_experience[role.related_work_experience],
      ],
      ["On-the-job training", labels.on_the_job_training[role.on_the_job_training]],
      ["O*NET job zone", `${role.job_zone} of 5: ${labels.job_zone[role.job_zone]}`],
    ].map(([label, value]) => ({ label, value }));
    const routes = role.routes.map((route) => ({
      label: labels.route[route.kind],
      value: route.requirements.join("; "),
      note: `About ${route.duration_months / 12} years`,
    }));
    return [...facts, ...routes];
  }

  skillGroup(group) {
    const needs = [
      ["essential", "Essential", "skills"],
      ["optional", "Optional", "skills optional"],
    ];
    return {
      title: group.title,
      needs: needs
        .filter(([need]) => group[need].length)
        .map(([need, label, look]) => ({
          label,
          look,
          skills: group[need].map((use) => ({ ...this.skillLink(use.id), why: use.why })),
        })),
    };
  }

  // Questions answered from data, then the written ones.
  makeFaqs(role, card) {
    const who = article(role.title);
    const exact = role.match === "exact";
    const panel = this.panel(role.code);
    const outlook = this.outlook[role.code];
    const level = this.labels.education_level[role.education_level];
    const fields = listed(role.fields_of_study.map((field) => field.toLowerCase()));
    const size = percent(outlook.change_pct);
    const verb =
      outlook.change_pct > 0
        ? `grow by ${size}`
        : outlook.change_pct < 0
          ? `shrink by ${size}`
          : "stay about the same";
    const pay =
      `The median is ${card.amount} in the United States, as of ${panel.date}. One in ten ` +
      `earns ${panel.money.p10} or less, and one in ten ${panel.money.p90} or more.` +
      (exact
        ? ""
        : " The figure covers an occupation that is not the same as this role; the pay " +
          "section says how they differ.");
    const education =
      `Typically ${article(level)}. Common fields are ${fields}. A typical hire has ` +
      `${role.experience_years} years of experience.`;
    const growth =
      `Employment is projected to ${verb} from ${outlook.base_year} to ` +
      `${outlook.target_year}. About ${count(outlook.annual_openings)} openings a year are ` +
      "expected, counting people who leave and are replaced." +
      (exact
        ? ""
        : " The projection covers an occupation that is not the same as this role.");
    const derived = [
      [`How much does ${who} earn?`, pay, 1],
      [`What education does ${who} need?`, education, 0],
      [`What is the job outlook for ${who}?`, growth, 2],
    ].map(([question, plain, number]) => ({
      question,
      plain,
      answer: `<p>${plain}${number ? ref(number) : ""}</p>`,
      derived: true,
    }));
    const written = role.faqs.map(({ question, answer }) => {
      const html = this.markdown.render(answer);
      return { question, plain: plainText(html), answer: html, derived: false };
    });
    return [...derived, ...written];
  }

  makeRelated(role, here) {
    const own = new Set(role.skills);
    return RELATIONS.map((relation) => ({
      title: this.labels.relation[relation],
      cards: role.related
        .filter((one) => one.relation === relation)
        .map((one) => this.relatedCard(one, here, own)),
    })).filter((group) => group.cards.length);
  }

  relatedCard(one, here, own) {
    const there = this.card(one.role);
    const more = there.p50 - here.p50;
    const gain =
      there.code === here.code
        ? "Pay is published for the same occupation, so no difference can be shown."
        : `${money(Math.abs(more))} a year ${more > 0 ? "more" : "less"} at the median.`;
    const keep = there.essential.filter((skill) => own.has(skill)).slice(0, 6);
    const learn = there.essential.filter((skill) => !own.has(skill)).slice(0, 6);
    return {
      role: there,
      gain,
      note: one.note,
      foreign: there.category !== here.category,
      keep: keep.map((skill) => this.skills[skill].title),
      learn: learn.map((skill) => this.skillLink(skill)),
    };
  }

  more(name, role) {
    const ids = this.byCategory[role.categories[0]];
    const at = ids.indexOf(name);
    const named = new Set(role.related.map((one) => one.role));
    return [...ids.slice(at + 1), ...ids.slice(0, at)]
      .filter((one) => !named.has(one))
      .slice(0, 8)
      .map((one) => this.card(one));
  }

  receipts(name, code, match) {
    const subject = `${code} ${this.occupations[code]} · ${match}`;
    const outlook = this.outlook[code];
    const [first, second] = this.pay[code];
    const posted = this.posted[name];
    const years = `${outlook.base_year} to ${outlook.target_year}`;
    return [
      [first.source, `May ${first.year} · ${subject} · ${first.locator}`],
      [outlook.source, `${years} · ${subject} · ${outlook.locator}`],
      ...(posted ? [[posted.source, `September ${posted.year}`]] : []),
      [second.source, `May ${second.year} · ${subject} · ${second.locator}`],
    ].map(([id, details]) => ({
      id,
      ...this.sources[id],
      details: `United States · ${details}`,
    }));
  }

  roleData(role, card, faqs, parent) {
    const row = this.pay[role.code][0];
    const occupation = {
      "@type": "Occupation",
      name: role.title,
      description: role.summary,
      responsibilities: role.duties,
      skills: role.skills.map((skill) => this.skills[skill].title),
      mainEntityOfPage: {
        "@type": "WebPage",
        "@id": BASE + card.href,
        lastReviewed: iso(role.reviewed),
      },
      occupationalCategory: [
        {
          "@type": "CategoryCode",
          codeValue: `${role.code}.00`,
          inCodeSet: { "@type": "CategoryCodeSet", name: "O*NET-SOC 2019" },
        },
      ],
      occupationLocation: [{ "@type": "Country", name: "United States" }],
      estimatedSalary: [
        {
          "@type": "MonetaryAmountDistribution",
          name: "base",
          currency: "USD",
          duration: "P1Y",
          percentile10: row.p10,
          percentile25: row.p25,
          median: row.p50,
          percentile75: row.p75,
          percentile90: row.p90,
        },
      ],
      educationRequirements: {
        "@type": "EducationalOccupationalCredential",
        credentialCategory: CREDENTIALS[role.education_level],
      },
    };
    const questions = faqs.map((faq) => ({
      "@type": "Question",
      name: faq.question,
      acceptedAnswer: { "@type": "Answer", text: faq.plain },
    }));
    const page = { "@type": "FAQPage", mainEntity: questions };
    return script({ "@graph": [occupation, page, breadcrumbs(parent, card)] });
  }

  category(name, body) {
    const category = this.categories[name];
    const roles = this.byCategory[name].map((role) => this.card(role));
    const items = roles.map((role, n) => ({
      "@type": "ListItem",
      position: n + 1,
      name: role.title,
      url: BASE + role.href,
    }));
    const here = { href: `/categories/${name}/`, title: category.title };
    const list = { "@type": "ItemList", itemListElement: items };
    return {
      ...here,
      summary: category.summary,
      roles,
      body,
      data: script({ "@graph": [list, breadcrumbs(here)] }),
    };
  }

  skill(name) {
    const skill = this.skills[name];
    const cards = (this.bySkill[name] ?? []).map((role) => this.card(role));
    const counts = new Map();
    for (const card of cards) {
      for (const other of card.essential) {
        if (other !== name) counts.set(other, (counts.get(other) ?? 0) + 1);
      }
    }
    const together = [...counts]
      .filter(([, number]) => number > 1)
      .sort((a, b) => b[1] - a[1])
      .slice(0, 12)
      .map(([other, number]) => ({ ...this.skillLink(other), count: number }));
    const needed = cards.filter((card) => card.essential.includes(name));
    const helpful = cards.filter((card) => !card.essential.includes(name));
    const here = { href: `/skills/${name}/`, title: skill.title };
    const parent = { href: "/skills/", title: "Skills, A to Z" };
    return {
      ...here,
      parent,
      summary: skill.summary,
      kind: this.labels.skill_kind[skill.skill_kind],
      parts: [
        { id: "essential", title: "Roles that need it", roles: needed },
        { id: "optional", title: "Roles where it helps", roles: helpful },
      ].filter((part) => part.roles.length),
      together,
      count: cards.length,
      related: skill.related_skills.map((one) => this.skillLink(one)),
      data: script(breadcrumbs(parent, here)),
    };
  }

  comparisonLink(name) {
    const comparison = this.compare[name];
    const [first, ...rest] = comparison.roles.map((role) => this.roles[role].title);
    return {
      href: `/compare/${name}/`,
      title: `${[first, ...rest.map((title) => title.toLowerCase())].join(" or ")}?`,
      summary: comparison.summary,
    };
  }

  comparison(name) {
    const { roles, aspects, fields, verdicts } = this.compare[name];
    const link = this.comparisonLink(name);
    const parent = { href: "/compare/", title: "Comparisons" };
    return {
      ...link,
      parent,
      roles: roles.map((role) => this.card(role)),
      rows: [
        ...aspects.map(({ label, values }) => ({
          label,
          cells: roles.map((role) => values[role]),
        })),
        ...fields.map((field) => ({
          label: this.labels.aspect[field],
          cells: roles.map((role) => this.aspect(role, field)),
        })),
      ],
      verdicts: Object.entries(verdicts).map(([role, text]) => ({
        title: this.roles[role].title,
        text,
      })),
      data: script(breadcrumbs(parent, link)),
    };
  }

  aspect(name, field) {
    const role = this.roles[name];
    const card = this.card(name);
    const { labels } = this;
    const amounts = this.panel(role.code).money;
    const outlook = this.outlook[role.code];
    const cells = {
      education: () => labels.education_level[role.education_level],
      experience: () => `${role.experience_years} years`,
      skills: () => card.essential.map((one) => this.skills[one].title).join(", "),
      employers: () => role.employer_types.join("; "),
      times: () => this.words("work_pattern", role.work_pattern),
      workplace: () => this.words("workplace_type", role.workplace_types),
      hours: () => role.hours_per_week,
      credentials: () =>
        role.credentials.map((one) => `${one.name} (${one.requirement})`).join("; "),
      pay: () => `${card.pay}; middle half ${amounts.p25} to ${amounts.p75} a year`,
      outlook: () =>
        `${signed(outlook.change_pct, percent(outlook.change_pct))}, ${outlook.base_year} to ` +
        `${outlook.target_year}; ${count(outlook.annual_openings)} openings a year`,
      ai_impact: () =>
        `${labels.direction[role.ai_impact.direction]} by ${role.ai_impact.horizon_year}`,
    };
    return cells[field]();
  }

  roleIndex() {
    const entries = this.titled.flatMap((name) => {
      const card = this.card(name);
      const others = this.roles[name].alternate_titles.map((text) => ({
        text,
        href: card.href,
        note: `see ${card.title}`,
      }));
      return [{ text: card.title, href: card.href, note: card.pay }, ...others];
    });
    return { letters: letters(entries) };
  }

  skillIndex() {
    const entries = Object.entries(this.skills).map(([name, skill]) => ({
      text: skill.title,
      href: `/skills/${name}/`,
      note:
        `${this.labels.skill_kind[skill.skill_kind].toLowerCase()}, ` +
        `${(this.bySkill[name] ?? []).length} roles`,
    }));
    return { letters: letters(entries) };
  }

  comparisonIndex() {
    const entries = Object.keys(this.compare).map((name) => {
      const link = this.comparisonLink(name);
      return { text: link.title, href: link.href, note: link.summary };
    });
    return { letters: letters(entries) };
  }

  home() {
    const names = Object.keys(this.categories).sort(
      (a, b) => this.categories[a].weight - this.categories[b].weight,
    );
    const tiles = names.map((name) => {
      const medians = this.byCategory[name].map((role) => this.card(role).p50);
      return {
        href: `/categories/${name}/`,
        title: this.categories[name].title,
        summary: this.categories[name].summary,
        count: medians.length,
        low: money(Math.min(...medians)),
        high: money(Math.max(...medians)),
      };
    });
    return { tiles };
  }

  sourceList() {
    const cited = {};
    for (const name of this.titled) {
      for (const id of this.roles[name].sources) (cited[id] ??= []).push(this.card(name));
    }
    const sources = Object.entries(this.sources).map(([id, source]) => ({
      id,
      ...source,
      kind: this.labels.source_kind[source.kind],
      retrieved: day(source.retrieved),
      cited_by: cited[id] ?? [],
    }));
    return { sources };
  }

  feed() {
    const newest = this.titled.toSorted((a, b) =>
      byText(iso(this.roles[b].date), iso(this.roles[a].date)),
    );
    return {
      entries: newest
        .slice(0, 30)
        .map((name) => ({ ...this.card(name), date: iso(this.roles[name].date) })),
    };
  }
}

export const ref = (number) =>
  `<a class="ref" href="#note-${number}" aria-label="Source ${number}">${number}</a>`;

const plainText = (html) =>
  html
    .replace(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&")
    .trim();
