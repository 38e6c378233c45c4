// The one place that keeps anything in this browser: one entry of localStorage, JSON with a version.
// Nothing is ever sent. What can't be read, or was never ours, counts as nothing; what can't be
// written (private windows, a full disk, pages from disk) is said by `update`, not thrown.
//
//   shortlist  [{ id, day }]        roles kept, in the reader's order
//   read       [{ id, day }]        roles read last, newest first
//   ticks      { role: { skills: { skill: 0…10 }, evidence: [id] } }
//   have       [id]                 skills the reader has
//   settings   { name: true, false or a short text }
(() => {
  "use strict";
  const KEY = "roleguide";
  const VERSION = 1;
  const LIMITS = Object.freeze({ shortlist: 100, read: 12, roles: 100, ticks: 200, have: 200, settings: 20 });
  const LARGEST = 2e6; // bytes of a file that is opened
  const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
  const DAY = /^\d{4}-\d\d-\d\d$/;

  // Values, each checked where it is read: another tab, an older release or a hand may have written them.
  const isId = (id) => typeof id === "string" && id.length <= 80 && ID.test(id);
  const list = (value) => (Array.isArray(value) ? value : []);
  const pairs = (value) => (value && typeof value === "object" && !Array.isArray(value) ? Object.entries(value) : []);
  const table = (entries) => entries.reduce((made, [key, value]) => { made[key] = value; return made; }, Object.create(null));
  const ids = (value, most) => [...new Set(list(value).filter(isId))].slice(0, most);
  const days = (value, most) => {
    const known = new Map();
    list(value).forEach((one) => {
      if (one && isId(one.id) && !known.has(one.id)) known.set(one.id, { id: one.id, day: DAY.test(one.day) ? one.day : "" });
    });
    return [...known.values()].slice(0, most);
  };
  const ticksOf = (value) => ({
    skills: table(pairs(value && value.skills).filter(([id, level]) => isId(id) && Number.isInteger(level) && level >= 0 && level <= 10).slice(0, LIMITS.ticks)),
    evidence: ids(value && value.evidence, LIMITS.ticks),
  });
  const isSetting = (value) => typeof value === "boolean" || (typeof value === "string" && value.length <= 80);
  const clean = (value) => {
    const from = value && typeof value === "object" ? value : {};
    return {
      version: VERSION,
      shortlist: days(from.shortlist, LIMITS.shortlist),
      read: days(from.read, LIMITS.read),
      ticks: table(pairs(from.ticks).filter(([id]) => isId(id)).slice(0, LIMITS.roles).map(([id, one]) => [id, ticksOf(one)])),
      have: ids(from.have, LIMITS.have),
      settings: table(pairs(from.settings).filter(([id, one]) => isId(id) && isSetting(one)).slice(0, LIMITS.settings)),
    };
  };
  const parse = (text) => {
    try {
      return JSON.parse(text);
    } catch {
      return null;
    }
  };
  const stored = () => {
    try {
      return parse(localStorage.getItem(KEY));
    } catch {
      return null;
    }
  };

  const watchers = new Set();
  // A watcher gets what is kept now, and whether another page changed it.
  const tell = (elsewhere) => watchers.forEach((watcher) => watcher(read(), elsewhere));
  addEventListener("storage", ({ key }) => { if (key === KEY || key === null) tell(true); });
  addEventListener("pageshow", ({ persisted }) => { if (persisted) tell(true); }); // back to a page that slept

  // What is kept now: always a whole, sound copy of the caller's own.
  function read() {
    return clean(stored());
  }
  // Applies a change to a fresh copy and keeps it. Returns whether it is kept. What a later release
  // of the guide has written is left alone.
  function update(change) {
    try {
      const before = stored();
      if (before && before.version > VERSION) return false;
      const state = clean(before);
      change(state);
      localStorage.setItem(KEY, JSON.stringify(clean(state)));
    } catch {
      return false;
    }
    tell(false);
    return true;
  }
  // Puts a role on the shortlist or takes it off. Returns whether it is on it now; null: not kept.
  function toggle(id) {
    const on = !read().shortlist.some((one) => one.id === id);
    const kept = update((state) => {
      state.shortlist = state.shortlist.filter((one) => one.id !== id);
      if (on) state.shortlist.push({ id, day: today() });
    });
    return kept && read().shortlist.some((one) => one.id === id) === on ? on : null;
  }
  // Forgets one section, or everything.
  function erase(section) {
    if (section) return update((state) => { state[section] = null; });
    try {
      localStorage.removeItem(KEY);
    } catch {
      return false;
    }
    tell(false);
    return true;
  }
  // Everything as text for a file, or only the ticks of a role; and back: what the file holds is added
  // to what is here. Returns what it held and, as `kept`, whether it is kept, or else a `fault`.
  function exported(role) {
    const all = read();
    const own = role ? { version: VERSION, ticks: { [role]: all.ticks[role] || ticksOf() } } : all;
    return `${JSON.stringify({ kind: KEY, ...own }, null, 1)}\n`;
  }
  function take(text) {
    const found = parse(text);
    if (!found) return { fault: "The file can’t be read: it is damaged, or no JSON." };
    if (found.kind !== KEY || !Number.isInteger(found.version)) return { fault: "The file was not saved by this guide." };
    if (found.version > VERSION) return { fault: "The file was saved by a later release of this guide." };
    const more = clean(found);
    const kept = update((state) => {
      ["shortlist", "read", "have"].forEach((name) => { state[name] = [...state[name], ...more[name]]; });
      Object.entries(more.ticks).forEach(([id, { skills, evidence }]) => {
        const own = state.ticks[id] || { skills: {}, evidence: [] };
        state.ticks[id] = { skills: { ...own.skills, ...skills }, evidence: [...own.evidence, ...evidence] };
      });
      Object.assign(state.settings, more.settings);
    });
    return { ...more, kept };
  }
  // A button that has the reader choose such a file, and hands over what `take` says of it; with the
  // field that is behind it.
  function opener(text, then) {
    const { make } = globalThis.roleguidePage;
    const file = make("input", { type: "file", accept: ".json,application/json", hidden: true });
    const button = make("button", { type: "button" }, text);
    button.addEventListener("click", () => file.click());
    file.addEventListener("change", async () => {
      const [chosen] = file.files;
      if (!chosen) return;
      const found = chosen.size > LARGEST ? { fault: "The file is too large to be one of ours." } : take(await chosen.text());
      file.value = "";
      then(found);
    });
    return [button, file];
  }
  // Whether anything can be kept here at all.
  function works() {
    try {
      localStorage.setItem(`${KEY}?`, "");
      localStorage.removeItem(`${KEY}?`);
      return true;
    } catch {
      return false;
    }
  }
  const today = () => {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  };
  const watch = (watcher) => { watchers.add(watcher); };

  globalThis.roleguideStore = Object.freeze({ LIMITS, read, update, toggle, erase, exported, take, opener, works, watch, today });
})();
