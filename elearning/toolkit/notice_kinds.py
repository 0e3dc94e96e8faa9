"""The kinds of notices that authors and their readers get."""

from django.utils.translation import gettext_lazy as _

from elearning.notices.kinds import Kind, register

register(
    Kind("question_answered", _("an author answered your question"), "learning"),
    Kind("question_asked", _("a learner asks about a module of yours"), "writing"),
    Kind("review_due", _("a module of yours is due for review"), "writing"),
)
