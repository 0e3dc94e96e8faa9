"""The page of authors in the CMS: a Word file is looked at first, then made a draft."""

import hashlib
import io
from collections.abc import Iterator

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import Button
from wagtail.models import Page

from elearning.people.actions import Refused
from elearning.people.models import User

from ...models import ToolkitPage
from .actions import made_of, make_draft
from .found import Found
from .package import MOST_BYTES, NotReadable
from .reading import read_word


class FileForm(forms.Form):
    """The only door for a Word file."""

    file = forms.FileField(
        label=gettext_lazy("Word file (.docx)"),
        help_text=gettext_lazy("20 MB at most. Nothing is made yet: you first see what was found."),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 20 MB: make its pictures smaller, or divide it."))
        try:
            self.found = read_word(file)
        except NotReadable as fault:
            raise forms.ValidationError(str(fault)) from fault
        return file


class DraftForm(forms.Form):
    """What the draft is called, and the file that it is made of."""

    sha256 = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=255)
    code = forms.SlugField(label=gettext_lazy("Code"), max_length=20, help_text=gettext_lazy("Like m1."))
    summary = forms.CharField(label=gettext_lazy("Summary"), max_length=400, widget=forms.Textarea(attrs={"rows": 4}))


def new_module(request: HttpRequest, page_id: int) -> HttpResponse:
    """Send a file, and see what was found in it."""
    parent = _parent(request, page_id)
    form = FileForm(request.POST or None, request.FILES or None)
    context = {"page_title": _("New module from a Word file"), "page_subtitle": parent.title, "parent": parent}
    if request.method == "POST" and form.is_valid():
        digest = _keep(form.cleaned_data["file"], request.user)
        found, made = form.found, made_of(digest, parent)
        first = {"sha256": digest, "title": found.title, "summary": found.summary}
        context |= {"found": found, "made": made, "draft": DraftForm(initial=first)}
    return render(request, "toolkit/papers/new_module.html", context | {"form": form})


def make(request: HttpRequest, page_id: int) -> HttpResponse:
    """Make the draft of a file that was looked at."""
    parent = _parent(request, page_id)
    if request.method != "POST":
        return redirect("word:new", parent.pk)
    form = DraftForm(request.POST)
    digest = form["sha256"].data or ""
    found = _kept(digest, request.user) if "sha256" not in form.errors else None
    if found is None:
        messages.error(request, _("The file is no longer here, or was made a module already: send it again."))
        return redirect("word:new", parent.pk)
    if form.is_valid():
        try:
            page = make_draft(parent, found, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("word:new", parent.pk)
        default_storage.delete(_name(digest, request.user))
        messages.success(request, _("The draft is made. Nobody reads it before it is published."))
        return redirect("wagtailadmin_pages:edit", page.pk)
    context = {"page_title": _("New module from a Word file"), "page_subtitle": parent.title, "parent": parent}
    return render(request, "toolkit/papers/new_module.html", context | {"found": found, "draft": form})


def _parent(request: HttpRequest, page_id: int) -> ToolkitPage:
    parent = get_object_or_404(ToolkitPage.objects.select_related("locale"), pk=page_id)
    if not parent.permissions_for_user(request.user).can_add_subpage():
        raise PermissionDenied
    return parent


def _name(digest: str, user: User) -> str:
    return f"held/word/{user.pk}/{digest}.docx"  # files in `held` that no row names are swept away


def _keep(file: UploadedFile, user: User) -> str:
    """Keep the file for the second step; the folder is swept of what nobody came back for."""
    file.seek(0)
    data = file.read()
    digest = hashlib.sha256(data).hexdigest()
    if not default_storage.exists(_name(digest, user)):
        default_storage.save(_name(digest, user), ContentFile(data))
    return digest


def _kept(digest: str, user: User) -> Found | None:
    try:
        with default_storage.open(_name(digest, user)) as file:
            return read_word(io.BytesIO(file.read()))
    except (FileNotFoundError, NotReadable):
        return None


def urls() -> list:
    patterns = [path("<int:page_id>/", new_module, name="new"), path("<int:page_id>/make/", make, name="make")]
    return [path("word/", include((patterns, "word")))]


def button(page: Page, user: User, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """On a toolkit, for those who may write below it."""
    if page.specific_class is ToolkitPage and page.permissions_for_user(user).can_add_subpage():
        address = reverse("word:new", args=[page.pk])
        yield Button(_("New module from a Word file"), address, icon_name="doc-full", priority=16)
