"""How administrators write a new version of the data protection notice in the CMS."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic import CreateView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from ..actions import Refused
from ..models import PrivacyNotice
from .privacy import LONGEST, in_force, publish_notice


class NoticeForm(forms.ModelForm):
    """A text in each language; it begins with what the version in force says."""

    class Meta:
        model = PrivacyNotice
        fields: tuple[str, ...] = ()

    def __init__(self, *args, for_user=None, **kwargs):
        super().__init__(*args, **kwargs)
        last = in_force()
        for code, name in settings.LANGUAGES:
            self.fields[f"text_{code}"] = forms.CharField(
                label=name,
                required=code == settings.LANGUAGE_CODE,
                max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": 8, "lang": code, "dir": "auto"}),
                initial=last.texts.get(code, "") if last else "",
            )

    def texts(self) -> dict[str, str]:
        return {code: self.cleaned_data.get(f"text_{code}") or "" for code, _name in settings.LANGUAGES}


class NoticeCreateView(CreateView):
    """Saving publishes: everybody is asked to accept the new version, and it never changes."""

    def form_valid(self, form: NoticeForm):
        try:
            return super().form_valid(form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)

    def save_instance(self) -> PrivacyNotice:
        return publish_notice(self.form.texts(), by=self.request.user)


class OnlyAdded(ModelPermissionPolicy):
    """Versions are added and looked at, never changed or deleted."""

    def user_has_permission(self, user, action: str) -> bool:
        return action in ("add", "view") and super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


register_permission_policy(PrivacyNotice, OnlyAdded(PrivacyNotice), exact_class=True)


class NoticeViewSet(ModelViewSet):
    """All versions, the newest first."""

    model = PrivacyNotice
    name = "privacy_notices"
    icon = "clipboard-list"
    menu_label = _("Data protection notice")
    menu_order = 620
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = ["version", "published_at", "texts"]
    list_display = ["version", "published_at"]
    add_view_class = NoticeCreateView

    def get_form_class(self, for_update: bool = False) -> type[NoticeForm]:
        return NoticeForm
