"""A person's own pages: her profile, and the way in by an invitation."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from .actions import accept, hash_secret
from .forms import PasswordForm, ProfileForm
from .models import Invitation

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@login_required
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Who I am here, where I am posted, and what I may change myself."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        person = form.save()
        with translation.override(person.language or None):
            messages.success(request, _("Saved. Certificates that you hold already stay as they are."))
        return redirect("people:profile")
    context = {
        "form": form,
        "postings": request.user.postings.filter(withdrawn_at__isnull=True).select_related("office", "supervisor"),
        "affiliations": request.user.affiliations.all(),
        "absences": request.user.absences.filter(ended_on__gte=timezone.localdate()),
        "roles": request.user.roles.current().select_related("office"),
    }
    return render(request, "people/profile.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Choose a password and come in; opening the page decides nothing."""
    open_ones = Invitation.objects.filter(accepted_at__isnull=True, expires_at__gt=timezone.now())
    found = open_ones.filter(secret_hash=hash_secret(secret)).select_related("person").first()
    if found is None:
        return render(request, "people/invitation_over.html", status=404)
    form = PasswordForm(request.POST or None, person=found.person)
    if request.method == "POST" and form.is_valid():
        person = accept(found, password=form.cleaned_data["password"])
        login(request, person, backend=BACKEND)
        return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "people/invitation.html", {"form": form, "invitation": found})
