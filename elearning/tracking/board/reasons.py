"""Why somebody's standing is known otherwise: the facts about her that arrived between two moments."""

import datetime
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Model, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from elearning.people.models import Absence, Posting
from elearning.records.models import LearningRecord

from ..models import Exemption, RequirementVersion
from ..readiness.counting import Asked

Moment = datetime.datetime
Span = tuple[Moment, Moment]  # after the first, up to the second


def reasons(asked: Asked, before: Moment, people: Iterable[int]) -> dict[int, list[str]]:
    """For each of these people (by id) a sentence for each fact that arrived in between; five queries."""
    people, span = list(people), (before, asked.known_at)
    found: dict[int, list[str]] = defaultdict(list)
    for record in _arrived(LearningRecord.objects.filter(person__in=people), span, "recorded_at"):
        found[record.person_id].append(_record_words(record))
    for posting in _arrived(_of(Posting, people).select_related("office"), span, *THREE):
        found[posting.person_id].append(_posting_words(posting, span))
    exempting = _of(Exemption, people).filter(requirement=asked.requirement)
    for exemption in _arrived(exempting, span, *TWO):
        taken_back = _within(exemption.withdrawn_at, span)
        said = _("An exemption was withdrawn.") if taken_back else _("An exemption was written down.")
        found[exemption.person_id].append(said)
    for absence in _arrived(_of(Absence, people), span, *TWO):
        taken_back = _within(absence.withdrawn_at, span)
        found[absence.person_id].append(
            _("An absence was taken back.") if taken_back else _("An absence was written down.")
        )
    published = RequirementVersion.objects.filter(requirement=asked.requirement)
    for version in _arrived(published, span, "published_at"):
        for person in people:
            found[person].append(_("Version %(number)s of the requirement was published.") % {"number": version.number})
    return found


TWO = ("recorded_at", "withdrawn_at")
THREE = ("recorded_at", "end_recorded_at", "withdrawn_at")


def _of(model: type[Model], people: list[int]) -> QuerySet:
    return model.objects.filter(person__in=people)


def _arrived(rows: QuerySet, span: Span, *moments: str) -> QuerySet:
    """The rows of which one of these moments lies in between."""
    condition = Q()
    for moment in moments:
        condition |= Q(**{f"{moment}__gt": span[0], f"{moment}__lte": span[1]})
    return rows.filter(condition).order_by("pk")


def _within(moment: Moment | None, span: Span) -> bool:
    return moment is not None and span[0] < moment <= span[1]


def _record_words(record: LearningRecord) -> str:
    words = {"kind": record.get_kind_display(), "day": date_format(record.achieved_on, "DATE_FORMAT")}
    if record.kind == LearningRecord.Kind.ANNULMENT:
        return _("A record was annulled.")
    return _("A record of %(day)s arrived: %(kind)s.") % words


def _posting_words(posting: Posting, span: Span) -> str:
    office = {"office": posting.office.name}
    if _within(posting.withdrawn_at, span):
        return _("The posting at %(office)s was taken back.") % office
    if _within(posting.end_recorded_at, span):
        return _("The end of the posting at %(office)s was written down.") % office
    return _("The posting at %(office)s was written down.") % office
