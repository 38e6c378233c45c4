// What a reader has of a role's skills and of what proves a level, and what is missing. It is read from
// the table and the list of the page and kept by store.js in this browser only; nothing is sent.
(() => {
  "use strict";
  const { all, make, save } = globalThis.roleguidePage;
  const store = globalThis.roleguideStore;
  const table = document.querySelector("[data-role]");
  const place = document.getElementById("stand");
  const { role } = table.dataset;
  const WORDS = ["None yet", ...all("#meanings dt").map((word) => word.textContent)];
  const columns = all("[data-level]", table).map((head) => head.dataset.level);
  const levels = all("[data-rung]").map((rung) => ({
    name: rung.dataset.name,
    column: columns.indexOf(rung.dataset.rung), // -1: the table says nothing of this level
    proofs: all("[data-proof]", rung).map((item) => ({ id: item.dataset.proof, text: item.textContent.trim() })),
  }));
  const skills = all("[data-skill]", table).map((row) => ({
    id: row.dataset.skill,
    name: row.querySelector("th a").textContent,
    ranks: all("[data-rank]", row).map((cell) => Number(cell.dataset.rank)),
  }));
  const NAMED = 4; // so many skills without a mark are named
  const count = (value, noun) => `${value} ${noun}${value === 1 ? "" : "s"}`;
  const join = (words) => (words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`);
  // A word inside a sentence.
  const lower = (rank) => (rank ? WORDS[rank].toLowerCase() : "nothing yet");
  const works = store.works();
  let marks = read();

  function read() {
    const own = store.read().ticks[role];
    return { skills: own ? own.skills : Object.create(null), evidence: own ? own.evidence : [] };
  }
  // 0 is an answer: the reader has looked and has none of it.
  const rank = (skill) => (skill.id in marks.skills ? Math.min(marks.skills[skill.id], WORDS.length - 1) : null);
  const shown = ({ id }) => marks.evidence.includes(id);
  function mark(change) {
    marks = { skills: { ...marks.skills }, evidence: [...marks.evidence] };
    change(marks);
    keep();
    show();
  }
  const keep = () => tell(store.update((state) => { state.ticks[role] = marks; }));
  function tell(done) {
    note.textContent = done
      ? "Your marks are kept in this browser only."
      : "This browser keeps nothing for this page, so your marks are gone when you leave it. Save them as a file if you need them.";
  }

  const aim = make("select", {}, levels.map(({ name }, at) => make("option", { value: String(at) }, name)));
  const fields = skills.map((skill) => {
    const select = make("select", {}, make("option", { value: "" }, "Not said"), WORDS.map((word, at) => make("option", { value: String(at) }, word)));
    const gap = make("small", {});
    select.addEventListener("change", () => mark((own) => {
      if (select.value === "") delete own.skills[skill.id];
      else own.skills[skill.id] = Number(select.value);
    }));
    return { skill, select, gap, label: make("label", {}, make("span", {}, skill.name), select, gap) };
  });
  const proving = make("legend", {});
  const proofs = make("fieldset", { className: "proofs" }, proving);
  const said = make("p", { role: "status" });
  const rest = make("div", { className: "gap" });
  const note = make("p", { className: "small" });
  const button = (text, act) => {
    const made = make("button", { type: "button" }, text);
    made.addEventListener("click", act);
    return made;
  };

  // What the chosen level asks for, and how much of it is there.
  function compare() {
    const { name, column, proofs: asked } = levels[aim.selectedIndex];
    const wanted = (skill) => skill.ranks[column] || 0;
    const needed = skills.filter(wanted);
    const has = (skill) => rank(skill) !== null && rank(skill) >= wanted(skill);
    return {
      name, wanted, needed, asked,
      met: needed.filter(has),
      missing: needed.filter((skill) => rank(skill) !== null && !has(skill)),
      open: needed.filter((skill) => rank(skill) === null),
      proven: asked.filter(shown),
      unproven: asked.filter((one) => !shown(one)),
    };
  }
  function word({ name, needed, asked, met, open, proven }) {
    const wants = [needed.length && count(needed.length, "skill"), asked.length && count(asked.length, "proof")].filter(Boolean);
    if (!wants.length) return `The guide says nothing of what ${name} asks for.`;
    if (open.length === needed.length && !proven.length) return `${name} asks for ${join(wants)}. Nothing is marked yet.`;
    const parts = [needed.length && `${met.length} of ${count(needed.length, "skill")} as far as ${name} asks`,
      asked.length && `${proven.length} of ${count(asked.length, "proof")}${needed.length ? "" : ` of ${name}`}`].filter(Boolean);
    return `${parts.join(", ")}.${met.length === needed.length && proven.length === asked.length ? " Nothing is missing." : ""}`;
  }
  function lines({ wanted, missing, open }) {
    const gaps = missing.map((skill) => `${skill.name} (${lower(rank(skill))}; asked: ${lower(wanted(skill))})`);
    const names = open.length > NAMED ? count(open.length, "skill") : join(open.map((skill) => skill.name));
    return [gaps.length && `Not yet as asked: ${join(gaps)}.`, open.length && `Not marked yet: ${names}.`].filter(Boolean);
  }
  function show() {
    const found = compare();
    const began = found.open.length < found.needed.length || found.proven.length > 0;
    said.textContent = word(found);
    const gaps = began ? lines(found).map((line) => make("p", {}, line)) : [];
    if (began && found.unproven.length) gaps.push(make("p", {}, "Still to prove:"), make("ul", {}, found.unproven.map(({ text }) => make("li", {}, text))));
    rest.replaceChildren(...gaps.length ? [make("h3", {}, `What is missing for ${found.name}`), ...gaps] : []);
    fields.forEach(({ skill, select, gap, label }) => {
      const own = rank(skill);
      const asked = found.wanted(skill);
      const value = own === null ? "" : String(own);
      if (select.value !== value) select.value = value;
      const met = asked > 0 && own !== null && own >= asked;
      label.classList.toggle("met", met);
      gap.textContent = asked ? `${found.name} asks: ${lower(asked)}${met ? ", and you have it" : ""}` : `${found.name} names no expectation`;
    });
    proofs.querySelectorAll("input").forEach((box) => { box.checked = shown({ id: box.value }); });
  }
  function choose() {
    const { name, proofs: asked } = levels[aim.selectedIndex];
    proving.textContent = `What proves ${name}`;
    proofs.hidden = !asked.length;
    proofs.replaceChildren(proving, ...asked.map(({ id, text }) => {
      const box = make("input", { type: "checkbox", value: id });
      box.addEventListener("change", () => mark((own) => {
        own.evidence = own.evidence.filter((one) => one !== id);
        if (box.checked) own.evidence.push(id);
      }));
      return make("label", {}, box, make("span", {}, text));
    }));
    show();
  }

  // Taking it along, and away.
  function write() {
    const found = compare();
    const skill = (one) => `- ${one.name}: ${rank(one) === null ? "not said" : WORDS[rank(one)].toLowerCase()}${found.wanted(one) ? ` (${found.name} asks: ${lower(found.wanted(one))})` : ""}`;
    const proof = (one) => `[${shown(one) ? "x" : " "}] ${one.text}`;
    const others = levels.filter(({ proofs: some }) => some !== found.asked && some.some(shown));
    const title = document.querySelector("h1").textContent;
    return [title, location.href.split(/[?#]/)[0], "", word(found), ...lines(found), "", ...skills.map(skill), "",
      ...[levels[aim.selectedIndex], ...others].filter(({ proofs: some }) => some.length)
        .flatMap(({ name, proofs: some }) => [`What proves ${name}`, ...some.map(proof), ""])].join("\n");
  }
  function open(found) {
    if (found.fault) {
      note.textContent = `Nothing was changed. ${found.fault}`;
      return;
    }
    const own = found.ticks[role];
    const parts = own ? [[Object.keys(own.skills), "skill"], [own.evidence, "proof"]].filter(([some]) => some.length).map(([some, noun]) => count(some.length, noun)) : [];
    if (!found.kept) note.textContent = "This browser did not keep what is in the file.";
    else if (!parts.length) note.textContent = "The file says nothing of this role. What it holds of others was added to what was here.";
    else note.textContent = `${join(parts)} from the file, added to your marks. Where the two differ, the file goes before.`;
  }
  function erase() {
    const before = marks;
    const some = Object.keys(before.skills).length + before.evidence.length > 0;
    mark((own) => Object.assign(own, { skills: Object.create(null), evidence: [] }));
    if (!some) return;
    said.textContent = "Your marks for this role are erased.";
    rest.replaceChildren(button("Undo", () => {
      mark((own) => Object.assign(own, before));
      erasing.focus();
    }));
  }
  const erasing = button("Erase my marks", erase);
  note.setAttribute("role", "status");

  place.querySelector(".missing").remove();
  place.append(
    make("p", {}, "Mark how well you master each skill, tick what you can show, and choose a level to see what is missing for it."),
    make("div", { className: "aim" }, make("label", {}, "Compare with", aim)),
    said,
    make("div", { className: "mastered" }, fields.map(({ label }) => label)),
    proofs,
    rest,
    make("div", { className: "tools" }, button("Print", () => print()),
      button("Save as text", () => save(`${role}-levels.txt`, "text/plain", [write()])),
      button("Save as a file (JSON)", () => save(`${role}-levels.json`, "application/json", [store.exported(role)])),
      store.opener("Open a file", open), erasing),
    note,
  );
  // The first level that the reader has not reached, or the highest.
  const next = levels.findIndex(({ column, proofs: some }) => skills.some((skill) => (rank(skill) || 0) < (skill.ranks[column] || 0)) || !some.every(shown));
  aim.selectedIndex = next < 0 ? levels.length - 1 : next;
  aim.addEventListener("change", choose);
  store.watch(() => {
    marks = read();
    show();
  });
  tell(works);
  choose();
})();
