"""What comes late or beside an erasure: pages in flight, merges, a posting, a damaged line; and no column forgotten."""

import datetime

import pytest
from django.apps import apps
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import models
from django.utils import timezone

from elearning.journal.actions import log
from elearning.notices.actions import send_due
from elearning.notices.models import Delivery, Notice, Preference
from elearning.people.actions import merge
from elearning.people.keeping_data import proofs
from elearning.people.keeping_data.covering import AT_ERASURE, GOES
from elearning.people.keeping_data.erasing import carry_out, close
from elearning.people.keeping_data.erasures import ask, decide, finish_erasures
from elearning.people.keeping_data.sweeping import NOT_SEARCHED, text_fields
from elearning.people.merging.moving import name_of, relations, rows
from elearning.people.merging.whose import DONE_BY
from elearning.people.models import Erasure, Invitation, Moved, User
from elearning.records.models import Certificate
from elearning.toolkit.models import Note
from tests.factories import make_person, make_role
from tests.people.keeping_data.test_erasing import erased
from tests.people.keeping_data.world import NAME, TEXT

pytestmark = pytest.mark.django_db
OLD = "z.kariuki@old.example.org"
# Columns of text or files that no search for a name goes through: they are keys, codes and slugs, or files, each of
# which an erasure takes with its row, or which stand in the CMS (and then the proof says that content stays).
UNSEARCHED = """
account.emailconfirmation.key assessments.picture.file assessments.picture.sha256 assessments.question.code
auth.group.name courses.course.code notices.attachment.content notices.notice.key
people.heldcopy.file people.importrun.file people.invitation.secret_hash people.signincode.code records.claim.file
records.recordfile.file records.transcriptlink.secret_hash taggit.tag.name taggit.tag.slug toolkit.linkcheck.url
toolkit.toolkitdocument.file toolkit.toolkitimage.file toolkit.toolkitrendition.file tracking.apiclient.token_hash
tracking.counting.key tracking.requirement.code wagtailcore.apitoken.key_hash wagtailcore.collection.path
wagtailcore.locale.language_code wagtailcore.page.path wagtailcore.uploadedfile.file wagtaildocs.document.file
wagtailembeds.embed.hash wagtailimages.image.file wagtailimages.rendition.file wagtailusers.userprofile.avatar
workshops.calendarfeed.secret workshops.frameworkstatement.code workshops.goodpractice.photo workshops.offer.secret
workshops.registration.badge_code workshops.sheet.scan workshops.workshop.code
""".split()  # noqa: SIM905


def test_a_new_column_in_which_a_name_can_stand_is_searched_or_decided_upon():
    """Fails for a new unique text or a new file: does an erasure take it? Then write it down here."""
    kinds = models.CharField | models.TextField | models.JSONField | models.FileField | models.BinaryField
    unsearched = []
    for model in apps.get_models(include_auto_created=True):
        label = model._meta.label_lower
        if model._meta.managed and not model._meta.proxy and label not in NOT_SEARCHED:
            known = text_fields(model)
            fields = [each for each in model._meta.local_concrete_fields if isinstance(each, kinds)]
            left = [f for f in fields if f not in known and not (f.choices or f.primary_key or f.is_relation)]
            unsearched += [f"{label}.{each.name}" for each in left]
    assert sorted(unsearched) == sorted(UNSEARCHED)


def test_what_was_in_flight_goes_with_the_next_tick_and_so_do_addresses_of_the_past(world):
    person, dana = world.person, world.dana
    Invitation.objects.filter(person=person).update(email=OLD)
    rows(Certificate).filter(record__person=person).update(revoked_reason=f"Not for {NAME}")
    Invitation.objects.create(person=person, email=dana.email, secret_hash="x", expires_at=timezone.now())
    said = log(dana, "workshop.said", world.offices["KE"], reason=f"Write to {OLD} or to mine@{OLD}.uk, {dana.email}")
    erased(world)
    said.refresh_from_db()
    assert said.reason == f"Write to – or to mine@{OLD}.uk, {dana.email}"
    assert set(rows(Certificate).values_list("revoked_reason", flat=True)) == {"Not for Erased person"}
    for field in relations():  # what the list says that it goes is gone
        if name_of(field) not in DONE_BY and AT_ERASURE[field.model._meta.label_lower] == GOES:
            left = rows(field.model).filter(**{f"{field.name}__in": [person.pk, world.gone.pk]})
            assert not left.exists(), name_of(field)
    # A page and a task had read her a moment before.
    Note.objects.create(person=person, module_key=world.record.subject_uuid, key="late", text=TEXT)
    Preference.objects.create(person=person, kind="nudge", how="site")
    late = Notice.objects.create(person=person, kind="x", key="late", language="en", subject=NAME, text=TEXT, html=TEXT)
    Delivery.objects.create(notice=late, address="zawadi@example.org")
    assert (send_due(), mail.outbox[1:]) == (0, [])
    assert finish_erasures() == 0
    late.refresh_from_db()
    assert (late.subject, late.text, late.html) == ("", "", "")
    assert not Note.objects.exists()
    assert not Delivery.objects.filter(notice=late).exists()
    assert not Preference.objects.exists()


@pytest.fixture
def chief(offices) -> User:
    person = make_person("Chief Osei", offices["HQ"])
    make_role(person, "headquarters")
    return person


def test_a_merge_brings_no_erasure_upon_somebody_who_is_posted(offices, amina, dana, chief):
    gone = make_person("Amina Odiambo", account=False)
    decide(ask(gone, by=dana, why="She wrote to us"), by=chief)
    merge(amina, gone, by=dana, reason="The same")
    assert Erasure.objects.get().person == amina
    assert finish_erasures() == 0
    amina.postings.update(ended_on=timezone.localdate() - datetime.timedelta(days=1))
    assert finish_erasures() == 1
    assert User.objects.filter(name="Erased person").count() == 2


def test_who_decided_of_a_row_that_was_herself_keeps_the_decision_and_is_not_erased(offices, dana, chief):
    twin = make_person("Osei Chief", account=False)
    asked = decide(ask(twin, by=dana, why="She wrote to us"), by=chief)
    root = make_person("Root", is_superuser=True)
    merge(chief, twin, by=root, reason="The same")
    asked.refresh_from_db()
    assert (asked.person, Moved.objects.filter(column="left", table=Erasure._meta.db_table).count()) == (twin, 1)


def test_a_damaged_line_does_not_keep_others_from_being_erased_again(offices, bruno, dana, chief):
    bruno.postings.update(ended_on=datetime.date(2026, 1, 31))
    close(carry_out(decide(ask(bruno, by=bruno), by=chief)))
    good = proofs.path_of_lines().read_text(encoding="utf-8")
    bad = proofs.canonical({"uuid": "1", "person": "2", "proof": {"said": '{"rows": ["no uuid"]}'}})
    proofs.path_of_lines().write_text(f"{bad}\n{bad[:40]}\n{good}", encoding="utf-8")
    User.objects.filter(pk=bruno.pk).update(name="Bruno Machava", erased_at=None)
    Erasure.objects.all().delete()
    with pytest.raises(CommandError, match="Some were not done"):
        call_command("replay_erasures")
    assert User.objects.get(pk=bruno.pk).name == "Erased person"
