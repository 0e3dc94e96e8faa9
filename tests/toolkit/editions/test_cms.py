"""The pages of translators, the questions on the edit form, and who may do what with them."""

from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.forms import modelform_factory
from wagtail.models import GroupPagePermission, Page

from elearning.toolkit.editions.difference import difference
from elearning.toolkit.editions.forms import ModuleForm
from elearning.toolkit.editions.paragraphs import Paragraph
from elearning.toolkit.editions.recording import NO_ANSWERS
from elearning.toolkit.editions.side_by_side import side_by_side
from elearning.toolkit.editions.status import status_of
from elearning.toolkit.models import ModulePage
from tests.factories import make_person
from tests.toolkit.editions.test_recording import change

QUERIES = 11


def test_each_paragraph_stands_beside_its_translation_whatever_its_name():
    old = [Paragraph("title", "title", "One"), Paragraph("p-1", "text", "Two"), Paragraph("p-2", "text", "Three")]
    new = [old[0], Paragraph("p-1", "text", "Two and more"), Paragraph("p-9", "heading", "Fresh")]
    target = [
        Paragraph("title", "title", "Un"),
        Paragraph("p-a", "text", "Deux"),
        Paragraph("p-b", "text", "Trois"),
        Paragraph("p-c", "text", "Quatre"),
    ]
    rows = side_by_side(old, new, target)
    assert [(row.source and row.source.state, row.target and row.target.text) for row in rows] == [
        ("same", "Un"),
        ("changed", "Deux"),
        ("removed", "Trois"),
        ("added", None),
        (None, "Quatre"),
    ]
    assert [row.source for row in rows if row.source] == difference(old, new)


def test_translators_see_what_is_behind_and_mark_what_follows(
    modules, author, amina, client_for, django_assert_max_num_queries
):
    change(modules["m1"], words="Who leads.", summary="Who leads now.")
    client, french = client_for(author), modules["m1.fr"]
    page = BeautifulSoup(client.get("/cms/translations/").content, "html.parser")
    cells = [
        [cell.get_text(" ", strip=True) for cell in row("td")] for row in page.select("main table.listing tbody tr")
    ]
    assert [row[0] for row in cells] == ["source"] * 3
    assert cells[0][1].startswith("behind since ")
    assert {text for row in cells for text in row[2:]} == {"missing"}
    beside = BeautifulSoup(client.get(f"/cms/translations/{french.pk}/").content, "html.parser")
    changed = [row for row in beside.select("main table.listing tbody tr") if row.ins]
    assert [row.ins.get_text(" ", strip=True) for row in changed] == ["[put in: Who leads now ]"]
    assert [div["dir"] for div in changed[0].select("div[lang]")] == ["ltr", "ltr"]
    path = f"/cms/translations/{french.pk}/follow/"
    assert client.get(path).status_code == 405
    for _press in range(2):
        assert client.post(path).headers["Location"] == f"/cms/translations/{french.pk}/"
    assert not status_of(ModulePage.objects.get(pk=french.pk)).is_behind
    assert french.editions.count() == 2
    for theirs in ("/cms/translations/", f"/cms/translations/{french.pk}/"):  # no author at all
        assert client_for(amina).get(theirs).headers["Location"].startswith("/cms/login/")


def test_a_translator_of_one_language_marks_no_other_and_sees_no_module_that_is_not_hers(
    modules, homes, offices, client_for
):
    change(modules["m1"], words="Who leads.", summary="Who leads now.")
    group = Group.objects.create(name="French translators")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    change_page = Permission.objects.get(content_type__app_label="wagtailcore", codename="change_page")
    GroupPagePermission.objects.create(group=group, page=Page.objects.get(pk=homes["ar"].pk), permission=change_page)
    nadia = make_person("Nadia Ben", offices["HQ"])
    nadia.groups.add(group)
    client, path = client_for(nadia), f"/cms/translations/{modules['m1.fr'].pk}/"
    assert client.get(path).status_code == 404  # she works on Arabic pages, and there is none of this module
    assert client.post(f"{path}follow/").status_code == 404
    GroupPagePermission.objects.create(group=group, page=Page.objects.get(pk=modules["m1"].pk), permission=change_page)
    assert client.get(path).status_code == 200  # of a module that she works on she sees every language …
    assert "Mark as following" not in client.get(path).content.decode()
    assert client.post(f"{path}follow/").headers["Location"] == "/cms/"  # … and is told that this one is not hers
    assert status_of(ModulePage.objects.get(pk=modules["m1.fr"].pk)).is_behind


def test_the_form_asks_what_changed_and_refuses_half_an_answer(modules, author):
    form_class = ModulePage.get_edit_handler().get_form_class()
    assert issubclass(form_class, ModuleForm)
    assert "follows" not in form_class(instance=modules["m1"], for_user=author).fields
    change(modules["m1"], words="Who leads.", summary="Who leads.")
    form = form_class(instance=ModulePage.objects.get(pk=modules["m1.fr"].pk), for_user=author)
    assert [label.partition(" · ")[2] for _value, label in form.fields["follows"].choices] == ["Who leads.", ""]
    assert form.initial["follows"] == modules["m1"].editions.get(number=1).pk  # nobody said that it has the new text
    answers = modelform_factory(ModulePage, form=ModuleForm, fields=list(NO_ANSWERS))
    for sent, refused in [
        ({"change_is_material": "on", "change_refresher": "on", "change_words": " "}, {"change_words"}),
        ({"change_refresher": "on", "change_words": "x"}, {"change_refresher"}),
        ({"change_is_material": "on", "change_words": "x" * 10_000}, {"change_words"}),
        ({"change_is_material": "on", "change_words": "x\0"}, {"change_words"}),
        ({"change_is_material": "on", "change_words": "x"}, set()),
        ({}, set()),
    ]:
        assert set(answers(sent, instance=modules["m1"], for_user=author).errors) == refused


def test_the_edit_page_shows_the_panel(modules, author, client_for):
    page = client_for(author).get(f"/cms/pages/{modules['m1.fr'].pk}/edit/").content.decode()
    assert "About this change" in page
    assert "This text says what the English text said on" in page


def test_the_list_costs_the_same_for_one_module_and_for_three(modules, author, client_for, django_assert_num_queries):
    client = client_for(author)
    client.get("/cms/translations/")
    with django_assert_num_queries(QUERIES):
        client.get("/cms/translations/")
    for code in ("m2", "m3"):
        modules[code].delete()
    with django_assert_num_queries(QUERIES):
        client.get("/cms/translations/")
