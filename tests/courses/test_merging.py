"""Two rows of one human in courses: the further enrolment is hers, and no evidence is lost or moved."""

from courses.actions import enrol
from courses.models import Enrolment, Evidence
from courses.rebuilding import rebuild_progress
from elearning.people.actions import merge
from tests.factories import make_person


def test_the_further_of_two_enrolments_stands_and_evidence_stays(
    course, make_course, enrolment, read, dana, amina, offices
):
    gone = make_person("Amina Odiambo", offices["MZ"], account=False)
    theirs, alone = enrol(gone, course), enrol(gone, make_course("ONE"))
    read(theirs, "M1")
    read(theirs, "M2")
    read(enrolment, "M1")
    merge(amina, gone, by=dana, reason="Her badge.", withdraw_postings=True)
    owners = dict(Enrolment.objects.values_list("pk", "person__name"))
    assert owners == {enrolment.pk: "Amina Odiambo", theirs.pk: "Amina Odhiambo", alone.pk: "Amina Odhiambo"}
    theirs.refresh_from_db()
    assert (theirs.steps_done, theirs.evidence.count(), enrolment.evidence.count()) == (2, 2, 1)
    assert set(Evidence.objects.values_list("actor__name", flat=True)) == {"Amina Odhiambo", "Amina Odiambo"}
    assert list(rebuild_progress()) == []
