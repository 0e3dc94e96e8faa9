"""How people come in: sign-up is closed unless their e-mail domain is allowed; a known address gets an invitation."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from elearning.identity import site_name
from elearning.notices.isolating import isolate_html, isolate_text

from .actions import invite
from .joining.visiting import lead_once
from .models import User


class AccountAdapter(DefaultAccountAdapter):
    """The rules of our house for allauth."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Only where some e-mail domains are allowed; others come by invitation."""
        return bool(settings.SIGNUP_DOMAINS)

    def clean_email(self, email: str) -> str:
        """At sign-up refuse a domain that is not allowed."""
        email = super().clean_email(email).lower()
        request = allauth_context.request
        signing_up = request is not None and request.resolver_match.url_name == "account_signup"
        if signing_up and email.rpartition("@")[2] not in settings.SIGNUP_DOMAINS:
            domains = ", ".join(settings.SIGNUP_DOMAINS)
            raise ValidationError(
                _("Accounts are open to addresses at %(domains)s. Others come by invitation: ask your focal point."),
                params={"domains": domains},
            )
        return email

    def send_account_already_exists_mail(self, email: str) -> None:
        """Whoever signs up with an address that has a row gets the way into that row, never a second one."""
        person = User.objects.filter(email=email.lower(), is_active=True).first()
        if person and not person.has_usable_password():
            invite(person, by=None)
        else:
            super().send_account_already_exists_mail(email)

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """In her language where she has said one, whatever the browser speaks in which the mail was asked for."""
        person = context.get("user") or User.objects.filter(email=email.lower(), is_active=True).first()
        with translation.override(getattr(person, "language", "") or get_language() or settings.LANGUAGE_CODE):
            super().send_mail(template_prefix, email, context)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The first time she signs in, to the first visit; a page that she wanted goes before (allauth's `next`)."""
        leads = request.user.is_authenticated and lead_once(request.user)
        return reverse("people:joining") if leads else super().get_login_redirect_url(request)

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return self.get_login_redirect_url(request)

    def format_email_subject(self, subject: str) -> str:
        return f"[{site_name()}] {subject}"

    def render_mail(self, *args, **kwargs) -> EmailMultiAlternatives:
        """allauth's mails are plain text: the same words go beside it in the looks of our other mails."""
        mail = super().render_mail(*args, **kwargs)
        html = render_to_string("account/mail.html", {"text": mail.body, "site_name": site_name()})
        if get_language_bidi():
            mail.body, html = isolate_text(mail.body), isolate_html(html).replace("<a href", '<a dir="ltr" href')
        mail.attach_alternative(html, "text/html")
        return mail

    def save_user(self, request: HttpRequest, user: User, form, commit: bool = True) -> User:
        user.language = get_language() or settings.LANGUAGE_CODE
        user.name = form.cleaned_data.get("name") or user.name
        user.first_visit = User.FirstVisit.WAITING
        return super().save_user(request, user, form, commit)
