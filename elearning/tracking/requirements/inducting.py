"""The induction of a person as the database knows it, and the ways in which she can meet a requirement."""

import datetime

from django.db.models import F, Q, QuerySet

from courses.models import Course
from elearning.people.models import User

from ..models import FAR_MOMENT, RequirementVersion
from .catalogue import Named, key_of, named, named_course
from .induction import Row, Stood, induction


def induction_of(person: User, day: datetime.date) -> list[Row]:
    """What is asked of her on a day, as known now. One query."""
    ruling = {row.requirement_id: row for row in _versions(person, day).order_by("number")}
    return induction(
        Stood(row.requirement.place, row.requirement.code, row.titles, row.state, row.until, row.subjects)
        for row in ruling.values()
    )


def _versions(person: User, day: datetime.date) -> QuerySet[RequirementVersion]:
    """The versions that had begun of each requirement towards which she stands somehow, with `state` and `until`."""
    stands = "requirement__standings__"
    asked = {
        "person": person, "known_to": FAR_MOMENT, "day_from__lte": day, "day_to__gt": day,
    }  # fmt: skip
    rows = RequirementVersion.objects.filter(
        from_day__lte=day, **{stands + name: value for name, value in asked.items()}
    )
    return rows.select_related("requirement").annotate(state=F(stands + "state"), until=F(stands + "until"))


def ways_of(row: Row, person: User) -> list[Named]:
    """The things that meet it and are on offer to her; of a topic also the courses on it. Seven queries at most."""
    names = named(row.stood.subjects)
    of_topic = Q(toolkit_key__in=_values(row, "topic"))
    courses = Course.objects.visible_to(person).filter(of_topic | Q(uuid__in=_values(row, "course")))
    hers = {str(course.uuid): named_course(course) for course in courses}
    found: list[Named] = []
    for kind, value in dict.fromkeys(key_of(each) for each in row.stood.subjects):
        shown = hers.pop(value, None) if kind == "course" else names[kind, value]
        if shown and not shown.gone:
            found.append(shown)
    return found + list(hers.values())


def _values(row: Row, kind: str) -> set[str]:
    return {str(each["value"]) for each in row.stood.subjects if each["kind"] == kind}
