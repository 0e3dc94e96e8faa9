"""Keeps an edition of each module that is published, and what translators say about theirs."""

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.utils import timezone
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, Revision
from wagtail_localize.models import Translation, TranslationSource

from elearning.journal.actions import log

from ..models import ModuleEdition, ModulePage
from .paragraphs import digest_of, paragraphs_of, read

if TYPE_CHECKING:
    from elearning.people.models import User

NO_ANSWERS = {"change_is_material": False, "change_words": "", "change_refresher": False}
MOST_AT_ONCE = 100


def editions_of(page: ModulePage, language: str | None = None):
    """The editions of a module in the page's language (or another), the oldest first, without their texts."""
    language = language or page.locale.language_code
    return ModuleEdition.objects.light().filter(module_key=page.translation_key, language=language).order_by("number")


@transaction.atomic
def record_edition(page: ModulePage, *, by: "User | None" = None) -> ModuleEdition | None:
    """Keep what the page says now and what its author says of the change; the answers are taken back from the page.

    None where the latest edition says the same to the same audience, follows the same text, and no author calls it
    another. A wider audience gets an edition that it may see: else its readers would miss the next change.
    """
    page = _held(page)
    if not page.live:
        return None
    latest, paragraphs = editions_of(page).last(), paragraphs_of(page)
    digest = digest_of(paragraphs)
    text_is_new = latest is None or latest.digest != digest
    back = editions_of(page).filter(digest=digest).last() if text_is_new else None
    follows = _followed(page, back or latest)
    made = None
    other_audience = latest is not None and latest.audience != page.audience
    if text_is_new or other_audience or page.change_is_material or (follows and follows.pk != latest.follows_id):
        passed_on = _passed_on(latest, follows) if latest and text_is_new else []
        kept = [list(each) for each in paragraphs]
        made = _keep(page, latest, paragraphs=kept, follows=follows, passed_on=passed_on, by=by)
    _take_back_answers(page)
    if made and latest is None:
        _follow_at_last(page)
    return made


def _follow_at_last(source: ModulePage) -> None:
    """Translations that were published before there was a text to follow: they follow this one, the first."""
    kept = ModuleEdition.objects.filter(
        module_key=OuterRef("translation_key"), language=OuterRef("locale__language_code")
    )
    others = ModulePage.objects.live().filter(Exists(kept), translation_key=source.translation_key)
    for other in others.exclude(pk=source.pk).order_by("pk"):
        record_edition(other)


@transaction.atomic
def confirm_follows(page: ModulePage, *, by: "User", at: datetime.datetime | None = None) -> ModuleEdition | None:
    """A translator found that the text says what the source says now. None where nothing is to be said anew."""
    page = _held(page)
    latest, source = editions_of(page).last(), source_language(page)
    current = editions_of(page, source).last() if source else None
    if not page.live or latest is None or current is None or latest.follows_id == current.pk:
        return None
    changed = editions_of(page).filter(follows=latest.follows_id).exclude(digest=latest.digest).exists()
    made = _keep(
        page,
        latest,
        paragraphs=latest.paragraphs,
        follows=current,
        passed_on=_passed_on(latest, current) if changed else [],
        by=by,
        at=at or timezone.now(),
    )
    _say_followed(page, current)
    log(by, "toolkit.translation_confirmed", page, at=at, follows=current.number, language=made.language)
    return made


def catch_up() -> int:
    """Keep the editions that a killed process lost, and the first one of pages published before there were any."""
    same = ModuleEdition.objects.filter(
        module_key=OuterRef("translation_key"), language=OuterRef("locale__language_code")
    )
    lost = Q(live_revision__isnull=False) & (
        Q(recorded_revision__isnull=True) | ~Q(recorded_revision=F("live_revision_id"))
    )
    pages = ModulePage.objects.live().filter(~Exists(same) | lost).select_related("locale")
    source_first = Case(When(locale__language_code=settings.LANGUAGE_CODE, then=0), default=1)
    return sum(bool(record_edition(page)) for page in pages.order_by(source_first, "pk")[:MOST_AT_ONCE])


def source_language(page: ModulePage) -> str | None:
    """The language that the page was translated from; None where it is the source itself, or stands alone."""
    own, key = page.locale.language_code, page.translation_key
    made = Translation.objects.filter(source__object_id=key, target_locale=page.locale).select_related("source__locale")
    if (translation := made.first()) is not None:
        return translation.source.locale.language_code
    if TranslationSource.objects.filter(object_id=key, locale=page.locale).exists():
        return None
    others = (
        ModulePage.objects.filter(translation_key=key).order_by("pk").values_list("locale__language_code", flat=True)
    )
    languages = list(others)
    source = settings.LANGUAGE_CODE if settings.LANGUAGE_CODE in languages else languages[0] if languages else own
    return None if source == own else source


def is_kept_by_localize(page: ModulePage) -> bool:
    """Whether the page is translated in wagtail-localize's editor, which knows its source."""
    made = Translation.objects.filter(source__object_id=page.translation_key, target_locale=page.locale, enabled=True)
    return made.exists()


def _held(page: ModulePage) -> ModulePage:
    """The page as it is published now, held until the transaction ends, so that two publications come one by one."""
    Page.objects.select_for_update(of=("self",)).get(pk=page.pk)
    return ModulePage.objects.select_related("locale").get(pk=page.pk)


def _followed(page: ModulePage, known: ModuleEdition | None) -> ModuleEdition | None:
    """The source edition that the text follows: known of a translation made in the CMS, said by hand of another.

    Where nobody says, it follows what it did, as `known` (the edition of this very text, else the latest) has it; and
    a text that is new, the newest.
    """
    source = source_language(page)
    if source is None:
        return None
    before = known.follows if known and known.follows and known.follows.language == source else None
    if made := _made_from(page, source):
        return made if before is None or made.number > before.number else before
    said = page.follows
    if said and (said.module_key, said.language) == (page.translation_key, source):
        return said
    return before or editions_of(page, source).last()


def _made_from(page: ModulePage, source: str) -> ModuleEdition | None:
    """The edition whose text wagtail-localize has as the source of this page, where it still keeps the page."""
    made = Translation.objects.filter(source__object_id=page.translation_key, target_locale=page.locale, enabled=True)
    translation = made.select_related("source").first()
    if translation is None:
        return None
    editions = editions_of(page, source)
    text = digest_of(paragraphs_of(translation.source.as_instance()))
    until = editions.filter(published_at__lte=translation.source.last_updated_at)
    return editions.filter(digest=text).last() or until.last() or editions.first()


def _keep(
    page: ModulePage,
    latest: ModuleEdition | None,
    *,
    paragraphs: list,
    follows: ModuleEdition | None,
    passed_on: Sequence[ModuleEdition],
    by: "User | None",
    at: datetime.datetime | None = None,
) -> ModuleEdition:
    """Write the edition; what changed in the source and stands here only now is as material here as it was there."""
    material = latest is not None and (page.change_is_material or bool(passed_on))
    return ModuleEdition.objects.create(
        module_key=page.translation_key,
        language=page.locale.language_code,
        number=latest.number + 1 if latest else 1,
        page=page,
        revision_id=page.live_revision_id,
        audience=page.audience,
        published_at=at or page.last_published_at or page.first_published_at or timezone.now(),
        published_by=by or _publisher(page),
        paragraphs=paragraphs,
        digest=digest_of(read(paragraphs)),
        is_material=material,
        change=page.change_words if material else "",
        refresher=material and (page.change_refresher or any(each.refresher for each in passed_on)),
        follows=follows,
    )


def _passed_on(latest: ModuleEdition, follows: ModuleEdition | None) -> list[ModuleEdition]:
    """The material changes of the source that a translation now has and had not."""
    if follows is None or latest.follows is None or latest.follows.language != follows.language:
        return []
    same = ModuleEdition.objects.light().filter(module_key=follows.module_key, language=follows.language)
    return list(same.filter(is_material=True, number__gt=latest.follows.number, number__lte=follows.number))


def _say_followed(page: ModulePage, edition: ModuleEdition) -> None:
    """The page and its drafts say what its edition says, so that the next publication does not go back."""
    ModulePage.objects.filter(pk=page.pk).update(follows=edition)
    for revision in Revision.objects.filter(pk__in=[page.live_revision_id, page.latest_revision_id]):
        Revision.objects.filter(pk=revision.pk).update(content=revision.content | {"follows": edition.pk})


def _publisher(page: ModulePage) -> "User | None":
    user = get_active_log_context().user or (page.live_revision.user if page.live_revision else None)
    return user if user and user.is_authenticated else None


def _take_back_answers(page: ModulePage) -> None:
    """What was said is the edition's now: the next change is asked about anew."""
    given = {name: getattr(page, name) for name in NO_ANSWERS} != NO_ANSWERS
    ModulePage.objects.filter(pk=page.pk).update(**NO_ANSWERS, recorded_revision=page.live_revision_id)
    if given and page.live_revision:
        content = page.live_revision.content | NO_ANSWERS
        Revision.objects.filter(pk=page.live_revision_id).update(content=content)
