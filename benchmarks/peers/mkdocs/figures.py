"""Figures of the tables in words and on axes."""

import math
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

Row = dict[str, Any]
MEASURES = ("p10", "p25", "p50", "p75", "p90")
HOURS = 2080


def money(amount: float) -> str:
    """An amount a year."""
    return f"${amount:,.0f}"


def hourly(amount: int) -> str:
    """The same by the hour."""
    return f"${(Decimal(amount) / HOURS).quantize(Decimal('0.01'), ROUND_HALF_EVEN):,}"


def percent(size: float) -> str:
    """A share without a sign."""
    return f"{abs(size):,.1f}".removesuffix(".0") + "%"


def signed(number: float, text: str) -> str:
    """A text with the sign of a number."""
    return ("+" if number > 0 else "\u2212" if number < 0 else "") + text


class Scale:
    """An axis with round ends and at most six ticks."""

    def __init__(self, low: float, high: float) -> None:
        raw = (high - low) / 5
        power = 10.0 ** math.floor(math.log10(raw))
        step = next(power * one for one in (1, 2, 2.5, 5, 10) if power * one >= raw)
        self.low = math.floor(low / step) * step
        self.span = math.ceil(high / step) * step - self.low
        marks = [self.low + n * step for n in range(round(self.span / step) + 1)]
        self.ticks = [{"text": _short(at), "x": self.place(at)} for at in marks]

    def place(self, amount: float) -> str:
        """Where an amount stands."""
        return self.width(amount - self.low)

    def width(self, size: float) -> str:
        """How wide a difference is."""
        return f"{100 * size / self.span:.1f}%"


def _short(amount: float) -> str:
    return f"${amount / 1000:.0f}k" if amount >= 1000 and amount % 1000 == 0 else money(amount)


def pay_panel(row: Row, labels: Row) -> Row:
    """The figures of an occupation with their drawing."""
    scale = Scale(row["p10"], row["p90"])
    amounts = {name: money(row[name]) for name in MEASURES}
    hours = {name: hourly(row[name]) for name in MEASURES}
    return {
        "money": amounts,
        "hourly": hours,
        "scale": scale,
        "x": {name: scale.place(row[name]) for name in MEASURES},
        "width": scale.width(row["p75"] - row["p25"]),
        "date": f"{labels['month'][str(row['month'])]} {row['year']}",
        "sentence": f"The middle half earn between {amounts['p25']} and {amounts['p75']} a year "
        "(25th to 75th percentile).",
        "rows": [
            {"label": label, "money": amounts[name], "hourly": hours[name]}
            for name, label in labels["measure"].items()
        ],
    }


def evidence(rows: list[Row], posted: Row | None, sources: Row, labels: Row) -> Row:
    """Every measurement on one axis."""
    bars = []
    if posted is not None:
        bars.append((posted, posted["min"], posted["max"], "posted by employers", 3))
    for row in sorted(rows, key=lambda row: int(row["year"])):
        number = 1 if row["year"] == 2025 else 3 if posted is None else 4
        bars.append((row, row["p10"], row["p90"], "official statistic", number))
    scale = Scale(min(bar[1] for bar in bars), max(bar[2] for bar in bars))
    made = []
    for row, low, high, kind, number in bars:
        month = labels["month"][str(row["month"])]
        most = f"at least {money(high)}" if "p90" in row["capped"] else money(high)
        made.append(
            {
                "label": sources[row["source"]]["name"],
                "number": number,
                "detail": f"{kind}, {month} {row['year']}, base pay",
                "texts": [money(low), money(row["p50"]), most],
                "x": scale.place(low),
                "width": scale.width(high - low),
                "middle": scale.place(row["p50"]),
            }
        )
    if posted is not None:
        sentence = (
            f"The kinds of figure disagree: typical pay is {money(posted['p50'])} by postings and "
            f"{money(rows[0]['p50'])} by survey. They measure different people in different ways "
            "and are never averaged."
        )
    else:
        sentence = (
            f"Typical pay was {money(rows[1]['p50'])} in May 2024 and {money(rows[0]['p50'])} in "
            "May 2025. The years are separate measurements, not one group followed over time."
        )
    return {"bars": made, "scale": scale, "sentence": sentence}


def outlook_panel(row: Row) -> list[Row]:
    """The projection of an occupation as facts."""
    span = f"{row['base_year']} to {row['target_year']}"
    jobs = signed(row["change"], f"{abs(row['change']):,}")
    return [
        {
            "label": f"Change, {span}",
            "value": signed(row["change_pct"], percent(row["change_pct"])),
            "note": f"{jobs} jobs",
            "source": 2,
        },
        {
            "label": "Openings a year",
            "value": f"{row['annual_openings']:,}",
            "note": "average, including people replaced",
            "source": 2,
        },
        {
            "label": f"Jobs in {row['base_year']}",
            "value": f"{row['base']:,}",
            "note": f"{row['target']:,} in {row['target_year']}",
            "source": 2,
        },
    ]
