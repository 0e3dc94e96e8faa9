"""The pages for what is said of a workshop: all languages with their status, and one beside English."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ..actions.texts import change_text
from ..models import Workshop
from ..rules import may_edit_frame
from .guard import for_workshop, page, saved
from .text_forms import TextForm


@for_workshop(may_edit_frame)
def texts(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Each language of the site with its title and status."""
    known = {text.language: text for text in workshop.texts.all()}
    rows = [(code, name, known.get(code)) for code, name in settings.LANGUAGES]
    context = {**page(request, workshop, "workshops:texts"), "rows": rows}
    return render(request, "workshops/frame/texts.html", context)


@for_workshop(may_edit_frame)
def text(request: HttpRequest, workshop: Workshop, language: str) -> HttpResponse:
    """The text of one language, with the English one beside it."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    known = {text.language: text for text in workshop.texts.all()}
    form = TextForm(request.POST or None, workshop=workshop, language=language, text=known.get(language))
    if request.method == "POST" and saved(
        form, lambda values, seen: change_text(workshop, language, values, seen=seen, by=request.user)
    ):
        messages.success(request, _("Saved."))
        return redirect("workshops:texts", workshop.code)
    english = known.get("en") if language != "en" else None
    context = {**page(request, workshop, "workshops:texts"), "form": form, "language": language}
    context |= {"pairs": form.beside(english), "english": english, "name": dict(settings.LANGUAGES)[language]}
    return render(request, "workshops/frame/text.html", context)
