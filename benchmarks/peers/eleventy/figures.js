// Figures of the tables in words and on axes.

const MEASURES = ["p10", "p25", "p50", "p75", "p90"];
const HOURS = 2080;
const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const cents = new Intl.NumberFormat("en", {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
  roundingMode: "halfEven",
});
const tenths = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });

export const count = (number) => whole.format(number);
export const money = (amount) => `$${whole.format(amount)}`;
export const hourly = (amount) => `$${cents.format(amount / HOURS)}`;
export const percent = (size) => `${tenths.format(Math.abs(size))}%`;
export const signed = (number, text) => (number > 0 ? "+" : number < 0 ? "\u2212" : "") + text;

const short = (amount) =>
  amount >= 1000 && amount % 1000 === 0 ? `$${amount / 1000}k` : money(amount);

// An axis with round ends and at most six ticks.
class Scale {
  constructor(low, high) {
    const raw = (high - low) / 5;
    const power = 10 ** Math.floor(Math.log10(raw));
    const step = [1, 2, 2.5, 5, 10].map((one) => power * one).find((one) => one >= raw);
    this.low = Math.floor(low / step) * step;
    this.span = Math.ceil(high / step) * step - this.low;
    this.ticks = [];
    for (let n = 0; n <= Math.round(this.span / step); n++) {
      const at = this.low + n * step;
      this.ticks.push({ text: short(at), x: this.place(at) });
    }
  }

  place(amount) {
    return this.width(amount - this.low);
  }

  width(size) {
    return `${((100 * size) / this.span).toFixed(1)}%`;
  }
}

// The figures of an occupation with their drawing.
export function payPanel(row, labels) {
  const scale = new Scale(row.p10, row.p90);
  const panel = { money: {}, hourly: {}, scale, x: {}, rows: [] };
  for (const name of MEASURES) {
    panel.money[name] = money(row[name]);
    panel.hourly[name] = hourly(row[name]);
    panel.x[name] = scale.place(row[name]);
    panel.rows.push({
      label: labels.measure[name],
      money: panel.money[name],
      hourly: panel.hourly[name],
    });
  }
  panel.width = scale.width(row.p75 - row.p25);
  panel.date = `${labels.month[row.month]} ${row.year}`;
  panel.sentence =
    `The middle half earn between ${panel.money.p25} and ${panel.money.p75} a year ` +
    "(25th to 75th percentile).";
  return panel;
}

// Every measurement on one axis.
export function evidence(rows, posted, sources, labels) {
  const found = [];
  if (posted) found.push([posted, posted.min, posted.max, "posted by employers", 3]);
  for (const row of rows.toSorted((a, b) => a.year - b.year)) {
    const number = row.year === 2025 ? 1 : posted ? 4 : 3;
    found.push([row, row.p10, row.p90, "official statistic", number]);
  }
  const scale = new Scale(
    Math.min(...found.map((bar) => bar[1])),
    Math.max(...found.map((bar) => bar[2])),
  );
  const bars = found.map(([row, low, high, kind, number]) => ({
    label: sources[row.source].name,
    number,
    detail: `${kind}, ${labels.month[row.month]} ${row.year}, base pay`,
    texts: [
      money(low),
      money(row.p50),
      (row.capped.includes("p90") ? "at least " : "") + money(high),
    ],
    x: scale.place(low),
    width: scale.width(high - low),
    middle: scale.place(row.p50),
  }));
  const sentence = posted
    ? `The kinds of figure disagree: typical pay is ${money(posted.p50)} by postings and ` +
      `${money(rows[0].p50)} by survey. They measure different people in different ways ` +
      "and are never averaged."
    : `Typical pay was ${money(rows[1].p50)} in May 2024 and ${money(rows[0].p50)} in ` +
      "May 2025. The years are separate measurements, not one group followed over time.";
  return { bars, scale, sentence };
}

// The projection of an occupation as facts.
export function outlookPanel(row) {
  return [
    {
      label: `Change, ${row.base_year} to ${row.target_year}`,
      value: signed(row.change_pct, percent(row.change_pct)),
      note: `${signed(row.change, count(Math.abs(row.change)))} jobs`,
      source: 2,
    },
    {
      label: "Openings a year",
      value: count(row.annual_openings),
      note: "average, including people replaced",
      source: 2,
    },
    {
      label: `Jobs in ${row.base_year}`,
      value: count(row.base),
      note: `${count(row.target)} in ${row.target_year}`,
      source: 2,
    },
  ];
}
