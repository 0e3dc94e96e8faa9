"""What the demonstration shows of authors: checked on the world that `test_demo_world` loads once."""

import datetime
from collections import Counter

from django.utils import timezone
from wagtail.models import Comment, Revision, TaskState, WorkflowState

from elearning.management.demo_world import NOW
from elearning.people.models import User
from elearning.toolkit.authoring.checking import check
from elearning.toolkit.authoring.reading_page import facts_of
from elearning.toolkit.authoring.reviews import due_on
from elearning.toolkit.models import LinkCheck, ModulePage


class Writing:
    """Mixed into the one class that loads the world."""

    def test_a_module_waits_for_its_reviewer_who_asked_for_more_and_was_answered(self):
        state = WorkflowState.objects.get()
        page = state.content_object.specific
        ines, chen, dana = (User.objects.get(email=f"{name}@example.org") for name in ("ines", "chen", "dana"))
        assert (page.code, state.status, state.requested_by) == ("m3", "in_progress", ines)
        task = state.current_task_state.specific.task.specific
        assert [name for name, _label, _modal in task.get_actions(page, chen)] == ["reject", "approve", "approve"]
        assert task.get_actions(page, ines) == task.get_actions(page, dana) == []
        assert [each.status for each in TaskState.objects.order_by("pk")] == ["rejected", "in_progress"]
        comment = Comment.objects.get()
        assert comment.has_valid_contentpath(page.get_latest_revision_as_object())
        assert (comment.user, comment.replies.get().user) == (chen, ines)
        assert not ines.groups.filter(name__in=["Publishers", "Moderators"]).exists()
        assert dana.groups.filter(name="Publishers").exists()
        moments = [state.created_at, comment.created_at, *TaskState.objects.values_list("started_at", flat=True)]
        moments += Revision.objects.for_instance(page).values_list("created_at", flat=True)
        assert max(moments) < NOW

    def test_a_draft_has_faults_on_its_checklist_and_the_links_were_tried(self):
        draft = ModulePage.objects.get(code="m9")
        assert not draft.live
        found = [(row.level, row.where.partition(".")[0]) for row in check(facts_of(draft)) if row.level != "fine"]
        assert found == [("must", "body"), ("should", "body"), ("should", "body")]  # a picture, long sentences, a link
        states = Counter(LinkCheck.objects.values_list("state", flat=True))
        assert states["broken"] == 1
        assert set(states) == {"alive", "broken"}

    def test_one_review_is_overdue_and_one_is_due_within_a_month(self):
        today = timezone.localdate()
        days = {
            page.code: due_on(page.last_revised, page.review_months) - today
            for page in ModulePage.objects.live().filter(locale__language_code="en")
        }
        assert [code for code, left in days.items() if left < datetime.timedelta(0)] == ["m5"]
        assert [code for code, left in days.items() if datetime.timedelta(0) < left < datetime.timedelta(30)] == ["m7"]
