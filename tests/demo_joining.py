"""What must be true of the demonstration's newcomers, notices and data: tests for the world of test_demo_world.py."""

import datetime
import io
import zipfile

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from assessments.authoring import newest_of
from assessments.models import Question
from assessments.readiness import is_ready, is_stale
from elearning import first_run
from elearning.management.demo_joining import NEWCOMER, REWORDED, WALK_INS
from elearning.management.demo_world import NOW, PASSWORD
from elearning.notices.models import Delivery, Preference, Rhythm
from elearning.notices.planning import hours_of
from elearning.people.models import (
    Erasure,
    HeldCopy,
    JoinRequest,
    NoticeAccepted,
    PrivacyNotice,
    RetentionRun,
    SignInCode,
    User,
)
from elearning.people.rules import must_accept


class ComingAndGoing:
    """Tests that DemoWorld runs upon its world; `media` is where its files are."""

    media: str

    def test_a_newcomer_has_her_first_visit_before_her_and_another_waits_for_the_focal_point_of_ghana(self):
        new, efua = User.objects.get(email=NEWCOMER[0]), User.objects.get(email="efua@example.org")
        assert (new.first_visit, new.language, new.postings.count()) == ("waiting", "", 0)
        came = self.client.post("/accounts/login/", {"login": new.email, "password": PASSWORD})
        assert came.headers["Location"] == "/people/joining/"
        asked = JoinRequest.objects.visible_to(efua).waiting().get()
        assert (asked.person.name, asked.office.code, asked.asked_at < NOW) == ("Kojo Amoako", "GH", True)
        self.client.force_login(efua)
        self.assertContains(self.client.get("/people/joining/requests/"), "Kojo Amoako")

    def test_two_walked_in_without_an_address_and_each_has_a_code(self):
        codes = SignInCode.objects.live().filter(made_by__email="chen@example.org")
        assert sorted(codes.values_list("person__name", flat=True)) == sorted(said["name"] for said in WALK_INS)
        self.client.force_login(User.objects.get(email="chen@example.org"))
        page = self.client.get("/workshops/CEP-NBO-NOW/people/codes/")
        for said in WALK_INS:
            self.assertContains(page, said["name"])

    def test_a_notice_in_each_language_is_accepted_by_amina_and_asked_of_bruno(self):
        notice = PrivacyNotice.objects.get()
        assert sorted(notice.texts) == ["ar", "en", "es", "fr", "pt"]
        assert len({text.count("\n\n") for text in notice.texts.values()}) == 1
        assert NoticeAccepted.objects.get().person.email == "amina@example.org"
        assert must_accept(User.objects.get(email="bruno@example.org")) == notice

    def test_aminas_copy_can_be_fetched_and_a_round_of_the_table_is_in_the_journal(self):
        made = HeldCopy.objects.get(person__email="amina@example.org")
        self.client.force_login(made.person)
        with self.settings(MEDIA_ROOT=self.media):
            answer = self.client.post(f"/people/copies/{made.uuid}/fetch/")
        with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
            assert "Amina Odhiambo" in archive.read("data.json").decode()
        run = RetentionRun.objects.get()
        assert run.day == NOW.date()
        assert run.finished_at < NOW

    def test_one_is_erased_with_its_proof_and_one_waits_for_headquarters(self):
        done, waits = Erasure.objects.order_by("asked_at")
        assert (done.state, waits.state) == ("done", "asked")
        assert done.proof["seal"]
        assert done.person.name == "Erased person"
        assert done.person.records.exists()
        assert waits.asked_by == waits.person
        self.client.force_login(User.objects.get(email="dana@example.org"))
        self.assertContains(self.client.get("/people/erasures/"), waits.person.name)

    def test_notices_keep_the_wishes_and_the_weekend_of_each(self):
        amina = User.objects.get(email="amina@example.org")
        assert set(Preference.objects.filter(person=amina).values_list("how", flat=True)) == {"collected"}
        assert amina.notices.filter(kind="question_answered", delivery__state="collected").count() == 2
        assert Rhythm.objects.get(person__email="bruno@example.org").digest == "weekly"
        in_cairo = Rhythm.objects.filter(quiet_from=datetime.time(17)).first().person
        assert hours_of(in_cairo, timezone.now()).place.weekend == {4, 5}

    def test_a_question_says_more_in_english_and_its_french_waits(self):
        newest = newest_of(Question.objects.get(code=REWORDED))
        assert (newest.number, newest.state) == (2, "ready")
        assert is_ready(newest.content, "en")
        assert is_stale(newest.content, "fr")

    def test_an_administrator_has_something_left_to_do_but_not_all(self):
        done = {task.name for task in first_run.tasks() if task.is_done}
        assert done == {"name", "mail", "offices", "course", "languages", "privacy"}

    def test_nothing_waits_but_the_search_index_and_a_digest(self):
        waiting = Delivery.objects.exclude(state="sent").values_list("notice__person__email", "state")
        assert list(waiting) == [("amina@example.org", "collected")] * 2
        paths = set(DBTaskResult.objects.values_list("task_path", flat=True))
        assert all("search" in path or "reference_index" in path for path in paths), paths
