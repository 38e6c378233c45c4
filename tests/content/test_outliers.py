"""Doubts across the guide: far from the category, one code twice, jobs that differ."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleguide.content.assemble import load_guide
from roleguide.content.outliers import find_far, is_own
from roleguide.diagnostics import Severity
from roleguide.guide.figures import Outlook
from roleguide.guide.role import OccupationCode
from roleguide.guide.words import CodeScheme

AS_OF = date(2026, 11, 21)
CODES = [f"15-{number}" for number in range(1211, 1220)]
PAY_HEAD = (
    "role,scheme,occupation_code,level,place,kind,currency,pay_period,pay_basis,gross_net,p50,"
    "hours_per_year,employment,as_of,source\n"
)
OUTLOOK_HEAD = (
    "scheme,occupation_code,place,base_year,target_year,employment_base,employment_target,"
    "change_number,change_pct,annual_openings,as_of,source,locator\n"
)


class Made:
    """A guide of nine roles of one category, each with a code, pay and a projection of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.pay = {code: 100_000 + 1_000 * number for number, code in enumerate(CODES)}
        self.growth = {code: 5 + number for number, code in enumerate(CODES)}
        self.jobs = dict.fromkeys(CODES, 10_000)
        self.more = dict.fromkeys(CODES, "")
        self.match = dict.fromkeys(CODES, "exact")
        self.written_code = {code: code for code in CODES}

    def write(self, path: str, text: str) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, "utf-8")

    def check(self) -> list[str]:
        """Return the warnings: the role's number, the code and the sentence."""
        for number, code in enumerate(CODES):
            self.write(
                f"content/roles/role-{number}.md",
                f"---\ntitle: Role number {number}\ncategory: data\nsummary: Does the work of it.\n"
                f"codes: [{{scheme: soc-2018, code: {self.written_code[code]}, match:"
                f" {self.match[code]}}}]\n{self.more[code]}---\n\n## Duties\n"
                "- Does one thing after the other.\n- Does the next thing.\n- Does a third thing.\n"
                "- Does the fourth thing.\n- Does the last thing.\n",
            )
        self.write("content/categories/data.md", "---\ntitle: Data\nsummary: Of data.\n---\n")
        self.write(
            "content/sources/survey.md",
            '---\nname: Survey\npublisher: Office\nurl: "https://example.org/"\nkind: survey\n'
            "retrieved: 2026-01-01\nlicence: Public domain\n---\n",
        )
        places = "id,name,kind,iso_3166_1,iso_3166_2,parent,metro_scheme,metro_code,currency\n"
        self.write("content/tables/places.csv", places + "us,United States,country,US,,,,,USD\n")
        titles = "".join(f"soc-2018,{code},Title {code}\n" for code in CODES)
        self.write("content/tables/occupations.csv", "scheme,code,title\n" + titles)
        pay = "".join(
            f",soc-2018,{code},,us,official_statistic,USD,year,base,gross,{self.pay[code]},2080,"
            f"{self.jobs[code]},2025-05,survey\n"
            for code in CODES
        )
        self.write("content/tables/pay.csv", PAY_HEAD + pay)
        outlook = "".join(
            f"soc-2018,{code},us,2024,2034,10000,{10_000 + growth * 100},{growth * 100},{growth},"
            ",,survey,\n"
            for code, growth in self.growth.items()
        )
        self.write("content/tables/outlook.csv", OUTLOOK_HEAD + outlook)
        report = load_guide(self.root, AS_OF).report
        assert not report.count(Severity.error), list(report)
        return [
            f"{one.place.path[-4]} {one.code}: {one.message}"
            for one in report
            if one.severity is Severity.warning
        ]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return Made(tmp_path)


def test_like_roles_raise_no_doubt(made: Made) -> None:
    assert made.check() == []


def test_pay_ten_times_that_of_the_category_is_doubted(made: Made) -> None:
    made.pay[CODES[4]] *= 10
    assert made.check() == [
        "4 far-from-category: The pay of 1040000 a year is far from what is usual in the category"
        " “data” (median 105000)."
    ]


def test_growth_far_from_that_of_the_category_is_doubted(made: Made) -> None:
    made.growth[CODES[2]] = 70
    assert made.check() == [
        "2 far-from-category: The growth of 70 percent is far from what is usual in the category"
        " “data” (median 10 percent)."
    ]


@pytest.mark.parametrize(
    "way_out", ["unusual: [pay]\n", "status: imported\ndrafted_from: [survey]\n"]
)
def test_a_checked_figure_and_a_draft_are_not_doubted(way_out: str, made: Made) -> None:
    made.pay[CODES[4]] *= 10
    made.more[CODES[4]] = way_out
    assert made.check() == []


def test_seven_figures_are_too_few_to_measure_by(made: Made) -> None:
    made.pay[CODES[4]] *= 10
    made.written_code |= {CODES[0]: "15-2000", CODES[1]: "15-3000"}
    assert made.check() == []


@pytest.mark.parametrize(
    ("scheme", "code", "own"),
    [
        ("soc-2018", "15-1221", True),
        ("onet-soc-2019", "15-1221.00", True),
        ("onet-soc-2019", "15-1221.01", False),
        ("soc-2018", "15-1222", False),
    ],
)
def test_a_figure_of_another_occupation_is_borrowed(
    scheme: CodeScheme, code: str, *, own: bool
) -> None:
    row = Outlook(
        "soc-2018", "15-1221", "us", 2024, 2034, 1, 1, 0, Decimal(0), 1, None, "survey", ""
    )
    assert is_own(row, OccupationCode(scheme, code, "exact")) is own
    assert is_own(row, None)


def test_one_code_of_two_roles_is_told_at_both(made: Made) -> None:
    made.written_code[CODES[1]] = CODES[0]
    assert made.check() == [
        "0 shared-code: The code 15-1211 is an exact match of “role-1”, too.",
        "1 shared-code: The code 15-1211 is an exact match of “role-0”, too.",
    ]
    made.match[CODES[1]] = "close"
    assert made.check() == []


def test_jobs_in_thousands_are_doubted(made: Made) -> None:
    made.jobs[CODES[3]] = 10
    assert made.check() == [
        "3 employment-differs: pay.csv counts 10 jobs in 2025 and outlook.csv 10000 in 2024 for"
        " “15-1214”."
    ]
    made.more[CODES[3]] = "unusual: [employment]\n"
    assert made.check() == []


@given(
    st.dictionaries(st.text(min_size=1), st.decimals(0, 1000, places=2), min_size=1),
    st.decimals("0.01", 10, places=2),
    st.decimals(-500, 500, places=2),
)
def test_far_values_stay_far_wherever_the_middle_is(
    values: dict[str, Decimal], least: Decimal, shift: Decimal
) -> None:
    far = find_far(values, least)
    assert far.names <= values.keys()
    assert 2 * len(far.names) <= len(values)
    moved = find_far({name: value + shift for name, value in values.items()}, least)
    assert moved.names == far.names
    assert moved.middle == far.middle + shift
