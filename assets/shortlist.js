// The shortlist: roles that store.js keeps in this browser, worded by the files of the roles. Cards
// say what the pages of the roles say and nothing more. Text is written with textContent only.
(() => {
  "use strict";
  const place = document.getElementById("shortlist");
  const store = globalThis.roleguideStore;
  const SHOWN = ["pay", "outlook", "entry.education_level", "experience_years", "workplace_types", "work_pattern"];
  const MOST = 4; // roles that can be compared at once

  const { make, save, set } = globalThis.roleguidePage;
  const count = (value, noun) => `${value} ${noun}${value === 1 ? "" : "s"}`;
  const { lang } = document.documentElement;
  const words = (day) => new Date(`${day}T00:00`).toLocaleDateString(/^en(-US)?$/.test(lang) ? "en-GB" : lang, { day: "numeric", month: "long", year: "numeric" });
  const root = new URL("../", location.href);
  const pageOf = (id) => new URL(`roles/${id}/index.html`, root).href;

  if (location.protocol === "file:") {
    place.append(make("p", { className: "missing" }, "The shortlist needs the guide on the web: pages opened from disk can’t read each other’s files, and many browsers keep nothing for them. The lists below lead to every role."));
    return;
  }

  // Files of roles, each asked for once; an id that the list of titles lacks is not asked for.
  const files = new Map();
  const load = (address) => {
    if (!files.has(address)) {
      const found = fetch(address).then((answer) => {
        if (answer.status === 404) return null;
        if (!answer.ok) throw new Error(address);
        return answer.json();
      });
      found.catch(() => files.delete(address));
      files.set(address, found);
    }
    return files.get(address);
  };
  async function find(id) {
    const titles = await load(new URL(place.dataset.titles, location.href).href);
    const exists = titles.shards.length > 0 || titles.titles.some(([one]) => one === id);
    return exists ? load(new URL(`${place.dataset.roles}${id}.json`, location.href).href) : null;
  }

  const status = set(make("p", { className: "small" }), { role: "status" });
  const picked = new Set();
  const compare = make("button", { type: "button" });
  const list = make("ol", { className: "cards" });
  const kept = make("section", {}, make("h2", { tabIndex: -1 }, "Roles you keep"));
  const read = make("section", {});
  let roles = new Map(); // id → its file; null: the guide has no such role

  function offerCompare() {
    const enough = picked.size >= 2 && picked.size <= MOST;
    compare.setAttribute("aria-disabled", String(!enough));
    compare.textContent = picked.size > MOST ? `Compare: ${MOST} roles at most` : picked.size < 2 ? "Compare: tick two to four roles" : `Compare these ${picked.size}`;
  }
  compare.addEventListener("click", () => {
    if (compare.getAttribute("aria-disabled") === "true") return;
    const ids = store.read().shortlist.map(({ id }) => id).filter((id) => picked.has(id));
    location.href = new URL(`compare/index.html?roles=${ids.join(",")}`, root).href;
  });

  function change(id, said, move) {
    const done = store.update((state) => { state.shortlist = move(state.shortlist); });
    status.textContent = done ? said : "This browser did not keep the change.";
    return show().then(() => list.querySelector(`[data-role="${id}"]`));
  }
  const swap = (id, by) => (all) => {
    const at = all.findIndex((one) => one.id === id);
    const moved = [...all];
    moved.splice(at + by, 0, ...moved.splice(at, 1));
    return moved;
  };
  const nameOf = (id) => roles.get(id)?.title || id.replace(/-/g, " ");
  function controls(id, at, all) {
    const button = (text, label, act, idle) => {
      const made = set(make("button", { type: "button" }, text), { "aria-label": `${label} ${nameOf(id)}`, "aria-disabled": String(idle) });
      made.addEventListener("click", () => { if (!idle) act(); });
      return made;
    };
    const go = (by, word, place) => async () => {
      const item = await change(id, `${nameOf(id)} moved ${word}, now ${at + by + 1} of ${all.length}.`, swap(id, by));
      item?.querySelectorAll(".tools-of button")[place].focus();
    };
    return make("div", { className: "tools-of" },
      button("↑", "Move up", go(-1, "up", 0), at === 0),
      button("↓", "Move down", go(1, "down", 1), at === all.length - 1),
      button("Remove", "Remove", async () => {
        picked.delete(id);
        await change(id, `${nameOf(id)} removed.`, (some) => some.filter((one) => one.id !== id));
        (list.children[Math.min(at, list.children.length - 1)]?.querySelector("a, button") || kept.querySelector("h2")).focus();
      }, false));
  }
  function card({ id, day }, at, all) {
    const role = roles.get(id);
    const since = day && make("p", { className: "small" }, `Kept since ${words(day)}`);
    const item = role ? make("li", { className: "kept" },
      pick(id, role), make("h3", {}, make("a", { href: pageOf(id) }, role.title), role.draft && make("span", { className: "tag" }, role.draft)), controls(id, at, all),
      make("div", {}, make("p", { className: "small" }, role.category.text), make("p", {}, role.summary), make("dl", { className: "facts" }, factsOf(role)), since))
      : make("li", { className: "kept" }, make("span", {}), make("h3", {}, nameOf(id)), controls(id, at, all),
        make("div", {}, make("p", { className: "missing" }, role === null ? "This guide has no such role any more: it was renamed or taken out." : "The file of this role can’t be loaded now."), since));
    item.dataset.role = id;
    return item;
  }
  function pick(id, { title }) {
    const box = set(make("input", { type: "checkbox", checked: picked.has(id) }), { "aria-label": `Compare ${title}` });
    box.addEventListener("change", () => {
      if (box.checked) picked.add(id);
      else picked.delete(id);
      offerCompare();
    });
    return make("label", { className: "pick" }, box);
  }
  const textOf = (role, { key, text, known }) => (key === "pay" && !known ? role.pay_missing : text);
  const cellsOf = (role) => role.cells.filter(({ key }) => SHOWN.includes(key));
  const factsOf = (role) => cellsOf(role).map((cell) => make("div", {}, make("dt", {}, cell.label), make("dd", {}, textOf(role, cell))));

  // Ways out and in.
  const quote = (value) => `"${String(value).replace(/^[=+\-@\t\r]/, "'$&").replace(/"/g, '""')}"`;
  function table() {
    const some = store.read().shortlist.map(({ id, day }) => ({ id, day, role: roles.get(id) })).filter(({ role }) => role);
    const heads = some.length ? cellsOf(some[0].role).map(({ label }) => label) : [];
    const rows = some.map(({ id, day, role }) => [role.title, role.category.text, ...cellsOf(role).map((cell) => textOf(role, cell)), day, pageOf(id)]);
    return [["Role", "Field", ...heads, "Kept since", "Page"], ...rows].map((row) => `${row.map(quote).join(",")}\r\n`).join("");
  }
  let offer = () => {};
  function actions() {
    const button = (text, act) => {
      const made = make("button", { type: "button" }, text);
      made.addEventListener("click", () => act(made));
      return made;
    };
    const file = store.opener("Open a file", async (found) => {
      if (found.fault) status.textContent = `Nothing was changed. ${found.fault}`;
      else if (!found.kept) status.textContent = "This browser did not keep what is in the file.";
      else {
        await show();
        status.textContent = `${count(found.shortlist.length, "role")} from the file, added to what was here.`;
      }
    });
    const sure = make("span", { className: "act", hidden: true });
    const erase = button("Erase everything", () => {
      sure.hidden = false;
      erase.setAttribute("aria-expanded", "true");
      sure.querySelector("button").focus();
    });
    erase.setAttribute("aria-expanded", "false");
    const end = () => {
      sure.hidden = true;
      erase.setAttribute("aria-expanded", "false");
    };
    sure.append("The shortlist, the roles you read, your skills and your ticks?", button("Yes, erase", async () => {
      const done = store.erase();
      picked.clear();
      end();
      await show();
      status.textContent = done ? "Everything is erased from this browser." : "This browser did not erase it.";
      kept.querySelector("h2").focus();
    }), button("Keep them", () => {
      end();
      erase.focus();
    }));
    const [data, csv, paper] = [button("Save as a file (JSON)", () => save("shortlist.json", "application/json", [store.exported()])),
      button("Save as a table (CSV)", () => save("shortlist.csv", "text/csv", ["\ufeff", table()])), button("Print", () => print())];
    offer = ({ shortlist, read: last, have, ticks }) => {
      [csv, paper].forEach((one) => { one.hidden = !shortlist.length; });
      [data, erase].forEach((one) => { one.hidden = ![shortlist, last, have, Object.keys(ticks)].some((some) => some.length); });
    };
    return make("section", {}, make("h2", {}, "Yours to take along"),
      make("p", {}, "One file holds all that this browser keeps for this guide: your shortlist, your skills and your ticks."),
      make("div", { className: "act" }, data, csv, file, paper, erase), sure);
  }

  // Showing: once at a time, the newest state last.
  let turn = Promise.resolve();
  function show() {
    turn = turn.catch(() => {}).then(draw);
    return turn;
  }
  async function draw() {
    const state = store.read();
    const ids = [...new Set([...state.shortlist, ...state.read].map(({ id }) => id))];
    const found = await Promise.all(ids.map(async (id) => [id, await find(id).catch(() => undefined)]));
    roles = new Map(found);
    [...picked].forEach((id) => { if (!state.shortlist.some((one) => one.id === id)) picked.delete(id); });
    list.replaceChildren(...state.shortlist.map(card));
    const some = state.shortlist.length > 0;
    list.hidden = !some;
    compare.hidden = state.shortlist.length < 2;
    kept.querySelector(".missing.none")?.remove();
    if (!some) kept.append(make("p", { className: "missing none" }, store.works() ? "Nothing is kept yet. Press “Shortlist” on a role’s page or in the finder." : "This browser keeps nothing for websites: it is a private window, or storage is switched off."));
    offerCompare();
    offer(state);
    const recent = state.read.filter(({ id }) => roles.get(id));
    read.hidden = !recent.length;
    const forget = make("button", { type: "button" }, "Forget these");
    forget.addEventListener("click", async () => {
      const done = store.erase("read");
      await show();
      status.textContent = done ? "The roles you read last are forgotten." : "This browser did not erase it.";
      kept.querySelector("h2").focus();
    });
    read.replaceChildren(make("h2", {}, "Read last"), make("ul", { className: "links" }, recent.map(({ id, day }) => make("li", {},
      make("a", { href: pageOf(id) }, nameOf(id)), day && make("span", { className: "small" }, ` ${words(day)}`)))), make("p", { className: "act" }, forget));
  }

  kept.append(status, list, make("p", { className: "act" }, compare));
  place.append(kept, read, actions());
  store.watch((_, elsewhere) => { if (elsewhere) show(); });
  show();
})();
