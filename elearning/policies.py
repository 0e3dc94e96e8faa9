"""Adds the security headers that depend on the address: the CMS's own policy, and what a page may use."""

from collections.abc import Callable

from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.http import HttpRequest, HttpResponse

CMS_PATH = "/cms/"
# Wagtail's date pickers, inline panels and choosers write inline script and style (see Wagtail's own docs).
CMS_POLICY = {
    "default-src": [NONE],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "media-src": [SELF],
    "font-src": [SELF, "data:"],
    "connect-src": [SELF],
    "frame-src": [SELF],
    "form-action": [SELF],
    "object-src": [NONE],
    "base-uri": [NONE],
    "frame-ancestors": [SELF],
}


class PolicyMiddleware:
    """Gives pages under the CMS their own content security policy, and every answer a permissions policy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(CMS_PATH):
            response._csp_replace = CMS_POLICY
        response["Permissions-Policy"] = "camera=(self), microphone=(), geolocation=()"
        return response
