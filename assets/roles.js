// Compare any roles, and plan any move: what the pages of chosen pairs say, for every pair, from the
// files of the roles. Words and figures are those of the files; here they are only put side by side.
// Text is written with textContent only.
(() => {
  "use strict";
  const place = document.getElementById("tool");
  const { tool } = place.dataset;
  const language = document.documentElement.lang;
  const MINUS = "\u2212";
  const SAME = "published for the same occupation, so no difference can be shown";
  const SHOWN = 20; // suggestions at once
  const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;

  const { draw, fill, make, plain } = globalThis.roleguidePage;
  const link = (text, href) => make("a", { href }, text);
  const join = (words, last = "and") => (words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`);
  const upper = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);
  const number = (value, most = 3) => new Intl.NumberFormat(language, { maximumFractionDigits: most }).format(value);
  const count = (value, noun) => `${number(value)} ${noun}${value === 1 ? "" : "s"}`;
  const round = (value) => Math.round(value * 100) / 100;
  const currency = (value, code, digits) => new Intl.NumberFormat(language, {
    style: "currency", currency: code, minimumFractionDigits: digits, maximumFractionDigits: digits,
  }).format(value);
  const money = (value, code, period) => currency(value, code, period === "hour" ? 2 : 0);

  // Files: each is asked for once.
  const files = new Map();
  const load = (address) => {
    if (!files.has(address)) files.set(address, fetch(address).then((answer) => (answer.ok ? answer.json() : null)));
    return files.get(address);
  };
  const here = (path, base = location.href) => new URL(path, base).href;
  const titlesAt = here(place.dataset.titles);
  async function role(id) {
    const address = here(`${place.dataset.roles}${id}.json`);
    const whole = await load(titlesAt);
    const known = ID.test(id) && whole && (whole.shards.length > 0 || whole.titles.some(([one]) => one === id));
    const found = known ? await load(address) : null;
    return found && { ...found, at: (href) => here(href, address) };
  }

  // Titles: one list, or one for each letter that a word begins with.
  async function titles(typed) {
    const whole = await load(titlesAt);
    if (!whole || !whole.shards.length) return whole ? whole.titles : [];
    const wanted = [...new Set(plain(typed).split(/\s+/).filter(Boolean).map((word) => {
      const first = [...word].find((sign) => /[\p{L}\p{N}]/u.test(sign)) || "";
      return /^[a-z]$/.test(first) ? first : "other";
    }))].filter((shard) => whole.shards.includes(shard));
    const parts = await Promise.all(wanted.map((shard) => load(here(`titles/${shard}.json`, titlesAt))));
    return [...new Map(parts.flatMap((part) => (part ? part.titles : [])).map((one) => [one[0], one])).values()];
  }
  const begins = (title, words) => {
    const parts = plain(title).split(/[\s/-]+/);
    return words.every((word) => parts.some((part) => part.startsWith(word)));
  };
  async function suggest(typed) {
    const words = plain(typed).split(/[\s/-]+/).filter(Boolean);
    const found = [];
    if (!words.length) return found;
    (await titles(typed)).forEach(([id, title, ...others]) => {
      const name = [title, ...others].find((one) => begins(one, words));
      if (name) found.push({ id, title, name });
    });
    const rank = ({ title, name }) => Number(!plain(name).startsWith(words[0])) + 2 * Number(name !== title);
    return found.sort((one, other) => rank(one) - rank(other) || one.name.length - other.name.length);
  }
  async function find(typed) {
    const wanted = plain(typed);
    const exact = (await titles(typed)).find(([, ...names]) => names.some((name) => plain(name) === wanted));
    return exact ? exact[0] : (await suggest(typed))[0]?.id;
  }

  // Receipts: those of several files get numbers of their own, the same card one number.
  class Notes {
    constructor() { this.known = new Map(); }
    refs(of, numbers) {
      return numbers.map((one) => {
        const note = of.receipts.find((receipt) => receipt.number === one);
        const key = JSON.stringify([note.source_href, note.details]);
        if (!this.known.has(key)) this.known.set(key, { note, of, number: this.known.size + 1 });
        const at = this.known.get(key).number;
        const ref = make("a", { className: "ref", href: `#note-${at}` }, String(at));
        ref.setAttribute("aria-label", `Source ${at}`);
        return ref;
      });
    }
    section() {
      const cards = [...this.known.values()].map(({ note, of, number: at }) => make("li", { id: `note-${at}` },
        link(note.source, of.at(note.source_href)), note.publisher && `, ${note.publisher}`, note.release && `, ${note.release}`, ".",
        note.details.length > 0 && ` ${note.details.join(" · ")}.`,
        note.url && [" ", Object.assign(link("Original", note.url), { rel: "noopener noreferrer" })]));
      const words = [...new Set([...this.known.values()].flatMap(({ of }) => of.attributions))];
      return cards.length > 0 && section("Sources", make("ol", { className: "notes" }, cards),
        words.length > 0 && make("p", { className: "small" }, words.join(" ")));
    }
  }
  const section = (title, ...children) => make("section", {}, make("h2", {}, title), children);
  const missing = (...text) => make("p", { className: "missing" }, text);
  const facts = (list, look = "facts") => make("dl", { className: look }, list.map(({ label, value, note, marks }) => make("div", {},
    make("dt", {}, label), make("dd", {}, value, marks, note && make("small", {}, note)))));
  const bullets = (list, className = "") => make("ul", { className }, list.map((one) => make("li", {}, one)));

  // How the terms of a second figure differ from those of a first.
  const differing = (one, other) => join(other.flatMap((term, at) => (term.value === one[at].value ? []
    : [`another ${term.name} (${term.words}, not ${one[at].words})`])));
  function difference(one, name, other, alone) {
    const than = alone ? "" : ` than ${name}`;
    const apart = differing(one.terms, other.terms);
    if (apart) return `not comparable${alone ? "" : ` with ${name}`}: ${apart}`;
    if (one.subject && one.subject === other.subject) return SAME;
    const by = round(other.number - one.number);
    if (!by) return "the same";
    const word = by > 0 ? "higher" : "lower";
    if (other.unit === "level") return `a ${word} level${than}`;
    if (other.unit === "years") return `${word} by ${count(Math.abs(by), "year")}${than}`;
    if (other.unit === "points") return `${word} by ${count(Math.abs(by), "point")}${than}`;
    const of = (term) => other.terms.find((one) => one.name === term).value;
    return `${word} by ${money(Math.abs(by), of("currency"), of("period"))}${than}`;
  }
  function noteMeasures(row, roles) {
    let first;
    return row.map((cell, at) => {
      const measure = cell?.known && cell.measure;
      if (!measure) return "";
      if (first) return difference(first.measure, first.name, measure, row.length === 2);
      first = { measure, name: roles[at].name };
      return "";
    });
  }
  function noteItems(row) {
    const lists = row.map((cell) => (cell?.known ? cell.items : []));
    return lists.map((items, at) => {
      const others = lists.flatMap((list, other) => (other === at ? [] : list));
      const alone = items.filter((item) => !others.includes(item));
      return alone.length > 0 && alone.length < items.length ? `only here: ${alone.join(", ")}` : "";
    });
  }
  function rowsOf(roles, chosen) {
    const rows = new Map();
    roles.forEach(({ cells }, at) => cells.filter(chosen).forEach((cell) => {
      if (!rows.has(cell.key)) rows.set(cell.key, roles.map(() => null));
      rows.get(cell.key)[at] = cell;
    }));
    return [...rows.values()].flatMap((row) => {
      const known = row.filter((cell) => cell?.known);
      if (!known.length) return [];
      const measured = known.some((cell) => cell.measure);
      const notes = measured ? noteMeasures(row, roles) : noteItems(row);
      const same = known.length === row.length && (measured ? notes.slice(1).every((note) => note === "the same")
        : new Set(known.map((cell) => cell.text)).size === 1);
      return [{ label: known[0].label, key: known[0].key, note: same ? "the same" : "", row, notes: same ? row.map(() => "") : notes }];
    });
  }
  const head = (title) => Object.assign(title, { scope: "col" });
  const cell = (name, ...children) => {
    const made = make("td", {}, children);
    made.dataset.role = name;
    return made;
  };
  function table(rows, roles, notes, caption) {
    return make("table", { className: `versus sides${roles.length > 2 ? " many" : ""}` }, make("caption", { className: "unseen" }, caption),
      make("thead", {}, make("tr", {}, make("td"), roles.map((one) => head(make("th", {}, link(one.title, one.at(one.href))))))),
      make("tbody", {}, rows.map(({ label, note, row, notes: words }) => make("tr", {},
        Object.assign(make("th", {}, label, note && make("small", {}, note)), { scope: "row" }),
        row.map((one, at) => cell(roles[at].title, one ? one.text : "Not stated", one && notes.refs(roles[at], one.receipts),
          words[at] && make("small", {}, words[at])))))));
  }

  // Pay on one axis.
  function notePay(roles, notes) {
    const words = [];
    const subjects = new Map();
    let first;
    roles.forEach((one) => {
      if (!one.pay) return words.push([`${one.title}: ${one.pay_missing}`, notes.refs(one, one.pay_missing_receipts)]);
      first = first || one;
      const apart = differing(first.pay.terms, one.pay.terms);
      if (apart) return words.push(`${one.title} is not compared with ${first.name}: ${apart}.`);
      return subjects.set(one.pay.subject, [...(subjects.get(one.pay.subject) || []), one]);
    });
    subjects.forEach((alike) => {
      if (alike.length > 1) words.push(`${join([alike[0].title, ...alike.slice(1).map(({ name }) => name)])}: pay is ${SAME}.`);
    });
    return words;
  }
  function scaleOf(amounts) {
    let [low, high] = [Math.min(...amounts), Math.max(...amounts)];
    if (low === high) [low, high] = [low * 0.9, high * 1.1];
    const rough = (high - low) / 5;
    const power = 10 ** Math.floor(Math.log10(rough) + 1e-9);
    const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((one) => one >= rough - 1e-9);
    [low, high] = [Math.floor(low / step + 1e-9) * step, Math.ceil(high / step - 1e-9) * step];
    const ticks = [];
    for (let at = low; at <= high + step / 1e6; at += step) ticks.push(round(at));
    return { ticks, x: (amount) => `${((amount - low) / (high - low) * 100).toFixed(1)}%` };
  }
  function tick(amount, { currency: code, period }) {
    if (period !== "hour" && amount >= 1000 && amount % 1000 === 0) {
      return currency(amount / 1000, code, 0).replace(/(\d)(?=\D*$)/, "$1k");
    }
    return currency(amount, code, Number.isInteger(amount) ? 0 : 2);
  }
  function range({ x }, one, marks) {
    const at = (...names) => names.map((name) => marks.get(name)?.amount).find((amount) => amount != null);
    const [low, left, mid, right, high] = [at("p10", "min"), at("p25"), at("p50", "mean"), at("p75"), at("p90", "max")];
    const open = (marks.get("p90") || marks.get("max"))?.at_least;
    const known = (...values) => values.every((value) => value != null);
    return [make("p", {}, one.title), draw("svg", { height: 24, "aria-hidden": "true" },
      known(low, high) && draw("line", { x1: x(low), x2: x(high), y1: 12, y2: 12 }),
      known(left, right) && draw("rect", { class: "box", x: x(left), width: `${parseFloat(x(right)) - parseFloat(x(left))}%`, y: 4, height: 16, rx: 3 }),
      open && known(high) && draw("svg", { x: x(high), y: 12 }, draw("path", { d: "M-6-6l6 6-6 6" })),
      known(mid) && draw("line", { class: "mid", x1: x(mid), x2: x(mid), y1: 1, y2: 23 }))];
  }
  function change(pay, one, other) {
    if (!one || !other || one.amount == null || other.amount == null || one.at_least || other.at_least) return "";
    const by = round(other.amount - one.amount);
    return by ? `${by > 0 ? "+" : MINUS}${money(Math.abs(by), pay.currency, pay.period)}` : "the same";
  }
  function payOf(roles, notes) {
    const paid = roles.filter((one) => one.pay);
    const found = paid.filter((one) => !differing(paid[0].pay.terms, one.pay.terms));
    const marks = found.map((one) => new Map(one.pay.marks.map((mark) => [mark.name, mark])));
    const amounts = marks.flatMap((known) => [...known.values()].map((mark) => mark.amount)).filter((amount) => amount != null);
    const words = notePay(roles, notes).map((text) => missing(text));
    if (found.length < 2 || !amounts.length) return words;
    const { pay } = found[0];
    const scale = scaleOf(amounts);
    const label = `${pay.currency_name} ${pay.period_words}`;
    const compared = found.length === 2 && pay.subject !== found[1].pay.subject;
    const lines = ["min", "p10", "p25", "p50", "mean", "p75", "p90", "max"].filter((name) => marks.some((known) => known.has(name)));
    return [
      make("figure", { className: "ranges" }, found.map((one, at) => range(scale, one, marks[at])),
        draw("svg", { class: "axis", height: 24, "aria-hidden": "true" }, scale.ticks.map((amount) => draw("svg", { class: "tick", x: scale.x(amount) },
          draw("path", { d: "M0 0v4" }), draw("text", { y: 22 }, tick(amount, pay))))),
        make("figcaption", {}, `${label}. Line: from low to high. Box: the middle half. Thick line: typical.`)),
      make("table", { className: `versus sides figured${found.length > 2 ? " many" : ""}${compared ? " compared" : ""}` }, make("caption", {}, label),
        make("thead", {}, make("tr", {}, make("td"),
          found.map((one) => head(make("th", {}, link(one.title, one.at(one.href)), notes.refs(one, one.pay.receipts)))),
          compared && head(make("th", {}, "Difference")))),
        make("tbody", {}, lines.map((name) => make("tr", {},
          Object.assign(make("th", {}, marks.find((known) => known.has(name)).get(name).label), { scope: "row" }),
          marks.map((known, at) => cell(found[at].title, known.get(name)?.text ?? "not stated")),
          compared && cell("Difference", change(pay, marks[0].get(name), marks[1].get(name))))))),
      words,
    ];
  }

  // Skills.
  const items = (list, more = "") => make("ul", { className: `skills${more}` }, list.map(({ skill, of, note, marks }) => make("li", {},
    link(skill.name, of.at(skill.href)), note && [" ", make("span", {}, note, marks)])));
  function skillList(list, none, second = "Optional") {
    const [essential, optional] = [list.filter((one) => one.needed), list.filter((one) => !one.needed)];
    if (!list.length) return missing(none);
    return make("dl", { className: "facts" }, [["Essential", essential, ""], [second, optional, " optional"]]
      .filter(([, part]) => part.length).map(([label, part, look]) => make("div", {},
        make("dt", {}, label), make("dd", {}, items(part, look)))));
  }
  function sharesOf(roles) {
    const where = new Map();
    roles.forEach((of, at) => of.skills.forEach((skill) => {
      if (!where.has(skill.id)) where.set(skill.id, []);
      where.get(skill.id).push({ at, of, skill });
    }));
    const all = [...where.values()];
    const note = (found) => {
      const needs = new Map();
      found.forEach(({ skill, of }) => needs.set(skill.need, [...(needs.get(skill.need) || []), of.name]));
      if (found.length === roles.length && needs.size === 1) return "";
      return [...needs].map(([need, names]) => `${need} for ${join(names)}`).join(", ");
    };
    const shared = all.filter((found) => found.length === roles.length)
      .map((found) => ({ ...found[0], note: note(found), needed: found.every(({ skill }) => skill.need === "essential") }));
    const some = all.filter((found) => found.length > 1 && found.length < roles.length).map((found) => ({ ...found[0], note: note(found) }));
    const both = roles.length === 2;
    return section("Skills", make("h3", {}, `For ${both ? "both" : "all"}`),
      skillList(shared, `No skill is named by ${both ? "both" : "all of them"}.`, "Optional at least for one"),
      some.length > 0 && [make("h3", {}, "For several"), items(some)],
      roles.map((of, at) => [make("h3", {}, `Only here: ${of.title}`),
        skillList(all.filter((found) => found.length === 1 && found[0].at === at)
          .map(([{ skill }]) => ({ skill, of, needed: skill.need === "essential" })), "Every skill that this role names is named by another one, too.")]));
  }

  // The two tools.
  function compare(roles) {
    const notes = new Notes();
    const title = `${join([roles[0].title, ...roles.slice(1).map(({ name }) => name)], "or")}?`;
    const ids = roles.map(({ id }) => id).sort().join();
    const written = roles[0].compared.find((one) => [...one.roles].sort().join() === ids);
    const moves = roles.flatMap((one) => roles.flatMap((other) => one.moves.filter(({ target }) => target === other.id)
      .map(({ href }) => link(`From ${one.name} to ${other.name}`, one.at(href)))));
    return { title, parts: [
      written && make("p", {}, "These roles have a page of their own: ", link(written.title, roles[0].at(written.href)), "."),
      section("Pay", payOf(roles, notes)),
      sharesOf(roles),
      section("Field by field", table(rowsOf(roles, () => true), roles, notes, title)),
      section("Duties", make("div", { className: "pairs" }, roles.map((one) => make("div", {}, make("h3", {}, one.title),
        one.duties.length ? bullets(one.duties) : missing("Nobody has written down its duties yet."))))),
      moves.length > 0 && section("Moving between them", bullets(moves, "links")),
      notes.section(),
    ] };
  }

  function move([start, target]) {
    const notes = new Notes();
    const [here_, there] = [start, target].map(({ skills }) => new Map(skills.map((skill) => [skill.id, skill])));
    const carried = target.skills.filter(({ id }) => here_.has(id));
    const absent = target.skills.filter(({ id }) => !here_.has(id));
    const left = start.skills.filter(({ id }) => !there.has(id));
    const needed = (skills) => skills.filter(({ need }) => need === "essential").length;
    const level = ({ level: found }) => (found == null ? "" : `level ${found} of 7`);
    const list = (of, skills, note = () => "") => skills.map((skill) => {
      const words = note(skill);
      const now = of === target && here_.get(skill.id);
      const marks = level(skill) && words ? [...notes.refs(of, skill.receipts), ...(now ? notes.refs(start, now.receipts) : [])] : [];
      const once = [...new Map(marks.map((mark) => [mark.hash, mark])).values()];
      return { skill, of, note: words, needed: skill.need === "essential", marks: once };
    });
    const carriedNote = (skill) => {
      const now = here_.get(skill.id);
      return [now.need !== skill.need && `${now.need} for the role you leave`,
        level(skill) && level(skill) + (now.level == null ? "" : `, ${now.level} for the role you leave`)].filter(Boolean).join("; ");
    };
    const total = needed(carried) + needed(absent);
    const empty = [start, target].find(({ skills }) => !skills.length);
    const summary = empty ? `The guide lists no skills of ${empty.name}, so what carries over is not known.`
      : !total ? `The guide names no skill of ${target.name} as essential.`
        : `Of the ${total > 1 ? `${total} essential skills` : "one essential skill"} of ${target.name}, ${needed(carried) || "none"} ${needed(carried) === 1 ? "carries" : "carry"} over from ${start.name}.`;
    const glance = empty ? [] : [{ label: "Essential skills", value: total ? `${needed(carried)} of ${total} carry over` : "None named" }];
    ["pay", "outlook", "entry.education_level", "experience_years"].forEach((key) => rowsOf([start, target], (one) => one.key === key).forEach(({ label, note, notes: words }) => {
      const found = target.cells.find((one) => one.key === key);
      glance.push({ label, value: found.short, note: [found.detail, note || words[1]].filter(Boolean).join("; "), marks: notes.refs(target, found.receipts) });
    }));
    const said = [[start, target], [target, start]].flatMap(([one, other]) => one.related.filter(({ id }) => id === other.id)
      .map(({ words, note }) => ({ label: `The page of ${one.name}`, value: `names ${other.name} ${words}.`, note })));
    const drafts = [start, target].filter(({ draft }) => draft).map(({ name }) => name);
    const rated = target.skills.some((skill) => skill.level != null);
    const outlook = rowsOf([start, target], ({ key }) => key === "outlook" || key === "ai_impact" || key.startsWith("market."));
    const pay = payOf([start, target], notes);
    const drawn = pay.some((part) => part.tagName === "FIGURE");
    const payRows = rowsOf([start, target], ({ key }) => key === "pay");
    const ways = [...target.ways, ...target.routes].map((one) => ({ ...one, marks: notes.refs(target, one.receipts) }));
    const fitting = target.letters.filter(({ situation }) => ["career_change", "internal_move"].includes(situation));
    const letters = fitting.length ? fitting : target.letters;
    const noLetter = fitting.length ? "" : `${target.title} has no sample letter for a change of career or a move inside a firm.${letters.length ? " These are for other situations." : ""}`;
    const incoming = target.incoming.filter(({ id }) => id !== start.id);
    const written = start.moves.find((one) => one.target === target.id);
    const reverse = new URLSearchParams({ from: target.id, to: start.id });
    const to = (text, href) => link(text, target.at(href));
    return { title: `From ${start.name} to ${target.name}`, parts: [
      make("p", { className: "lead" }, summary),
      written && make("p", {}, link("This move has a page of its own", start.at(written.href)), "."),
      drafts.length > 0 && make("p", { className: "draft" }, upper(`${join(drafts)} ${drafts.length > 1 ? "are drafts" : "is a draft"} from public data: nobody has edited what is said here.`)),
      Object.assign(section("At a glance", facts(glance, "glance"), said.length > 0 && facts(said)), { id: "glance" }),
      section("What carries over", skillList(list(target, carried, carriedNote), `No skill that ${target.title} needs is among those of ${start.title}.`)),
      section("What is missing", skillList(list(target, absent, level), `Nothing that the guide lists for ${target.title}.`),
        target.skills.length > 0 && make("p", { className: "small" }, rated
          ? "A level is what a survey of the occupation found, on a scale from 0 to 7. How well the other skills must be mastered, no source of this guide says."
          : "No source of this guide says how well each skill must be mastered, only whether it is essential.")),
      section("What you would leave behind", skillList(list(start, left), "No skill: the target needs all of them.")),
      pay.length > 0 && section("Pay", pay, !drawn && payRows.length > 0 && table(payRows, [start, target], notes, "Pay"), start.pay && target.pay && make("p", {},
        "These are figures of people who do this work now. No source of this guide follows people who made this move, so what a newcomer is paid is not known.")),
      outlook.length > 0 && section("Outlook", table(outlook, [start, target], notes, "Outlook")),
      section("Ways in, and how long they take", ways.length ? facts(ways) : missing("The guide names no way into this role yet."),
        target.levels.length > 0 && [make("h3", {}, "Once you are there"), facts(target.levels),
          make("p", {}, to("What each level asks for, and what proves it", target.levels_href))]),
      section("Licences and certificates", target.licences.length
        ? make("ul", {}, target.licences.map(({ name, issuer, href, requirement }) => make("li", {},
          href ? Object.assign(link(name, href), { rel: "noopener noreferrer" }) : make("b", {}, name), `, ${issuer} `, make("span", { className: "tag" }, requirement))))
        : make("p", {}, target.licences_note),
      target.restrictions.length > 0 && [make("h3", {}, "Checks and restrictions"), bullets(target.restrictions)]),
      section("Sample letters", noLetter && missing(noLetter), letters.length > 0 && bullets(letters.map(({ text, href }) => to(text, href)), "links")),
      incoming.length > 0 && section("Who else comes into this role", make("dl", { className: "facts" }, incoming.map(({ relation, link: { text, href }, note, move: page }) => make("div", {},
        make("dt", {}, relation), make("dd", {}, to(text, href), page && [" (", to("the move", page), ")"], note && make("small", {}, note))))),
      target.incoming_more && make("p", {}, target.incoming_more)),
      section("Next", bullets([to(target.title, target.href), link(start.title, start.at(start.href)),
        link("Both roles side by side", here(`../compare/index.html?roles=${start.id},${target.id}`)),
        link(`From ${target.name} to ${start.name}`, here(`?${reverse}`))], "links")),
      notes.section(),
    ] };
  }

  // Choosing.
  const TOOLS = {
    compare: {
      labels: ["First role", "Second role", "Third role, if you like", "Fourth role, if you like"],
      button: "Compare",
      alone: "Choose another role to compare it with.",
      show: compare,
      read: (query) => (query.get("roles") || "").split(",").filter(Boolean).slice(0, 4),
      write: (ids) => `?roles=${ids.join(",")}`,
    },
    move: {
      labels: ["Where you are", "Where you want to go"],
      button: "Plan the move",
      alone: "Choose where you are and where you want to go.",
      show: move,
      read: (query) => ["from", "to"].map((key) => query.get(key) || ""),
      write: ([from, to]) => `?from=${from}&to=${to}`,
    },
  };
  function run() {
    const { labels, button, alone, show, read, write } = TOOLS[tool];
    const say = make("p", { className: "small" });
    say.setAttribute("role", "status");
    if (location.protocol === "file:") {
      say.textContent = "Choosing any roles needs this guide on a web server: a page from disk can’t load their data. The pages listed here work as they are.";
      place.append(say);
      return;
    }
    const result = make("div");
    const boxes = labels.map((label, at) => {
      const names = make("datalist", { id: `names-${at}` });
      const box = make("input", { type: "text", autocomplete: "off", required: at < 2, spellcheck: false });
      box.setAttribute("list", names.id);
      box.addEventListener("input", async () => {
        const typed = box.value;
        const found = (await suggest(typed)).slice(0, SHOWN);
        if (typed === box.value) names.replaceChildren(...found.map(({ title, name }) => make("option", { value: name, label: name === title ? "" : title })));
      });
      return { label: make("label", {}, label, box, names), box };
    });
    const form = make("form", { className: "picker" }, boxes.map(({ label }) => label), make("button", {}, button));
    place.append(form, say, result);
    let turn = 0;
    async function display(ids, { focus = false } = {}) {
      turn += 1;
      const now = turn;
      const roles = await Promise.all(ids.map((id) => (id ? role(id) : null)));
      if (now !== turn) return;
      result.replaceChildren();
      const unknown = ids.filter((id, at) => id && !roles[at]);
      const there = roles.filter(Boolean);
      boxes.forEach(({ box }, at) => { box.value = roles[at] ? roles[at].title : ""; });
      if (unknown.length) say.textContent = `No role of this guide has the id ${unknown.map((id) => `“${id}”`).join(", ")}.`;
      else say.textContent = there.length === 1 ? alone : "";
      if (there.length < 2) return;
      if (new Set(there.map(({ id }) => id)).size < there.length) {
        say.textContent = "Choose roles that differ.";
        return;
      }
      const { title, parts } = show(there);
      const heading = make("h2", { tabIndex: -1 }, title);
      fill(result, [heading, parts]);
      if (!unknown.length) say.textContent = `${title.replace(/\?$/, "")}: shown below.`;
      if (focus) heading.focus();
    }
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const typed = boxes.map(({ box }) => box.value).filter((text) => text.trim());
      if (typed.length < 2) {
        say.textContent = alone;
        return;
      }
      try {
        const ids = await Promise.all(typed.map(find));
        const at = ids.findIndex((id) => !id);
        if (at >= 0) say.textContent = `No role of this guide is called “${typed[at].trim()}”.`;
        else {
          history.pushState(null, "", write(ids));
          await display(ids, { focus: true });
        }
      } catch {
        say.textContent = "The data of the roles can’t be loaded now. The pages listed here work as they are.";
      }
    });
    const restore = () => display(read(new URLSearchParams(location.search))).catch(() => {
      say.textContent = "The data of the roles can’t be loaded now. The pages listed here work as they are.";
    });
    addEventListener("popstate", restore);
    if (!location.search) return;
    place.classList.add("waiting"); // what the answer will push away is not seen to jump
    restore().finally(() => requestAnimationFrame(() => setTimeout(() => place.classList.remove("waiting"))));
  }
  run();
})();
