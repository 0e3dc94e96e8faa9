"""A person's own pages: her profile, and the way in by an invitation."""

from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from .actions import Refused, accept, change_person, hash_secret
from .forms import PasswordForm, ProfileForm
from .models import Invitation
from .rules import must_accept, sees_all
from .text_only import keep_text_only


@login_required
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Who I am here, where I am posted, and what I may change myself."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        person = change_person(request.user, by=request.user, **form.cleaned_data)
        with translation.override(person.language or None):
            messages.success(request, _("Saved. Certificates that you hold already stay as they are."))
        return redirect("people:profile")
    context = {
        "form": form,
        "postings": request.user.postings.filter(withdrawn_at__isnull=True).select_related("office", "supervisor"),
        "affiliations": request.user.affiliations.all(),
        "absences": request.user.absences.standing().filter(ended_on__gte=timezone.localdate()),
        "roles": request.user.roles.current().select_related("office"),
        "sees_all": sees_all(request.user),
        "notice_to_accept": must_accept(request.user),
    }
    return render(request, "people/profile.html", context)


@require_POST
def text_only(request: HttpRequest) -> HttpResponse:
    """With pictures or without, from now on; back to the page where it was chosen."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    return keep_text_only(request, HttpResponseRedirect(back), on=request.POST.get("on") == "1")


@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Choose a password and come in, past the second factor if there is one; opening the page decides nothing."""
    open_ones = Invitation.objects.open().select_related("person")
    found = open_ones.filter(secret_hash=hash_secret(secret)).first()
    if found is None:
        return _invitation_over(request)
    form = PasswordForm(request.POST or None, person=found.person)
    if request.method == "POST" and form.is_valid():
        try:
            person = accept(found, password=form.cleaned_data["password"])
        except Refused:  # between the question and the answer it was used, replaced, or the account closed
            return _invitation_over(request)
        logout(request)  # whoever sat here before
        return perform_login(request, person, email=person.email)
    return render(request, "people/invitation.html", {"form": form, "invitation": found})


def _invitation_over(request: HttpRequest) -> HttpResponse:
    return render(request, "people/invitation_over.html", status=404)
