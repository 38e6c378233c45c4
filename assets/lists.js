// Tables of pay: sorting, filtering, another place, another period, and a drawing of each range.
// The table is the data and is whole without this file. Text is written with textContent only.
(() => {
  "use strict";
  const { all, draw, make, plain } = globalThis.roleguidePage;
  const number = (text) => (text ? Number(text) : NaN);
  const pick = (keys, value) => Object.fromEntries(keys.map((key) => [key, value(key)]));
  const language = document.documentElement.lang;
  const count = (value) => value.toLocaleString(language);
  const { compare } = new Intl.Collator(language);
  const PERIODS = { "": "As published", year: "A year", hour: "An hour" };
  const MOST = "at least ";
  const SHOWN = 50; // rows that are laid out at once: a thousand make a browser slow

  // A figure in another period, only by the paid hours that its source states.
  const convert = (value, { period, hours }, wanted) => {
    if (!wanted || wanted === period) return value;
    if (!hours) return NaN;
    return wanted === "year" ? value * hours : value / hours;
  };

  class Table {
    constructor(table) {
      this.table = table;
      this.place = table.dataset.place;
      this.within = table.dataset.within;
      this.head = table.tHead.rows[0];
      this.keys = [...this.head.cells].map((cell) => cell.dataset.key);
      this.money = ["typical", "p10", "p25", "p75", "p90"].filter((key) => this.keys.includes(key));
      this.groups = [...table.tBodies];
      this.rows = this.groups.flatMap((body, group) => [...body.rows].map((tr) => this.read(tr, group)));
      this.rows.forEach((row, at) => { row.at = at; });
      this.flat = document.createElement("tbody");
      this.order = { key: "field", down: false };
      this.period = "";
      this.limit = SHOWN;
      this.heads = new Map([...this.head.cells].map((cell) => {
        const name = cell.textContent.trim().toLowerCase();
        const button = make("button", { type: "button" }, ...cell.childNodes);
        cell.append(button);
        return [cell.dataset.key, { cell, button, name, isNumber: "n" in cell.dataset }];
      }));
      if (this.money.length > 2) {
        this.range = make("th", { scope: "col" }, "Range", make("small"));
        this.heads.get("typical").cell.after(this.range);
      }
    }

    read(tr, group) {
      const cells = pick(this.keys, (key) => tr.cells[this.keys.indexOf(key)]);
      const own = {
        text: pick(this.keys, (key) => cells[key].firstChild?.textContent.trim() ?? ""),
        content: pick(this.keys, (key) => [...cells[key].childNodes]),
        numbers: pick(this.keys, (key) => number(cells[key].dataset.n)),
        period: tr.dataset.p || "year",
        hours: number(tr.dataset.h),
      };
      const { role, level, place } = tr.dataset;
      return { tr, cells, group, own, shown: own, role, level, place, field: own.text.field, name: plain(own.text.role), note: "" };
    }

    format(value) {
      const digits = this.period === "hour" ? 2 : 0;
      return new Intl.NumberFormat(language, {
        style: "currency", currency: this.table.dataset.currency,
        minimumFractionDigits: digits, maximumFractionDigits: digits,
      }).format(value);
    }

    // What a figure is sorted and drawn by: pay in one period, so that rows can be compared.
    measure(row, key) {
      const value = row.shown.numbers[key];
      return key === "growth" ? value : convert(value, row.shown, this.period || "year");
    }

    // After another place or period: what is written is no longer so.
    change() {
      this.rows.forEach((row) => { row.written = false; });
      const known = this.rows.flatMap((row) => this.money.map((key) => this.measure(row, key)));
      this.top = Math.max(0, ...known.filter((one) => one > 0));
      if (this.range) this.range.lastChild.textContent = this.top ? `0 to ${this.format(this.top)}` : "";
      this.sorted = null;
    }

    write(row) {
      const { shown, own, cells } = row;
      const other = this.period && this.period !== shown.period && shown.hours;
      this.money.forEach((key) => {
        const value = convert(shown.numbers[key], shown, this.period);
        if (other && !Number.isNaN(value)) {
          cells[key].replaceChildren((shown.text[key].startsWith(MOST) ? MOST : "") + this.format(value));
        } else if (shown === own) cells[key].replaceChildren(...own.content[key]);
        else cells[key].replaceChildren(shown.text[key]);
      });
      const small = shown === own || other ? "" : [shown.measure, shown.unit].filter(Boolean).join(", ");
      if (small) cells.typical.append(make("small", {}, small));
      if (cells.fit) {
        cells.fit.replaceChildren(...(shown === own ? own.content.fit : [shown.fit]));
        if (row.note) cells.fit.append(make("small", {}, row.note));
      }
      if (this.range) this.drawRange(row);
      row.written = true;
    }

    // 10th to 90th percentile as a line, the middle half as a box, the median as a tick.
    drawRange(row) {
      if (!row.range) {
        row.range = make("td", { className: "range" });
        row.cells.typical.after(row.range);
      }
      const [mid, low, left, right, high] = this.money.map((key) => this.measure(row, key));
      const at = (value) => `${(value / this.top * 100).toFixed(1)}%`;
      const parts = [];
      if (low > 0 && high > 0) parts.push(draw("line", { x1: at(low), x2: at(high), y1: 8, y2: 8 }));
      if (left > 0 && right > 0) {
        parts.push(draw("rect", { class: "box", x: at(left), width: at(right - left), y: 3, height: 10 }));
      }
      if (high > 0 && row.shown.text.p90.startsWith(MOST)) {
        parts.push(draw("svg", { x: at(high), y: 8 }, draw("path", { d: "M-6-4l6 4-6 4" })));
      }
      if (mid > 0) parts.push(draw("line", { class: "mid", x1: at(mid), x2: at(mid), y1: 0, y2: 16 }));
      row.range.replaceChildren(...(parts.length ? [draw("svg", { height: 16, "aria-hidden": "true" }, ...parts)] : []));
    }

    sort() {
      const { key, down } = this.order;
      const sign = down ? -1 : 1;
      const { isNumber } = this.heads.get(key);
      const text = (row) => (key === "fit" ? row.shown.fit || row.own.text.fit : row.own.text[key]);
      const value = key === "field" ? (row) => row.group : isNumber ? (row) => this.measure(row, key) : text;
      this.sorted = this.rows.map((row) => [value(row), row]).sort(([one, first], [two, second]) => {
        if (typeof one === "string") return sign * compare(one, two) || first.at - second.at;
        const none = Number.isNaN(one) - Number.isNaN(two); // what can't be compared comes last
        return none || (Number.isNaN(one) ? 0 : sign * (one - two)) || first.at - second.at;
      }).map(([, row]) => row);
    }

    // Puts the rows that fit into the table, in their order; returns how many fit.
    arrange(fits) {
      if (!this.sorted) this.sort();
      const { key, down } = this.order;
      this.heads.forEach(({ cell }, name) => {
        if (name === key) cell.setAttribute("aria-sort", down ? "descending" : "ascending");
        else cell.removeAttribute("aria-sort");
      });
      const found = this.sorted.filter(fits);
      const shown = found.slice(0, this.limit);
      shown.forEach((row) => { if (!row.written) this.write(row); });
      const rows = shown.map(({ tr }) => tr);
      let bodies = [this.flat];
      if (key === "field" && !down) {
        bodies = this.groups.filter((body, group) => {
          body.replaceChildren(...shown.filter((row) => row.group === group).map(({ tr }) => tr));
          return body.rows.length;
        });
      } else this.flat.replaceChildren(...rows);
      [...this.table.tBodies].forEach((body) => { if (!bodies.includes(body)) body.remove(); });
      this.table.append(...bodies);
      return { found: found.length, shown: shown.length };
    }
  }

  function run() {
    const [main, levels] = ["pay", "levels"].map((name) => {
      const table = document.querySelector(`table[data-of=${name}]`);
      return table && new Table(table);
    });
    const tables = [main, levels].filter(Boolean);
    const places = all("[data-places] a");
    const query = new URLSearchParams(location.search);
    const status = make("p", { className: "small", role: "status" });
    const more = make("button", { type: "button", hidden: true });
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
    const others = places.map((link) => [link.dataset.place, link.textContent]).filter(([, name]) => name !== main.place);
    if (others.length) add("place", "Place", choose([["", main.place], ...others]));
    if (levels) add("level", "Level", choose([["", "All levels together"], ...unique(levels.rows.map((row) => row.level))]));
    if (main.rows.some((row) => row.shown.hours)) add("pay", "Pay", choose(Object.entries(PERIODS)));
    form.addEventListener("submit", (event) => event.preventDefault());
    document.querySelector("[data-controls]").append(form, status, more);

    const read = (name) => fields[name]?.value || "";
    const chosen = () => places.find((one) => one.dataset.place === read("place"));
    let measured = 0; // roles with figures at the chosen place
    let failed = false;

    function say(table, { found, shown }) {
      const { key, down } = table.order;
      const { name, isNumber } = table.heads.get(key);
      const way = isNumber ? (down ? "highest first" : "lowest first") : (down ? "Z to A" : "A to Z");
      const order = key === "field" ? "grouped by field of work" : `sorted by ${name}, ${way}`;
      const nouns = table === levels ? "lines" : "roles";
      const part = shown < found ? `The first ${count(shown)} of ${count(found)} ${nouns}`
        : `${count(found)} of ${count(table.rows.length)} ${nouns}`;
      status.replaceChildren(`${part}, ${order}.`);
      more.hidden = shown === found;
      more.textContent = `Show all ${count(found)}`;
      const link = chosen();
      if (!link || table !== main) return;
      const anchor = make("a", { href: link.href }, `The page of ${link.textContent}`);
      if (failed) status.append(` The figures of ${link.textContent} can’t be loaded here. `, anchor, " has them.");
      else {
        status.append(` ${link.textContent} has figures for ${count(measured)} roles; for the others those of `
          + `${main.within} stand in, and the row says so. `, anchor, " has the sources.");
      }
    }

    function show() {
      const level = read("level");
      const field = read("field");
      const words = plain(read("q")).split(/\s+/);
      const place = chosen()?.textContent || "";
      const fits = (row) => (!field || row.field === field) && words.every((word) => row.name.includes(word));
      if (!level) {
        say(main, main.arrange(fits));
        levels?.arrange(() => true);
      } else say(levels, levels.arrange((row) => fits(row) && row.level === level && (!place || row.place === place)));
      main.table.closest("[data-part]").hidden = Boolean(level);
    }

    function keep() {
      const state = new URLSearchParams(Object.keys(fields).filter(read).map((name) => [name, read(name)]));
      tables.forEach(({ order: { key, down } }, at) => {
        if (key !== "field" || down) state.set(at ? "sort-levels" : "sort", key + (down ? "-down" : ""));
      });
      try {
        history.replaceState(null, "", `${location.pathname}${state.size ? `?${state}` : ""}${location.hash}`);
      } catch { /* a page from disk keeps no state */ }
    }

    // The figures of another place are those of its page, which has a twin in JSON.
    async function move() {
      const link = chosen();
      let lines = null;
      failed = false;
      try {
        if (link) {
          const answer = await fetch(link.href.replace(/html$/, "json"));
          const { table } = await answer.json();
          const same = table.currency === main.table.dataset.currency;
          lines = new Map(table.groups.flatMap((group) => group.lines).map((line) => [line.role, { ...line, same }]));
        }
      } catch {
        failed = true;
      }
      measured = lines?.size || 0;
      main.rows.forEach((row) => {
        const line = lines?.get(row.role);
        row.note = lines && !line && !Number.isNaN(row.own.numbers.typical) ? `figure of ${main.within}` : "";
        row.shown = row.own;
        if (!line) return;
        const cells = pick(main.money, (key) => [line.typical, ...line.spread][main.money.indexOf(key)]);
        row.shown = {
          ...line,
          hours: number(line.hours),
          text: pick(main.money, (key) => cells[key][0]),
          numbers: { ...row.own.numbers, ...pick(main.money, (key) => (line.same ? number(cells[key][1]) : NaN)) },
        };
      });
    }

    function restate() {
      tables.forEach((table) => {
        table.period = read("pay");
        table.change();
      });
    }

    const refresh = (table) => {
      table.sorted = null;
      show();
      keep();
    };
    tables.forEach((table) => table.heads.forEach(({ button, isNumber }, key) => button.addEventListener("click", () => {
      const again = table.order.key === key;
      table.order = { key, down: again ? !table.order.down : isNumber };
      refresh(table);
    })));
    form.addEventListener("input", async ({ target }) => {
      if (target === fields.place) await move();
      if (target === fields.place || target === fields.pay) restate();
      show();
      keep();
    });
    const unlimit = (limit) => {
      tables.forEach((table) => { table.limit = limit; });
      show();
    };
    more.addEventListener("click", () => {
      unlimit(Infinity);
      main.table.closest("[tabindex]").focus();
    });
    addEventListener("beforeprint", () => {
      const { limit } = main;
      unlimit(Infinity);
      addEventListener("afterprint", () => unlimit(limit), { once: true });
    });

    async function restore() {
      Object.entries(fields).forEach(([name, field]) => {
        const value = query.get(name) || "";
        if (field.tagName !== "SELECT" || [...field.options].some((one) => one.value === value)) field.value = value;
      });
      tables.forEach((table, at) => {
        const [key, way] = (query.get(at ? "sort-levels" : "sort") || "").split("-");
        if (table.heads.has(key)) table.order = { key, down: way === "down" };
      });
      if (read("place")) await move();
      restate();
      show();
    }
    restore();
  }
  run();
})();
