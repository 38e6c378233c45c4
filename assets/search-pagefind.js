// The search page of a guide that is searched in its whole text. Pagefind (search/pagefind/) loads the
// parts of its index that a query needs; its texts are written as text nodes only.
(() => {
  "use strict";
  const { count, digits, make, start } = globalThis.roleguideSearch;
  const SHOWN = 12; // results at a time; each is a file of its own
  const KINDS = {
    roles: "Role", skills: "Skill", categories: "Field of work", compare: "Comparison", moves: "Move", paths: "Career path",
    employers: "Employer", places: "Place", postings: "Posting", glossary: "Glossary", rules: "Method", sources: "Method",
  };

  // A module that failed to load is not asked for again under the same address.
  let attempts = 0;
  let loaded;
  const load = () => {
    loaded = loaded || (async () => {
      attempts += 1;
      const address = new URL("pagefind/pagefind.js", document.baseURI);
      if (attempts > 1) address.search = attempts;
      const pagefind = await import(address.href);
      await pagefind.options({ noWorker: true, excerptLength: 26 }); // this page’s policy forbids workers
      await pagefind.init();
      return pagefind;
    })();
    loaded.catch(() => { loaded = undefined; });
    return loaded;
  };
  // The guide may have been published anew since the page was opened: then parts of the old index are
  // gone, and Pagefind begins anew with the present one.
  async function retry(job) {
    try {
      return await job(await load());
    } catch {
      const old = await load();
      loaded = undefined;
      await old.destroy();
      return job(await load());
    }
  }

  // Pagefind marks words in a text whose angle brackets are escaped: all other tags are text.
  const plain = (text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">");
  const mark = (excerpt) => excerpt.split(/(<mark>.*?<\/mark>)/s).map((piece) => {
    const inner = /^<mark>(.*)<\/mark>$/s.exec(piece);
    return inner ? make("mark", { textContent: plain(inner[1]) }) : plain(piece);
  });
  function describe({ raw_url: path, meta, excerpt }) {
    const pieces = mark(excerpt);
    // Chromium and Safari scroll to the words; others open the page.
    const words = pieces.find((piece) => piece instanceof Element)?.textContent.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
    const target = words ? `#:~:text=${encodeURIComponent(words).replace(/-/g, "%2D")}` : "";
    const item = make("li", {}, make("a", { href: `..${path}${target}`, className: "hit", textContent: plain(meta.title || path) }));
    const kind = KINDS[path.split("/")[1]];
    if (kind) item.append(make("span", { className: "hint", textContent: kind }));
    item.append(make("span", { className: "why" }, ...pieces));
    return item;
  }

  function show(output, query, results, first) {
    const list = make("ul", {});
    const add = (some) => list.append(...some.map(describe));
    add(first);
    const more = make("button", { type: "button" });
    const name = () => {
      const left = results.length - list.children.length;
      more.textContent = `Show ${digits(Math.min(SHOWN, left))} more of ${digits(left)}`;
      if (!left) more.remove();
    };
    more.addEventListener("click", async () => {
      const from = list.children.length;
      more.disabled = true;
      try {
        add(await Promise.all(results.slice(from, from + SHOWN).map((one) => one.data())));
        list.children[from].querySelector("a").focus();
        name();
      } catch {
        more.textContent = "That can’t be loaded. Try again";
      }
      more.disabled = false;
    });
    output.replaceChildren(list, ...(results.length > SHOWN ? [more] : []));
    name();
    if (!results.length) return `Nothing found for “${query}”. Try fewer or other words.`;
    return `${count(results.length, "result")} for “${query}”.`;
  }

  start({
    prepare: load,
    search: (query) => retry(async (pagefind) => {
      const { results } = await pagefind.search(query);
      const first = await Promise.all(results.slice(0, SHOWN).map((one) => one.data()));
      return (output) => show(output, query, results, first);
    }),
  });
})();
