"""Wordings of the walked guide's tables: as :mod:`incremental.wordings`, for every column."""

from __future__ import annotations

from typing import Final

from incremental.wordings import Pairs

PAY: Final = "content/tables/pay.csv"
OUTLOOK: Final = "content/tables/outlook.csv"
PLACES: Final = "content/tables/places.csv"
OCCUPATIONS: Final = "content/tables/occupations.csv"

TABLES: Final[dict[str, Pairs]] = {
    PLACES: (
        ("us,United States", "us,The United States"),
        ("us-co,Colorado", "us-co,State of Colorado"),
        ("Colorado,subdivision", "Colorado,city"),
        ("United States,country,US", "United States,country,CA"),
        (",US-CO,", ",US-CA,"),
        ("US,,us-co,cbsa", "US,,us,cbsa"),
        ("cbsa,19740", "msa,19740"),
        (",19740,", ",19741,"),
        ("19740,USD", "19740,CAD"),
    ),
    OCCUPATIONS: (
        ("Data Scientists", "Scientists of Data"),
        ("soc-2018,15-2051,", "soc-2018,15-2052,"),
        ("soc-2018,15-1243,", "uk-soc-2020,2134,"),
        ("soc-2018,29-1141,Registered Nurses\n", ""),
        ("Registered Nurses", "Nurses"),
    ),
    PAY: (
        ("\nelectrician,,,,us", "\nsolar-installer,,,,us"),
        (",soc-2018,29-1141,,", ",isco-08,2221,,"),
        (",soc-2018,29-1141,,us,", ",soc-2018,15-1243,,us-co,"),
        ("15-1243,senior,us", "15-1243,lead,us"),
        ("15-2051,,us-co,", "15-2051,,denver,"),
        ("us,self_reported,USD,year,total_cash", "us,employer_posted,USD,year,total_cash"),
        (
            "official_statistic,USD,year,base,gross,98000",
            "official_statistic,EUR,year,base,gross,98000",
        ),
        ("employer_posted,USD,hour", "employer_posted,USD,day"),
        ("year,total_cash,", "year,bonus,"),
        ("USD,year,base,gross,98000", "USD,year,base,net,98000"),
        ("gross,135000,", "gross,136000,"),
        (",75000,101000,", ",75500,101000,"),
        (",101000,134000,", ",102000,134000,"),
        (",134000,165000,", ",135000,165000,"),
        (",165000,>=195000,", ",166000,>=195000,"),
        (">=195000", ">=196000"),
        (">=195000", "195000"),
        ("suppressed", "70000"),
        ("98000,66000,", "98000,suppressed,"),
        (",28,36.5,", ",29,36.5,"),
        (",28,36.5,", ",28,37,"),
        (",140000,160000,", ",141000,160000,"),
        (",140000,160000,", ",140000,161000,"),
        ("middle half", "inner half"),
        (",54.33,72.12,92.79,,,,,,2080,", ",54.33,72.12,92.79,,,,,,2000,"),
        (",120,,,2026-06", ",121,,,2026-06"),
        (",4510,1.9", ",4511,1.9"),
        (",4510,1.9", ",4510,1.8"),
        ("3200000,0.4,2025-05", "3200000,0.4,2024-05"),
        ("3200000,0.4,2025-05", "3200000,0.4,2025-04"),
        ("3200000,0.4,2025-05", "3200000,0.4,2025-05-31"),
        ("2026-06,field-study,table 4", "2026-06,postings,table 4"),
        ("table 4", "table 44"),
        ("Ten notices.", "Nine notices."),
        ("58.65,30.77,39.9,54.33", "59.65,30.77,39.9,55.33"),
        ("gross,122000,64000,83000,113000", "gross,123000,64000,83000,114000"),
        (",,,141000,", ",,,142000,"),
        (",121000,131000,141000,", ",121000,132000,141000,"),
    ),
    OUTLOOK: (
        ("soc-2018,15-1243,us", "isco-08,2521,us"),
        ("soc-2018,15-2051,us", "soc-2018,15-2051,us-co"),
        ("15-1243,us,2024,2034", "15-1243,us,2023,2034"),
        ("15-1243,us,2024,2034", "15-1243,us,2024,2035"),
        ("62000,68000,6000,9.7", "62100,68000,5900,9.5"),
        ("62000,68000,6000,9.7", "62000,68100,6100,9.8"),
        (",4000,", ",4100,"),
        (",23000,2025-09,", ",24000,2025-08,"),
        ("4000,,wage-survey", "4000,,field-study"),
        ("2025-09,wage-survey,table 1", "2025-09,wage-survey,table 2"),
    ),
}
