"""Composes the addresses of all apps."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as cms_urls
from wagtail.documents import urls as document_urls

from elearning import health
from elearning.accessibility import accessibility
from elearning.toolkit import views as toolkit
from elearning.toolkit.searching.views import search
from elearning.toolkit.sitemaps import PageSitemap

to_sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)
to_new_password = RedirectView.as_view(pattern_name="account_reset_password")
handler500 = "elearning.outages.server_error"

urlpatterns = [
    path("", toolkit.home, name="home"),
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
    path("accessibility/", accessibility, name="accessibility"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("accounts/", include("allauth.urls")),
    path("people/", include("elearning.people.urls")),
    path("code/", include("elearning.people.codes.urls")),
    path("notices/", include("elearning.notices.urls")),
    path("attempts/", include("assessments.urls")),
    path("courses/", include("courses.urls")),
    path("", include("courses.offline.urls")),
    path("workshops/", include("workshops.urls")),
    path("", include("elearning.records.urls")),
    path("", include("elearning.tracking.urls")),
    path("search/", search, name="search"),
    path("", include("elearning.toolkit.urls")),
    path("sitemap.xml", sitemap, {"sitemaps": {"pages": PageSitemap}}, name="sitemap"),
    path("media/<path:path>", toolkit.media, name="media"),
    # A password alone is not enough for someone with a passkey: Wagtail's own doors lead to allauth's.
    path("cms/login/", to_sign_in, name="cms_login"),
    path("cms/password_reset/", to_new_password, name="cms_password_reset"),
    path("cms/", include(cms_urls)),
    path("documents/", include(document_urls)),
]
# Pages come last: whatever is no address above may be one.
urlpatterns += i18n_patterns(
    path("_util/login/", to_sign_in, name="page_login"),
    re_path(wagtail_urls.serve_pattern, toolkit.page, name="page"),
    path("", include(wagtail_urls)),
    prefix_default_language=True,
)
