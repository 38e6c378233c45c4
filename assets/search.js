// The search page. The index lies in shards, named by the first letters of their words, and only
// those of the words that were typed are loaded. Texts are written as text nodes only.
(() => {
  "use strict";
  const { make } = globalThis.roleguidePage;
  const { count, digits, group, kinds, more, start } = globalThis.roleguideSearch;
  const FIELDS = ["title", "also", "hidden", "asks", "uses", "question", "section", "about"];
  const BOOST = { title: 8, also: 5, hidden: 4, asks: 2.5, uses: 1.5, question: 1.5, section: 1, about: 1 };
  const REASONS = { also: "Also called", asks: "Asks for", uses: "Uses", question: "Answers", section: "Section:" };
  const CHAPTERS = { question: "questions/", section: "" }; // folder below a role’s own
  // What readers ask about a role, and the part of any role’s page that answers. Such words find nothing by
  // themselves where others name what is looked for: “how much does a nurse earn” is about nurses.
  const TOPICS = [
    ["pay", "Pay", "earn earns earning earnings salary salaries wage wages pay pays paid paying income money"],
    ["at-a-glance", "Education and experience", "qualified qualify qualification qualifications require required "
      + "requirement requirements degree degrees become becoming training study"],
    ["outlook", "Career outlook", "outlook future demand growth growing replace replaced replaces replacing automate "
      + "automated automation"],
  ];
  const LOOSE = new Set(("job jobs work working role roles career careers position best top high highest low lowest good "
    + "well most much many long take takes get getting mean means vs versus compare comparison difference between without "
    + "about like want need needs needed find should could start it").split(" "));
  const topicOf = (word) => TOPICS.find(([, , words]) => words.split(" ").includes(word));
  const SHOWN = 6; // results of a group before somebody asks for all
  const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ł: "l", þ: "th", ı: "i" };

  // Words, as src/roleguide/guide/findable.py cuts them.
  const fold = (text) => (/^[\0-\x7f]*$/.test(text) ? text.toLowerCase() : text.normalize("NFKD").replace(/\p{M}+/gu, "")
    .toLowerCase().replace(/[ßæœøđðłþı]/g, (letter) => LETTERS[letter]));
  const clean = (text) => (/['’]/.test(text) ? fold(text).replace(/['’](s(?![\p{L}\p{N}]))?/gu, "") : fold(text));
  const wordsOf = (text) => clean(text).match(/[\p{L}\p{N}]+[+#]*/gu) || [];
  const shardOf = (word, width) => [...word].slice(0, width)
    .map((one) => (/[a-z0-9]/.test(one) ? one : `_${(one.codePointAt(0) % 16).toString(16)}`)).join("");
  // A shard that would be large is divided by one more character; beside it, x- has the names that begin so.
  function homeOf({ shards, width }, word) {
    const { length } = [...word];
    let depth = width;
    while (depth < length && shards.has(`${shardOf(word, depth)}-`)) depth += 1;
    return shardOf(word, depth);
  }

  // Loading: each file once. A file that failed is tried again when it is wanted again.
  const loaded = new Map();
  const load = (file, use = (data) => data) => {
    if (!loaded.has(file)) {
      const found = fetch(file).then((answer) => {
        if (!answer.ok) throw new Error(file);
        return answer.json();
      }).then(use);
      found.catch(() => loaded.delete(file));
      loaded.set(file, found);
    }
    return loaded.get(file);
  };

  // A shard counts only words of its own: of every other word it would know a part of the places.
  // Most shards are named by plain letters, and then there is a shorter way than to cut every word.
  // A shard of beginnings holds names: those of one letter (d-) are found by their first word.
  function cutterOf(name, plan) {
    const { shards, skip, width } = plan;
    const head = name.replace("-", "");
    const depth = head.replace(/_./g, "_").length;
    if (depth < width && name !== head) return (text) => wordsOf(text).filter((word) => !skip.has(word)).slice(0, 1);
    if (head.includes("_")) {
      const leads = (word) => (name === head ? homeOf(plan, word) : shardOf(word, depth)) === head;
      return (text) => wordsOf(text).filter(leads);
    }
    const rest = name === head && (depth < width || shards.has(`${head}-`)) ? /(?![a-z0-9+#])/y : /[a-z0-9]*[+#]*/y;
    return (text) => {
      const [found, folded] = [[], clean(text)];
      for (let at = folded.indexOf(head); at >= 0; at = folded.indexOf(head, at + 1)) {
        rest.lastIndex = at + head.length;
        const end = /[a-z0-9]/.test(folded[at - 1] || "") ? null : rest.exec(folded);
        if (end && !skip.has(head + end[0])) found.push(head + end[0]);
      }
      return found;
    };
  }
  function indexRecords(records, tokenize) {
    const documents = records.map(([, , title, , clues], id) => {
      const one = { id, title };
      clues.forEach(([kind, text]) => { one[kind] = one[kind] ? `${one[kind]}\n${text}` : text; });
      return one;
    });
    const index = new MiniSearch({
      fields: FIELDS, tokenize, processTerm: (word) => word, autoVacuum: false,
    });
    index.addAll(documents);
    return { records, index };
  }

  const loadPlan = () => load("shards.json", (plan) => {
    plan.skip = new Set(plan.skip);
    plan.shards = new Set(plan.shards);
    return plan;
  });
  const loadShard = (plan, name) => load(`words-${name}.json`, (records) => indexRecords(records, cutterOf(name, plan)));
  const loadPlaces = () => load("places.json", (records) => indexRecords(records, wordsOf));
  const loadSpelling = () => load("spelling.json", (text) => text.split(" "));

  // Edits between two words, a swap of neighbours being one; more than `most` are not counted.
  function countEdits(one, other, most) {
    if (Math.abs(one.length - other.length) > most) return most + 1;
    let before = [];
    let row = Array.from({ length: other.length + 1 }, (_, at) => at);
    for (let i = 1; i <= one.length; i += 1) {
      const next = [i];
      let least = i;
      for (let j = 1; j <= other.length; j += 1) {
        const same = one[i - 1] === other[j - 1];
        next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (same ? 0 : 1));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
          next[j] = Math.min(next[j], before[j - 2] + 1);
        }
        least = Math.min(least, next[j]);
      }
      if (least > most) return most + 1;
      [before, row] = [row, next];
    }
    return row[other.length];
  }
  async function guess(word) {
    const most = word.length > 4 ? 2 : 1;
    const near = (await loadSpelling()).filter((known) => Math.abs(known.length - word.length) <= most)
      .map((known) => [countEdits(word, known, most) + (known[0] === word[0] ? 0 : 0.5), known])
      .filter(([edits]) => edits <= most + 0.5).sort(([one], [other]) => one - other);
    return near.filter(([edits]) => edits === near[0][0]).slice(0, 3).map(([, known]) => known);
  }

  // A word that is shorter than what names a shard may be all of a word, or the beginning of a name.
  function shardsOf(plan, word, prefix) {
    const home = homeOf(plan, word);
    const names = [home, ...(prefix ? [`${[...word].length < plan.width ? shardOf(word, 1) : home}-`] : [])];
    return names.filter((name) => plan.shards.has(name));
  }

  // One word: records by address, each with its score and the words of its own that matched.
  async function findIn(plan, word, how) {
    const found = new Map();
    const shards = shardsOf(plan, word, how.prefix).map((name) => loadShard(plan, name));
    (await Promise.all([loadPlaces(), ...shards])).forEach(({ records, index }) => {
      const options = { boost: BOOST, tokenize: (text) => [text], processTerm: (text) => text, ...how };
      index.search(word, options).forEach(({ id, score, terms }) => {
        let record = records[id];
        const known = found.get(record[1]); // as a beginning and as a whole word, each with reasons
        if (known) record = [...record.slice(0, 4), [...known.record[4], ...record[4]]];
        found.set(record[1], { record, score: Math.max(score, known?.score || 0), terms: [...terms, ...(known?.terms || [])] });
      });
    });
    return found;
  }
  // Other forms of a word that are not its beginnings: singulars, and the plural of “salary”.
  const formsOf = (word) => (word.length < 4 ? [] : /[^aeiou]y$/.test(word) ? [`${word.slice(0, -1)}ies`] : !/[^s]s$/.test(word) ? [] : [
    word.slice(0, -1), ...(/es$/.test(word) ? [word.slice(0, -2)] : []), ...(/ies$/.test(word) ? [`${word.slice(0, -3)}y`] : []),
  ]);
  async function findWord(plan, word, telling) {
    let found = await findIn(plan, word, { prefix: true });
    const add = (more) => more.forEach(({ record, score, terms }, path) => {
      const known = found.get(path) || { score: 0, terms: [] };
      found.set(path, { record, score: known.score + score, terms: [...known.terms, ...terms] });
    });
    for (const one of formsOf(word)) add(await findIn(plan, one, {}));
    let meant = [];
    if (telling && !found.size && word.length > 3) {
      found = await findIn(plan, word, { fuzzy: word.length > 7 ? 2 : 1 });
      const near = new Set([...found.values()].flatMap(({ terms }) => terms));
      meant = [...near].map((term) => [countEdits(word, term, 3), term]).sort(([one], [other]) => one - other)
        .slice(0, 3).map(([, term]) => term);
    }
    if (telling && !found.size && word.length > 3) {
      meant = await guess(word);
      for (const other of meant) add(await findIn(plan, other, {}));
    }
    const best = Math.max(0, ...[...found.values()].map(({ score }) => score));
    const weight = Math.log(1 + (plan.roles + 100) / (1 + found.size)); // rare words say more
    const terms = new Set();
    found.forEach((hit) => {
      hit.score = best ? (weight * hit.score) / best : 0;
      hit.terms.forEach((term) => terms.add(term));
    });
    return { word, found, terms, meant, telling, whole: new Set([word, ...formsOf(word), ...meant]) };
  }

  // How well names fit words: 8 is the title itself, 0 is no name. A whole word says more than the
  // beginning of another one; in other names only if it is short (“ml” is rather “ML engineer” than “MLflow”).
  function rank({ record, clues }, parts) {
    const asked = parts.map(({ word }) => word).join(" ");
    const title = wordsOf(record[2]);
    const names = clues.filter(([kind]) => kind === "also" || kind === "hidden").map(([, text]) => wordsOf(text));
    if (title.join(" ") === asked) return 8;
    if (names.some((name) => name.join(" ") === asked)) return 7;
    const fit = (field) => {
      const holds = (name) => parts.every((part) => name.some((one) => part[field].has(one)));
      if (holds(title)) return title.length === parts.length ? 3 : title.join(" ").startsWith(asked) ? 2 : 1;
      return names.some(holds) ? 0.5 : 0;
    };
    const whole = fit("whole");
    return whole >= 1 || (whole && asked.length < 4) ? 3 + whole : fit("terms");
  }

  // Which of the words tell what is looked for: topics and loose words do where nothing else does.
  function choose(words) {
    const topics = words.filter(topicOf);
    const replaced = words.some((word) => /^(replac|automat)/.test(word)); // “will AI replace nurses”
    const loose = (word) => LOOSE.has(word) || (replaced && word === "ai");
    return [words.filter((word) => !topicOf(word) && !loose(word)), topics, words].find((some) => some.length) || [];
  }

  async function search(query) {
    const plan = await loadPlan();
    const typed = [...new Set(wordsOf(query))];
    let words = typed.filter((word) => !plan.skip.has(word));
    // A letter or two beside other words are words of their own or a word that is not finished.
    const whole = words.filter((word) => word.length >= plan.width || plan.shards.has(shardOf(word, plan.width)));
    if (whole.length) words = whole;
    const chosen = new Set(choose(words));
    const parts = await Promise.all(words.map((word) => findWord(plan, word, chosen.has(word))));
    const telling = parts.filter((part) => part.telling);
    const all = new Map();
    parts.forEach((part) => part.found.forEach(({ record, score }, path) => {
      const known = all.get(path) || { record, clues: new Map(), score: 0, told: 0, topics: 0 };
      record[4].forEach((clue) => known.clues.set(clue.join(" "), clue));
      known.score += score;
      known.told += part.telling ? 1 : 0;
      known.topics += topicOf(part.word) ? 1 : 0;
      all.set(path, known);
    }));
    const most = Math.max(0, ...[...all.values()].map((one) => one.told));
    const results = [...all.values()].filter((one) => (most ? one.told === most : one.topics));
    results.forEach((one) => {
      one.clues = [...one.clues.values()];
      one.rank = rank(one, parts);
      one.fit = rank(one, telling);
    });
    const found = most === telling.length;
    // Where no name is typed out, roles come first: they are what most people look for.
    const byKind = ({ fit }) => fit < 4 && (fit > 0 || found);
    results.sort((one, other) => other.rank - one.rank || other.fit - one.fit
      || (byKind(one) && kinds.indexOf(one.record[0]) - kinds.indexOf(other.record[0]))
      || other.score - one.score || kinds.indexOf(one.record[0]) - kinds.indexOf(other.record[0])
      || one.record[2].length - other.record[2].length
      || (one.record[2] < other.record[2] ? -1 : 1));
    const topics = telling.length < words.length ? [...new Set(words.map(topicOf).filter(Boolean))] : [];
    return { words, parts, topics, results, all: found };
  }

  // Texts with the words that matched marked.
  function mark(text, terms) {
    const pieces = [];
    let end = 0;
    for (const match of text.matchAll(/[\p{L}\p{N}\p{M}'’]+[+#]*/gu)) {
      if (wordsOf(match[0]).some((word) => terms.has(word))) {
        pieces.push(text.slice(end, match.index), make("mark", { textContent: match[0] }));
        end = match.index + match[0].length;
      }
    }
    return [...pieces, text.slice(end)];
  }
  function explain({ record, clues, fit }, parts, topics, terms, href) {
    const covers = (text, { terms: some }) => wordsOf(text).some((word) => some.has(word));
    let open = parts.filter((part) => !covers(record[2], part));
    const lines = [];
    while (open.length && lines.length < 2) {
      const [best, count] = clues.map((clue) => [clue, open.filter((part) => covers(clue[1], part)).length])
        .sort((one, other) => other[1] - one[1] || FIELDS.indexOf(one[0][0]) - FIELDS.indexOf(other[0][0]))[0] || [];
      if (!count) break;
      const [kind, text] = best;
      open = open.filter((part) => !covers(text, part));
      if (kind === "hidden" && record[0] === "page") continue; // a list’s are what people ask for
      const words = mark(text, terms);
      const line = make("span", { className: "why" });
      if (kind === "hidden") line.append("Known by another name");
      else if (kind in CHAPTERS) {
        const page = href.split("#")[0].replace(/index\.html$/, (file) => CHAPTERS[kind] + file);
        const target = `${page}#:~:text=${encodeURIComponent(text).replace(/-/g, "%2D")}`;
        line.append(`${REASONS[kind]} `, make("a", { href: target }, ...words));
      } else line.append(...(kind in REASONS ? [`${REASONS[kind]} `] : []), ...words);
      lines.push(line);
    }
    if (record[0] === "role" && fit) {
      topics.forEach(([anchor, name]) => {
        lines.push(make("span", { className: "why" }, "On its page: ", make("a", { href: `${href}#${anchor}`, textContent: name })));
      });
    }
    return lines;
  }
  function listGroup(kind, results, parts, topics, terms) {
    const list = make("ul", {});
    const add = (some) => some.forEach((one) => {
      const [, path, title, hint] = one.record;
      const href = `../${path.replace(/\/$/, "/index.html")}`;
      const item = make("li", {}, make("a", { href, className: "hit" }, ...mark(title, terms)));
      if (hint) item.append(make("span", { className: "hint", textContent: hint }));
      item.append(...explain(one, parts, topics, terms, href));
      list.append(item);
    });
    add(results.slice(0, SHOWN));
    const section = group(kind, results.length, list);
    if (results.length > SHOWN) {
      const button = more(section, `Show all ${digits(results.length)}`);
      button.addEventListener("click", () => {
        add(results.slice(SHOWN));
        button.remove();
        list.children[SHOWN].querySelector("a").focus();
      });
    }
    return section;
  }

  // Shows what was found, and returns what is to be said of it.
  function show(output, query, { words, parts, topics, results, all }) {
    const terms = new Set(parts.flatMap((part) => [...part.terms]));
    const groups = new Map();
    results.forEach((one) => {
      const kind = one.record[0];
      if (!groups.has(kind)) groups.set(kind, []);
      groups.get(kind).push(one);
    });
    output.replaceChildren(...[...groups].map(([kind, some]) => listGroup(kind, some, parts, topics, terms)));
    const meant = parts.filter((part) => part.meant.length)
      .map((part) => `Nothing has “${part.word}”; shown is “${part.meant.join("”, “")}”. `).join("");
    if (!words.length) return "Type a word that says more.";
    if (!results.length) return `Nothing found for “${query}”. Try fewer or other words, or the lists below.`;
    return `${meant}${all ? "" : "No page has all of these words. "}${count(results.length, "result")} for “${query}”.`;
  }

  start({
    prepare: () => Promise.all([loadPlan(), loadPlaces()]),
    search: async (query) => {
      const found = await search(query);
      return (output) => show(output, query, found);
    },
  });
})();
