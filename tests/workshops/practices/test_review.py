"""The review in the CMS: who may, what waits, returned with remarks, published once under its module."""

import uuid

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from elearning.journal.models import LogEntry
from elearning.notices.models import Notice
from elearning.people.actions.refusal import Refused
from elearning.toolkit.models import GoodPracticePage, ToolkitImage
from workshops.actions.practices import publish_practice, return_practice, save_practice, send_practice
from workshops.practices.photo import clean_photo

from .conftest import WRITTEN, photograph

pytestmark = pytest.mark.django_db


def address(name: str, *keys) -> str:
    return reverse(f"practices_cms:{name}", args=keys)


@pytest.fixture
def photo():
    return clean_photo(SimpleUploadedFile("x.jpg", photograph(size=(40, 30))))


def test_only_who_may_reviews(write, modules, reviewer, author, amina, dana, client_for, photo):
    draft = write(send=False, title="Secret draft")
    practice = write(photo=photo, photo_consent=True, photo_words="A stall")
    for stranger in (amina, author):
        client = client_for(stranger)
        for name in ("index", "show", "photo"):
            answer = client.get(address(name, *([] if name == "index" else [practice.uuid])))
            assert answer.status_code == 302
            assert answer.url == reverse("wagtailadmin_home") or answer.url.startswith("/cms/login/")
        client.post(address("publish", practice.uuid))
        assert "Good practices" not in client.get(reverse("wagtailadmin_home")).content.decode()
    assert not GoodPracticePage.objects.exists()
    client = client_for(reviewer)
    assert "Good practices" in client.get(reverse("wagtailadmin_home")).content.decode()
    page = client.get(address("index")).content.decode()
    assert "Market mornings &amp; tea" in page
    assert "Secret draft" not in page
    assert client.get(address("show", draft.uuid)).status_code == 404
    assert client.post(address("publish", draft.uuid)).status_code == 404
    page = client.get(address("show", practice.uuid)).content.decode()
    assert all(
        word in page for word in ("Officers were feared.", "Kenya", "m1: Policing with people", "Amina Odhiambo")
    )
    assert client.get(address("photo", practice.uuid))["Content-Type"] == "image/jpeg"
    assert client.get(address("show", uuid.uuid4())).status_code == 404


def test_headquarters_is_sent_into_the_cms_only_where_it_may_enter(write, workshop, modules, dana, client_for):
    write()
    client, path = client_for(dana), f"/workshops/{workshop.code}/practices/"
    page = client.get(path).content.decode()
    assert "1 waits for a review." in page
    assert address("index") not in page
    dana.user_permissions.add(Permission.objects.get(codename="access_admin"))
    assert address("index") in client.get(path).content.decode()
    assert client.get(address("index")).status_code == 200


def test_returned_with_remarks_changed_and_sent_again(write, own, modules, reviewer, amina, client_for):
    practice, client = write(), client_for(reviewer)
    page = client.post(address("return", practice.uuid), {"remarks": " "}).content.decode()
    assert "This field is required." in page
    client.post(address("return", practice.uuid), {"remarks": "Which <market>?"})
    practice.refresh_from_db()
    assert (practice.state, practice.remarks, practice.reviewed_by) == ("returned", "Which <market>?", reviewer)
    told = Notice.objects.get(person=amina)
    assert (told.kind, told.path) == ("practice_returned", f"/workshops/CEP-2026-ACC/practices/{practice.uuid}/")
    assert "Which <market>?" in told.text
    assert "Which &lt;market&gt;?" in told.html
    assert told.subject == "Your good practice comes back with remarks: Market mornings & tea"
    page = client_for(amina).get(told.path).content.decode()
    assert "Which &lt;market&gt;?" in page
    with pytest.raises(Refused, match="does not wait"):
        return_practice(practice, "again", by=reviewer)
    with pytest.raises(Refused, match="Only what was sent"):
        publish_practice(practice, by=reviewer)
    save_practice(own, practice.uuid, WRITTEN | {"title": "Clearer"})
    send_practice(practice, by=amina)
    practice.refresh_from_db()
    assert (practice.state, practice.remarks, practice.title) == ("sent", "", "Clearer")


def test_published_once_as_a_page_under_its_module(write, modules, reviewer, amina, client_for, photo):
    practice, client = write(photo=photo, photo_consent=True, photo_words="A stall"), client_for(reviewer)
    for _twice in range(2):
        assert client.post(address("publish", practice.uuid)).status_code == 302
    page = GoodPracticePage.objects.get()
    practice.refresh_from_db()
    assert (practice.state, practice.page_id, practice.image) == ("published", page.pk, ToolkitImage.objects.get())
    assert page.get_parent().specific == modules["m1"]
    assert (page.title, page.office_name, page.workshop_title, page.told_on) == (
        "Market mornings & tea", "Kenya", "Trust in Accra", practice.workshop.starts_on,
    )  # fmt: skip
    assert (page.audience, page.live, page.written_in, page.photo_words) == ("public", True, "", "A stall")
    assert page.photo.audience == "public"
    told = Notice.objects.get(person=amina)
    assert (told.kind, told.path) == ("practice_published", page.url)
    assert LogEntry.objects.filter(action="workshop.practice_published").count() == 1
    reader = client_for(amina)
    assert page.url in reader.get(f"/workshops/CEP-2026-ACC/practices/{practice.uuid}/").content.decode()
    assert page.url in reader.get("/workshops/CEP-2026-ACC/practices/").content.decode()
    assert "Edit the page" in client.get(address("show", practice.uuid)).content.decode()


def test_published_under_the_module_in_its_language_or_in_english_with_its_own_named(write, modules, reviewer):
    french = publish_practice(write(language="fr", title="Le thé"), by=reviewer)
    assert (french.get_parent().specific, french.locale.language_code) == (modules["m1.fr"], "fr")
    assert (french.written_in, french.workshop_title) == ("", "La confiance à Accra")
    arabic = publish_practice(write(language="ar", title="الشاي"), by=reviewer)
    assert (arabic.get_parent().specific, arabic.written_in, arabic.language) == (modules["m1"], "ar", "ar")
    assert arabic.slug.startswith("practice-")
    staff = publish_practice(write(module_code="m2"), by=reviewer)
    assert staff.audience == "staff"


def test_a_module_that_is_gone_is_said_and_nothing_is_published(write, modules, reviewer):
    practice = write()
    for code in ("m1", "m1.fr"):
        modules[code].unpublish()
    with pytest.raises(Refused, match="No published module has the code m1"):
        publish_practice(practice, by=reviewer)
    practice.refresh_from_db()
    assert practice.state == "sent"
    assert not Notice.objects.exists()


def test_a_page_that_an_editor_took_away_is_not_made_again(write, modules, reviewer, amina, client_for):
    practice = write()
    publish_practice(practice, by=reviewer).unpublish()
    page = client_for(amina).get(f"/workshops/CEP-2026-ACC/practices/{practice.uuid}/").content.decode()
    assert "See the page" not in page
    GoodPracticePage.objects.get().delete()
    assert publish_practice(practice, by=reviewer) is None
    answer = client_for(reviewer).post(address("publish", practice.uuid), follow=True).content.decode()
    assert "its page was deleted since" in answer
    assert not GoodPracticePage.objects.exists()


def test_the_review_list_costs_the_same_for_one_and_for_three(
    write, modules, reviewer, client_for, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = client_for(reviewer)
    write(title="First")
    client.get(address("index"))
    with CaptureQueriesContext(connection) as before:
        client.get(address("index"))
    write(title="Second")
    write(title="Third")
    with django_assert_max_num_queries(len(before)):
        assert "Third" in client.get(address("index")).content.decode()
