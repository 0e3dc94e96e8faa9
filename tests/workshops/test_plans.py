"""The pages of session plans: who may open them, writing a plan without JavaScript, bad input, templates, lists."""

import csv
import html
import io
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from tests.toolkit.conftest import french_toolkit, homes, make_module, modules, toolkit  # noqa: F401  (fixtures)
from workshops.actions.planning import NONE, edition_of, save_plan, save_template
from workshops.models import Registration, SessionPlan, Workshop
from workshops.plans import showing
from workshops.plans.guide import guide_pdf
from workshops.plans.lists import shopping_of

from .conftest import AT
from .test_planning import PLAN, TEXTS, again

pytestmark = pytest.mark.django_db
PLANS = "/workshops/CEP-2023-MBA/plans/"


@pytest.fixture
def item(mombasa):
    return mombasa.items.get(code="D1-05")


@pytest.fixture
def here(item):
    return f"{PLANS}{item.uuid}/"


@pytest.fixture
def lead(mombasa, chen):
    """Chen leads the workshop."""
    return enter(mombasa, chen, "lead")


def enter(workshop, person, role):
    Registration.objects.create(
        workshop=workshop, person=person, role=role, number=f"T-{person.pk}", confirmed_at=AT,
        office=person.postings.get().office, category="staff", sex=person.sex, language="en",
    )  # fmt: skip
    return person


def hidden(page: str, name: str) -> str:
    """The value of a hidden field."""
    return html.unescape(re.search(rf'name="{name}" value="([^"]*)"', page).group(1))


def form(steps=(), materials=(), *, edition=NONE, do="save", **texts) -> dict[str, str]:
    """What the browser sends."""
    data = {**TEXTS, **texts, "edition": edition, "do": do}
    for kind, rows in (("step", steps), ("material", materials)):
        data |= {f"{kind}-TOTAL_FORMS": str(len(rows)), f"{kind}-INITIAL_FORMS": "0"}
        for place, row in enumerate(rows):
            data |= {f"{kind}-{place}-{name}": value for name, value in row.items()}
    return data


def step(minutes="10", text="Talk", leader="") -> dict[str, str]:
    return {"minutes": minutes, "text": text, "leader": leader}


def material(name="Cards", per="item", quantity="1") -> dict[str, str]:
    return {"name": name, "per": per, "quantity": quantity}


def test_only_those_who_may_build_the_agenda_see_plans(mombasa, here, item, chen, dana, amina, efua, client_for):
    plan = save_plan(item, again(PLAN, objectives="Confidential objective"), edition=NONE, by=dana)
    pages = [PLANS, here, f"{here}edit/", f"{PLANS}shopping/", f"{PLANS}shopping.csv", f"{PLANS}guide.pdf"]
    for page in pages:
        for person in (chen, amina, efua):
            assert client_for(person).get(page).status_code == 404
        assert Client().get(page).status_code == 302
    for path in ("start/", "template/", "remove/"):
        assert client_for(amina).post(here + path, {"edition": edition_of(plan)}).status_code == 404
    assert client_for(amina).post(f"{here}edit/", form([step()])).status_code == 404
    for role in ("participant", "interpreter", "logistics", "rapporteur", "observer"):
        Registration.objects.filter(person=chen).delete()
        enter(mombasa, chen, role)
        assert client_for(chen).get(here).status_code == 404
    for role in ("lead", "co_facilitator"):
        Registration.objects.filter(person=chen).update(role=role)
        assert "Confidential objective" in client_for(chen).get(here).content.decode()
        assert "Session plans" in client_for(chen).get("/workshops/CEP-2023-MBA/agenda/").content.decode()
    assert "Session plans" not in client_for(amina).get("/workshops/CEP-2023-MBA/agenda/").content.decode()


def test_an_item_of_another_workshop_is_not_found(mombasa, item, lead, client_for):
    other = Workshop.objects.get(pk=mombasa.pk)
    other.pk, other.uuid, other.code = None, "00000000-0000-4000-8000-000000000099", "OTHER"
    other._state.adding = True
    other.save()
    other.texts.create(language="en", title="Other")
    enter(other, lead, "lead")
    assert client_for(lead).get(f"/workshops/OTHER/plans/{item.uuid}/").status_code == 404
    assert client_for(lead).get(f"/workshops/OTHER/plans/{item.uuid}/edit/").status_code == 404
    assert client_for(lead).get(f"{PLANS}not-a-number/").status_code == 404


def test_a_plan_is_written_and_shown_with_running_times_of_the_place(here, lead, client_for, item):
    client = client_for(lead)
    page = client.get(here).content.decode()
    assert "This item has no plan yet" in page
    begun = client.get(f"{here}edit/").content.decode()
    assert 'value="Module 1: What we mean by community engagement' in begun
    sent = form([step("30", "Map"), step("", "", ""), step("55", "Report", "Chen")], [material("Cards", "group", "20")])
    assert client.post(f"{here}edit/", sent).status_code == 302
    page = client.get(here).content.decode()
    assert re.findall(r"<bdi>(\d\d:\d\d)</bdi>", page) == ["10:30", "11:00"]
    assert "The plan is 10 minutes longer than the slot" in page
    plan = SessionPlan.objects.get(item=item)
    assert [(s.minutes, s.text, s.leader) for s in plan.steps.all()] == [(30, "Map", ""), (55, "Report", "Chen")]


def test_rows_move_without_javascript_and_nothing_is_kept_or_lost(here, lead, client_for):
    client = client_for(lead)
    rows = [step("abc", "First"), step("20", "Second")]
    page = client.post(f"{here}edit/", form(rows, [material()], do="step-up-1", risks="Noise")).content.decode()
    assert page.index("Second") < page.index("First")
    assert 'value="abc"' in page
    assert "Noise" in page
    assert "Please look at this again" not in page
    assert page.count('name="step-') >= 6
    page = client.post(f"{here}edit/", form(rows, do="step-remove-0")).content.decode()
    assert "First" not in page
    page = client.post(f"{here}edit/", form(rows, do="step-add-0")).content.decode()
    assert 'name="step-2-minutes"' in page
    page = client.post(f"{here}edit/", form([step("1", str(n)) for n in range(60)], do="step-add-0")).content.decode()
    assert 'name="step-60-minutes"' not in page
    assert "60 steps at most" in page
    assert not SessionPlan.objects.exists()


@pytest.mark.parametrize(
    ("steps", "texts", "sentence"),
    [
        ([step("0")], {}, "from 1 minute to 1440"),
        ([step("-5")], {}, "from 1 minute to 1440"),
        ([step("100000")], {}, "from 1 minute to 1440"),
        ([step("9" * 400)], {}, "from 1 minute to 1440"),
        ([step("ten")], {}, "from 1 minute to 1440"),
        ([step("10", "")], {}, "This field is required"),
        ([step("10", "\u200f\u202e")], {}, "This field is required"),
        ([step("10", "x" * 10_000)], {}, "at most 2000 characters"),
        ([step("10", "a\x00b")], {}, "Null characters are not allowed"),
        ([step("10", str(n)) for n in range(61)], {}, "60 steps at most"),
        ([step("10", str(n)) for n in range(300)], {}, "60 rows at most"),
        ([step("")], {}, "This field is required"),
        ([], {"title": ""}, "This field is required"),
        ([], {"title": "\u200f\u200f"}, "This field is required"),
        ([], {"title": "x" * 10_000}, "at most 200 characters"),
        ([], {"objectives": "x" * 10_000}, "at most 4000 characters"),
        ([], {"language": "tlh"}, "Select a valid choice"),
    ],
)
def test_bad_input_is_answered_with_a_sentence_and_nothing_is_kept(here, lead, client_for, steps, texts, sentence):
    page = client_for(lead).post(f"{here}edit/", form(steps, **texts))
    assert page.status_code == 200
    text = page.content.decode()
    assert "Please look at this again" in text
    assert re.search(sentence, text)
    assert not SessionPlan.objects.exists()


def test_every_form_carries_its_token(here, item, lead, dana, client_for):
    save_plan(item, PLAN, edition=NONE, by=dana)
    template = save_template(None, PLAN, edition=NONE, by=dana)
    client = client_for(lead)
    for path in (here, f"{here}edit/", "/workshops/plans/new/", f"/workshops/plans/{template.pk}/"):
        page = client.get(path).content.decode()
        main = page[page.index("<main") : page.index("</main")]
        assert main.count("csrfmiddlewaretoken") == main.count('<form method="post"') > 0


@pytest.mark.parametrize("wrong", [{"quantity": "0"}, {"quantity": "10001"}, {"per": "litre"}, {"name": ""}])
def test_a_wrong_material_is_named_by_its_number(here, lead, client_for, wrong):
    row = material("Cards", "person", "5") | wrong
    page = client_for(lead).post(f"{here}edit/", form([step()], [material(), row])).content.decode()
    assert "Material 2, " in page
    assert not SessionPlan.objects.exists()


def test_moving_a_row_forgets_nothing_of_what_was_opened(here, item, lead, dana, client_for):
    save_plan(item, PLAN, edition=NONE, by=dana)
    client = client_for(lead)
    page = client.get(f"{here}edit/").content.decode()
    kept = {name: hidden(page, name) for name in ("edition", "base")}
    page = client.post(f"{here}edit/", form([step(), step()], do="step-up-1", **kept)).content.decode()
    assert {name: hidden(page, name) for name in kept} == kept
    page = client.post(f"{here}edit/", form([step("0")], **kept)).content.decode()
    assert {name: hidden(page, name) for name in kept} == kept


def test_the_focus_stays_with_the_row_that_was_moved(here, lead, client_for):
    rows = [step("1", "First"), step("2", "Second"), step("3", "Third")]

    def focused(do):
        page = client_for(lead).post(f"{here}edit/", form(rows, do=do)).content.decode()
        tags = [tag for tag in re.findall(r"<[^>]+>", page) if "autofocus" in tag]
        return re.findall(r'(?:value|name)="(step-[a-z0-9]+-[a-z0-9]+)"', " ".join(tags))

    assert focused("step-up-2") == ["step-up-1"]
    assert focused("step-up-1") == ["step-down-0"]
    assert focused("step-down-0") == ["step-down-1"]
    assert focused("step-down-1") == ["step-up-2"]
    assert focused("step-add-0") == ["step-3-minutes"]
    assert focused("step-remove-1") == ["step-1-minutes"]


def test_a_torn_form_is_no_fault(here, lead, client_for):
    for data in ({}, {"do": "step-up-5"}, {"title": "x", "step-TOTAL_FORMS": "-3"}, form([step()], edition="9.\x00")):
        assert client_for(lead).post(f"{here}edit/", data).status_code == 200
    assert client_for(lead).post(f"{here}edit/", form([step()] * 500)).status_code == 400  # 1,500 fields are no form
    answer = client_for(lead).post(f"{here}edit/", form([step()], edition="wrong"))
    assert "removed meanwhile" in answer.content.decode()
    assert not SessionPlan.objects.exists()


def test_the_second_save_is_told_takes_over_what_it_did_not_touch_and_shows_the_rest(
    here, item, lead, dana, client_for
):
    opened = edition_of(save_plan(item, PLAN, edition=NONE, by=dana))
    client = client_for(lead)
    page = client.get(f"{here}edit/").content.decode()
    mine = form(
        [step("30", "Map"), step("40", "Report", "Chen")], [material("Cards", "group", "20")],
        edition=hidden(page, "edition"), base=hidden(page, "base"), risks="My risk", title="My title",
    )  # fmt: skip
    theirs = again(PLAN, objectives="Dana was here", title="Her title")
    save_plan(item, theirs, edition=opened, by=dana)
    page = client.post(f"{here}edit/", mine).content.decode()
    assert "Dana Novak saved this plan after you opened it" in page
    assert "since you did not touch it: Objectives." in " ".join(page.split())
    assert '<dt>Title</dt><dd dir="auto">Her title<br>' in page
    assert SessionPlan.objects.get(item=item).risks == ""
    mine |= {"edition": hidden(page, "edition"), "base": hidden(page, "base"), "objectives": "Dana was here"}
    assert ">\nDana was here</textarea>" in page
    assert 'value="My title"' in page
    assert client.post(f"{here}edit/", mine).status_code == 302
    stored = SessionPlan.objects.get(item=item)
    assert (stored.objectives, stored.risks, stored.title) == ("Dana was here", "My risk", "My title")


def test_who_began_a_plan_at_the_same_time_is_told_too(here, item, lead, dana, client_for):
    client = client_for(lead)
    page = client.get(f"{here}edit/").content.decode()
    save_plan(item, PLAN, edition=NONE, by=dana)
    page = client.post(f"{here}edit/", form([step()], base=hidden(page, "base"), title="Mine")).content.decode()
    assert "Dana Novak saved this plan" in page
    assert "Trust at the border" in page
    assert "30′ Map<br>" in page
    assert SessionPlan.objects.get(item=item).title == "Trust at the border"


@pytest.mark.parametrize("base", ["", "[]", "{", '"x"', "null", "x" * 5000, '{"title": 5}'])
def test_a_torn_base_takes_nothing_over_and_is_no_fault(here, item, lead, dana, client_for, base):
    opened = edition_of(save_plan(item, PLAN, edition=NONE, by=dana))
    save_plan(item, again(PLAN, objectives="Dana was here"), edition=opened, by=dana)
    page = client_for(lead).post(f"{here}edit/", form([step()], edition=opened, base=base))
    assert page.status_code == 200
    assert SessionPlan.objects.get(item=item).objectives == "Dana was here"


def test_a_plan_becomes_a_template_and_a_template_a_plan(mombasa, here, item, lead, dana, client_for):
    save_plan(item, PLAN, edition=NONE, by=dana)
    client = client_for(lead)
    made = client.post(f"{here}template/", {"title": "Mapping"})
    template = SessionPlan.objects.get(item=None)
    assert made.url == f"/workshops/plans/{template.pk}/"
    other = mombasa.items.get(code="D1-06")
    assert "Mapping" in client.get(f"{PLANS}{other.uuid}/").content.decode()
    client.post(f"{PLANS}{other.uuid}/start/", {"template": template.pk})
    assert SessionPlan.objects.get(item=other).title == "Mapping"
    for wrong in ("", "999999999999999999999", "x", SessionPlan.objects.get(item=item).pk):
        third = mombasa.items.get(code="D1-08")
        client.post(f"{PLANS}{third.uuid}/start/", {"template": wrong})
        assert not SessionPlan.objects.filter(item=third).exists()
    page = client.post(f"{here}template/", {"title": "Mapping"}, follow=True).content.decode()
    assert "another title" in page
    client.post(f"{here}template/", {"title": "\u200f"})
    assert SessionPlan.objects.filter(item=None).count() == 1


def test_templates_are_for_those_who_facilitate_any_workshop(mombasa, lead, dana, amina, efua, client_for):
    template = save_template(None, again(PLAN, objectives="Only for us"), edition=NONE, by=dana)
    paths = ["/workshops/plans/", "/workshops/plans/new/", f"/workshops/plans/{template.pk}/"]
    paths.append(f"/workshops/plans/{template.pk}/edit/")
    enter(mombasa, amina, "participant")
    for path in paths:
        assert client_for(lead).get(path).status_code == 200
        assert client_for(dana).get(path).status_code == 200
        assert client_for(amina).get(path).status_code == 404
        assert client_for(efua).get(path).status_code == 404
        assert Client().get(path).status_code == 302
    assert client_for(amina).post(f"{paths[2]}remove/", {"edition": edition_of(template)}).status_code == 404
    assert client_for(lead).get("/workshops/plans/999999999999999999999/").status_code == 404
    client_for(lead).post(f"{paths[2]}remove/", {"edition": edition_of(template)})
    assert not SessionPlan.objects.exists()


def test_a_plan_of_an_item_is_no_template(item, lead, dana, client_for):
    plan = save_plan(item, PLAN, edition=NONE, by=dana)
    assert client_for(lead).get(f"/workshops/plans/{plan.pk}/").status_code == 404
    assert client_for(lead).post(f"/workshops/plans/{plan.pk}/remove/", {"edition": "x"}).status_code == 404


def test_a_template_is_written_under_a_module(lead, client_for, modules):  # noqa: F811
    client = client_for(lead)
    page = client.get("/workshops/plans/new/?module=m3").content.decode()
    assert '<option value="m3" selected>' in page
    sent = client.post("/workshops/plans/new/", form([step()], module_code="m3"))
    template = SessionPlan.objects.get()
    assert sent.url == f"/workshops/plans/{template.pk}/"
    assert template.module_code == "m3"
    page = client.get("/workshops/plans/").content.decode()
    assert f'href="/en/cep/m3/" lang="en"><bdi>{modules["m3"].title}' in page
    wrong = client.post("/workshops/plans/new/", form([step()], module_code="nothing"))
    assert "Select a valid choice" in wrong.content.decode()


def test_the_module_is_linked_where_the_reader_may_see_it(mombasa, lead, modules, client_for):  # noqa: F811
    item = mombasa.items.get(code="D1-08")
    path = f"{PLANS}{item.uuid}/"
    assert 'href="/en/cep/m3/"' in client_for(lead).get(path).content.decode()
    modules["m3"].unpublish()
    assert "/en/cep/m3/" not in client_for(lead).get(path).content.decode()


def test_the_overview_names_what_is_missing_and_what_does_not_fit(mombasa, item, lead, dana, client_for):
    save_plan(item, PLAN, edition=NONE, by=dana)
    mombasa.items.create(code="D9-01", kind="plenary", titles={"en": "Loose"})
    mombasa.items.create(code="D9-02", kind="plenary", titles={"en": "Gone for good"}, retired=True)
    page = client_for(lead).get(PLANS).content.decode()
    assert "1 of 33 items have a plan, breaks aside." in page
    assert "In 1 the plan and the slot differ." in page
    assert "5 min free" in page
    assert "Loose" in page
    assert "Gone for good" not in page


def test_each_list_costs_the_same_for_one_plan_and_for_three(mombasa, dana, django_assert_num_queries):
    mombasa.shown, _kept = mombasa.texts.get(), dana.posting_today
    items = list(mombasa.items.order_by("code")[:3])
    for number, item in enumerate(items):
        save_plan(item, PLAN, edition=NONE, by=dana)
        save_template(None, again(PLAN, title=f"T{number}"), edition=NONE, by=dana)
        if number == 1:
            continue
        with django_assert_num_queries(5):  # the versions, the items, their plans, those without a slot, the draft
            showing.overview(mombasa, "", dana)
        with django_assert_num_queries(7):  # the versions, the items, their plans, steps, materials, people, groups
            shopping_of(mombasa)
        with django_assert_num_queries(
            9
        ):  # those of the list, the versions for its heading, modules and their languages
            guide_pdf(mombasa, asked="", user=dana)


def test_the_page_of_templates_costs_the_same_for_one_and_for_three(dana, client_for, django_assert_num_queries):
    client = client_for(dana)
    save_template(None, PLAN, edition=NONE, by=dana)
    client.get("/workshops/plans/")
    with django_assert_num_queries(6):
        client.get("/workshops/plans/")
    for title in ("Two", "Three"):
        save_template(None, again(PLAN, title=title), edition=NONE, by=dana)
    with django_assert_num_queries(6):
        client.get("/workshops/plans/")


def test_no_template_of_the_pages_asks_the_database(mombasa, lead, dana, client_for):
    client, counts = client_for(lead), []
    for item in mombasa.items.order_by("code")[:3]:
        save_plan(item, PLAN, edition=NONE, by=dana)
        with CaptureQueriesContext(connection) as queries:
            client.get(PLANS)
            client.get(f"{PLANS}shopping/")
        counts.append(len(queries))
    assert counts[1] == counts[2]


def test_the_shopping_list_leaves_as_page_csv_and_workbook(here, item, lead, client_for):
    client = client_for(lead)
    rows = [material("Handout", "person", "2"), material("=HYPERLINK(1)", "group", "3")]
    client.post(f"{here}edit/", form([step()], rows))
    page = client.get(f"{PLANS}shopping/").content.decode()
    assert "Counted for 50 participants who hold a seat." in page
    assert re.search(r"<bdi>Handout</bdi></th><td data-number>100</td>", page)
    text = b"".join(client.get(f"{PLANS}shopping.csv").streaming_content).decode("utf-8-sig")
    table = list(csv.reader(io.StringIO(text)))
    assert table[0] == ["Material", "Counted", "Group", "Language", "How many", "For the items"]
    assert ["Handout", "per person", "C", "Arabic", "14", "D1-05"] in table
    assert ["'=HYPERLINK(1)", "per group", "A", "", "3", "D1-05"] in table
    book = load_workbook(io.BytesIO(b"".join(client.get(f"{PLANS}shopping.xlsx").streaming_content)))
    assert list(book["In all"].iter_rows(values_only=True))[1:] == [
        ("'=HYPERLINK(1)", 9, "D1-05"),
        ("Handout", 100, "D1-05"),
    ]


def test_only_seats_are_counted(mombasa, here, item, lead, client_for):
    mombasa.registrations.filter(number__in=["P01", "P02"]).update(state="withdrawn")
    client_for(lead).post(f"{here}edit/", form([step()], [material("Handout", "person", "1")]))
    page = client_for(lead).get(f"{PLANS}shopping/").content.decode()
    assert "Counted for 48 participants" in page  # not the two who withdrew, nor Chen, who leads


def test_what_people_wrote_is_escaped_and_stands_in_its_own_direction(here, item, lead, client_for):
    client_for(lead).post(
        f"{here}edit/", form([step("10", "<script>alert(1)</script>")], title="خطة", language="ar", objectives="هدف")
    )
    page = client_for(lead).get(here).content.decode()
    assert "<script>alert" not in page
    assert 'lang="ar" dir="rtl"><p>هدف</p>' in page
