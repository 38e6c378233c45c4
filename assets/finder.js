// The finder: every role of the guide against what a reader has and wants, each match and each miss
// in words. Unknown is a third state, never a silent miss. What is asked for stands in the address;
// skills are kept by store.js. Text is written with textContent only.
(() => {
  "use strict";
  const place = document.getElementById("finder");
  const store = globalThis.roleguideStore;
  const language = document.documentElement.lang;
  const STEP = 20; // roles shown at a time
  const NEAR = 10; // near misses shown at first
  const PAIRS = 4; // pairs of filters to drop that are offered
  const WHOLE = 3000; // a larger guide loads the chosen fields only
  const YEARS = [0, 1, 2, 3, 5, 8, 10, 15];
  const GROWTH = [0, 5, 10, 20, 30];
  const SORTS = { best: "Best match", pay: "Pay, highest first", growth: "Growth, fastest first", title: "Title, A to Z" };
  const PERIODS = { year: "a year", hour: "an hour" };
  const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
  const FITS = "yes";
  const MISSES = "no";
  const UNKNOWN = "unknown";

  const { make, plain, set } = globalThis.roleguidePage;
  const join = (words, last = "and") => (words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`);
  const lower = (text) => (/^.[A-Z]/.test(text) ? text : text.slice(0, 1).toLowerCase() + text.slice(1));
  const digits = (value) => new Intl.NumberFormat(language).format(value);
  const count = (value, noun) => `${digits(value)} ${noun}${value === 1 ? "" : "s"}`;
  const money = (value, code, per) => new Intl.NumberFormat(language, {
    style: "currency", currency: code, minimumFractionDigits: per === "hour" ? 2 : 0, maximumFractionDigits: per === "hour" ? 2 : 0,
  }).format(value);
  const round = (value, code, per) => money(value, code, per).replace(/\.00$/, "");

  if (location.protocol === "file:") {
    place.append(make("p", { className: "missing" }, "The finder needs the guide on the web: a page opened from disk can’t read its files. The lists below lead to every role."));
    return;
  }

  // Files. `known` holds what is loaded; the order of the closed lists is that of the first file.
  const known = { roles: [], loaded: new Set(), skills: new Map() };
  let plan;
  const load = async (address) => {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(address);
    return answer.json();
  };
  const decode = (field, skills, root) => ([id, title, draft, pay, education, experience, growth, workplace, pattern, interests, essential, optional]) => ({
    id, title, draft, education, experience, growth, workplace, pattern, interests, field,
    pay: pay.length ? { text: pay[0], currency: pay[1], period: pay[2], year: pay[3], hour: pay[4] } : null,
    essential: essential.map((at) => skills[at][0]),
    optional: optional.map((at) => skills[at][0]),
    href: `${root}roles/${id}/index.html`,
  });
  async function loadField([field, , , shards]) {
    const files = await Promise.all(shards.map((shard) => load(new URL(shard, plan.at))));
    files.forEach(({ skills, roles }) => { // all or none: a field that failed is loaded again
      skills.forEach(([id, name, others = [], hidden = []]) => known.skills.set(id, { id, name, others, hidden }));
      known.roles.push(...roles.map(decode(field, skills, "../")));
    });
    known.loaded.add(field);
  }

  // What is asked for. Each filter reads itself from the address, judges a role and words it.
  const state = {};
  const emptied = () => ({ field: [], education: "", pay: [], per: "year", experience: "", growth: "", workplace: [], pattern: [], interests: [], skills: [], known: "", sort: "best" });
  const nameOf = (id) => known.skills.get(id)?.name || id.replace(/-/g, " ");
  const labelOf = (key, value) => plan[key].find(([id]) => id === value)?.[1] || value;
  const labels = (key, places) => places.map((at) => plan[key][at][1]);
  const anyOf = (key, noun) => ({
    title: noun, many: true,
    options: () => plan[key],
    judge: (role, chosen) => (!role[key].length ? UNKNOWN : role[key].some((at) => chosen.includes(plan[key][at][0])) ? FITS : MISSES),
    word: (role, chosen, found) => {
      if (found === UNKNOWN) return "not stated";
      const names = join(labels(key, role[key]).map((name, at) => (at ? lower(name) : name)));
      const wanted = chosen.map((value) => lower(labelOf(key, value)));
      return found === FITS ? names : `${names}; not ${join(wanted, "or")}`;
    },
    name: (chosen) => join(chosen.map((value, at) => (at ? lower(labelOf(key, value)) : labelOf(key, value))), "or"),
  });
  const years = ([from, to]) => (to === null ? `${from}+ years` : from === to ? count(from, "year") : `${from}–${to} years`);
  const title = (key) => FILTERS[key].title;
  const FILTERS = {
    field: {
      title: "Field of work", many: true,
      options: () => plan.fields,
      judge: (role, chosen) => (chosen.includes(role.field) ? FITS : MISSES),
      word: (role, chosen, found) => labelOf("fields", role.field) + (found === FITS ? "" : ", another one"),
      name: (chosen) => join(chosen.map((value) => labelOf("fields", value)), "or"),
    },
    education: {
      title: "Education", label: "The most you have, or will have",
      options: () => plan.education,
      judge: (role, level) => (!role.education ? UNKNOWN : role.education <= rank(level) ? FITS : MISSES),
      word: (role, level, found) => {
        if (found === UNKNOWN) return "not stated";
        const typical = plan.education[role.education - 1][1];
        if (role.education === rank(level)) return `${typical}, as you have`;
        return `${typical}, ${found === FITS ? "less" : "more"} than you have`;
      },
      name: (level) => labelOf("education", level),
    },
    pay: {
      title: "Pay",
      judge: (role, [floor]) => judgePay(role, floor)[0],
      word: (role, [floor]) => judgePay(role, floor)[1],
      name: ([floor]) => `at least ${round(floor, plan.currency, state.per)} ${PERIODS[state.per]}`,
    },
    experience: {
      title: "Experience", label: "Years you have in such work",
      options: () => YEARS.map((value) => [String(value), value ? count(value, "year") : "None yet"]),
      judge: (role, own) => (!role.experience.length ? UNKNOWN : role.experience[0] <= Number(own) ? FITS : MISSES),
      word: (role, own, found) => (found === UNKNOWN ? "not stated" : `${years(role.experience)}; you have ${Number(own) ? own : "none yet"}`),
      name: (own) => (Number(own) ? count(Number(own), "year") : "none yet"),
    },
    growth: {
      title: "Growth", label: "Projected change in jobs",
      options: () => GROWTH.map((value) => [String(value), value ? `+${value}% or more` : "Not shrinking"]),
      judge: (role, least) => (!role.growth.length ? UNKNOWN : role.growth[0] >= Number(least) ? FITS : MISSES),
      word: (role, least, found) => {
        if (found === UNKNOWN) return "no published projection";
        const [, text, from, to] = role.growth;
        const than = Number(least) ? `your +${least}%` : "none";
        return `${text}, ${from} to ${to}${found === FITS ? "" : `: less than ${than}`}`;
      },
      name: (least) => (Number(least) ? `+${least}% or more` : "not shrinking"),
    },
    workplace: anyOf("workplace", "Workplace"),
    pattern: anyOf("pattern", "Times"),
    interests: anyOf("interests", "Interests"),
    skills: {
      title: "Skills",
      judge: (role, own) => (!role.essential.length && !role.optional.length ? UNKNOWN
        : own.some((id) => role.essential.includes(id) || role.optional.includes(id)) ? FITS : MISSES),
      word: (role, own, found) => wordSkills(role, own, found),
      name: (own) => join(own.map(nameOf)),
    },
  };
  const KEYS = Object.keys(FILTERS);
  const rank = (level) => plan.education.findIndex(([id]) => id === level) + 1;
  const active = () => KEYS.filter((key) => state[key].length > 0);

  // Pay is compared in one currency, by the year or by the hour; other periods only by stated hours.
  function judgePay({ pay }, floor) {
    if (!pay) return [UNKNOWN, "not known"];
    const own = `your ${round(floor, plan.currency, state.per)}`;
    const bounds = pay[state.per];
    if (pay.currency !== plan.currency) return [UNKNOWN, `${pay.text}, not comparable with ${own}: paid in ${pay.currency}, not ${plan.currency}`];
    if (!bounds.length) return [UNKNOWN, `${pay.text}, not comparable with ${own} ${PERIODS[state.per]}: its paid hours are not stated`];
    const [low, high] = bounds.length === 1 ? [bounds[0], bounds[0]] : bounds;
    const amounts = bounds.filter((amount) => amount !== null).map((amount) => money(amount, pay.currency, state.per));
    const text = pay.period === state.per ? pay.text : `${pay.text}, or ${join(amounts, "to")} ${PERIODS[state.per]}`;
    if (low !== null && low >= floor) return [FITS, `${text}, ${low === floor && low === high ? "just" : "above"} ${own}`];
    if (high !== null && high < floor) return [MISSES, `${text}, below ${own}`];
    if (low === null || high === null) return [UNKNOWN, `${text}; whether that reaches ${own} is not known`];
    return [FITS, `${text}; ${own} lies within`];
  }

  function wordSkills({ essential, optional }, own, found) {
    if (found === UNKNOWN) return "none named";
    const [has, more] = [essential.filter((id) => own.includes(id)), optional.filter((id) => own.includes(id))];
    const missing = essential.filter((id) => !own.includes(id)).map(nameOf);
    const some = (names) => (names.length > 8 ? `${names.slice(0, 8).join(", ")} and ${digits(names.length - 8)} more` : join(names));
    const parts = [`you have ${has.length || "none"} of its ${essential.length} essential ones${has.length ? ` (${some(has.map(nameOf))})` : ""}`];
    if (!essential.length) parts[0] = "none is essential";
    if (more.length) parts.push(`and ${digits(more.length)} optional (${some(more.map(nameOf))})`);
    return parts.join(" ") + (missing.length ? `. Still to learn: ${some(missing)}` : "");
  }

  // A role against all filters in use.
  const counts = (found) => found === MISSES || (found === UNKNOWN && state.known === "only");
  function weigh(role, keys) {
    const states = keys.map((key) => FILTERS[key].judge(role, state[key]));
    const missed = keys.filter((_, at) => counts(states[at]));
    return {
      role, states, missed, unknown: states.filter((one) => one === UNKNOWN).length,
      common: role.essential.filter((id) => state.skills.includes(id)).length,
      shared: role.interests.filter((at) => state.interests.includes(plan.interests[at][0])).length,
    };
  }
  const payOf = ({ pay }) => (!pay || pay.currency !== plan.currency ? -1 : pay[state.per].find((amount) => amount !== null) ?? -1);
  const ORDERS = {
    best: (one, other) => one.missed.length - other.missed.length || other.common - one.common || other.shared - one.shared || one.unknown - other.unknown,
    pay: (one, other) => payOf(other.role) - payOf(one.role),
    growth: (one, other) => (other.role.growth[0] ?? -1000) - (one.role.growth[0] ?? -1000),
    title: () => 0,
  };
  const collator = new Intl.Collator(language);
  const order = (one, other) => ORDERS[state.sort](one, other)
    || (state.sort === "best" && active().length ? payOf(other.role) - payOf(one.role) : 0)
    || collator.compare(one.role.title, other.role.title);

  // The address.
  const LISTS = ["field", "workplace", "pattern", "interests", "skills"];
  function readAddress() {
    const given = new URLSearchParams(location.search);
    Object.assign(state, emptied());
    LISTS.forEach((key) => {
      const values = [...new Set((given.get(key) || "").split(",").filter(Boolean))];
      state[key] = key === "skills" ? values.filter((id) => ID.test(id)).slice(0, 50)
        : values.filter((value) => FILTERS[key].options().some(([id]) => id === value));
    });
    ["education", "experience", "growth"].forEach((key) => {
      const value = given.get(key);
      if (FILTERS[key].options().some(([id]) => id === value)) state[key] = value;
    });
    state.per = given.get("per") === "hour" ? "hour" : "year";
    const floor = Number(given.get("pay"));
    state.pay = floor > 0 && floor < 1e9 && plan.currency ? [floor] : [];
    state.known = given.get("known") === "only" ? "only" : "";
    if (Object.hasOwn(SORTS, given.get("sort"))) state.sort = given.get("sort");
  }
  function writeAddress(replace) {
    const usual = emptied();
    const query = Object.keys(usual).filter((key) => key !== "per" || state.pay.length)
      .filter((key) => String(state[key]) !== String(usual[key]) || (key === "per" && state.pay.length))
      .map((key) => `${key}=${[state[key]].flat().map(encodeURIComponent).join(",")}`).join("&");
    const address = `${location.pathname}${query ? `?${query}` : ""}`;
    if (address !== location.pathname + location.search) history[replace ? "replaceState" : "pushState"](null, "", address);
  }

  // The page.
  const status = set(make("div", {}), { role: "status" });
  const opener = set(make("button", { type: "button" }, "Filters"), { "aria-expanded": "false", "aria-controls": "filters" });
  const bar = make("div", { className: "bar" }, status, opener);
  const form = make("form", { id: "filters" });
  const found = make("div", { className: "found" });
  const boxes = new Map(); // key → value → { box, count }
  const selects = new Map();

  function makeMany(key) {
    const made = new Map();
    const ticks = FILTERS[key].options().map(([value, label]) => {
      const box = make("input", { type: "checkbox", name: key, value });
      const number = make("small", {});
      made.set(value, { box, number });
      box.addEventListener("change", () => {
        state[key] = [...made].filter(([, one]) => one.box.checked).map(([id]) => id);
        update();
      });
      return make("label", { className: "tick" }, box, make("span", {}, label), number);
    });
    boxes.set(key, made);
    return make("fieldset", {}, make("legend", {}, title(key)), make("div", { className: "ticks" }, ticks));
  }
  function makeOne(key) {
    const select = make("select", { name: key }, make("option", { value: "" }, "Any"),
      FILTERS[key].options().map(([value, label]) => make("option", { value }, label)));
    select.addEventListener("change", () => {
      state[key] = select.value;
      update();
    });
    selects.set(key, select);
    return make("label", {}, title(key), make("small", {}, FILTERS[key].label), select);
  }

  const floorBox = make("input", { type: "text", name: "pay", inputMode: "decimal", autocomplete: "off", maxLength: 12 });
  const perBox = make("select", { name: "per" }, Object.entries(PERIODS).map(([value, label]) => make("option", { value }, label)));
  set(perBox, { "aria-label": "Pay is for" });
  function readFloor() {
    const value = Number(floorBox.value.replace(/[^\d.]/g, ""));
    state.pay = value > 0 && value < 1e9 ? [value] : [];
    state.per = perBox.value;
  }
  function makePay() {
    if (!plan.currency) return null;
    let [typing, waiting] = [false, 0];
    floorBox.addEventListener("focus", () => { typing = false; });
    floorBox.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        readFloor();
        update({ replace: typing });
        typing = true;
      }, 300);
    });
    perBox.addEventListener("change", () => {
      readFloor();
      update();
    });
    return make("div", { className: "pay" }, make("label", {}, title("pay"), make("small", {}, `At least, in ${plan.currency_name}`), floorBox), perBox);
  }

  const skillBox = set(make("input", { type: "text", name: "skill", autocomplete: "off", maxLength: 80, spellcheck: false }), { list: "skill-names" });
  const skillNames = make("datalist", { id: "skill-names" });
  const ownSkills = make("ul", { className: "own" });
  const skillSaid = set(make("p", { className: "small" }), { role: "status" });
  const recall = make("button", { type: "button", hidden: true });
  const cut = (text) => plain(text).split(/[\s/-]+/).filter(Boolean);
  const namesOf = ({ name, others, hidden }) => [name, ...others, ...hidden];
  const added = ({ id }) => state.skills.includes(id);
  // Skills with a name that has a word for each one typed, as [skill, that name]: whole names first,
  // then a skill's own name, names that begin so, short ones.
  function suggest(typed) {
    const words = cut(typed);
    if (!words.length) return [];
    const begins = (name) => words.every((word) => cut(name).some((part) => part.startsWith(word)));
    const far = ([{ name }, by]) => 4 * (plain(by) !== plain(typed)) + 2 * (by !== name) + !plain(by).startsWith(words[0]);
    return [...known.skills.values()].filter((skill) => !added(skill))
      .flatMap((skill) => namesOf(skill).filter(begins).map((by) => [skill, by]).sort((one, other) => far(one) - far(other)).slice(0, 1))
      .sort((one, other) => far(one) - far(other) || one[1].length - other[1].length);
  }
  // How many letters are wrong, missing, too many or swapped with the next.
  function differ(one, other) {
    const rows = [[...Array(other.length + 1).keys()]];
    for (let at = 1; at <= one.length; at += 1) {
      rows.push([at]);
      for (let by = 1; by <= other.length; by += 1) {
        const same = one[at - 1] === other[by - 1];
        const swapped = at > 1 && by > 1 && one[at - 1] === other[by - 2] && one[at - 2] === other[by - 1];
        rows[at].push(Math.min(rows[at - 1][by] + 1, rows[at][by - 1] + 1, rows[at - 1][by - 1] + !same, swapped ? rows[at - 2][by - 2] + 1 : Infinity));
      }
    }
    return rows[one.length][other.length];
  }
  // Skills that somebody may have meant: one letter off, two in a long word.
  function guess(typed) {
    const most = typed.length < 4 ? 0 : typed.length < 8 ? 1 : 2;
    return [...known.skills.values()].filter((skill) => !added(skill)).map((skill) => [Math.min(...namesOf(skill)
      .map((name) => (Math.abs(name.length - typed.length) > most ? Infinity : differ(plain(name), typed)))), skill])
      .filter(([off]) => off <= most).sort(([one], [other]) => one - other).slice(0, 3).map(([, skill]) => skill);
  }
  function haveSkill({ id, name }, by = name) {
    skillBox.value = "";
    skillNames.replaceChildren();
    skillSaid.textContent = by === name ? `${name} added.` : `${name} added: you wrote “${by}”.`;
    state.skills = [...state.skills, id];
    store.update((kept) => { kept.have.push(id); });
    update();
  }
  function addSkill() {
    const [text, typed] = [skillBox.value.trim(), plain(skillBox.value)];
    if (!typed) return;
    const [[skill, by] = []] = suggest(typed);
    if (skill) {
      haveSkill(skill, by === skill.name ? by : text);
      return;
    }
    if (state.skills.some((id) => known.skills.has(id) && namesOf(known.skills.get(id)).some((name) => plain(name) === typed))) {
      skillSaid.textContent = "You have named that one.";
      return;
    }
    const meant = guess(typed);
    skillSaid.replaceChildren(`No role of this guide asks for “${text}”.`, ...meant.length ? [" Did you mean: ", ...meant.map((one) => {
      const button = make("button", { type: "button" }, one.name);
      button.addEventListener("click", () => {
        haveSkill(one);
        skillBox.focus();
      });
      return button;
    })] : []);
  }
  function makeSkills() {
    skillBox.addEventListener("input", (event) => {
      skillNames.replaceChildren(...suggest(skillBox.value).slice(0, STEP)
        .map(([{ name, others }, by]) => make("option", { value: name, label: others.includes(by) ? `${name}: ${by}` : "" })));
      if (!event.inputType || event.inputType === "insertReplacementText") addSkill();
    });
    recall.addEventListener("click", () => {
      state.skills = [...new Set([...state.skills, ...store.read().have])].slice(0, 50);
      update();
      skillBox.focus();
    });
    return make("fieldset", { className: "skill" }, make("legend", {}, "Skills you have"), ownSkills,
      make("div", { className: "add" }, make("label", {}, make("span", { className: "unseen" }, "Add a skill"), skillBox), make("button", { type: "submit" }, "Add")),
      skillNames, skillSaid, recall);
  }
  const knownBox = make("input", { type: "checkbox", name: "known" });
  function makeKnown() {
    knownBox.addEventListener("change", () => {
      state.known = knownBox.checked ? "" : "only";
      update();
    });
    return make("label", { className: "tick" }, knownBox, make("span", {}, "Keep roles where the guide doesn’t know"));
  }
  // On a phone the filters are a sheet, and the button below it leads to what they find.
  let results = "";
  function nameOpener() {
    const open = form.classList.contains("open");
    opener.textContent = open ? `Show ${results}` : `Filters${active().length ? ` (${active().length})` : ""}`;
  }
  function toggle(open) {
    form.classList.toggle("open", open);
    opener.setAttribute("aria-expanded", String(open));
    nameOpener();
    if (open) form.querySelector("input, select").focus();
    else opener.focus();
  }
  opener.addEventListener("click", () => toggle(!form.classList.contains("open")));
  form.addEventListener("keydown", (event) => { if (event.key === "Escape" && form.classList.contains("open")) toggle(false); });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    addSkill();
  });

  // Controls follow the state, whoever changed it.
  function showControls() {
    boxes.forEach((made, key) => made.forEach(({ box }, value) => { box.checked = state[key].includes(value); }));
    selects.forEach((select, key) => { select.value = state[key]; });
    const typed = Number(floorBox.value.replace(/[^\d.]/g, ""));
    if (typed !== (state.pay[0] || 0)) floorBox.value = state.pay.length ? digits(state.pay[0]) : "";
    perBox.value = state.per;
    knownBox.checked = state.known !== "only";
    ownSkills.replaceChildren(...state.skills.map((id) => {
      const button = set(make("button", { type: "button" }, nameOf(id)), { "aria-label": `Remove ${nameOf(id)}` });
      button.addEventListener("click", () => {
        state.skills = state.skills.filter((one) => one !== id);
        store.update((kept) => { kept.have = kept.have.filter((one) => one !== id); });
        update();
        skillBox.focus();
      });
      return make("li", {}, button);
    }));
    const more = store.read().have.filter((id) => !state.skills.includes(id));
    recall.hidden = !more.length;
    recall.textContent = `Use the ${count(more.length, "skill")} you kept`;
  }
  function showCounts(weighed) {
    const without = (key) => weighed.filter(({ missed }) => !missed.length || (missed.length === 1 && missed[0] === key)).map(({ role }) => role);
    boxes.forEach((made, key) => {
      const roles = without(key);
      made.forEach(({ number }, value) => {
        const fitting = key === "field" && !known.loaded.has(value) ? null : roles.filter((role) => FILTERS[key].judge(role, [value]) === FITS).length;
        number.textContent = fitting === null ? "" : digits(fitting);
        number.parentElement.classList.toggle("none", fitting === 0);
      });
    });
    selects.forEach((select, key) => {
      const roles = without(key);
      FILTERS[key].options().forEach(([value, label], at) => {
        select.options[at + 1].textContent = `${label} (${digits(roles.filter((role) => FILTERS[key].judge(role, value) === FITS).length)})`;
      });
    });
  }

  const glance = ({ pay, education, experience, workplace, growth }) => [
    pay?.text || "Pay not known", education && plan.education[education - 1][1], experience.length && years(experience),
    workplace.length && join(labels("workplace", workplace).map((name, at) => (at ? lower(name) : name))), growth.length && `Growth ${growth[1]}`,
  ].filter(Boolean).join("\u00a0· ");
  const SIGNS = { [FITS]: ["✓", "Fits. "], [MISSES]: ["✗", "Does not fit. "], [UNKNOWN]: ["?", "Not known. "] };
  function explain({ role, states }, keys) {
    const lines = keys.map((key, at) => {
      const [sign, said] = SIGNS[states[at]];
      const left = states[at] === UNKNOWN && state.known === "only" ? ", so it counts as a miss" : "";
      return make("li", { className: states[at] }, set(make("span", {}, sign), { "aria-hidden": "true" }),
        make("span", {}, make("span", { className: "unseen" }, said), make("b", {}, `${title(key)}: `), FILTERS[key].word(role, state[key], states[at]) + left));
    });
    const rankOf = ({ className }) => [MISSES, FITS, UNKNOWN].indexOf(className);
    return make("ul", { className: "why" }, lines.sort((one, other) => rankOf(one) - rankOf(other)));
  }
  function keeper({ id, title: name }) {
    const button = make("button", { type: "button", className: "keep" }, "Shortlist");
    const show = () => set(button, { "aria-pressed": store.read().shortlist.some((one) => one.id === id) });
    set(button, { "aria-label": `Shortlist ${name}` });
    show();
    button.addEventListener("click", () => {
      const kept = store.toggle(id);
      show();
      if (kept === null) button.replaceWith(make("span", { className: "small" }, "This browser keeps nothing."));
    });
    return button;
  }
  const card = (one, keys) => make("li", {}, make("div", { className: "head" },
    make("div", {}, make("h3", {}, make("a", { href: one.role.href }, one.role.title)),
      make("p", { className: "small" }, one.role.draft > 0 && [make("span", { className: "tag" }, "Draft from public data"), " "], glance(one.role))),
    keeper(one.role)), keys.length > 0 && explain(one, keys));
  function listRoles(all, keys, first) {
    const list = make("ul", { className: "cards" }, all.slice(0, first).map((one) => card(one, keys)));
    if (all.length <= first) return [list];
    const more = make("button", { type: "button" });
    const name = () => { more.textContent = `Show more (${digits(all.length - list.children.length)} left)`; };
    name();
    more.addEventListener("click", () => {
      const from = list.children.length;
      list.append(...all.slice(from, from + STEP).map((one) => card(one, keys)));
      if (list.children.length === all.length) more.remove();
      else name();
      list.children[from].querySelector("a").focus();
    });
    return [list, more];
  }
  function chips(keys) {
    const drop = (key) => {
      const button = make("button", { type: "button" }, make("span", { className: "unseen" }, "Remove "), make("b", {}, `${title(key)}: `), FILTERS[key].name(state[key]));
      button.addEventListener("click", () => {
        state[key] = emptied()[key];
        update();
        (found.querySelector(".chips button") || opener).focus();
      });
      return make("li", {}, button);
    };
    const clear = make("button", { type: "button", className: "clear" }, "Clear all");
    clear.addEventListener("click", () => {
      Object.assign(state, emptied(), { sort: state.sort });
      update();
      found.querySelector("h2").focus();
    });
    return keys.length > 0 && make("ul", { className: "chips" }, keys.map(drop), make("li", {}, clear));
  }
  // Which filter to drop, and what that finds; where none is enough alone, which two.
  function loosen(weighed, keys) {
    const find = (drops) => drops.map((drop) => [drop, weighed.filter(({ missed }) => missed.every((one) => drop.includes(one))).length])
      .filter(([, number]) => number > 0).sort(([, one], [, other]) => other - one);
    const single = find(keys.map((key) => [key]));
    const ways = single.length ? single : find(keys.flatMap((one, at) => keys.slice(at + 1).map((other) => [one, other]))).slice(0, PAIRS);
    if (!ways.length) return make("p", {}, "Leaving out two filters is not enough: every role misses more.");
    const lead = single.length ? "Leaving out one filter finds:" : "No single filter is to blame. Leaving out two finds:";
    return [make("p", {}, lead), make("ul", { className: "chips ways-out" }, ways.map(([drop, number]) => {
      const button = make("button", { type: "button" }, make("b", {}, count(number, "role")), ` without ${join(drop.map((key) => title(key).toLowerCase()))}`);
      button.addEventListener("click", () => {
        drop.forEach((key) => { state[key] = emptied()[key]; });
        update();
        found.querySelector("h2").focus();
      });
      return make("li", {}, button);
    }))];
  }
  const sortBox = make("select", { name: "sort" }, Object.entries(SORTS).map(([value, label]) => make("option", { value }, label)));
  sortBox.addEventListener("change", () => {
    state.sort = sortBox.value;
    update();
    sortBox.focus();
  });

  let said = 0;
  function say(text) {
    clearTimeout(said);
    said = setTimeout(() => { status.textContent = text; }, 150);
  }
  const total = () => plan.fields.reduce((sum, [, , roles]) => sum + roles, 0);
  function show() {
    const keys = active();
    const weighed = known.roles.map((role) => weigh(role, keys)).sort(order);
    const [fitting, near] = [weighed.filter(({ missed }) => !missed.length), weighed.filter(({ missed }) => missed.length === 1)];
    showControls();
    showCounts(weighed);
    const loading = known.loaded.size < wanted().length;
    const sure = fitting.filter(({ unknown }) => !unknown).length;
    const words = !keys.length ? count(sure, "role")
      : `${count(sure, "role")} of ${digits(known.roles.length)} ${sure === 1 ? "fits" : "fit"}${fitting.length > sure ? `, ${digits(fitting.length - sure)} more may` : ""}`;
    results = count(fitting.length, "role");
    nameOpener();
    say(loading ? `${words} so far …` : words);
    const heading = make("h2", { tabIndex: -1 }, keys.length ? "What fits" : "Every role");
    sortBox.value = state.sort;
    const nearest = fitting.length ? near : weighed;
    found.replaceChildren(...[
      chips(keys),
      make("div", { className: "top-line" }, heading, make("label", {}, "Sort by", sortBox)),
      known.roles.length < total() && !loading && make("p", { className: "small" }, `Only the fields that you chose are looked through: ${digits(known.roles.length)} of ${digits(total())} roles.`),
      fitting.length > 0 ? listRoles(fitting, keys, STEP) : !loading && [make("p", {}, "No role fits all of this."), loosen(weighed, keys)],
      keys.length > 0 && nearest.length > 0 && !loading && make("section", {}, make("h2", {}, fitting.length ? "One filter missed" : "Nearest misses"), listRoles(nearest, keys, NEAR)),
    ].flat(Infinity).filter(Boolean));
  }

  // Loading: what is wanted, a few files at a time; results grow as they come.
  const wanted = () => plan.fields.map(([id]) => id).filter((id) => total() <= WHOLE || !state.field.length || state.field.includes(id) || known.loaded.has(id));
  let turn = Promise.resolve();
  function fill() {
    turn = turn.then(async () => {
      const open = plan.fields.filter(([id]) => wanted().includes(id) && !known.loaded.has(id));
      const first = open.filter(([id]) => state.field.includes(id));
      const queue = [...first, ...open.filter((one) => !first.includes(one))];
      let shown = 0;
      const work = async () => {
        for (let next = queue.shift(); next; next = queue.shift()) {
          await loadField(next);
          if (performance.now() - shown > 250 || known.loaded.size === wanted().length) {
            show();
            shown = performance.now();
          }
        }
      };
      await Promise.all([work(), work(), work(), work()]);
    }).catch(() => say("The finder’s files can’t be loaded now. The lists below lead to every role."));
  }
  function update({ replace = false } = {}) {
    writeAddress(replace);
    show();
    fill();
  }
  async function begin() {
    place.append(bar, form, found);
    say("Loading …");
    const at = new URL(place.dataset.fields, location.href);
    plan = { ...await load(at), at };
    const present = (key) => plan[key].length > 0;
    form.append(...[makeMany("field"), makeSkills(), makeOne("education"), makeOne("experience"), makePay(), makeOne("growth"),
      ...["workplace", "pattern", "interests"].filter(present).map(makeMany), makeKnown()].filter(Boolean));
    readAddress();
    addEventListener("popstate", () => {
      readAddress();
      show();
      fill();
    });
    store.watch(() => showControls());
    show();
    fill();
  }
  begin().catch(() => say("The finder’s files can’t be loaded now. The lists below lead to every role."));
})();
