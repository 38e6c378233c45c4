// The box of the search page, its keys and its status, whatever looks for what was typed.
(() => {
  "use strict";
  // As count_text() of src/roleguide/pages/amounts.py; Intl would take longer to load than a search.
  const digits = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ",");
  const count = (number, word) => `${digits(number)} ${word}${number === 1 ? "" : "s"}`;
  const { make } = globalThis.roleguidePage;

  // What is found is shown by kind; a kind without a name is one of the other pages.
  const GROUPS = {
    role: "Roles", skill: "Skills", category: "Fields of work", compare: "Comparisons", move: "Moves", path: "Career paths",
    employer: "Employers", posting: "Postings", place: "Places", term: "Glossary", rules: "Method", page: "Pages",
  };
  function group(kind, number, list) {
    const id = `found-${kind}`;
    const heading = make("h2", { id }, `${GROUPS[kind] || "Other pages"} `, make("small", { textContent: digits(number) }));
    const section = make("section", {}, heading, list);
    section.setAttribute("aria-labelledby", id);
    return section;
  }
  const more = (section, text) => {
    const button = make("button", { type: "button", textContent: text });
    button.setAttribute("aria-describedby", section.getAttribute("aria-labelledby"));
    section.append(button);
    return button;
  };

  // `search` looks for a query and promises a function that fills an element with what was found
  // and returns a sentence about it; `prepare` loads what any search needs; `patience` is how many
  // milliseconds to wait for another key.
  function start({ prepare, search, patience = 0 }) {
    const place = document.querySelector("[data-search]");
    const letters = document.querySelector("[data-letters]");
    if (location.protocol === "file:") {
      place.append(make("p", {
        className: "missing",
        textContent: "The search box needs the guide on the web: a page opened from disk can’t read the index. "
          + "The lists below hold everything.",
      }));
      return;
    }
    place.append(place.querySelector("template").content);
    const form = place.querySelector("form");
    const [box, status, output] = [form.elements.q, place.querySelector("[role=status]"), place.querySelector(".results")];
    let latest = 0;
    let waiting;
    let settling;
    // Not at every letter: the status is read out, and browsers refuse addresses that change often.
    const settle = (query, text) => {
      clearTimeout(settling);
      settling = setTimeout(() => {
        const address = new URL(location.href);
        if (query) address.searchParams.set("q", query);
        else address.searchParams.delete("q");
        if (address.href !== location.href) history.replaceState(null, "", address);
        status.textContent = text;
      }, 300);
    };

    const hide = (lists) => {
      letters.hidden = lists;
      output.classList.toggle("asked", lists); // a screen high, so that nothing below moves
    };

    async function update() {
      clearTimeout(waiting);
      latest += 1;
      const turn = latest;
      const query = box.value.trim();
      if (query && !("query" in output.dataset)) hide(true); // the page was opened with it
      let text = "";
      try {
        const show = query ? await search(query) : (place) => place.replaceChildren();
        if (turn !== latest) return;
        text = show(output) || "";
      } catch {
        if (turn !== latest) return;
        output.replaceChildren();
        text = "The index can’t be loaded. Try again, or use the lists below.";
      }
      hide(output.firstElementChild !== null); // nothing found is no dead end
      output.dataset.query = query; // what is shown is the answer to this
      settle(query, text);
    }

    // The key / works on every page (site.js); whoever speaks to a computer may want it off.
    const { read, update: keep, works } = globalThis.roleguideStore;
    const slash = place.querySelector("[type=checkbox]");
    slash.checked = works() && read().settings.slash !== false;
    slash.disabled = !works();
    slash.addEventListener("change", () => {
      if (!keep(({ settings }) => { settings.slash = slash.checked; })) slash.checked = !slash.checked;
    });

    // Keys that came while something was worked out make one search.
    box.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(update, patience);
    });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      await update();
      output.querySelector(".hit")?.focus();
    });
    place.addEventListener("keydown", (event) => {
      const hits = [...output.querySelectorAll(".hit")];
      const at = hits.indexOf(document.activeElement);
      const inBox = event.target === box;
      if (event.key === "Escape" && (box.value || !inBox)) {
        box.value = "";
        update();
        box.focus();
      } else if (event.key === "ArrowDown" && (inBox || at >= 0)) (hits[at + 1] || event.target).focus();
      else if (event.key === "ArrowUp" && at >= 0) (hits[at - 1] || box).focus();
      else return;
      event.preventDefault();
    });
    box.value = new URLSearchParams(location.search).get("q") || "";
    if (!box.value) prepare().catch(() => {});
    else {
      update();
      if (matchMedia("(hover: hover)").matches) box.focus({ preventScroll: true }); // no keyboard over the results
    }
  }

  globalThis.roleguideSearch = Object.freeze({ count, digits, group, kinds: Object.keys(GROUPS), more, start });
})();
