"""The kind of notice that is made of others."""

from django.utils.translation import gettext_lazy as _

from .kinds import Kind, register

register(Kind("collected", _("the digest of your notices"), "account", collects=False, stops=False))
