"""The data protection notice: versions that stay, and who accepted which."""

import pytest
from django.test import Client

from elearning.people.actions import Refused
from elearning.people.keeping_data.privacy import accept_notice, publish_notice
from elearning.people.models import NoticeAccepted, PrivacyNotice
from elearning.people.rules import must_accept

pytestmark = pytest.mark.django_db


def test_each_version_is_accepted_once_and_never_changes(amina, dana, client_for, django_assert_num_queries):
    assert must_accept(amina) is None
    assert Client().get("/people/privacy/").status_code == 404
    first = publish_notice({"en": "We keep names.", "fr": "Nous gardons des noms.", "xx": "?", "ar": " "}, by=dana)
    assert (first.version, sorted(first.texts)) == (1, ["en", "fr"])
    with django_assert_num_queries(1):
        assert must_accept(amina) == first
    page = client_for(amina)
    assert "for you to read and accept" in page.get("/").headers.get("x", "") + page.get("/people/me/").content.decode()
    page.post("/people/privacy/", {"version": "1", "language": "fr"}, headers={"accept-language": "fr"})
    accepted = NoticeAccepted.objects.get()
    assert (accepted.person, accepted.notice, accepted.language) == (amina, first, "fr")
    page.post("/people/privacy/", {"version": "1", "language": "en"})  # twice is once, with the first date
    assert NoticeAccepted.objects.get().at == accepted.at
    assert must_accept(amina) is None
    assert must_accept(dana) == first
    second = publish_notice({"en": "We keep less."}, by=dana)
    assert must_accept(amina) == second
    page.post("/people/privacy/", {"version": "1", "language": "en"})  # from a tab that showed the old one
    page.post("/people/privacy/", {"version": "2", "language": "pt"})  # a language that it does not have
    page.post("/people/privacy/", {"version": "2", "language": "\0"})
    Client().post("/people/privacy/", {"version": "2", "language": "en"})  # nobody
    assert NoticeAccepted.objects.count() == 1
    with pytest.raises(TypeError):
        first.save()
    with pytest.raises(TypeError):
        first.delete()


@pytest.mark.parametrize("texts", [{}, {"fr": "Nous"}, {"en": "x" * 20_001}, {"en": "a\0b"}])
def test_a_notice_that_cannot_be(texts, dana):
    with pytest.raises(Refused):
        publish_notice(texts, by=dana)
    assert not PrivacyNotice.objects.exists()


def test_it_is_written_in_the_cms(dana, author, client_for):
    accept = {"text_en": "We keep names.", "text_ar": "نحتفظ بالأسماء"}
    assert client_for(author).post("/cms/privacy_notices/new/", accept).status_code == 302  # no: sent away
    assert not PrivacyNotice.objects.exists()
    dana.is_superuser = True
    dana.save()
    page = client_for(dana)
    assert page.get("/cms/privacy_notices/new/").status_code == 200
    page.post("/cms/privacy_notices/new/", accept)
    made = PrivacyNotice.objects.get()
    assert (made.version, made.by, sorted(made.texts)) == (1, dana, ["ar", "en"])
    assert page.get("/cms/privacy_notices/").status_code == 200
    assert page.get(f"/cms/privacy_notices/edit/{made.pk}/").status_code == 302
    assert page.get(f"/cms/privacy_notices/inspect/{made.pk}/").status_code == 200
    assert accept_notice(dana, made, language="ar").language == "ar"
