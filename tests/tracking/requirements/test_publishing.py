"""Versions of a requirement: which may follow which, and that they leave the past as it was."""

import datetime

import pytest
from django.utils import timezone

from elearning.journal.models import LogEntry
from elearning.people.actions import Refused, end_posting
from elearning.tracking.models import Requirement, RequirementVersion, Stale
from elearning.tracking.requirements.actions import create_requirement, move_requirement, publish_version
from elearning.tracking.requirements.reading import line_of
from tests.factories import make_person

from .conftest import DAY, NOW, TODAY, asked, last, states_on

pytestmark = pytest.mark.django_db


def test_a_version_follows_and_the_past_stays(requirement, basics, deeper, amina, bruno, dana, achieve):
    achieve(amina, basics, "2025-02-01")
    before = {day: states_on(requirement, day) for day in (TODAY - DAY, TODAY - 300 * DAY)}
    assert before[TODAY - DAY] == {"Amina": "met", "Bruno": "overdue", "Dana": "overdue"}
    at = NOW + DAY
    publish_version(requirement, by=dana, at=at, reason="More", **asked(deeper, from_day=TODAY + DAY))
    after = {day: states_on(requirement, day, at) for day in before}
    as_known_before = {day: states_on(requirement, day, NOW) for day in before}
    assert after == as_known_before == before
    assert states_on(requirement, TODAY + DAY, NOW)["Amina"] == "met"  # known before it was published
    assert states_on(requirement, TODAY + DAY, at) == {"Amina": "due", "Bruno": "overdue", "Dana": "overdue"}
    assert states_on(requirement, TODAY + 32 * DAY, at)["Amina"] == "overdue"


def test_it_is_known_from_after_the_marking_of_all_whom_it_touches(requirement, deeper, amina, dana, time_machine):
    """With many people that takes seconds: a figure that was given meanwhile must not change."""
    Stale.objects.all().delete()
    time_machine.move_to(NOW, tick=True)
    made = publish_version(requirement, by=dana, **asked(deeper, from_day=timezone.now().date() + DAY))
    assert amina.pk in Stale.objects.filter(noted_at__lt=made.published_at).values_list("person", flat=True)


def test_what_cannot_follow_is_refused_with_a_sentence(requirement, basics, deeper, dana):
    def why(**fields) -> str:
        at = fields.pop("at", NOW)
        with pytest.raises(Refused) as refused:
            publish_version(requirement, by=dana, at=at, **asked(deeper, **fields))
        return str(refused.value)

    assert "begins today or later" in why(from_day=TODAY - DAY)
    assert "five years" in why(from_day=datetime.date(9999, 1, 1))
    assert "asks the same" in why(**asked(basics, days=60))
    assert "at least one course" in why(subjects=[])
    assert "from the list" in why(subjects=[{"kind": "course", "value": "x"}])
    assert "from the list" in why(subjects=[{"kind": "prayer", "value": "x"}])
    assert "English" in why(titles={"fr": "Les bases"})
    assert "between 1 and 240" in why(months=0)
    assert "between 0 and 3650" in why(days=100_000)
    assert "people of the house" in why(categories=["police"])
    assert "does not exist" in why(offices=[99_999])
    assert "newer version" in why(at=NOW - 600 * DAY, from_day=TODAY - 599 * DAY)
    assert requirement.versions.count() == 1


def test_a_version_that_has_not_begun_is_overtaken_by_a_newer_one(requirement, basics, deeper, dana):
    publish_version(requirement, by=dana, at=NOW, **asked(deeper, from_day=TODAY + 30 * DAY))
    publish_version(requirement, by=dana, at=NOW, **asked(basics, from_day=TODAY + 10 * DAY, months=12))
    publish_version(requirement, by=dana, at=NOW, **asked(basics, from_day=TODAY + 40 * DAY, is_ended=True))
    line = line_of(requirement, TODAY)
    assert (line.now.number, [each.number for each in line.coming]) == (1, [3, 4])
    assert line_of(requirement, TODAY + 35 * DAY).now.number == 3
    assert line_of(requirement, TODAY + 40 * DAY).is_open is False
    assert set(states_on(requirement, TODAY + 40 * DAY).values()) == {"not_required"}


@pytest.mark.usefixtures("_now")
def test_a_first_version_may_begin_in_the_past_and_cannot_end_all(basics, dana):
    made = create_requirement("OLD", by=dana)
    with pytest.raises(Refused, match="never published"):
        publish_version(made, by=dana, at=NOW, **asked(basics, is_ended=True))
    publish_version(made, by=dana, at=NOW, **asked(basics, from_day=datetime.date(2020, 1, 1)))
    assert last(made).from_day.year == 2020
    with pytest.raises(TypeError):
        last(made).save()


def test_only_headquarters_sets_requirements(requirement, deeper, efua, amina):
    for stranger in (efua, amina):
        with pytest.raises(Refused, match="headquarters"):
            publish_version(requirement, by=stranger, at=NOW, **asked(deeper))
        with pytest.raises(Refused, match="headquarters"):
            create_requirement("MINE", by=stranger)
        with pytest.raises(Refused, match="headquarters"):
            move_requirement(requirement, up=True, by=stranger)
    assert (Requirement.objects.count(), RequirementVersion.objects.count()) == (1, 1)


def test_the_order_of_the_induction_is_changed_by_one_place(requirement, dana):
    for code in ("B", "C"):
        create_requirement(code, by=dana)
    with pytest.raises(Refused, match="taken"):
        create_requirement("basics", by=dana)
    with pytest.raises(Refused, match="taken"):
        create_requirement("New", by=dana)
    codes = lambda: list(Requirement.objects.values_list("code", flat=True))  # noqa: E731
    move_requirement(Requirement.objects.get(code="C"), up=True, by=dana)
    assert codes() == ["BASICS", "C", "B"]
    move_requirement(requirement, up=True, by=dana)
    move_requirement(requirement, up=False, by=dana)
    assert codes() == ["C", "BASICS", "B"]


def test_all_who_are_posted_from_its_day_on_are_reckoned_anew(requirement, deeper, offices, amina, dana):
    gone, outside = make_person("Gone Before", offices["KE"]), make_person("Pol", offices["KE"], category="police")
    end_posting(gone.postings.get(), ended_on=TODAY - DAY, by=dana, at=NOW)
    states_on(requirement, TODAY)
    publish_version(requirement, by=dana, at=NOW, **asked(deeper))
    assert set(Stale.objects.values_list("person__name", flat=True)) == {amina.name, dana.name}
    assert outside.postings.exists()
    assert LogEntry.objects.filter(action="tracking.requirement_published", actor=dana).count() == 2
