"""Composes the addresses of all apps; Wagtail's catch-all comes last."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from elearning import health
from elearning.toolkit import views as toolkit_views
from elearning.toolkit.sitemaps import ModuleSitemap

sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)
reset = RedirectView.as_view(pattern_name="account_reset_password")
handler500 = "elearning.outages.server_error"

urlpatterns = [
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
    path("i18n/", include("django.conf.urls.i18n")),
    # Wagtail's own doors take a password alone from someone with a passkey: allauth's come first.
    path("cms/login/", sign_in),
    path("cms/password_reset/", reset),
    re_path(r"^cms/password_reset/.*$", reset),
    re_path(r"^(?:..(?:-..)?/)?_util/login/$", sign_in),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("accounts/", include("allauth.urls")),
    path("people/", include("elearning.people.urls")),
    path("notices/", include("elearning.notices.urls")),
    path("", include("elearning.records.urls")),
    path("", include("elearning.toolkit.urls")),
    path("attempts/", include("assessments.urls")),
    path("courses/", include("courses.urls")),
    path("workshops/", include("workshops.urls")),
    path("", include("elearning.tracking.urls")),
    path("sitemap.xml", sitemap, {"sitemaps": {"modules": ModuleSitemap}}, name="sitemap"),
    path(f"{settings.MEDIA_URL.strip('/')}/<path:name>", toolkit_views.media, name="media"),
    *i18n_patterns(path("", include(wagtail_urls)), prefix_default_language=True),
]
