"""Shows pages in the person's language unless the address or her cookie says another."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from .languages import is_ours, language_for


class PersonLanguageMiddleware:
    """Language follows the address, then the switch (cookie), then the person, the browser, and her office."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = translation.get_language_from_path(request.path_info) or is_ours(
            request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        )
        if not chosen and request.user.is_authenticated and (language := language_for(request)):
            translation.activate(language)
            request.LANGUAGE_CODE = translation.get_language()
        return self.get_response(request)
