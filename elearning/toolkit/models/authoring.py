"""What authors need beside the pages: a second reader's approval, and what became of the links that lead elsewhere."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, TaskState

if TYPE_CHECKING:
    from elearning.people.models import User


class SecondReader(AbstractGroupApprovalTask):
    """Approval by a member of the groups who did not submit the page herself; an unready module is not approved."""

    class Meta:
        verbose_name = _("approval by a second reader")
        verbose_name_plural = _("approvals by a second reader")

    @classmethod
    def get_description(cls) -> str:
        return _("Members of the groups chosen approve; nobody approves what she submitted herself")

    def get_actions(self, obj: Any, user: "User") -> list:
        actions = super().get_actions(obj, user)
        if _submitted_by(obj, user):
            return []
        return [action for action in actions if action[0] != "approve" or not _unready(obj)]

    def on_action(self, task_state: TaskState, user: "User", action_name: str, **kwargs: Any) -> None:
        page = task_state.workflow_state.content_object
        if action_name == "approve" and (_submitted_by(page, user) or _unready(page)):
            raise PermissionDenied
        super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user: "User", **kwargs: Any):
        states = super().get_task_states_user_can_moderate(user, **kwargs)
        own = TaskState.objects.filter(workflow_state__requested_by=user).values("pk")
        return states.exclude(pk__in=own)


class LinkCheck(models.Model):
    """What became of one link that leads elsewhere when it was last tried."""

    class State(models.TextChoices):
        ASKED = "asked", _("not tried yet")
        ALIVE = "alive", _("alive")
        BROKEN = "broken", _("broken")
        SILENT = "silent", _("no answer")
        REFUSED = "refused", _("not a public address")

    url = models.CharField(_("address"), max_length=600, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ASKED)
    answer = models.PositiveSmallIntegerField(_("answer"), null=True)
    checked_at = models.DateTimeField(_("tried"), null=True)

    class Meta:
        verbose_name = _("link that was tried")
        verbose_name_plural = _("links that were tried")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="asked") | models.Q(checked_at__isnull=False), name="toolkit_link_tried_at"
            )
        ]

    def __str__(self) -> str:
        return self.url


def _submitted_by(page: Any, user: "User") -> bool:
    state = page.current_workflow_state
    return state is not None and state.requested_by_id == user.pk


def _unready(page: Any) -> bool:
    """Whether something must be mended in the newest text before it is published."""
    from ..authoring.reading_page import must_be_mended
    from .module import ModulePage

    if not isinstance(page, ModulePage):
        page = getattr(page, "specific", page)
    return isinstance(page, ModulePage) and bool(must_be_mended(page.get_latest_revision_as_object()))
