"""Tries the links of a module that lead elsewhere, in the worker; may run twice."""

import datetime

from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from ..models import LinkCheck, ModulePage
from .links import OUTSIDE
from .reaching import reach
from .reading_page import links_on

FRESH = datetime.timedelta(hours=1)  # tried so recently, a link is not tried again
MOST = 100  # links of one module; the rest wait for the next time
LONGEST_ADDRESS = LinkCheck._meta.get_field("url").max_length


def addresses_on(page: ModulePage) -> list[str]:
    """The addresses elsewhere that the text names, each once; one that is too long is not kept."""
    found = dict.fromkeys(link.target for link in links_on(page) if link.kind == OUTSIDE)
    return [url for url in found if len(url) <= LONGEST_ADDRESS and "\0" not in url]


@task()
def try_links(page_id: int) -> None:
    """Try each link of the newest text, the one that was tried longest ago first."""
    page = ModulePage.objects.filter(pk=page_id).first()
    if page is None:
        return
    urls = addresses_on(page.get_latest_revision_as_object())
    LinkCheck.objects.bulk_create([LinkCheck(url=url) for url in urls], ignore_conflicts=True)
    old = Q(checked_at=None) | Q(checked_at__lt=timezone.now() - FRESH)
    for known in LinkCheck.objects.filter(old, url__in=urls).order_by("checked_at", "pk")[:MOST]:
        state, answer = reach(known.url)
        LinkCheck.objects.filter(pk=known.pk).update(state=state, answer=answer, checked_at=timezone.now())
