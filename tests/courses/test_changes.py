"""What a learner is told of changes in what she has read, and that it touches nothing that she did."""

import uuid

from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from courses.actions import confirm_read, enrol
from courses.changes import FRESH, changes_for
from courses.models import Evidence
from elearning.records.models import LearningRecord
from elearning.toolkit.editions.actions import mark_seen
from elearning.toolkit.models import ModuleEdition
from tests.toolkit.editions.test_recording import change


def read(enrolment, page) -> None:
    place = {"language": page.locale.language_code, "revision": page.live_revision_id}
    confirm_read(enrolment, module_key=page.translation_key, uuid=uuid.uuid4(), **place)


def test_she_is_told_what_changed_since_her_reading_in_the_language_that_she_read(
    enrolment, modules, amina, bruno, client_for, django_assert_num_queries
):
    page = modules["M1"]
    change(page, words="Before her time.", summary="Before.")
    page.refresh_from_db()
    read(enrolment, page)
    assert changes_for(amina) == []
    change(page, summary="A slip of the pen.")
    assert changes_for(amina) == []
    change(page, words="Meetings are monthly.", summary="Monthly.")
    change(page, summary="Monthly!")
    change(page, words="A woman leads.", title="Who leads")
    with django_assert_num_queries(1):
        (told,) = changes_for(amina)
    assert [words.text for words in told.words] == ["Meetings are monthly.", "A woman leads."]
    assert (told.title, told.asks, told.at) == ("Who leads", False, page.editions.last().published_at)
    assert told.difference == f"/changes/{page.translation_key}/en/2/6/"
    assert changes_for(bruno) == []
    kept = list(Evidence.objects.values()), list(LearningRecord.objects.values())
    client = client_for(amina)
    for address in ("/my-day/", f"/courses/{enrolment.course.code}/", "/en/cep/m1/"):
        said = BeautifulSoup(client.get(address).content, "html.parser").find(id="changed-since").parent
        assert said.q.text == "Meetings are monthly."
        assert said.form is None  # no author asks her
    assert Client().get("/en/cep/m1/").status_code == 302
    change(page, words="Read this again.", refresher=True, summary="Again.")
    form = BeautifulSoup(client.get("/en/cep/m1/").content, "html.parser").find(id="changed-since").parent.form
    assert client.post(form["action"]).status_code == 302
    assert changes_for(amina) == []
    assert (list(Evidence.objects.values()), list(LearningRecord.objects.values())) == kept
    change(page, words="And again.", refresher=True, summary="And again.")
    (told,) = changes_for(amina)
    assert ([words.text for words in told.words], told.asks) == (["And again."], True)
    assert told.difference == f"/changes/{page.translation_key}/en/7/8/"  # since what she has read of it


def test_what_no_author_asks_about_is_told_for_sixty_days(enrolment, modules, amina):
    page = modules["M1"]
    read(enrolment, page)
    change(page, words="Old news.", summary="Old.")
    ModuleEdition.objects.filter(number=2).update(published_at=timezone.now() - FRESH)
    assert changes_for(amina) == []
    change(page, words="To be read.", refresher=True, summary="New.")
    ModuleEdition.objects.filter(number=3).update(published_at=timezone.now() - FRESH)
    (told,) = changes_for(amina)
    mark_seen(amina, told.newest)
    mark_seen(amina, told.newest)
    assert changes_for(amina) == []


def test_who_read_the_english_is_told_of_it_and_who_read_the_french_when_the_french_has_it(enrolment, modules, amina):
    from elearning.toolkit.models import ModulePage

    page = modules["M1"]
    french = ModulePage.objects.get(translation_key=page.translation_key, locale__language_code="fr")
    read(enrolment, french)
    change(page, words="Monthly.", refresher=True, summary="Monthly.")
    assert changes_for(amina) == []  # what she read says nothing new yet: the page itself says that it is behind
    change(french, summary="Chaque mois.", follows=page.editions.last())
    (told,) = changes_for(amina)
    assert (told.newest.language, told.asks) == ("fr", True)
    assert [(words.text, words.language) for words in told.words] == [("Monthly.", "en")]


def test_a_module_that_she_may_no_longer_see_tells_her_nothing(enrolment, modules, amina):
    read(enrolment, modules["M1"])
    change(modules["M1"], words="Secret.", summary="Secret.")
    amina.postings.update(ended_on="2024-12-31")
    assert changes_for(type(amina).objects.get(pk=amina.pk)) == []


def test_who_reads_since_the_audience_is_wider_is_asked_like_the_others(enrolment, modules, bruno):
    page = change(modules["M1"], audience="partners")
    other = enrol(bruno, enrolment.course)
    bruno.postings.update(ended_on="2024-12-31")
    bruno = type(bruno).objects.get(pk=bruno.pk)
    read(other, page)
    change(page, words="Read this again.", refresher=True, summary="Again.")
    change(page, words="And that.", summary="That.")
    (told,) = changes_for(bruno)
    assert ([words.text for words in told.words], told.asks) == (["Read this again.", "And that."], True)
