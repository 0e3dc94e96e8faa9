"""The first-run list reads the real state, is for administrators alone, and goes away; name and logo cost no query."""

import pytest
from django.core import mail
from django.utils import timezone
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale

from courses.models import Course
from elearning import first_run
from elearning.identity import Identity, identity, mirror
from elearning.journal.actions import beat
from elearning.notices.actions import notify
from elearning.people.keeping_data.privacy import publish_notice
from elearning.toolkit.mirroring import mirror_identity
from elearning.toolkit.models import SiteIdentity, ToolkitImage
from tests.factories import make_office, make_person

pytestmark = pytest.mark.django_db
HOME, TEST = "/cms/", "/cms/first-run/mail/"


@pytest.fixture
def root(db):
    return make_person("Rosa Lind", is_superuser=True)


def undone() -> set[str]:
    return {task.name for task in first_run.tasks() if not task.is_done}


def test_each_line_is_read_from_the_real_state_and_the_list_goes_away(root, client_for, settings):
    client = client_for(root)
    Locale.objects.exclude(language_code="en").delete()
    assert undone() == {"name", "logo", "mail", "offices", "course", "languages", "privacy", "alive"}
    page = client.get(HOME).content.decode()
    assert "0 of 8 are done" in page
    for task in first_run.tasks():
        assert not task.url or client.get(task.url, follow=True).status_code == 200, task.name
    picture = ToolkitImage.objects.create(title="Logo", file=get_test_image_file(), audience="public")
    SiteIdentity.objects.update_or_create(pk=1, defaults={"name": "Sahel Learning", "logo": picture})
    make_office("HQ", kind="headquarters")
    assert undone() == {"mail", "course", "languages", "privacy", "alive"}
    publish_notice({"en": "We keep your name."}, by=root)
    for code, _name in settings.LANGUAGES:
        Locale.objects.get_or_create(language_code=code)
    beat("tick")
    assert undone() == {"mail", "course", "alive"}
    beat("worker")
    course = Course.objects.create(code="CEP", titles={"en": "CEP"}, hours="1")
    assert undone() == {"mail", "course"}
    course.current_version = course.versions.create(number=1, steps=[], titles=course.titles, hours=course.hours)
    course.save()
    answer = client.post(TEST, follow=True)
    assert "took the mail for rosa@example.org" in answer.content.decode()
    assert mail.outbox[-1].subject == "A test from Sahel Learning"
    assert mail.outbox[-1].alternatives[0][1] == "text/html"
    assert undone() == set()
    assert "First steps" not in client.get(HOME).content.decode()


def test_a_mail_server_that_says_no_is_quoted_and_nothing_is_done(root, client_for, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    answer = client_for(root).post(TEST, follow=True)
    assert "The mail was not taken" in answer.content.decode()
    assert "mail" in undone()


def test_a_mail_that_failed_since_makes_it_undone(root, amina):
    notice = notify(amina, "join_confirmed", key="x", request={"office": {"name": "Kenya"}})
    notice.delivery.state = "sent"
    notice.delivery.save()
    assert "mail" not in undone()
    notice.delivery.state, notice.delivery.next_try_at = "failed", timezone.now()
    notice.delivery.save()
    assert "mail" in undone()


def test_it_is_for_administrators_alone(author, amina, client_for):
    assert "First steps" not in client_for(author).get(HOME).content.decode()
    assert client_for(author).post(TEST).url == HOME  # Wagtail says there that she may not
    assert client_for(amina).post(TEST).status_code == 302
    assert client_for(author).get(TEST).status_code == 405
    assert mail.outbox == []


def test_the_name_and_the_logo_are_read_without_a_query_and_put_right_by_the_tick(
    root, client_for, settings, django_assert_num_queries
):
    assert identity() == Identity(settings.SITE_NAME)
    picture = ToolkitImage.objects.create(title="Logo", file=get_test_image_file(), audience="public")
    said = SiteIdentity.objects.create(name="Sahel Learning", logo=picture)
    with django_assert_num_queries(0):
        assert identity().name == "Sahel Learning"
        assert identity().logo.endswith(".webp")
    page = client_for(root).get("/code/").content.decode()
    assert "Sahel Learning" in page
    assert f'<img src="{identity().logo}" alt=""' in page
    assert client_for(root).get(identity().logo).status_code == 200
    mirror(Identity("Another"))  # a transaction that failed after all, or a restored backup
    assert (mirror_identity(), mirror_identity()) == (True, False)
    SiteIdentity.objects.filter(pk=said.pk).update(name="", logo=None)
    mirror_identity()
    assert identity() == Identity(settings.SITE_NAME)
    (settings.VAR_DIR / "identity.json").write_text("{damaged")
    assert identity() == Identity(settings.SITE_NAME)


def test_a_logo_is_seen_by_everybody_and_a_name_hides_nothing(root, client_for):
    picture = ToolkitImage.objects.create(title="Logo", file=get_test_image_file(), audience="staff")
    client, path = client_for(root), "/cms/settings/toolkit/siteidentity/1/"
    SiteIdentity.objects.create(pk=1)
    assert "everybody may see" in client.post(path, {"name": "A", "logo": picture.pk}).content.decode()
    assert "hidden control" in client.post(path, {"name": "A\u202eB"}).content.decode()
    assert client.post(path, {"name": "Sahel Learning"}).status_code == 302
    assert identity().name == "Sahel Learning"
