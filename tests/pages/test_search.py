"""The search index in shards, and the search page."""

import hashlib
import json
import random
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.guides import ROOT, Book, by_id, make_guide, make_role, make_skill, needs, parts_of
from pages.posting_guides import make_employer
from roleguide.guide.findable import telling_words
from roleguide.guide.role import Faq, Role, RoleText
from roleguide.pages.search_index import WIDTHS, width_for
from roleguide.pages.search_register import COMMON, LARGE, MOST_BEGINNINGS, name_shard
from roleguide.pages.ways import LISTS, TOOLS

PAGE = "search/index.html"


def shards_of(book: Book) -> dict[str, list[Any]]:
    """Every shard by name."""
    return {
        page.subject: json.loads(book.render_file(path))
        for path, page in book.pages.items()
        if page.kind == "search shard"
    }


def clues(shards: dict[str, list[Any]], name: str, title: str) -> list[list[str]]:
    """Why a record is in a shard."""
    (found,) = [one[4] for one in shards[name] if one[2] == title]
    return list(found)


GUIDE = make_guide(
    make_role(
        title="Data analyst",
        alternate_titles=("Report writer",),
        summary="Answers questions about money.",
        skills=needs("python", optional=("sql",)),
        text=RoleText(faqs=(Faq("Is a degree required?", ()),)),
    ),
    make_role("beta", title="Welder", summary="Joins metal."),
)


def test_a_record_is_in_the_shards_of_its_words_with_what_holds_them() -> None:
    shards = shards_of(Book(GUIDE))
    assert clues(shards, "d", "Data analyst") == [["question", "Is a degree required?"]]
    assert clues(shards, "r", "Data analyst") == [
        ["also", "Report writer"],
        ["question", "Is a degree required?"],
    ]
    assert clues(shards, "p", "Data analyst") == [["asks", "PYTHON"]]
    assert clues(shards, "s", "Data analyst") == [["uses", "SQL"]]
    assert clues(shards, "m", "Welder") == [["about", "Joins metal."]]
    assert [one[2] for one in shards["q"] if one[0] == "role"] == ["Data analyst"]


def test_every_record_is_found_by_every_word_of_its_title() -> None:
    book = Book(GUIDE)
    shards = shards_of(book)
    for records in shards.values():
        for _, path, title, _, _ in records:
            page, _, anchor = path.partition("#")
            assert (page if anchor else f"{page}index.html") in book.pages
            for word in telling_words(title):
                assert any(one[1] == path for one in shards[name_shard(word[:1])]), (title, word)


def test_one_letter_finds_the_titles_that_begin_with_it() -> None:
    roles = [make_role(f"r{n}", title=f"The Zebra{n} keeper") for n in range(MOST_BEGINNINGS + 1)]
    roles.append(make_role("owl", title="Owl keeper"))
    shards = shards_of(Book(make_guide(*roles)))
    assert [one[1:] for one in shards["o-"] if one[0] == "role"] == [
        ["roles/owl/", "Owl keeper", "Field of work", []]
    ]
    zebras = [one[2] for one in shards["z-"]]
    assert len(zebras) == MOST_BEGINNINGS  # the shortest
    assert set(zebras) == {f"The Zebra{n} keeper" for n in range(MOST_BEGINNINGS)}
    plan = json.loads(Book(make_guide(*roles)).render_file("search/shards.json"))
    assert {"o-", "z-", "zeb"} <= set(plan["shards"])
    assert not [one for one in shards_of(Book(GUIDE)) if one.endswith("-")]  # they are shards there


def make_crowded_guide() -> Book:
    """More than LARGE names begin with “pla”, of many words, and with “wel”, of a single one."""
    count = LARGE // 3 + 1
    roles = [
        make_role(
            f"r{n}",
            title=f"Plater{n}",
            alternate_titles=(
                *(f"Plan{letter}{n}" for letter in "abc"),
                *(f"Welder {letter}{n}" for letter in "abcd"),
            ),
            summary="Plays.",
        )
        for n in range(count)
    ]
    roles.append(make_role("pla", title="Pla keeper", hidden_titles=("Plonk",)))
    skills = by_id(make_skill("planting", aliases=("Placing",)))
    return Book(make_guide(*roles, skills=skills))


def home_of(shards: dict[str, list[Any]], word: str) -> str:
    """The shard that a word leads to in a guide of plain letters."""
    depth = 3
    while depth < len(word) and f"{word[:depth]}-" in shards:
        depth += 1
    return word[:depth]


def test_a_large_shard_is_divided_by_one_more_character() -> None:
    book = make_crowded_guide()
    shards = shards_of(book)
    assert [one[2] for one in shards["pla"]] == ["Pla keeper"]  # the whole word
    assert {one[2] for one in shards["plat"]} == {f"Plater{n}" for n in range(LARGE // 3 + 1)}
    assert len(shards["plana"]) == LARGE // 3 + 1
    assert {"plan-", "plana"} <= shards.keys()  # itself divided
    assert {"plat-", "plana-", "wel-"}.isdisjoint(shards)  # a single word would be no smaller
    # Whatever is found is divided like roles.
    assert clues(shards, "plac", "PLANTING") == [["also", "Placing"]]
    assert clues(shards, "plant", "PLANTING") == [["about", "planting."]]
    for records in shards.values():
        for _, path, title, _, _ in records:
            for word in telling_words(title):
                assert any(one[1] == path for one in shards[home_of(shards, word)]), (title, word)
    plan = json.loads(book.render_file("search/shards.json"))
    assert set(plan["shards"]) == shards.keys()


def test_the_beginning_of_a_divided_shard_finds_names() -> None:
    shards = shards_of(make_crowded_guide())
    roles = [one for one in shards["pla-"] if one[0] == "role"]
    assert len(roles) == LARGE // 3 + 2  # all titles, and the shortest of the other names
    assert sum(len(one[4]) for one in roles) == MOST_BEGINNINGS - len(roles)
    assert [one[2] for one in roles[:2]] == ["Plater0", "Plater1"]
    assert {clue[0] for one in roles for clue in one[4]} == {"also"}  # “Plays.” is no name
    assert clues(shards, "pla-", "PLANTING") == [["also", "Placing"]]


def test_lists_and_tools_are_found_by_what_people_ask() -> None:
    shards = shards_of(Book(GUIDE))
    assert ["hidden", "Best-paid jobs"] in clues(shards, "b", "Salaries")
    assert ["hidden", "Jobs without a degree"] in clues(shards, "d", "Find a role")
    sought = [name for way in (*LISTS, *TOOLS) for name in way.sought]
    assert len(sought) == len(set(sought))


def test_what_topics_lead_to_is_on_every_page_of_a_role() -> None:
    script = (ROOT / "assets/search.js").read_text(encoding="utf-8")
    table = script[script.index("const TOPICS") : script.index("const LOOSE")]
    topics = re.findall(r'\["([a-z-]+)", "[A-Za-z ]+", "', table)
    assert topics == ["pay", "at-a-glance", "outlook"]
    html = Book(make_guide(make_role())).render("roles/alpha/index.html")
    assert [topic for topic in topics if f' id="{topic}"' not in html] == []


def test_what_there_is_to_load_is_listed() -> None:
    book = Book(GUIDE)
    plan = json.loads(book.render_file("search/shards.json"))
    assert plan["width"] == 1
    assert plan["roles"] == 2
    assert "the" in plan["skip"]
    assert set(plan["shards"]) == shards_of(book).keys()


def test_other_records_are_found_too() -> None:
    shards = shards_of(Book(GUIDE))
    kinds = {one[0] for records in shards.values() for one in records}
    assert kinds == {"role", "skill", "category", "term", "page"}
    places = json.loads(Book(GUIDE).render_file("search/places.json"))
    assert places == [["place", "places/us/", "United States", "Country", []]]


def test_an_employer_is_found_and_an_invented_one_says_so() -> None:
    employers = by_id(make_employer(), make_employer("beta", fictional=True, url=None))
    shards = shards_of(Book(make_guide(make_role(), employers=employers)))
    found = sorted(one[:4] for one in shards["w"] if one[0] == "employer")
    assert found == [
        ["employer", "employers/acme/", "Acme Works", ""],
        ["employer", "employers/beta/", "Beta Works", "Fictional"],
    ]


def test_misspelt_words_are_guessed_from_names() -> None:
    words = json.loads(Book(GUIDE).render_file("search/spelling.json")).split(" ")
    assert {"analyst", "report", "writer", "welder", "median", "python"} <= set(words)
    assert {"salary", "glossary"} <= set(words)
    assert not {"required", "money", "sql"} & set(words)
    assert words == sorted(words)


def test_records_in_another_order_make_the_same_shards() -> None:
    roles = [make_role(f"r{n}", title=f"Title {n}") for n in range(9)]
    skills = [make_skill(f"s{n}") for n in range(9)]
    made = []
    for seed in range(3):
        random.Random(seed).shuffle(roles)
        random.Random(seed).shuffle(skills)
        made.append(shards_of(Book(make_guide(*roles, skills=by_id(*skills)))))
    assert made[0] == made[1] == made[2]


def changed(change: Any) -> set[str]:
    """The search pages that differ after the first role has changed."""
    role: Role = GUIDE.roles["alpha"]
    roles = {**GUIDE.roles, "alpha": msgspec.structs.replace(role, **change)}
    before, after = Book(GUIDE), Book(msgspec.structs.replace(GUIDE, **parts_of(roles)))
    return {
        page.subject
        for path, page in before.pages.items()
        if page.kind == "search shard" and before.render_file(path) != after.render_file(path)
    }


def test_text_that_is_not_looked_for_changes_no_shard() -> None:
    text = GUIDE.roles["alpha"].text
    assert changed({"text": msgspec.structs.replace(text, duties=(("Weighs words.",),))}) == set()
    assert changed({"employer_types": ("Banks",)}) == set()


def test_a_question_changes_the_shards_of_its_words() -> None:
    text = RoleText(faqs=(Faq("Is a licence required?", ()),))
    assert changed({"text": text}) == {"d", "l", "r"}


def test_words_that_many_roles_have_in_their_prose_find_none_of_them() -> None:
    roles = [make_role(f"r{n}", summary=f"Plans work{n}.") for n in range(COMMON + 1)]
    roles.append(
        make_role("planner", title="Planner", summary="Plans.", alternate_titles=("Plans office",))
    )
    shards = shards_of(Book(make_guide(*roles)))
    assert [one[2] for one in shards["pla"] if one[0] == "role"] == ["Planner"]
    assert sum(one[0] == "role" for one in shards["wor"]) == COMMON + 1


@pytest.mark.parametrize(("roles", "width"), [(0, 1), *WIDTHS, (501, 3), (100_000, 3)])
def test_a_larger_guide_has_smaller_shards(roles: int, width: int) -> None:
    assert width_for(roles) == width


@given(st.text(min_size=1, max_size=3))
def test_a_shard_of_any_script_can_be_a_file(head: str) -> None:
    assert re.fullmatch(r"(?:[a-zA-Z0-9]|_[0-9a-f])+", name_shard(head))


def test_names_of_shards_tell_letters_and_signs_apart() -> None:
    assert name_shard("c++") == "c_b_b"
    assert name_shard("c") == "c"
    assert name_shard("看") != name_shard("護")


def test_hostile_names_stay_strings_of_json() -> None:
    name = "</script><img src=x onerror=alert(1)> \u202e\u2028 \"'"
    shards = shards_of(Book(make_guide(make_role(alternate_titles=(name,)))))
    assert clues(shards, "o", "Alpha engineer") == [["also", name]]


def test_the_page_lists_roles_by_letter_and_everything_else() -> None:
    html = Book(GUIDE).render(PAGE)
    assert '<a href="../roles/alpha/index.html">Data analyst</a>' in html
    assert '<section id="s-w">' in html
    for path in ("skills", "compare", "places", "glossary", "salaries", "paths", "sources"):
        assert f'href="../{path}/index.html"' in html


def test_a_large_guide_names_letters_only() -> None:
    roles = [make_role(f"r{n}", title=f"Title {n}") for n in range(401)]
    html = Book(make_guide(*roles)).render(PAGE)
    assert '<a href="../roles/index.html#s-t">T</a> <span>401 roles</span>' in html
    assert "Title 7" not in html


def test_every_page_has_the_box_once() -> None:
    book = Book(GUIDE)
    for path, page in book.pages.items():
        if "html" in book.kinds[page.kind].forms:
            html = book.render(path)
            assert html.count('name="q"') == 1, path
            assert html.count('role="search"') == 1, path
    policy = "form-action &#39;self&#39;"
    assert policy in book.render("index.html")


def test_minisearch_is_the_file_that_was_vendored() -> None:
    content = (ROOT / "assets/minisearch.js").read_bytes()
    lines = (ROOT / "vendor/SHA256").read_text(encoding="ascii").splitlines()
    expected = {path: digest for digest, path in map(str.split, lines)}["assets/minisearch.js"]
    assert hashlib.sha256(content).hexdigest() == expected
    lock = json.loads((ROOT / "vendor/package-lock.json").read_bytes())
    package = lock["packages"]["node_modules/minisearch"]
    assert package["integrity"].startswith("sha512-")
    text = content.decode()
    assert f"MiniSearch {package['version']}," in text
    assert "Permission is hereby granted, free of charge" in text
    assert not Path(ROOT / "assets/minisearch.js.map").exists()
