"""Renders the components and the frame of a page, and reads what came out."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.utils.translation import override

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
# Mails and printed documents are no pages of the site: they carry their own style.
PAGES = [
    path
    for path in sorted(TEMPLATES.rglob("*.html"))
    if path.relative_to(TEMPLATES).parts[0] != "email" and not path.name.endswith("_pdf.html")
]
OPEN_TAG = re.compile(r"<[a-z][^>]*>", re.IGNORECASE)


def component(name: str, **inputs) -> BeautifulSoup:
    return BeautifulSoup(render_to_string(f"components/{name}.html", inputs), "html.parser")


def words(node) -> str:
    return " ".join(node.get_text(" ").split())


@pytest.fixture
def frame(rf):
    """Renders the page 404 as a person without an account gets it, with these cookies, in this language."""

    def rendered(language="en", path="/nowhere/", user=None, **context) -> BeautifulSoup:
        request = rf.get(path)
        request.COOKIES.update(context.pop("cookies", {}))
        request.user = user or AnonymousUser()
        with override(language):
            return BeautifulSoup(render_to_string("404.html", context, request=request), "html.parser")

    return rendered


class Letter(forms.Form):
    email = forms.EmailField(label="E-mail", help_text="At work")
    topics = forms.MultipleChoiceField(
        label="Topics",
        choices=[("a", "Law"), ("b", "Trust")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    agreed = forms.BooleanField(label="I agree")


def test_progress_says_its_figures_in_words_too():
    soup = component("progress", done=3, total=8, label="Modules read")
    assert words(soup) == "Modules read 3 of 8 3/8"
    assert soup.progress.attrs == {"value": "3", "max": "8", "aria-label": "Modules read"}


def test_progress_of_nothing_is_still_valid():
    assert component("progress", done=0, total=0, label="Steps").progress["max"] == "1"


def test_a_notice_escapes_what_it_is_given():
    soup = component("notice", tone="bad", title="Not sent", text="<b>x</b>", role="alert")
    assert soup.div.attrs == {"class": ["notice"], "data-tone": "bad", "role": "alert"}
    assert soup.p.decode_contents() == "&lt;b&gt;x&lt;/b&gt;"


def test_bars_carry_the_figures_that_they_draw():
    rows = [
        {
            "label": "Kenya",
            "level": 0,
            "percent": 67,
            "behind": 80,
            "url": "/k/",
            "cells": [("People", 18), ("Done", 12)],
        },
        {
            "label": "Niger",
            "level": 1,
            "percent": None,
            "behind": None,
            "url": None,
            "cells": [("People", 0), ("Done", 0)],
        },
    ]
    soup = component("bars", rows=rows, caption="Completed", label_name="Office", heads=["People", "Done"])
    assert [words(row) for row in soup.find_all("tr")] == [
        "Office Share People Done",
        "Kenya 67% 18 12",
        "Niger – 0 0",
    ]
    assert [bar["width"] for bar in soup.find_all("rect")] == ["80", "67", "0"]
    assert [link["href"] for link in soup.find_all("a")] == ["/k/"]


def test_a_wrong_field_names_its_help_and_its_error():
    soup = component("field", field=Letter({"email": "x"})["email"])
    assert soup.input["aria-describedby"] == "id_email_helptext id_email_error"
    assert soup.input["aria-invalid"] == "true"
    assert words(soup.find(id="id_email_helptext")) == "At work"
    assert words(soup.find(id="id_email_error")) == "Enter a valid email address."
    assert soup.label["for"] == "id_email"


def test_a_group_of_boxes_is_a_fieldset_and_a_single_box_a_label():
    group, single = (component("field", field=Letter()[name]) for name in ("topics", "agreed"))
    assert words(group.fieldset.legend) == "Topics (optional)"
    assert [words(label) for label in group.select("fieldset label")] == ["Law", "Trust"]
    assert words(single.label) == "I agree"
    assert single.label.input["type"] == "checkbox"


def test_a_form_opens_with_what_is_wrong_and_where():
    summary = component("form", form=Letter({"email": "x"})).select_one(".error-summary")
    assert [words(item) for item in summary.find_all("li")] == [
        "E-mail : Enter a valid email address.",
        "I agree : This field is required.",
    ]
    assert [link["href"] for link in summary.find_all("a")] == ["#id_email", "#id_agreed"]


def test_a_form_without_fault_has_no_summary():
    assert component("form", form=Letter()).select(".error-summary") == []


def test_pagination_keeps_the_rest_of_the_query():
    soup = component("pagination", page_obj=Paginator(range(30), 10).page(2), query="q=a")
    assert [link["href"] for link in soup.find_all("a")] == ["?page=1&q=a", "?page=3&q=a"]
    assert words(soup.find(attrs={"aria-current": "page"})) == "Page 2 of 3"


def test_one_page_needs_no_pagination():
    assert words(component("pagination", page_obj=Paginator(range(3), 10).page(1))) == ""


def test_breadcrumbs_end_where_one_is():
    soup = component("breadcrumbs", crumbs=[("Courses", "/courses/"), ("CEP", None)])
    assert [link["href"] for link in soup.find_all("a")] == ["/courses/"]
    assert words(soup.find(attrs={"aria-current": "page"})) == "CEP"


def test_small_ones():
    assert str(component("badge", tone="good", label="Valid")).strip() == (
        '<span class="badge" data-tone="good">Valid</span>'
    )
    assert component("badge", label="Other").span["data-tone"] == "neutral"
    assert words(component("stat", value=412, label="people", hint="on 4 July")) == "412 people on 4 July"
    assert component("empty", title="Nothing yet", text="Wait.").find("a") is None
    assert component("empty", title="No", text="", url="/x/", label="Go").a["href"] == "/x/"


def test_the_frame_says_language_and_direction(frame):
    assert [(frame(code).html["lang"], frame(code).html["dir"]) for code in ("en", "fr", "ar")] == [
        ("en", "ltr"),
        ("fr", "ltr"),
        ("ar", "rtl"),
    ]


def test_the_chosen_scheme_is_in_the_first_byte_and_a_forged_one_is_not(frame):
    assert frame(cookies={"theme": "dark"}).html["data-theme"] == "dark"
    assert frame(cookies={"theme": '"><script>'}).html.get("data-theme") is None
    checked = frame(cookies={"theme": "dark"}).select(".theme-switch input[checked]")
    assert [radio["value"] for radio in checked] == ["dark"]


def test_the_first_link_leads_to_the_content(frame):
    page = frame()
    assert page.find("a")["href"] == "#main"
    assert page.find(id="main").name == "main"


def test_a_demonstration_says_so_on_each_page(frame, settings):
    settings.DEMO = True
    assert words(frame().select_one(".demo-banner")) == "Demonstration: people and figures are invented"
    settings.DEMO = False
    assert frame().select(".demo-banner") == []


def test_a_page_of_the_cms_links_its_translations(frame):
    links = frame(translations=[("en", "English", "/en/a/"), ("fr", "français", "/fr/b/")]).select(".menu a[hreflang]")
    assert [(link["href"], link["lang"], link.get("aria-current")) for link in links] == [
        ("/en/a/", "en", "true"),
        ("/fr/b/", "fr", None),
    ]


def test_elsewhere_the_language_is_posted_and_leads_back(frame, settings):
    form = frame(path="/nowhere/?q=1").select_one('.menu form[action="/i18n/setlang/"]')
    assert form["method"] == "post"
    assert form.find("input", {"name": "next"})["value"] == "/nowhere/?q=1"
    assert [button["value"] for button in form.find_all("button")] == [code for code, _name in settings.LANGUAGES]


@pytest.mark.parametrize("name", ["500", "503"])
def test_a_fault_page_needs_no_request(name):
    soup = BeautifulSoup(render_to_string(f"{name}.html"), "html.parser")
    assert words(soup.select_one(".brand")) == "Common Ground"
    assert soup.select("nav, form") == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_no_template_writes_style_or_script_into_the_page(path):
    text = re.sub(r"\{#.*?#\}", "", path.read_text())
    tags = OPEN_TAG.findall(text)
    assert [tag for tag in tags if re.search(r"\s(style|on[a-z]+)=", tag)] == []
    assert [tag for tag in tags if tag.lower().startswith("<script") and "src=" not in tag] == []
    assert "<style" not in text


def test_every_summary_of_errors_takes_the_focus():
    tags = re.findall(
        r'<div class="error-summary"[^>]*>', "".join(path.read_text() for path in TEMPLATES.rglob("*.html"))
    )
    assert len(tags) > 3
    assert [tag for tag in tags if not tag.endswith('role="alert" tabindex="-1" autofocus>')] == []
