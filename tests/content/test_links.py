"""Addresses and HTML: what is plain is kept, everything else is an error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleguide.content.links import PLAIN_ADDRESS, judge_address
from roleguide.content.markdown import BodyReader
from roleguide.content.parser import make_parser
from roleguide.diagnostics import Report
from roleguide.guide.prose import plain, texts

PARSER = make_parser()


def read(body: str) -> tuple[str, set[str]]:
    """Return the text that readers see, and the codes of what is wrong."""
    report = Report()
    document = BodyReader(PARSER, body, "content/x.md", 1, report).read()
    prose = tuple(placed.block for placed in document.blocks)
    return " ".join(plain(run) for run in texts(prose)), {found.code for found in report}


def codes(body: str) -> set[str]:
    return read(body)[1]


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "&#106;avascript:alert(1)",
        "java%0ascript:alert(1)",
        "feed:javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "http://a.b/",
        "//example.org/x",
        "/x",
        "x.md",
        "../x",
        "https://user@example.org/",
        "https://user:pw@example.org/",
        "https://",
        "https:///x",
        "https://[::1]/",
        "https://[",
        "https://example.org:99999/",
        "https:\\\\a.b",
        "<https://a.b/x y>",
        "www.example.org",
        "sms:1",
        "blob:x",
        "role",
        "?x",
        "#x",
        "mailto",
        "https:%2f%2fa",
    ],
)
def test_an_address_that_is_not_plain_is_an_error(target: str) -> None:
    assert codes(f"[text]({target})") & {"bad-link", "link-scheme"}


@pytest.mark.parametrize(
    "target",
    [
        "https://example.org",
        "https://example.org/a?b=c#d",
        "HTTPS://example.org/",
        "mailto:a@example.org",
        "tel:+15551234",
        "https://example.org:8443/",
        "https://xn--bcher-kva.example/",
        "https://bücher.example/",
    ],
)
def test_a_plain_address_is_fine(target: str) -> None:
    assert not codes(f"[text]({target})")


@given(st.from_regex(PLAIN_ADDRESS, fullmatch=True))
def test_an_address_that_needs_no_closer_look_would_pass_it(target: str) -> None:
    assert judge_address(target) is None


def test_a_host_of_mixed_alphabets_is_warned_about() -> None:
    assert codes("[text](https://ex\u0430mple.org/)") == {"mixed-script-host"}


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)> b",
        "<div>\n\na\n\n</div>",
        "a </b>",
        "<svg onload=alert(1)>",
        "<!DOCTYPE html>",
        "<?php x ?>",
        "<![CDATA[x]]>",
        "<!-- open",
        "a <!-- b --> <b>",
        "<!-- a --> <script>",
        "<!-- a --> b",
        "<x-y>",
        "<!-- a --><!-- b",
        "<details><summary>x</summary></details>",
    ],
)
def test_html_is_an_error(html: str) -> None:
    assert codes(html) == {"raw-html"}


@pytest.mark.parametrize(
    "body", ["<!-- a -->", "a <!-- b --> c", "<!--\n\nlong\n\n-->\n\na", "a < b > c", "5 <6"]
)
def test_comments_and_signs_are_no_html(body: str) -> None:
    text, said = read(body)
    assert not said
    assert "-->" not in text
