"""The kinds of notices about what is asked of people, and about offices."""

from django.utils.translation import gettext_lazy as _

from elearning.notices.kinds import COLLECTED, Kind, register

register(
    Kind("nudge", _("a reminder from your office"), "learning", stops=False),
    Kind("farewell", _("your posting ended"), "account", must=True),
    Kind("digest", _("the monthly figures of your office"), "office"),
    Kind("overdue_escalated", _("somebody of your people is long overdue"), "office", default=COLLECTED),
    Kind("export_ready", _("figures that you asked for are ready"), "office"),
    Kind("role_lent", _("somebody lends you a role"), "office", stops=False),
)
