"""What is told of a requirement: to her who is reminded, to those above her; the mail goes out by the tick."""

from django.urls import reverse

from courses.models import Course
from elearning.notices.actions import notify
from elearning.people.models import Office, User
from workshops.models import Workshop

from ..models import Nudge, RequirementVersion
from ..readiness.fold import Piece


def way_to(version: RequirementVersion) -> str:
    """The page from which to comply: the first course that satisfies, else the first workshop, else My day."""
    for kind, model, name in (("course", Course, "courses:detail"), ("workshop", Workshop, "workshops:detail")):
        keys = [subject.get("value") for subject in version.subjects if subject.get("kind") == kind]
        code = model.objects.filter(uuid__in=keys).order_by("pk").values_list("code", flat=True).first()
        if code:
            return reverse(name, args=[code])
    return reverse("tracking:my_day")


def tell_nudge(nudge: Nudge, version: RequirementVersion, piece: Piece) -> None:
    """She is reminded: what, by when, and where to go."""
    told = {"titles": version.titles, "due_on": piece.until, "overdue": piece.state == "overdue", "by": nudge.by}
    notify(nudge.person, "nudge", key=f"nudge:{nudge.pk}", path=way_to(version), at=nudge.at, **told)


def tell_escalation(nudge: Nudge, version: RequirementVersion, to: User, office: Office, *, sees: bool) -> None:
    """Somebody above her hears that she is still overdue; who sees her office is led there."""
    path = f"{reverse('tracking:my_office')}?office={office.code}" if sees else way_to(version)
    told = {"whom": nudge.person, "titles": version.titles, "due_on": nudge.due_on, "office": office}
    notify(to, "overdue_escalated", key=f"overdue_escalated:{nudge.pk}:{to.pk}", path=path, at=nudge.at, **told)
