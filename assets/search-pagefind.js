// The search page of a guide that is searched in its whole text. Pagefind (search/pagefind/) loads the
// parts of its index that a query needs; its texts are written as text nodes only.
(() => {
  "use strict";
  const { make } = globalThis.roleguidePage;
  const { count, digits, group, more, start } = globalThis.roleguideSearch;
  const SHOWN = 4; // results of a group at first; each is a file of its own
  const MORE = 12; // and at a time when somebody asks for more

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
  const groupOf = new Map();
  const load = () => {
    loaded = loaded || (async () => {
      const address = new URL("pagefind/pagefind.js", document.baseURI);
      if (broken) address.search = broken;
      broken += 1;
      const pagefind = await import(address.href);
      broken -= 1;
      await pagefind.options({ noWorker: true, excerptLength: 26 }); // this page’s policy forbids workers
      const [groups] = await Promise.all([fetch("pagefind/groups.json", { cache: "no-cache" }).then((answer) => answer.json()), pagefind.init()]);
      groupOf.clear(); // id → kind; what is in no list is a page of a role
      Object.entries(groups).forEach(([kind, ids]) => ids.forEach((id) => groupOf.set(id, kind)));
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
    item.append(make("span", { className: "why" }, ...pieces));
    return item;
  }

  const dataOf = (results, from, to) => Promise.all(results.slice(from, to).map((one) => one.data()));
  function listGroup([kind, results, first]) {
    const list = make("ul", {}, ...first.map(describe));
    const section = group(kind, results.length, list);
    if (results.length === first.length) return section;
    const button = more(section);
    const name = () => {
      const left = results.length - list.children.length;
      button.textContent = `Show ${digits(Math.min(MORE, left))} more of ${digits(left)}`;
      if (!left) button.remove();
    };
    let stuck = false;
    button.addEventListener("click", async () => {
      if (stuck) location.reload(); // the address holds the query
      const from = list.children.length;
      button.disabled = true;
      try {
        list.append(...(await dataOf(results, from, from + MORE)).map(describe));
        list.children[from].querySelector("a").focus();
        name();
      } catch {
        stuck = true;
        button.textContent = "The rest can’t be loaded. Search again";
      }
      button.disabled = false;
    });
    name();
    return section;
  }
  // Groups in the order of their best results.
  async function divide(results) {
    const groups = new Map();
    results.forEach((one) => {
      const kind = groupOf.get(one.id) || "role";
      if (!groups.has(kind)) groups.set(kind, []);
      groups.get(kind).push(one);
    });
    return Promise.all([...groups].map(async ([kind, some]) => [kind, some, await dataOf(some, 0, SHOWN)]));
  }

  start({
    prepare: load,
    patience: 60, // each answer loads files of its own
    search: (query) => attempt(async (pagefind) => {
      const { results } = await pagefind.search(query);
      const groups = await divide(results);
      return (output) => {
        output.replaceChildren(...groups.map(listGroup));
        return results.length ? `${count(results.length, "result")} for “${query}”.`
          : `Nothing found for “${query}”. Try fewer or other words, or the lists below.`;
      };
    }),
  });
})();
