"""The kinds of notices about answers that were marked."""

from django.utils.translation import gettext_lazy as _

from elearning.notices.kinds import Kind, register

register(
    Kind("attempt_handed_back", _("your answers are marked"), "learning"),
    Kind("attempt_remarked", _("your answers were marked again"), "learning", stops=False),
)
