"""The page of search."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from ..contents import toolkits_for
from .finding import Found, find
from .forms import KINDS, SearchForm
from .showing import results

AT_ONCE = 20


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What the reader may see and what holds all of her words, narrowed as the address says."""
    language = get_language()
    form = SearchForm(request.GET, toolkits=toolkits_for(request.user, language))
    asked = form.asked
    words, kind = asked["q"] or "", asked["kind"] or ""
    narrowed = {"only": asked["language"] or "", "toolkit": asked["toolkit"]}
    found = find(words, language, request.user, kind=kind, **narrowed) if words else Found()
    page = Paginator(found.matches, AT_ONCE).get_page(request.GET.get("page"))
    page.object_list = results(page.object_list, words, language)
    query = _query(asked)
    context = {"form": form, "words": words, "found": found, "page": page, "total": len(found.matches)}
    context |= {"query": query.urlencode(), "kinds": _kinds(found, query, kind), "language": language}
    return render(request, "toolkit/search.html", context)


def _query(asked: dict[str, Any]) -> QueryDict:
    """The address of what is asked, without the page."""
    query = QueryDict(mutable=True)
    query.update({name: str(value) for name, value in asked.items() if value})
    return query


def _kinds(found: Found, query: QueryDict, chosen: str) -> list[dict[str, Any]]:
    """How much there is of each kind, each as a link that narrows to it; the first takes the narrowing away."""
    rest = query.copy()
    rest.pop("kind", None)
    links = [{"name": "", "count": found.counts.total(), "query": rest.urlencode(), "current": not chosen}]
    for name, label in KINDS:
        if found.counts[name] or name == chosen:
            mine = rest.copy()
            mine["kind"] = name
            links.append(
                {"name": label, "count": found.counts[name], "query": mine.urlencode(), "current": name == chosen}
            )
    return links if len(links) > 2 or chosen else []
