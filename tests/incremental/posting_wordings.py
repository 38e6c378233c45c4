"""Wordings of the walked guide's postings and employers, as :mod:`incremental.wordings`."""

from __future__ import annotations

from typing import Final

Pairs = tuple[tuple[str, str], ...]

TOWNS: Final = "content/postings/data/counting-towns.md"
CARS: Final = "content/postings/counting-cars.md"
NIGHTS: Final = "content/postings/night-nurse.md"
DAYS: Final = "content/postings/day-nurse.md"
HOUSES: Final = "content/postings/old-houses.md"
NORTHLIGHT: Final = "content/employers/northlight.md"
BROOKSIDE: Final = "content/employers/brookside.md"
HILLSIDE: Final = "content/employers/hillside.md"

POSTINGS: Final[dict[str, Pairs]] = {
    TOWNS: (
        ("title: Analyst of town", "title: Analyst of village"),
        ("employer: northlight", "employer: hillside"),
        ("role: data-analyst\n", "role: data-engineer\n"),
        ("date_posted: 2026-11-02", "date_posted: 2026-11-03"),
        ("level: mid", "level: senior"),
        ("track: individual_contributor", "track: management"),
        ("department: Regional desk", "department: Other desk"),
        ("requisition_id: NL-14", "requisition_id: NL-15"),
        ('url: "https://guide.example/jobs/14"\n', 'url: "https://guide.example/jobs/15"\n'),
        ("jobs/14/apply", "jobs/14/form"),
        ("direct_apply: true", "direct_apply: false"),
        ("application_window: fixed\n", ""),
        ("valid_through: 2026-11-30", "valid_through: 2026-11-20"),
        ("valid_through: 2026-11-30", "valid_through: 2026-11-21"),
        ("valid_through: 2026-11-30", "status: closed\nclosed_on: 2026-11-20"),
        ("places: [denver]", "places: [us-co]"),
        ("places: [denver]", "places: [us-co, denver]"),
        ("workplace_type: hybrid", "workplace_type: remote\napplicant_places: [us]"),
        ("workplace_type: hybrid", "workplace_type: on_site"),
        ("employment_types: [full_time]", "employment_types: [full_time, contractor]"),
        ("work_pattern: [days]", "work_pattern: [evenings]"),
        ("min: 84000", "min: 85000"),
        ("max: 101000", "max: 102000"),
        ("currency: USD", "currency: EUR"),
        ("pay_period: year", "pay_period: month"),
        ("pay_basis: base", "pay_basis: total_cash"),
        ("components: [a bonus]", "components: [shares]"),
        ("benefits: [paid_leave]", "benefits: [equity]"),
        ("skills: [writing]", "skills: [listening]"),
        ("language: en", "language: en-GB"),
        ("formerly: [old-counting]", "formerly: [older-counting]"),
        ("The bureau counts traffic", "This bureau counts traffic"),
        ("You take over", "You look after"),
        ("[data analyst](role:data-analyst)", "[](role:data-analyst)"),
        ("[^field-study]", "[^postings]"),
        ("- Writes the queries", "- Reads the queries"),
        ("{2-4y, sql}", "{3-4y, sql}"),
        ("{2-4y, sql}", "{2-5y, sql}"),
        ("{2-4y, sql}", "{2-4y, programming}"),
        ("Years of writing", "Times of writing"),
        ("{bachelor}", "{master}"),
        ("{bachelor}", "{bachelor, or equivalent}"),
        ("- {python} Some", "- {python} Much"),
        ("- {python} Some", "- {python, writing} Some"),
        ("People start in", "Everybody starts in"),
        ("Two of the days", "Three of the days"),
        ("## Notes\n", "## Not placed\n"),
    ),
    CARS: (
        ("title: Analyst of car", "title: Analyst of van"),
        ("closed_on: 2026-11-15", "closed_on: 2026-11-16"),
        ("closed_reason: filled", "closed_reason: withdrawn"),
        ("closed_reason: filled\n", ""),
        (
            "status: closed\nclosed_on: 2026-11-15\nclosed_reason: filled\n",
            'apply_url: "https://guide.example/jobs/9"\nvalid_through: 2026-12-24\n',
        ),
        ("95000-120000 USD", "96000-120000 USD"),
        ("role: data-analyst", "role: nurse"),
        ("The bureau counted", "This bureau counted"),
    ),
    NIGHTS: (
        ("reopened_on: 2026-11-10", "reopened_on: 2026-11-11"),
        ("last_seen: 2026-11-18", "last_seen: 2026-11-19"),
        ("last_seen: 2026-11-18", "last_seen: 2026-10-18"),
        ("pay: not_stated", "pay: 30-40 USD/hour"),
        ("{6m} Work", "{12m} Work"),
    ),
    DAYS: (
        (
            "draft: true\n",
            'url: "https://guide.example/jobs/d"\napply_url: "https://guide.example/d"\n',
        ),
        ("title: Nurse for days", "title: Nurse for some days"),
        ("An importer left", "The importer left"),
    ),
    HOUSES: (
        ("title: Electrician for old", "title: Electrician for new"),
        ("sample: true", "sample: false"),
        ("level: entry", "level: senior"),
        ("28.50+ USD", "29.50+ USD"),
        ("{1y, wiring}", "{2y, wiring}"),
        ("{1y, wiring}", "{1y}"),
    ),
    NORTHLIGHT: (
        ("name: Northlight Statistics\n", "name: Southlight Statistics\n"),
        ("legal_name: Northlight Statistics Ltd", "legal_name: Northlight plc"),
        ('url: "https://guide.example/northlight"', 'url: "https://guide.example/nl"'),
        ("about_source: field-study", "about_source: postings"),
        ("sources: [wage-survey]", "sources: [postings]"),
        ('industry: "5415"', 'industry: "5416"'),
        ("size_band: 51-200", "size_band: 11-50"),
        ("headquarters: us-co", "headquarters: denver"),
        ("founded: 1998", "founded: 1999"),
        ("logo: firm.svg", "logo: other-firm.svg"),
        ("logo: firm.svg", "logo: no-firm.svg"),
        ("logo_alt: Logo", "logo_alt: The logo"),
        ("northlight/access", "northlight/accessible"),
        ("northlight/equal", "northlight/equality"),
        ("northlight/benefits", "northlight/leave"),
        ("value: 3.9", "value: 3.8"),
        ("scale_min: 1", "scale_min: 0"),
        ("scale_max: 5", "scale_max: 10"),
        ("sample_size: 212", "sample_size: 213"),
        ("population: People who", "population: All who"),
        ("    source: field-study", "    source: postings"),
        ("as_of: 2026-06-20", "as_of: 2026-06-21"),
        ("collected_by_us: false", "collected_by_us: true"),
        ("Pay: 3.4", "Wages: 3.4"),
        ("Colleagues: 4.4", "Colleagues: 4.5"),
        ("rank: 12", "rank: 13"),
        ("rank_of: 80", "rank_of: 81"),
        ("peer_group: Statistics", "peer_group: Counting"),
        ("formerly: [north-light]", "formerly: [northlights]"),
        ("Counts what towns", "Counts whatever towns"),
    ),
    BROOKSIDE: (
        ("fictional: true", "fictional: false"),
        ("name: Brookside Electric", "name: Northlight Statistics"),
    ),
    HILLSIDE: (
        ("name: Hillside Clinic", "name: Hill Clinic"),
        ("Looks after a valley", "Looks after two valleys"),
    ),
}
"""For each file, pairs of a text and what it may be instead."""
SETTINGS: Final[Pairs] = (
    ("posting_lifetime_days: 30", "posting_lifetime_days: 31"),
    ("posting_unseen_days: 40", "posting_unseen_days: 8"),
)
