"""What the pages of plans read from the database: the agenda with its plans, who comes, modules by their code."""

from collections import Counter
from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Prefetch, QuerySet, Sum
from django.utils.translation import get_language

from elearning.people.models import User
from elearning.toolkit.contents import shown
from elearning.toolkit.models import ModulePage
from elearning.toolkit.modules import ModuleTitle, titles_of

from ..models import AgendaItem, AgendaVersion, Placement, SessionPlan, Workshop
from .shopping import Wanted

State = AgendaVersion.State


def version_shown(workshop: Workshop, asked: str = "") -> AgendaVersion | None:
    """The current version of the agenda, else its draft; the draft first where it is `asked` for."""
    versions = {v.state: v for v in workshop.versions.filter(state__in=[State.CURRENT, State.DRAFT])}
    order = [State.DRAFT, State.CURRENT] if asked == State.DRAFT else [State.CURRENT, State.DRAFT]
    return next((versions[state] for state in order if state in versions), None)


def plans_with_rows() -> QuerySet[SessionPlan]:
    """Plans with their steps and materials: two more queries, however many plans."""
    return SessionPlan.objects.prefetch_related("steps", "materials")


def plans_with_minutes() -> QuerySet[SessionPlan]:
    """Plans with `minutes`, the sum of their steps (None without steps), and `number_of_steps`."""
    return SessionPlan.objects.annotate(minutes=Sum("steps__minutes"), number_of_steps=Count("steps"))


def placements_with_plans(version: AgendaVersion | None, plans: QuerySet[SessionPlan]) -> list[Placement]:
    """The items of a version in the order of time, each with its plan."""
    if version is None:
        return []
    found = version.placements.select_related("item__group", "room").order_by("starts_at", "lane", "item__code")
    return list(found.prefetch_related(Prefetch("item__plan", plans)))


def items_without_slot(workshop: Workshop, placed: Iterable[Placement]) -> list[AgendaItem]:
    """The items that stand nowhere in the version shown, each with its plan."""
    items = workshop.items.filter(retired=False).exclude(pk__in=[placement.item_id for placement in placed])
    return list(items.select_related("group").prefetch_related(Prefetch("plan", plans_with_minutes())))


def crowd_of(workshop: Workshop) -> Counter:
    """How many participants hold a seat, by group (code, or empty) and language."""
    rows = workshop.registrations.participants().holding().order_by().values_list("group__code", "language")
    return Counter({(group or "", language): people for group, language, people in rows.annotate(Count("pk"))})


def wanted_of(placements: Iterable[Placement]) -> list[Wanted]:
    """The materials of the plans of these items. Their plans have `materials` prefetched."""
    found = []
    for item in (placement.item for placement in placements):
        if plan := plan_of(item):
            group = item.group.code if item.group else ""
            found += [Wanted(item.code, m.name, m.per, m.quantity, group) for m in plan.materials.all()]
    return found


def plan_of(item: AgendaItem) -> SessionPlan | None:
    """The plan of an item, if it has one."""
    return getattr(item, "plan", None)


def modules_by_code(codes: Iterable[str], user: User | AnonymousUser) -> dict[str, ModuleTitle]:
    """The published modules of these codes that the reader may see, each in her language where it can be."""
    language = get_language()
    wanted = {code for code in codes if code}
    pages = ModulePage.objects.visible_to(user).in_language(language).filter(code__in=wanted)
    pages = list(pages.select_related("locale").order_by("-pk"))
    titles = titles_of(shown(page, language) for page in pages)
    return {page.code: titles[page.translation_key] for page in pages}


def module_choices(user: User | AnonymousUser, kept: str = "") -> list[tuple[str, str]]:
    """The modules to which a template may be tied: those that the reader sees, and the one it is tied to."""
    pages = ModulePage.objects.visible_to(user).in_language(get_language()).order_by("code")
    found = {page.code: f"{page.code.upper()} {page.title}" for page in pages}
    if kept:
        found.setdefault(kept, kept.upper())
    return list(found.items())
