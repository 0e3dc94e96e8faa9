"""What authors have at hand in the demonstration: a module under review, a draft with faults, reviews due, links."""

import calendar
import datetime
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import Comment, CommentReply, Page, PageLogEntry, Revision, TaskState, WorkflowState
from wagtail.users.models import UserProfile

from elearning.people.models import User
from elearning.toolkit.authoring.tasks import addresses_on
from elearning.toolkit.models import LinkCheck, ModulePage, ToolkitImage

from .content import Shelf, unpublished

DRAFT = "drafts/m9.en.yaml"
DEAD = "https://example.org/rules-for-pictures-2019"
TELL = "When officers of a unit that we support are accused of abuse, stop the activity and tell headquarters {when}."
ASKED = "“As soon as possible” is no time that one can keep to. The same day? And who tells them?"
ANSWERED = "The same day, by the head of office: changed."
ROLES = {"ines": "Authors", "chen": "Reviewers", "dana": "Publishers"}


def give_roles(people: dict[str, User]) -> None:
    """An author, a reviewer and a publisher of modules."""
    for key, name in ROLES.items():
        people[key].groups.add(Group.objects.get(name=name))


def make_authors(
    modules: dict[str, ModulePage], people: dict[str, User], folder: Path, *, now: datetime.datetime
) -> None:
    """What an author, a reviewer and a publisher find in the CMS."""
    today = timezone.localdate()
    for code, days in (("m5", -23), ("m7", 18)):
        _revise(modules[code], people["ines"], people["dana"], due=today + datetime.timedelta(days=days))
    with _no_mails(people[key] for key in (*ROLES, "admin")):
        _put_under_review(ModulePage.objects.get(pk=modules["m3"].pk), people, now=now)
    draft = _draft(folder, modules["m1"].get_parent(), people["ines"], at=now - datetime.timedelta(days=6))
    _have_tried([*modules.values(), draft], at=now - datetime.timedelta(days=1))


def _revise(page: ModulePage, by: User, publisher: User, *, due: datetime.date) -> None:
    """Somebody went through the module a year before its review is due, and answers for it since."""
    page, began = ModulePage.objects.get(pk=page.pk), timezone.now()
    launched, last = page.first_published_at, calendar.monthrange(due.year - 1, due.month)[1]
    page.last_revised, page.responsible = due.replace(year=due.year - 1, day=min(due.day, last)), by
    page.save_revision(user=by, log_action=True).publish(user=publisher)
    at = datetime.datetime.combine(page.last_revised, datetime.time(9), datetime.UTC)
    _date(page, at, since=began)
    ModulePage.objects.filter(pk=page.pk).update(first_published_at=launched, last_published_at=at)


def _put_under_review(page: ModulePage, people: dict[str, User], *, now: datetime.datetime) -> None:
    """The author submits a change, the reviewer asks for more, she answers: it waits for him again."""
    ines, chen = people["ines"], people["chen"]
    _date(page, page.first_published_at, since=page.first_published_at)
    began = timezone.now()
    block = str(uuid.UUID(int=9, version=4))
    _write(page, block, "as soon as possible", ines)
    state = page.get_workflow().start(page, ines)
    _date(page, now - datetime.timedelta(days=4), since=began)
    comment = Comment.objects.create(page=page, user=chen, text=ASKED, contentpath=f"body.{block}")
    task = TaskState.objects.get(workflow_state=state).specific
    task.task.specific.on_action(task, chen, "reject", comment="Clear and needed. One question is beside the text.")
    _date(page, now - datetime.timedelta(days=2), since=began)
    _write(page, block, "the same day, through the head of office", ines)
    CommentReply.objects.create(comment=comment, user=ines, text=ANSWERED)
    WorkflowState.objects.get(pk=state.pk).resume(user=ines)
    _date(page, now - datetime.timedelta(days=1), since=began)


def _write(page: ModulePage, block: str, when: str, by: User) -> None:
    """One key message more in the newest text, or the same one anew."""
    draft = page.get_latest_revision_as_object()
    kept = [each for each in draft.body.get_prep_value() if each["id"] != block]
    draft.body = [*kept, {"type": "key_message", "value": TELL.format(when=when), "id": block}]
    draft.save_revision(user=by, log_action=True)
    page.refresh_from_db()


def _draft(folder: Path, parent: Page, by: User, *, at: datetime.datetime) -> ModulePage:
    """A ninth module that nobody could publish yet: its checklist says why."""
    shelf, began = Shelf(folder, by=by), timezone.now()
    for picture in ToolkitImage.objects.all():
        shelf.made["image", f"{picture.title}.svg"] = picture
    page = unpublished(shelf, shelf.read(DRAFT), locale=parent.locale, live=False)
    parent.add_child(instance=page)
    page.save_revision(user=by, log_action=True)
    _date(page, at, since=began)
    return page


def _have_tried(pages: list[ModulePage], *, at: datetime.datetime) -> None:
    """As the worker does, but for the network."""
    urls = {url for page in pages for url in addresses_on(page)}
    rows = [LinkCheck(url=url, state=LinkCheck.State.ALIVE, answer=200, checked_at=at) for url in sorted(urls)]
    LinkCheck.objects.bulk_create(rows)
    LinkCheck.objects.filter(url=DEAD).update(state=LinkCheck.State.BROKEN, answer=404)


def _date(page: ModulePage, at: datetime.datetime, *, since: datetime.datetime) -> None:
    """What was done to the page since then was done at that moment."""
    states = WorkflowState.objects.filter(base_content_type__model="page", object_id=str(page.pk))
    tasks = TaskState.objects.filter(workflow_state__in=states)
    revisions = Revision.objects.filter(base_content_type__model="page", object_id=str(page.pk))
    comments = Comment.objects.filter(page=page)
    for rows, name in (
        (states, "created_at"),
        (tasks, "started_at"),
        (tasks, "finished_at"),
        (comments, "created_at"),
        (CommentReply.objects.filter(comment__in=comments), "created_at"),
        (PageLogEntry.objects.filter(page=page), "timestamp"),
        (revisions, "created_at"),
    ):
        rows.filter(**{f"{name}__gt": since}).update(**{name: at})
    ModulePage.objects.filter(pk=page.pk).update(latest_revision_created_at=at)


@contextmanager
def _no_mails(people: Iterable[User]) -> Iterator[None]:
    """What the workflow tells by mail, it told long ago."""
    profiles = UserProfile.objects.filter(pk__in=[UserProfile.get_for_user(person).pk for person in people])
    profiles.update(submitted_notifications=False, rejected_notifications=False)
    yield
    profiles.update(submitted_notifications=True, rejected_notifications=True)
