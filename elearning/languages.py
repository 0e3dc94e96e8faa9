"""The language of a request."""

from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.utils.cache import patch_vary_headers


class LanguageMiddleware(LocaleMiddleware):
    """Django's, but what is not there is a 404: any path might be a page's, so it would redirect each of them."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if response.status_code == 404:
            patch_vary_headers(response, ("Accept-Language",))
            return response
        return super().process_response(request, response)
