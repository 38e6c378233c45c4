// Tables of pay: sorting, filtering, another place, another period, and a drawing of each range.
// The table is the data and is whole without this file. Text is written with textContent only.
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const make = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };
  const draw = (name, attributes, ...children) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    element.append(...children);
    return element;
  };
  const plain = (text) => text.trim().toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  const language = document.documentElement.lang;
  const { compare } = new Intl.Collator(language);
  const UNITS = { "": "As published", year: "A year", hour: "An hour" };
  const SPREAD = ["typical", "p10", "p25", "p75", "p90"];

  // A figure in another period, only by the paid hours that its source states.
  const convert = (number, { period, hours }, wanted) => {
    if (!wanted || wanted === period) return number;
    if (!hours) return NaN;
    return wanted === "year" ? number * hours : number / hours;
  };
  const number = (text) => (text ? Number(text) : NaN);

  function start(table) {
    const head = table.tHead.rows[0];
    const keys = [...head.cells].map((cell) => cell.dataset.key);
    const column = Object.fromEntries(keys.map((key, at) => [key, at]));
    const money = SPREAD.filter((key) => key in column);
    const bodies = [...table.tBodies];
    const rows = bodies.flatMap((body, group) => [...body.rows].map((tr) => {
      const cells = Object.fromEntries(keys.map((key, at) => [key, tr.cells[at]]));
      const own = {
        numbers: Object.fromEntries(keys.map((key) => [key, number(cells[key].dataset.n)])),
        content: Object.fromEntries(keys.map((key) => [key, [...cells[key].childNodes]])),
        period: tr.dataset.p || "year",
        hours: number(tr.dataset.h),
        unit: "",
      };
      own.text = Object.fromEntries(keys.map((key) => [key, cells[key].firstChild.textContent.trim()]));
      return {
        tr, cells, own, shown: own, group, field: own.text.field, level: tr.dataset.level,
        role: tr.dataset.role, name: plain(own.text.role), place: tr.dataset.place,
      };
    }));
    rows.forEach((row, at) => { row.at = at; });
    const flat = document.createElement("tbody");
    const format = (value, unit) => new Intl.NumberFormat(language, {
      style: "currency", currency: table.dataset.currency,
      minimumFractionDigits: unit === "hour" ? 2 : 0, maximumFractionDigits: unit === "hour" ? 2 : 0,
    }).format(value);

    function write(row, unit) {
      const { shown, cells } = row;
      const other = unit && unit !== shown.period && shown.hours;
      money.forEach((key) => {
        const value = convert(shown.numbers[key], shown, unit);
        if (other && !Number.isNaN(value)) {
          const most = shown.text[key].startsWith("at least ") ? "at least " : "";
          cells[key].replaceChildren(most + format(value, unit));
        } else if (shown === row.own) cells[key].replaceChildren(...shown.content[key]);
        else cells[key].replaceChildren(shown.text[key]);
      });
      if (shown === row.own) cells.fit?.replaceChildren(...shown.content.fit);
      else {
        const small = other ? "" : [shown.measure, shown.unit].filter(Boolean).join(", ");
        if (small) cells.typical.append(make("small", {}, small));
        cells.fit?.replaceChildren(shown.fit);
      }
      if (row.note) cells.fit?.append(make("small", {}, row.note));
    }

    // Ranges: 10th to 90th percentile as a line, the middle half as a box, the median as a tick.
    let range = null;
    function ranges(unit) {
      if (!money.includes("p90")) return;
      const yearly = (row, key) => convert(row.shown.numbers[key], row.shown, unit || "year");
      const ends = rows.flatMap((row) => money.map((key) => yearly(row, key))).filter((one) => one > 0);
      if (!ends.length) return;
      const top = Math.max(...ends);
      if (!range) {
        range = make("th", { scope: "col" }, "Range", make("small"));
        head.cells[column.typical].after(range);
        rows.forEach((row) => {
          row.range = make("td", { className: "range" });
          row.cells.typical.after(row.range);
        });
      }
      range.lastChild.textContent = `0 to ${format(top, unit)}`;
      const at = (value) => `${(value / top * 100).toFixed(1)}%`;
      rows.forEach((row) => {
        const [mid, low, left, right, high] = SPREAD.map((key) => yearly(row, key));
        const parts = [];
        if (low > 0 && high > 0) parts.push(draw("line", { x1: at(low), x2: at(high), y1: 8, y2: 8 }));
        if (left > 0 && right > 0) {
          parts.push(draw("rect", { class: "box", x: at(left), width: at(right - left), y: 3, height: 10 }));
        }
        if (high > 0 && row.shown.text.p90.startsWith("at least")) {
          parts.push(draw("svg", { x: at(high), y: 8 }, draw("path", { d: "M-6-4l6 4-6 4" })));
        }
        if (mid > 0) parts.push(draw("line", { class: "mid", x1: at(mid), x2: at(mid), y1: 0, y2: 16 }));
        row.range.replaceChildren(...(parts.length
          ? [draw("svg", { height: 16, "aria-hidden": "true" }, ...parts)] : []));
      });
    }

    const buttons = new Map();
    [...head.cells].forEach((cell) => {
      const button = make("button", { type: "button" }, ...cell.childNodes);
      cell.append(button);
      buttons.set(cell.dataset.key, button);
    });
    const isNumber = (key) => "n" in head.querySelector(`[data-key="${key}"]`).dataset;

    function sort({ key, down }, unit) {
      all("[aria-sort]", head).forEach((cell) => cell.removeAttribute("aria-sort"));
      buttons.get(key).parentNode.setAttribute("aria-sort", down ? "descending" : "ascending");
      if (key === "field" && !down) {
        bodies.forEach((body, group) => body.append(...rows.filter((row) => row.group === group).map(({ tr }) => tr)));
        flat.replaceWith(...bodies);
        return;
      }
      const value = key === "field" ? (row) => row.group
        : key === "growth" ? (row) => row.shown.numbers.growth
          : isNumber(key) ? (row) => convert(row.shown.numbers[key], row.shown, unit || "year") : null;
      const sign = down ? -1 : 1;
      const ranked = rows.map((row) => [value ? value(row) : row.cells[key].textContent, row]);
      ranked.sort(([one, first], [two, second]) => {
        if (!value) return sign * compare(one, two) || first.at - second.at;
        const none = Number.isNaN(one) - Number.isNaN(two); // what can't be compared comes last
        return none || (Number.isNaN(one) ? 0 : sign * (one - two)) || first.at - second.at;
      });
      flat.replaceChildren(...ranked.map(([, { tr }]) => tr));
      if (!flat.isConnected) {
        bodies[0].before(flat);
        bodies.forEach((body) => body.remove());
      }
    }
    return { table, rows, buttons, isNumber, write, ranges, sort, box: table.closest("[data-part]") || table };
  }

  function run() {
    const [main, levels] = ["pay", "levels"].map((name) => document.querySelector(`table[data-of=${name}]`))
      .map((table) => table && start(table));
    if (!main) return;
    const places = all("[data-places] a");
    const parts = [main, levels].filter(Boolean);
    const query = new URLSearchParams(location.search);
    const order = new Map(parts.map((part) => [part, { key: "field", down: false }]));
    const status = make("p", { className: "small", role: "status" });
    const form = make("form", { className: "search filters" });
    const fields = {};
    const add = (name, label, field) => {
      fields[name] = field;
      form.append(make("label", {}, label, field));
    };
    const choose = (options) => make("select", {}, ...options.map(([value, text]) => make("option", { value }, text)));
    const unique = (values) => [...new Set(values)].map((value) => [value, value]);
    add("q", "Find a role", make("input", { type: "search", autocomplete: "off" }));
    add("field", "Field of work", choose([["", "All"], ...unique(main.rows.map((row) => row.field))]));
    if (places.length > 1) {
      const named = places.map((link) => [link.dataset.place, link.textContent]);
      add("place", "Place", choose([["", main.table.dataset.place], ...named.filter(([, name]) => name !== main.table.dataset.place)]));
    }
    if (levels) add("level", "Level", choose([["", "All levels together"], ...unique(levels.rows.map((row) => row.level))]));
    if (main.rows.some((row) => row.shown.hours)) add("pay", "Pay", choose(Object.entries(UNITS)));
    form.addEventListener("submit", (event) => event.preventDefault());
    document.querySelector("[data-controls]").append(form, status);

    const read = (name) => fields[name]?.value || "";
    let measured = null; // roles with figures at the chosen place
    let failed = false;

    function say(shown, part) {
      const { key, down } = order.get(part);
      const words = key === "field" ? "grouped by field"
        : `sorted by ${part.buttons.get(key).firstChild.textContent.trim().toLowerCase()}, `
          + (part.isNumber(key) ? (down ? "highest first" : "lowest first") : (down ? "Z to A" : "A to Z"));
      status.replaceChildren(`${shown} of ${part.rows.length} ${part === levels ? "lines" : "roles"}, ${words}.`);
      const link = places.find((one) => one.dataset.place === read("place"));
      if (!link) return;
      const anchor = make("a", { href: link.href }, `The page of ${link.textContent}`);
      if (failed) status.append(` The figures of ${link.textContent} can’t be loaded here. `, anchor, " has them.");
      else if (measured !== null && part === main) {
        status.append(` Pay in ${link.textContent} for ${measured} roles; where there is none, `
          + `${main.table.dataset.place} stands in and the row says so. `, anchor, " has the sources.");
      }
    }

    function show() {
      const level = read("level");
      const words = plain(read("q")).split(/\s+/);
      const place = places.find((one) => one.dataset.place === read("place"))?.textContent || "";
      const part = level && levels ? levels : main;
      let shown = 0;
      part.rows.forEach((row) => {
        const fits = (!read("field") || row.field === read("field")) && words.every((word) => row.name.includes(word))
          && (part === main || ((!level || row.level === level) && (!place || row.place === place)));
        row.tr.hidden = !fits;
        shown += fits;
      });
      if (levels) {
        main.box.hidden = part === levels;
        if (part === main) levels.rows.forEach((row) => { row.tr.hidden = false; });
      }
      say(shown, part);
    }

    function keep() {
      const state = new URLSearchParams();
      Object.keys(fields).forEach((name) => { if (read(name)) state.set(name, read(name)); });
      parts.forEach((part) => {
        const { key, down } = order.get(part);
        if (key !== "field" || down) state.set(part === main ? "sort" : "sort-levels", key + (down ? "-down" : ""));
      });
      const search = state.toString();
      try {
        history.replaceState(null, "", search ? `?${search}${location.hash}` : location.pathname + location.hash);
      } catch { /* a page from disk keeps no state */ }
    }

    async function move() {
      const link = places.find((one) => one.dataset.place === read("place"));
      let lines = null;
      measured = null;
      failed = false;
      if (link) {
        try {
          const answer = await fetch(link.href.replace(/html$/, "json"));
          if (!answer.ok) throw new Error(answer.status);
          const { table } = await answer.json();
          lines = new Map(table.groups.flatMap((group) => group.lines).map((line) => [line.role, [line, table.currency]]));
        } catch {
          failed = true;
        }
      }
      main.rows.forEach((row) => {
        const [line, currency] = lines?.get(row.role) || [];
        row.note = lines && !line && !Number.isNaN(row.own.numbers.typical) ? `${main.table.dataset.place} stands in` : "";
        row.shown = row.own;
        if (!line) return;
        const [p10, p25, p75, p90] = line.spread;
        const cells = { typical: line.typical, p10, p25, p75, p90 };
        const same = currency === main.table.dataset.currency;
        row.shown = {
          ...row.own, ...line, hours: number(line.hours),
          text: { ...row.own.text, ...Object.fromEntries(Object.entries(cells).map(([key, [text]]) => [key, text])) },
          numbers: {
            growth: row.own.numbers.growth,
            ...Object.fromEntries(Object.entries(cells).map(([key, [, value]]) => [key, same ? number(value) : NaN])),
          },
        };
      });
      if (lines) measured = lines.size;
    }

    const rewrite = () => parts.forEach((part) => {
      part.rows.forEach((row) => part.write(row, read("pay")));
      part.ranges(read("pay"));
      part.sort(order.get(part), read("pay"));
    });

    parts.forEach((part) => part.buttons.forEach((button, key) => button.addEventListener("click", () => {
      const now = order.get(part);
      const down = now.key === key ? !now.down : part.isNumber(key);
      order.set(part, { key, down });
      part.sort({ key, down }, read("pay"));
      say(part.rows.filter((row) => !row.tr.hidden).length, part);
      keep();
    })));
    form.addEventListener("input", async ({ target }) => {
      if (target === fields.place) await move();
      if (target === fields.place || target === fields.pay) rewrite();
      show();
      keep();
    });

    async function restore() {
      Object.entries(fields).forEach(([name, field]) => {
        const value = query.get(name) || "";
        if (field.tagName !== "SELECT" || [...field.options].some((one) => one.value === value)) field.value = value;
      });
      parts.forEach((part) => {
        const [key, way] = (query.get(part === main ? "sort" : "sort-levels") || "").split("-");
        if (part.buttons.has(key)) order.set(part, { key, down: way === "down" });
      });
      if (read("place")) await move();
      if (read("place") || read("pay")) rewrite();
      else parts.forEach((part) => {
        part.ranges("");
        part.sort(order.get(part), "");
      });
      show();
    }
    restore();
  }
  run();
})();
