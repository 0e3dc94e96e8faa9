"""The demonstration's world: whole, consistent with itself, and made by the actions that users call."""

import datetime
import re
import shutil
import tempfile
from collections import Counter
from io import StringIO

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db.models import F
from django.test import TestCase, override_settings
from django.utils import timezone

from assessments.kinds import KINDS
from assessments.models import Attempt, Question
from courses.models import Course, Enrolment, Evidence
from elearning.checks import refuse_demo_world
from elearning.management.demo_joining import REWORDED
from elearning.management.demo_world import ACCOUNTS, NOW, PASSWORD
from elearning.people.models import Office, OfflineStretch, Posting, Twins, User
from elearning.people.postings import posting_of
from elearning.records.models import Certificate, Claim, LearningRecord
from elearning.text import plain
from elearning.toolkit.models import GlossaryTerm, ModulePage, ToolkitImage
from elearning.tracking.coverage.counting import Question as Asked
from elearning.tracking.coverage.counting import board_rows, people_of
from elearning.tracking.coverage.figures import Figures
from elearning.tracking.models import FAR_MOMENT, FigureSheet, Nudge, Stale, Standing
from elearning.tracking.tree import grand_total
from tests.demo_authors import Writing
from tests.demo_everyone import EveryoneInDemo
from tests.demo_joining import ComingAndGoing
from workshops.models import Offer, Workshop
from workshops.reports.figures import figures_of

MEDIA = tempfile.mkdtemp(prefix="elearning-demo-media-")
WORDS = re.compile(r"\w+(?:['’-]\w+)*")


@override_settings(DEMO=True, MEDIA_ROOT=MEDIA, PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])
class DemoWorld(ComingAndGoing, EveryoneInDemo, Writing, TestCase):
    media = MEDIA

    @classmethod
    def setUpTestData(cls):
        call_command("seed_demo", verbosity=0, stdout=StringIO())

    @classmethod
    def tearDownClass(cls):
        super().tearDownClass()
        shutil.rmtree(MEDIA, ignore_errors=True)

    def test_it_loads_once_and_a_real_site_refuses_its_database(self):
        call_command("seed_demo", if_empty=True)
        with self.assertRaisesMessage(CommandError, "holds people"):
            call_command("seed_demo")
        assert Workshop.objects.get(code="CEP-2023-MBA").registrations.count() == 59
        refuse_demo_world()
        with self.settings(DEMO=False), self.assertRaisesMessage(ImproperlyConfigured, "holds the demonstration world"):
            refuse_demo_world()

    def test_a_second_workshop_is_open_with_quotas_a_reserve_and_an_offer_that_runs_out_within_a_day(self):
        workshop = Workshop.objects.get(code="CEP-ACC-NEXT")
        states = Counter(workshop.registrations.participants().values_list("state", flat=True))
        assert workshop.state == "open"
        assert workshop.quotas.count() == 5
        assert states["confirmed"] == 4
        assert states["declined"] == 1
        assert states["reserve"] > 0
        open_offers = Offer.objects.filter(registration__workshop=workshop, answer="")
        assert open_offers.filter(expires_at__lte=timezone.now() + datetime.timedelta(days=1)).exists()

    def test_the_launch_workshop_ran_from_its_first_badge_to_its_second_report(self):
        workshop = Workshop.objects.get(code="CEP-2023-MBA")
        sources = Counter(workshop.events.filter(problem="").values_list("source", "verb"))
        assert sources == {("scan", "in"): 1205, ("scan", "out"): 1, ("self", "in"): 5, ("facilitator", "set"): 2}
        assert not workshop.events.waiting().exists()
        assert workshop.closings.count() == 3
        states = Counter(workshop.registrations.participants().values_list("state", flat=True))
        assert states == {"attended": 48, "partly_attended": 1, "no_show": 1}
        records = LearningRecord.objects.filter(subject_kind="workshop", subject_uuid=workshop.uuid)
        assert Counter(records.values_list("kind", "assessment")) == {
            ("completion", "taken"): 46,
            ("participation", ""): 2,
        }
        assert set(records.values_list("achieved_on", flat=True)) == {workshop.ends_on}

    def test_a_third_workshop_is_in_its_second_day(self):
        workshop = Workshop.objects.get(code="CEP-NBO-NOW")
        today = timezone.now().astimezone(workshop.tz).date()
        assert workshop.state == "live"
        assert workshop.starts_on == today - datetime.timedelta(days=1)
        assert workshop.ends_on == today + datetime.timedelta(days=1)
        assert workshop.registrations.participants().count() == 17  # two of them walked in
        assert workshop.registrations.filter(person__email__in=["amina@example.org", "bruno@example.org"]).count() == 2
        assert [closing.day for closing in workshop.closings.all()] == [workshop.starts_on]
        assert workshop.polls.get().state == "open"
        assert not workshop.events.waiting().exclude(badge="HOTEL-1").exists()

    def test_its_reports_say_what_an_independent_count_says(self):
        workshop = Workshop.objects.get(code="CEP-2023-MBA")
        assert [(report.number, report.state) for report in workshop.reports.all()] == [
            (2, "approved"),
            (1, "approved"),
        ]
        for report in workshop.reports.all():
            found = figures_of(report.dataset)
            reached = {
                name: found["people"][name] for name in ("registered", "attended", "participation", "completion")
            }
            assert reached == {"registered": 50, "attended": 49, "participation": 48, "completion": 46}
            assert {found["hours"]["planned"][group] for group in "ABC"} == {1215}
            assert {found["hours"]["delivered"][group] for group in "ABC"} == {1205}  # day 3 began late
            assert found["hours"]["credited"] == 45 * 1215 + 1190 + 1035 + 825 + 1070
            assert found["hours"]["human_rights"]["credited"] == 48 * 75
            assert (found["tests"]["pairs"], found["tests"]["mean_gain"]) == (47, 0.5283)

    def test_the_accounts_sign_in_and_nobody_else_can(self):
        for email, _who in ACCOUNTS:
            assert User.objects.get(email=email).check_password(PASSWORD)
        others = User.objects.exclude(email__in=[email for email, _who in ACCOUNTS])
        assert not any(person.has_usable_password() for person in others)
        assert {person.email.rpartition("@")[2] for person in others if person.email} == {"example.org"}

    def test_it_has_31_offices_and_about_400_people(self):
        assert Office.objects.count() == 31
        assert 390 <= User.objects.count() <= 430
        assert min(office.postings.current().count() for office in Office.objects.all()) >= 5

    def test_rebuilding_progress_changes_nothing(self):
        said = StringIO()
        call_command("rebuild_progress", stdout=said)
        assert said.getvalue() == "Nothing to mend.\n"

    def test_learning_spreads_over_eighteen_months_and_ends_before_now(self):
        started = list(Enrolment.objects.order_by("started_at").values_list("started_at", flat=True))
        assert (started[-1] - started[0]).days > 500
        assert not Evidence.objects.filter(occurred_at__gt=NOW).exists()
        assert not Evidence.objects.exclude(occurred_at=F("received_at")).exists()
        assert Attempt.objects.filter(passed=False).exists()
        assert set(Evidence.objects.values_list("language", flat=True)) >= {"en", "fr", "ar"}

    def test_every_completion_has_its_record_and_its_certificate(self):
        done = Enrolment.objects.filter(completed_on__isnull=False).count()
        assert done > 100
        of_courses = LearningRecord.objects.filter(subject_kind="course").count()
        recognised = LearningRecord.objects.get(kind="recognised")
        assert recognised.subject_kind == "outside"
        assert not recognised.certificates.exists()
        assert of_courses == Certificate.objects.filter(record__subject_kind="course").count() == done
        certified = LearningRecord.objects.exclude(kind="recognised").count()
        assert certified == Certificate.objects.count() == done + 48  # of the launch workshop
        for record in LearningRecord.objects.select_related("person", "office"):
            if record.subject_kind == "course":
                assert record.achieved_on == record.person.enrolments.get().completed_on
            assert record.office == posting_of(record.person, record.achieved_on).office

    def test_the_board_counts_the_people_that_it_names(self):
        dana, course = User.objects.get(email="dana@example.org"), Course.objects.get()
        question = Asked(course, NOW.date(), NOW)
        rows = board_rows(question, Office.objects.all())
        total = grand_total(rows, Figures())
        assert (
            total.people
            == Posting.objects.on(NOW.date(), NOW).count()
            == people_of(question, Office.objects.get(code="HQ"), dana).count()
        )
        assert total.enrolled == total.in_progress + total.completed
        assert total.completed == total.certified
        assert len({row.total.completed_share for row in rows}) > 10

    def test_each_requirement_is_met_by_some_and_overdue_for_others_and_rebuilding_changes_nothing(self):
        states = Standing.objects.filter(day_from__lte=NOW.date(), day_to__gt=NOW.date(), known_to=FAR_MOMENT)
        for code in ("CEP-FOUNDATIONS", "CEP-FIELD", "CEP-NEWCOMERS"):
            found = set(states.filter(requirement__code=code).values_list("state", flat=True))
            assert found >= {"met", "due", "overdue"}, (code, found)
        assert states.filter(state="exempt").exists()
        assert OfflineStretch.objects.standing().on(NOW.date()).get().office.code == "SS"
        assert not Stale.objects.exists()
        said = StringIO()
        call_command("rebuild_readiness", stdout=said)
        assert said.getvalue() == "Nothing to mend.\n"

    def test_a_donor_is_answered_a_verifier_has_work_and_a_pair_of_rows_waits(self):
        sheet = FigureSheet.objects.get()
        assert sheet.result["total"]["persons"] == 48
        assert sheet.target.value == 40
        assert Counter(Claim.objects.values_list("state", flat=True)) == {"accepted": 1, "refused": 1, "waiting": 2}
        assert Twins.objects.filter(state="waiting").exists()
        assert Nudge.objects.exists()

    def test_eight_modules_are_written_in_english_and_french_and_one_in_all_languages(self):
        modules = ModulePage.objects.live().select_related("locale")
        found = sorted((page.code, page.locale.language_code) for page in modules)
        expected = [(f"m{n}", code) for n in range(1, 9) for code in ("en", "fr")]
        expected += [("m1", code) for code in ("ar", "es", "pt")]
        assert found == sorted(expected)
        for page in modules:
            words = len(WORDS.findall(plain(" ".join(self.reader_text(page)))))
            assert 600 <= words <= 1100, (page.code, page.locale.language_code, words)

    def reader_text(self, page):
        for block in page.body:
            if block.block_type != "sources":
                yield from map(str, block.block.get_searchable_content(block.value))

    def test_the_languages_of_a_module_have_the_same_reflections_and_objectives(self):
        for page in ModulePage.objects.filter(locale__language_code="fr"):
            english = ModulePage.objects.get(translation_key=page.translation_key, locale__language_code="en")
            assert self.keys(page) == self.keys(english)

    def keys(self, page):
        codes = [objective.value["code"] for objective in page.objectives]
        return codes, [block.value["key"] for block in page.body if block.block_type == "reflection"]

    def test_figures_are_drawn_and_described(self):
        shown = [
            block.value["image"] for page in ModulePage.objects.live() for block in page.body.blocks_by_name("figure")
        ]
        assert len({picture.title.split(".")[0] for picture in shown}) == 4
        assert all(len(picture.contextual_alt_text) > 40 for picture in shown)
        assert ToolkitImage.objects.count() == 10

    def test_24_questions_are_tied_to_objectives_that_exist(self):
        objectives = {
            code for page in ModulePage.objects.live().filter(locale__language_code="en") for code in self.keys(page)[0]
        }
        questions = list(Question.objects.exclude(category__name__in=["Practice", "Self-check"]))
        assert len(questions) == 24
        assert {question.objective for question in questions} == objectives
        for question in questions:
            contents = list(question.versions.order_by("number").values_list("content", flat=True))
            assert len(contents) == (2 if question.code == REWORDED else 1)  # the French of one waits
            assert all(set(content["texts"]) == {"en", "fr"} for content in contents)

    def test_a_quiz_for_practice_has_each_type_and_texts_wait_for_a_marker(self):
        asked = Question.objects.filter(category__name="Practice").values_list("versions__kind", flat=True)
        assert sorted(asked) == sorted(KINDS)
        assert Attempt.objects.filter(waits_for_person=True).count() == 3
        assert User.objects.get(email="chen@example.org").has_perm("assessments.mark_attempt")
        assert User.objects.get(email="dana@example.org").has_perm("assessments.repair_question")

    def test_the_glossary_speaks_each_language_of_the_site(self):
        counts = Counter(GlossaryTerm.objects.values_list("locale__language_code", flat=True))
        assert counts == {code: 20 for code, _name in settings.LANGUAGES}
