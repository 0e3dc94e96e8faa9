"""What a new site still lacks, each read from its real state, for the home page of the CMS."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from courses.models import Course
from elearning.health import LATE_AFTER
from elearning.journal.models import Heartbeat, LogEntry
from elearning.notices.models import Delivery
from elearning.people.models import Office, PrivacyNotice
from elearning.toolkit.models import SiteIdentity

MAIL_TESTED = "site.mail_tested"


@dataclass(frozen=True)
class Task:
    """One line of the list: done or not, what to do, and where."""

    name: str
    label: str | Promise
    hint: str | Promise
    is_done: bool
    url: str = ""


def _named() -> bool:
    return SiteIdentity.objects.exclude(name="").exists()


def _has_logo() -> bool:
    return SiteIdentity.objects.filter(logo__isnull=False).exists()


def _mail_works() -> bool:
    """The last mail of which we know the end went out, or a test did since the last one failed."""
    last = Delivery.objects.filter(state__in=["sent", "failed"]).order_by("-pk").first()
    if last is not None and last.state == Delivery.State.SENT:
        return True
    tests = LogEntry.objects.filter(action=MAIL_TESTED)
    return tests.filter(at__gt=last.next_try_at).exists() if last else tests.exists()


def _has_languages() -> bool:
    """Pages can be written in each language of the site."""
    known = set(Locale.objects.values_list("language_code", flat=True))
    return {code for code, _name in settings.LANGUAGES} <= known


def _alive() -> bool:
    since = timezone.now() - LATE_AFTER
    return Heartbeat.objects.filter(name__in=["tick", "worker"], seen_at__gte=since).count() == 2


LINES: tuple[tuple[str, Promise, Promise, Callable[[], bool], str], ...] = (
    ("name", _("Name of the site"), _("It stands on each page and in mails."), _named, "identity"),
    ("logo", _("Logo"), _("A picture that everybody may see."), _has_logo, "identity"),
    ("mail", _("Mail goes out"), _("Send a test to yourself below."), _mail_works, ""),
    ("offices", _("Offices"), _("At least one; people are posted there."), Office.objects.exists, "offices:index"),
    (
        "course",
        _("First course"),
        _("Make a course and publish its first version."),
        lambda: Course.objects.published().exists(),
        "course",
    ),
    ("languages", _("Languages"), _("Pages can be written in all of them."), _has_languages, "wagtaillocales:index"),
    (
        "privacy",
        _("Data protection notice"),
        _("Everybody is asked to accept it."),
        PrivacyNotice.objects.exists,
        "privacy_notices:index",
    ),
    ("alive", _("Background work"), _("The worker and the minute's tick have to run."), _alive, "ready"),
)


def tasks() -> list[Task]:
    """All lines; nine small queries."""
    return [Task(name, label, hint, is_done(), _address(to)) for name, label, hint, is_done, to in LINES]


def _address(to: str) -> str:
    if to == "identity":
        return reverse("wagtailsettings:edit", args=["toolkit", "siteidentity"])
    if to == "course":
        return reverse(Course.snippet_viewset.get_url_name("list"))
    return reverse(to) if to else ""
