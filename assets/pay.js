// Pay in my terms: sets a figure that the reader types against the published percentiles, and says
// it by the year, month, week and hour. Nothing typed is sent or kept; the table is whole without this.
(() => {
  "use strict";
  const box = document.querySelector("[data-terms]");
  if (!box) return;
  const { draw, make } = globalThis.roleguidePage;
  const language = document.documentElement.lang;
  const PER_YEAR = { year: 1, month: 12, week: 52 };
  const PERIODS = ["year", "month", "week", "hour"];
  const said = (period) => `${period === "hour" ? "an" : "a"} ${period}`;
  const { currency, period: published, hours: stated, low, high } = box.dataset;
  const points = [...box.querySelectorAll("li")].map((item) => ({
    label: item.textContent,
    percent: Number(item.dataset.percent),
    amount: Number(item.dataset.amount),
    open: "open" in item.dataset,
  }));
  box.querySelector("template").replaceWith(box.querySelector("template").content);
  const form = box.querySelector("form");
  const answer = box.querySelector("[role=status]");
  const { amount, period, hours } = form.elements;
  const money = form.elements.currency;
  period.value = PERIODS.includes(published) ? published : "year";

  // A number as people write it: the language's own signs, blanks, a k for thousands.
  const parts = new Intl.NumberFormat(language).formatToParts(12345.6);
  const sign = (type) => parts.find((part) => part.type === type)?.value ?? "";
  const read = (text) => {
    const plain = text.normalize("NFKC").replace(/[^\d.,\u2019'k]/giu, "")
      .replaceAll(sign("group"), "").replace(/[\u2019']/g, "").replace(sign("decimal"), ".");
    const found = /^(\d{1,12}(?:\.\d*)?)(k?)$/i.exec(plain);
    return found ? Number(found[1]) * (found[2] ? 1000 : 1) : NaN;
  };

  // As guide/pay_terms.py: hours only by the paid hours of a year.
  const count = (name, paid) => (name === "hour" ? paid : PER_YEAR[name] ?? 260);
  const express = (value, from, to, paid) => (from === to ? value : value * count(from, paid) / count(to, paid));

  const write = (value, code, name) => new Intl.NumberFormat(language, {
    style: "currency",
    currency: code,
    minimumFractionDigits: name === "hour" ? 2 : 0,
    maximumFractionDigits: name === "hour" ? 2 : 0,
  }).format(value);

  // Where a figure stands among the percentiles; an open one is only known to be at least so much.
  const place = (value) => {
    const same = points.find((point) => point.amount === value && !point.open);
    if (same) return `That is the ${same.label.toLowerCase()}.`;
    const above = points.find((point) => point.amount > value);
    const below = points.filter((point) => point.amount < value || (point.open && point.amount === value));
    const firm = below.filter((point) => !point.open).at(-1);
    const near = (point) => `the ${point.label.toLowerCase()}, ${write(point.amount, currency, published)}`;
    if (!below.length) return `Below ${near(points[0])}: fewer than ${points[0].percent} in 100 are paid less.`;
    if (above && firm) {
      return `Between ${near(firm)}, and ${near(above)}: ${firm.percent} to ${above.percent} in 100 are paid less.`;
    }
    const open = below.find((point) => point.open);
    if (open && firm) return `Above ${near(firm)}: more than ${firm.percent} in 100 are paid less. The count stops at ${write(open.amount, currency, published)}.`;
    if (firm) return `Above ${near(firm)}: more than ${firm.percent} in 100 are paid less.`;
    return `The count stops at ${write(open.amount, currency, published)}, so no more can be said.`;
  };

  const axis = document.querySelector("#headline svg.axis");
  const mark = (value) => {
    axis?.querySelector(".mine")?.remove();
    if (!axis || Number.isNaN(value)) return;
    const at = Math.min(Math.max((value - low) / (high - low), 0), 1) * 100;
    axis.append(draw("svg", { class: "mine", x: `${at}%` }, draw("path", { d: "M0 0v48m-5-48 5 7 5-7z" }), draw("text", { y: -6 }, "yours")));
  };

  const tell = (...lines) => answer.replaceChildren(...lines.map((line) => make("p", {}, line)));
  const update = () => {
    const paid = read(hours.value);
    const value = read(amount.value);
    const choice = money?.selectedOptions[0];
    const code = choice?.dataset.code ?? currency;
    mark(NaN);
    if (!amount.value.trim()) return tell();
    if (!(value > 0)) return tell("Write an amount in digits.");
    if (!(paid > 0 && paid <= 8784) && [period.value, published].includes("hour") && period.value !== published) {
      return tell("Say how many hours a year are paid.");
    }
    const all = PERIODS.map((name) => [name, express(value, period.value, name, paid)])
      .filter(([name, found]) => Number.isFinite(found) && (name !== "hour" || paid > 0 || period.value === "hour"));
    const standing = express(value, period.value, published, paid) / (choice ? Number(choice.value) : 1);
    mark(standing);
    const own = code === currency ? "" : ` As ${write(standing, currency, published)} ${said(published)} at the rate above.`;
    return tell(place(standing) + own,
      `${all.map(([name, found]) => `${write(found, code, name)} ${said(name)}`).join(", ")}${stated && hours.value === stated ? "" : ", by the hours that you gave"}.`);
  };
  let waiting;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(update, 150);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
})();
