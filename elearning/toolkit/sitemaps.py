"""What search engines may know: what everybody may see."""

from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap

from .languages import address_of
from .models import HomePage
from .serving import KINDS


class PageSitemap(Sitemap):
    """Public pages, in every language that they are in."""

    def items(self) -> list:
        anyone = AnonymousUser()
        pages = list(HomePage.objects.live().select_related("locale"))
        for kind in dict.fromkeys(kind for kinds in KINDS.values() for kind in kinds if kind is not HomePage):
            pages += kind.objects.live().visible_to(anyone).select_related("locale")
        return pages

    def location(self, page) -> str:
        return address_of(page)

    def lastmod(self, page):
        return page.last_published_at
