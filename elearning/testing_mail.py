"""The test mail that an administrator sends to herself, and what the mail server answered."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from elearning.first_run import MAIL_TESTED
from elearning.identity import site_name
from elearning.journal.actions import log


@require_POST
def send_test(request: HttpRequest) -> HttpResponse:
    """Send it now, outside of the outbox, so that the answer of the server can be shown."""
    if not request.user.is_superuser:
        raise PermissionDenied
    if not request.user.email:
        messages.error(request, _("You have no e-mail address. Enter one first."))
        return redirect("wagtailadmin_home")
    subject = _("A test from %(site)s") % {"site": site_name()}
    try:
        text = _("If you read this, mail goes out.")
        html = render_to_string("account/mail.html", {"text": text, "site_name": site_name()})
        send_mail(subject, text, None, [request.user.email], html_message=html)
    except Exception as fault:  # whatever a mail server or a wrong setting can answer
        messages.error(request, _("The mail was not taken: %(answer)s") % {"answer": str(fault)[:300] or repr(fault)})
    else:
        log(request.user, MAIL_TESTED, request.user)
        said = _("The mail server took the mail for %(address)s. Look whether it arrives.")
        messages.success(request, said % {"address": request.user.email})
    return redirect("wagtailadmin_home")
