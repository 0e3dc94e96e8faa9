"""Signing in with a printed code, finishing on a shared device, and what is said when its time is over."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from .forms import CodeForm
from .limits import tries_too_often
from .opening import open_with_code, tidy_code
from .sharing import begin_shared, end_shared


@never_cache
@sensitive_post_parameters("pin")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Code and PIN; the answer to a wrong one is the same whatever was wrong."""
    if request.method != "POST":
        form = CodeForm(initial={"code": tidy_code(request.GET.get("c", ""))})
        return render(request, "people/codes/sign_in.html", {"form": form})
    form = CodeForm(request.POST)
    if tries_too_often(request):
        form.add_error(None, _("Too many tries from this place. Wait a minute, then try again."))
        return render(request, "people/codes/sign_in.html", {"form": form}, status=429)
    if form.is_valid():
        if code := open_with_code(form.cleaned_data["code"], form.cleaned_data["pin"]):
            begin_shared(request, code)
            return redirect(settings.LOGIN_REDIRECT_URL)
        form.add_error(None, _("This did not open anything. After five wrong PINs a code rests for a quarter of an hour. Ask a facilitator for a new slip if you have lost yours."))  # fmt: skip  # noqa: E501
    return render(request, "people/codes/sign_in.html", {"form": form})


@never_cache
@require_safe
def here(request: HttpRequest) -> HttpResponse:
    """Somebody scrolls or types: the session of the device goes on; 401 if there is none."""
    return HttpResponse(status=204 if request.shared_device else 401)


@login_required
@require_POST
def finish(request: HttpRequest) -> HttpResponse:
    """“Finish and forget me”."""
    return end_shared(request, redirect("codes:finished"))


@never_cache
@require_safe
def finished(request: HttpRequest) -> HttpResponse:
    """That this device has forgotten her."""
    return render(request, "people/codes/finished.html", {"late": False})


@never_cache
@require_safe
def over(request: HttpRequest) -> HttpResponse:
    """That nobody touched the device for ten minutes, or that two hours are over."""
    return render(request, "people/codes/finished.html", {"late": True})
