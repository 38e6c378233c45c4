// What a reader has of a role's skills, and what is missing for a level. It is read from the table of
// the page and kept by store.js in this browser only; nothing is sent.
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const make = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };
  const store = globalThis.roleguideStore;
  const table = document.querySelector("[data-role]");
  const place = document.getElementById("stand");
  const { role } = table.dataset;
  const WORDS = ["None yet", ...all("#meanings dt").map((word) => word.textContent)];
  const levels = all("[data-level]", table).map((head) => ({ id: head.dataset.level, name: head.firstChild.textContent }));
  const skills = all("[data-skill]", table).map((row) => ({
    id: row.dataset.skill,
    name: row.querySelector("th a").textContent,
    asked: all("[data-rank]", row).map((cell) => Number(cell.dataset.rank)),
  }));
  const NAMED = 4; // so many skills without a mark are named
  const join = (words) => (words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`);
  // A word inside a sentence.
  const lower = (rank) => (rank ? WORDS[rank].toLowerCase() : "nothing yet");
  const kept = store.works();
  let have = read();

  function read() {
    const state = store.read();
    const own = state.ticks[role];
    return own ? own.skills : Object.create(null);
  }
  // 0 is an answer: the reader has looked and has none of it.
  const rank = (skill) => (skill.id in have ? Math.min(have[skill.id], WORDS.length - 1) : null);

  const aim = make("select", {}, ...levels.map(({ id, name }) => make("option", { value: id }, name)));
  const fields = skills.map((skill) => {
    const select = make("select", {}, make("option", { value: "" }, "Not said"), ...WORDS.map((word, at) => make("option", { value: String(at) }, word)));
    const gap = make("small", {});
    const label = make("label", {}, make("span", {}, skill.name), select, gap);
    select.addEventListener("change", () => {
      have = { ...have };
      if (select.value === "") delete have[skill.id];
      else have[skill.id] = Number(select.value);
      keep();
      show();
    });
    return { skill, select, gap, label };
  });
  const said = make("p", { role: "status" });
  const rest = make("p", {});
  const note = make("p", { className: "small" });
  const button = (text, act) => {
    const made = make("button", { type: "button" }, text);
    made.addEventListener("click", act);
    return made;
  };

  function keep() {
    const done = store.update((state) => {
      const own = state.ticks[role] || { skills: {}, evidence: [] };
      state.ticks[role] = { ...own, skills: have };
    });
    tell(done);
  }
  function tell(done) {
    note.textContent = done
      ? "Your marks are kept in this browser only."
      : "This browser keeps nothing for this page, so your marks are gone when you leave it. Save them as a file if you need them.";
  }

  function compare() {
    const at = aim.selectedIndex;
    const asked = skills.filter((skill) => skill.asked[at]);
    const has = (skill) => rank(skill) !== null && rank(skill) >= skill.asked[at];
    return {
      name: levels[at].name,
      at,
      asked,
      met: asked.filter(has),
      missing: asked.filter((skill) => rank(skill) !== null && !has(skill)),
      open: asked.filter((skill) => rank(skill) === null),
    };
  }
  function word({ name, at, asked, met, missing, open }) {
    if (open.length === asked.length) return [`${name} asks for ${asked.length} skill${asked.length === 1 ? "" : "s"}. None is marked yet.`, ""];
    const count = `${met.length} of ${asked.length} as far as ${name} asks`;
    const gaps = missing.map((skill) => `${skill.name} (${lower(rank(skill))}; asked: ${lower(skill.asked[at])})`);
    const lines = [];
    if (gaps.length) lines.push(`Missing: ${join(gaps)}.`);
    const names = open.length > NAMED ? `${open.length} skills` : join(open.map((skill) => skill.name));
    if (open.length) lines.push(`Not marked yet: ${names}.`);
    return [`${count}${met.length === asked.length ? ". Nothing is missing." : "."}`, lines.join(" ")];
  }
  function show() {
    const found = compare();
    [said.textContent, rest.textContent] = word(found);
    fields.forEach(({ skill, select, gap, label }) => {
      const own = rank(skill);
      const asked = skill.asked[found.at];
      const value = own === null ? "" : String(own);
      if (select.value !== value) select.value = value;
      const met = Boolean(asked) && own !== null && own >= asked;
      label.classList.toggle("met", met);
      gap.textContent = asked ? `${found.name} asks: ${lower(asked)}${met ? ", and you have it" : ""}` : `${found.name} names no expectation`;
    });
  }

  function write() {
    const found = compare();
    const lines = skills.map((skill) => {
      const asked = skill.asked[found.at];
      return `- ${skill.name}: ${rank(skill) === null ? "not said" : WORDS[rank(skill)].toLowerCase()}${asked ? ` (${found.name} asks: ${lower(asked)})` : ""}`;
    });
    const title = document.querySelector("h1").textContent;
    return [title, "", ...word(found).filter(Boolean), "", ...lines, ""].join("\n");
  }
  function save() {
    const address = URL.createObjectURL(new Blob([write()], { type: "text/plain" }));
    make("a", { href: address, download: `${role}-skills.txt` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  }
  function erase() {
    const before = have;
    have = Object.create(null);
    keep();
    show();
    const undo = button("Undo", () => {
      have = before;
      keep();
      show();
      erasing.focus();
    });
    if (Object.keys(before).length) {
      said.textContent = "Your marks for this role are erased. ";
      rest.replaceChildren(undo);
    }
  }
  const erasing = button("Erase my marks", erase);

  place.querySelector(".missing").remove();
  place.append(
    make("p", {}, "Mark how well you master each skill, and choose a level to see what is missing for it."),
    make("div", { className: "aim" }, make("label", {}, "Compare with", aim)),
    said,
    rest,
    make("div", { className: "mastered" }, ...fields.map(({ label }) => label)),
    make("div", { className: "tools" }, button("Print", () => print()), button("Save as text", save), erasing),
    note,
  );
  // The first level that the reader has not reached, or the highest.
  const next = levels.findIndex((_, at) => skills.some((skill) => skill.asked[at] && (rank(skill) || 0) < skill.asked[at]));
  aim.selectedIndex = next < 0 ? levels.length - 1 : next;
  aim.addEventListener("change", show);
  store.watch(() => {
    have = read();
    show();
  });
  tell(kept);
  show();
})();
