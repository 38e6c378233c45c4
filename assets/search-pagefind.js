// The search page of a guide that is searched in its whole text. Pagefind (search/pagefind/) loads the
// parts of its index that a query needs; its texts are written as text nodes only.
(() => {
  "use strict";
  const { count, digits, make, start } = globalThis.roleguideSearch;
  const SHOWN = 12; // results at a time; each is a file of its own
  const KINDS = {
    roles: "Role", skills: "Skill", categories: "Field of work", compare: "Comparison", moves: "Move",
    paths: "Career path", employers: "Employer", places: "Place", postings: "Postings", rules: "Method",
  };

  // Pagefind keeps quiet about parts that it can’t load, and then finds nothing: they are counted.
  let missing = 0;
  const ask = globalThis.fetch;
  globalThis.fetch = async (...request) => {
    const answer = await ask(...request).catch(() => Response.error());
    if (!answer.ok) missing += 1;
    return answer;
  };

  // A module that failed to load is not asked for again under the same address.
  let broken = 0;
  let loaded;
  const load = () => {
    loaded = loaded || (async () => {
      const address = new URL("pagefind/pagefind.js", document.baseURI);
      if (broken) address.search = broken;
      broken += 1;
      const pagefind = await import(address.href);
      broken -= 1;
      await pagefind.options({ noWorker: true, excerptLength: 26 }); // this page’s policy forbids workers
      await pagefind.init();
      return pagefind;
    })();
    return loaded;
  };
  async function forget() {
    const old = loaded;
    loaded = undefined;
    await old?.then((pagefind) => pagefind.destroy()).catch(() => {});
  }
  // The guide may have been published anew since the page was opened: then parts of the old index are
  // gone, and Pagefind begins anew with the present one.
  async function attempt(job, again = true) {
    const before = missing;
    try {
      const found = await job(await load());
      if (missing === before) return found;
    } catch {
      // as below
    }
    await forget();
    if (again) return attempt(job, false);
    throw new Error("parts of the index are missing");
  }

  // Pagefind marks words in a text whose angle brackets are escaped: all other tags are text. Signs
  // around a word are of the sentence.
  const plain = (text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">");
  const mark = (excerpt) => excerpt.split(/(<mark>.*?<\/mark>)/s).flatMap((piece) => {
    const text = plain(piece.replace(/^<mark>|<\/mark>$/g, ""));
    if (!piece.startsWith("<mark>")) return [text];
    const [, before, word, after] = /^([“"(]*)(.*?)([.,;:!?…)”"]*)$/s.exec(text);
    return [before, make("mark", { textContent: word }), after];
  });
  function describe({ raw_url: path, meta, excerpt }) {
    const pieces = mark(excerpt);
    // Chromium and Safari scroll to the words; others open the page.
    const words = pieces.find((piece) => piece instanceof Element)?.textContent;
    const target = words ? `#:~:text=${encodeURIComponent(words).replace(/-/g, "%2D")}` : "";
    const item = make("li", {}, make("a", { href: `..${path}${target}`, className: "hit", textContent: meta.title || path }));
    const [, folder, , page] = path.split("/");
    const kind = KINDS[folder]; // a list, such as roles/index.html, is of no kind
    if (kind && page) item.append(make("span", { className: "hint", textContent: kind }));
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
    let stuck = false;
    more.addEventListener("click", async () => {
      if (stuck) location.reload(); // the address holds the query
      const from = list.children.length;
      more.disabled = true;
      try {
        add(await Promise.all(results.slice(from, from + SHOWN).map((one) => one.data())));
        list.children[from].querySelector("a").focus();
        name();
      } catch {
        stuck = true;
        more.textContent = "The rest can’t be loaded. Search again";
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
    patience: 60, // each answer loads files of its own
    search: (query) => attempt(async (pagefind) => {
      const { results } = await pagefind.search(query);
      const first = await Promise.all(results.slice(0, SHOWN).map((one) => one.data()));
      return (output) => show(output, query, results, first);
    }),
  });
})();
