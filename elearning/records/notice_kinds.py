"""The kinds of notices about certificates, claims and transcripts."""

from django.utils.translation import gettext_lazy as _

from elearning.notices.kinds import Kind, register

register(
    Kind("certificate_issued", _("a certificate is ready"), "learning"),
    Kind("certificate_reissued", _("a certificate was issued anew"), "learning"),
    Kind("certificate_revoked", _("a certificate was revoked"), "learning", stops=False),
    Kind("claim_accepted", _("a certificate from elsewhere was accepted"), "learning"),
    Kind("claim_refused", _("a certificate from elsewhere was not accepted"), "learning"),
    Kind("transcript_link", _("the address of your transcript"), "account", must=True),
)
