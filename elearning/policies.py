"""Adds the security headers that depend on the address: the CMS's own policy, and what a page may use."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from .content_policies import CMS_POLICY

CMS_PATH = "/cms/"
KEPT_BY_BROWSERS = ("page", "media", "wagtaildocs_serve")


class PolicyMiddleware:
    """Gives pages under the CMS their own content security policy, and every answer a permissions policy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(CMS_PATH):
            response._csp_replace = CMS_POLICY
        response["Permissions-Policy"] = "camera=(self), microphone=(), geolocation=()"
        _keep_private(request, response)
        return response


def _keep_private(request: HttpRequest, response: HttpResponse) -> None:
    """What a person sees is hers: on a shared tablet the next one shall not find it by going back.

    Pages of the toolkit and files may stay in her browser, which asks each time whether she may still see them.
    """
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or response.has_header("Cache-Control"):
        return
    match = request.resolver_match
    stays = match is not None and match.view_name in KEPT_BY_BROWSERS
    response["Cache-Control"] = "private, no-cache" if stays else "private, no-store"
