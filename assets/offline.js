// The page "Read offline": what is kept, and the buttons that keep and remove. The work is done by
// the worker at the root of the site, which is registered when a reader first keeps something.
(() => {
  "use strict";
  const place = document.querySelector("[data-offline]");
  const here = (address) => new URL(address, location.href).href;
  const [worker, root, titlesAt] = ["worker", "root", "titles"].map((name) => here(place.dataset[name]));
  const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
  const OFFERED = 8;
  const { make, plain } = globalThis.roleguidePage;
  const count = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
  const size = (bytes) => (bytes < 1e6 ? `${Math.round(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`);
  const language = document.documentElement.lang.replace(/^en$/, "en-GB");
  const dayOf = (day) => new Date(`${day}T12:00:00`).toLocaleDateString(language, { day: "numeric", month: "long", year: "numeric" });

  const say = (text) => place.append(make("p", { className: "missing" }, text));
  if (location.protocol === "file:") return say("This copy of the guide lies on your own device: all of it can be read without a connection as it is.");
  if (!isSecureContext || !navigator.serviceWorker || !globalThis.caches) return say("This browser can’t keep pages here: that takes a secure connection, and no private window.");

  // The worker. Its address is checked by the one policy that this page allows.
  const check = (address) => {
    if (address !== worker) throw new TypeError(address);
    return address;
  };
  const policy = globalThis.trustedTypes
    ? trustedTypes.createPolicy("roleguide-offline", { createScriptURL: check })
    : { createScriptURL: check };
  const isOurs = (one) => one && one.scope === root;
  const registered = async () => [await navigator.serviceWorker.getRegistration(root)].find(isOurs);
  async function activeOf(registration) {
    if (registration.active) return registration.active;
    const waiting = registration.installing || registration.waiting;
    return new Promise((resolve, reject) => waiting.addEventListener("statechange", () => {
      if (waiting.state === "activated") resolve(waiting);
      if (waiting.state === "redundant") reject(new Error("worker"));
    }));
  }
  async function order(job, id) {
    let registration = await registered();
    if (!registration && job !== "keep") return { failed: "", kept: [], most: 0 };
    if (!registration) registration = await navigator.serviceWorker.register(policy.createScriptURL(worker), { scope: root, updateViaCache: "none" });
    const active = await activeOf(registration);
    const { port1, port2 } = new MessageChannel();
    return new Promise((resolve) => {
      port1.onmessage = ({ data }) => resolve(data);
      active.postMessage({ job, id }, [port2]);
    });
  }

  // Titles. Those of a large guide lie in files by first letter; one that isn't at hand is made of its id.
  const loaded = new Map();
  const load = (address) => {
    if (!loaded.has(address)) loaded.set(address, fetch(address).then((answer) => (answer.ok ? answer.json() : null)).catch(() => null));
    return loaded.get(address);
  };
  async function titles(typed) {
    const whole = await load(titlesAt);
    if (!whole || !whole.shards.length) return whole ? whole.titles : [];
    const letters = new Set(plain(typed).split(/\s+/).map((word) => (/^[a-z]/.test(word) ? word[0] : "other")));
    const parts = await Promise.all(whole.shards.filter((one) => letters.has(one)).map((one) => load(here(`titles/${one}.json`).replace("/offline/", "/data/"))));
    return [...new Map(parts.flatMap((part) => (part ? part.titles : [])).map((one) => [one[0], one])).values()];
  }
  async function titleOf(id) {
    const known = (await titles(id.replace(/-/g, " "))).find(([one]) => one === id);
    return known ? known[1] : `${id[0].toUpperCase()}${id.slice(1).replace(/-/g, " ")}`;
  }

  // What the page shows.
  const status = make("p", { role: "status" });
  const shelf = make("ul", { className: "kept" });
  const none = make("p", { className: "missing" }, "Nothing is kept yet.");
  const clear = make("button", { type: "button", hidden: true }, "Remove everything");
  const offers = make("ul", { className: "kept" });
  const offered = make("section", { hidden: true }, make("h2", {}, "Keep from your lists"), offers);
  const names = make("datalist", { id: "offline-titles" });
  const box = make("input", { type: "search", autocomplete: "off", maxLength: 200, required: true });
  box.setAttribute("list", names.id);
  const form = make("form", { className: "search" }, make("label", {}, "Role", box), make("button", {}, "Keep this role"), names);
  const more = make("h2", {}, "Keep a role");
  const heading = make("h2", { tabIndex: -1 }, "Kept in this browser");
  place.append(
    status,
    make("section", {}, heading, none, shelf, clear),
    offered,
    make("section", {}, more, form),
  );
  const WHY = {
    full: (most) => `No more than ${most} roles can be kept. Remove one first.`,
    QuotaExceededError: () => "There is no room left in this browser. Remove a role, or clear data of other sites.",
    404: () => "The guide has no such role any more.",
  };
  let busy = false;
  let kept = [];
  function show(answer) {
    kept = answer.kept;
    shelf.replaceChildren(...kept.map((one) => {
      const remove = make("button", { type: "button" }, "Remove");
      remove.setAttribute("aria-label", `Remove ${one.title}`);
      remove.addEventListener("click", () => work("drop", one.id, `${one.title} is removed.`));
      const facts = `${count(one.pages, "page")}, ${size(one.bytes)}, kept on ${dayOf(one.day)}`;
      return make("li", {}, make("span", {}, make("a", { href: `${root}roles/${one.id}/index.html` }, one.title), make("small", {}, facts)), remove);
    }));
    none.hidden = kept.length > 0;
    clear.hidden = kept.length === 0;
    more.textContent = kept.length ? "Keep another role" : "Keep a role";
    return offer();
  }
  async function work(job, id, done, title = "") {
    if (busy) return;
    busy = true;
    status.textContent = job === "keep" ? `Keeping ${title} …` : "Removing …";
    try {
      const answer = await order(job, id);
      const why = WHY[answer.failed] || WHY[(/full|QuotaExceeded|404/.exec(answer.failed) || [])[0]];
      status.textContent = answer.failed ? (why ? why(answer.most) : `${title} could not be kept: is there a connection?`) : done;
      if (job === "clear") {
        const registration = await registered();
        if (registration) await registration.unregister();
      }
      await show(answer);
      if (job !== "keep") heading.focus();
    } catch {
      status.textContent = "The browser did not allow it. Private windows often don’t.";
    }
    busy = false;
  }
  const keep = (id, title) => work("keep", id, `${title} is kept: it opens without a connection, too.`, title);

  // Roles to keep: those that another page sent here (#keep=one,two), the shortlist, those read last.
  async function offer() {
    const sent = location.hash.startsWith("#keep=") ? decodeURIComponent(location.hash.slice(6)).split(",") : [];
    const store = globalThis.roleguideStore ? globalThis.roleguideStore.read() : { shortlist: [], read: [] };
    const ids = [...sent, ...store.shortlist.map((one) => one.id), ...store.read.map((one) => one.id)];
    const wanted = [...new Set(ids)].filter((id) => ID.test(id) && !kept.some((one) => one.id === id)).slice(0, 40);
    const lines = await Promise.all(wanted.map(async (id) => {
      const title = await titleOf(id);
      const button = make("button", { type: "button" }, "Keep");
      button.setAttribute("aria-label", `Keep ${title}`);
      button.addEventListener("click", () => keep(id, title));
      return make("li", {}, make("span", {}, make("a", { href: `${root}roles/${id}/index.html` }, title)), button);
    }));
    offers.replaceChildren(...lines);
    offered.hidden = lines.length === 0;
  }
  box.addEventListener("input", async () => {
    const typed = plain(box.value);
    const found = typed ? (await titles(typed)).filter(([, ...all]) => all.some((one) => plain(one).includes(typed))) : [];
    if (plain(box.value) === typed) names.replaceChildren(...found.slice(0, OFFERED).map(([, title]) => make("option", { value: title })));
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const typed = plain(box.value);
    const found = (await titles(typed)).find(([, ...all]) => all.some((one) => plain(one) === typed));
    if (!found) {
      status.textContent = `No role is called “${box.value.trim()}”. Choose one that is offered while you type.`;
      return box.focus();
    }
    await keep(found[0], found[1]);
    box.value = "";
  });
  clear.addEventListener("click", () => work("clear", "", "Everything is removed, and this browser keeps nothing of the guide any more."));
  addEventListener("hashchange", offer);
  if (location.hash === "#missed") status.textContent = "That page is not kept, and there is no connection. These are:";
  order("list").then(show, () => show({ kept: [], most: 0 }));
})();
