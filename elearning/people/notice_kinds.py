"""The kinds of notices about accounts, data and offices."""

from django.utils.translation import gettext_lazy as _

from elearning.notices.kinds import Kind, register

register(
    Kind("invitation", _("an invitation to this site"), "account", must=True),
    Kind("erasure_decided", _("your data will be erased"), "account", must=True),
    Kind("erasure_refused", _("your data cannot be erased for now"), "account", must=True),
    Kind("join_asked", _("somebody asks to belong to your office"), "office", stops=False),
    Kind("join_confirmed", _("an office confirmed you"), "account"),
    Kind("join_refused", _("an office did not confirm you"), "account"),
)
