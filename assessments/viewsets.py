"""How authors work on the question bank and on quizzes in the CMS."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.action_menu import ActionMenuItem
from wagtail.snippets.views.snippets import EditView, SnippetViewSet, SnippetViewSetGroup

from . import drawers, exchange_urls, question_views, quiz_views
from .editing import QuestionForm
from .editors import pages, pairs
from .editors.choosing import QuestionChooserViewSet
from .editors.quiz import EDIT_QUIZ
from .listing import COLUMNS, QuestionFilters
from .models import Category, Question, Quiz, TestPair
from .rules import may_publish
from .widgets import CategorySelect


class WithoutChooser(SnippetViewSet):
    """What is edited here and chosen by a list: Wagtail's chooser would show it to whoever may enter the CMS."""

    def register_chooser_viewset(self) -> None:
        pass


class QuestionViewSet(SnippetViewSet):
    """The questions of the bank, each with its versions; its chooser asks for permissions of its own."""

    model = Question
    icon = "help"
    url_namespace = "questions_cms"
    base_url_path = "questions"
    list_display = COLUMNS
    ordering = ["code"]
    search_fields = ["code"]  # so that there is a field to search: the view knows the other places
    filterset_class = QuestionFilters
    copy_view_enabled = False
    chooser_viewset_class = QuestionChooserViewSet
    index_view_class = question_views.QuestionIndexView
    add_view_class = question_views.QuestionCreateView
    edit_view_class = question_views.QuestionEditView
    delete_view_class = question_views.QuestionDeleteView
    create_template_name = edit_template_name = "assessments/cms_question.html"

    def get_form_class(self, for_update: bool = False) -> type[QuestionForm]:
        return QuestionForm

    def get_add_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_add_view_kwargs(**kwargs) | {"panel": None}

    def get_edit_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_edit_view_kwargs(**kwargs) | {"panel": None}

    def get_urlpatterns(self) -> list:
        return [
            *super().get_urlpatterns(),
            path("preview/<int:pk>/", pages.show, name="preview"),
            path("preview-draft/", pages.show_draft, name="preview_draft"),
            path("versions/<int:pk>/", pages.compare, name="versions"),
            path("retire/<int:pk>/", pages.retire, name="retire"),
            *exchange_urls.urlpatterns,
        ]


class CategoryForm(WagtailAdminModelForm):
    """A category; it may not stand in itself, however many are between."""

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        parents = dict(Category.objects.values_list("pk", "parent_id"))
        if values.get("parent") and self.instance.pk in drawers.way_up(values["parent"].pk, parents):
            self.add_error("parent", ValidationError(_("A category cannot stand within itself. Choose another.")))
        return values


class CategoryEditView(EditView):
    """The form of a category: nobody moves another one while it is checked that they do not go round."""

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        list(Category.objects.select_for_update().values_list("pk"))
        return super().post(request, *args, **kwargs)


class CategoryViewSet(WithoutChooser):
    """The drawers of the bank."""

    model = Category
    icon = "folder-open-inverse"
    url_namespace = "categories_cms"
    base_url_path = "question-categories"
    list_display = [
        "name",
        Column("parent", label=gettext_lazy("Within"), accessor="parent.name", sort_key="parent__name"),
        Column("count", label=gettext_lazy("Questions in it"), sort_key="count"),
    ]
    ordering = ["name"]
    search_fields = ["name"]
    copy_view_enabled = False
    edit_view_class = CategoryEditView
    edit_handler = ObjectList(
        [FieldPanel("name"), FieldPanel("parent", widget=CategorySelect)], base_form_class=CategoryForm
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Category]:
        return Category.objects.select_related("parent").annotate(count=Count("questions"))


class QuizViewSet(SnippetViewSet):
    """Quizzes with their sections; saving one changes no attempt until a version is published."""

    model = Quiz
    icon = "tasks"
    url_namespace = "quizzes_cms"
    base_url_path = "quizzes"
    list_display = [
        "__str__",
        Column("purpose", label=gettext_lazy("Purpose"), accessor="get_purpose_display", sort_key="purpose"),
        "pass_mark",
        "current_version",
    ]
    copy_view_enabled = False
    edit_view_class = quiz_views.QuizEditView
    edit_handler = EDIT_QUIZ

    def get_queryset(self, request: HttpRequest) -> QuerySet[Quiz]:
        return Quiz.objects.select_related("current_version")

    def get_urlpatterns(self) -> list:
        return [*super().get_urlpatterns(), path("publish/<int:pk>/", quiz_views.publish, name="publish")]


class TestPairViewSet(WithoutChooser):
    """Quizzes before and after that measure the same."""

    model = TestPair
    icon = "transfer"
    url_namespace = "pairs_cms"
    base_url_path = "test-pairs"
    list_display = ["__str__", "before", "after"]
    copy_view_enabled = False
    add_view_class = pairs.PairCreateView
    edit_view_class = pairs.PairEditView
    edit_handler = ObjectList([FieldPanel("titles"), FieldPanel("before"), FieldPanel("after")])

    def get_queryset(self, request: HttpRequest) -> QuerySet[TestPair]:
        return TestPair.objects.select_related("before", "after")


class AssessmentsGroup(SnippetViewSetGroup):
    """One entry of the menu for all of them."""

    items = (QuestionViewSet, CategoryViewSet, QuizViewSet, TestPairViewSet)
    submenu_hook = "register_assessments_menu_item"
    menu_label = gettext_lazy("Assessments")
    menu_icon = "help"
    menu_order = 230


class PublishMenuItem(ActionMenuItem):
    """Leads from the form of a quiz to the publication of a version."""

    label = gettext_lazy("Publish a version…")
    name = "publish-version"
    icon_name = "upload"
    order = 20

    def is_shown(self, context: dict) -> bool:
        return context["view"] == "edit" and context["model"] is Quiz and may_publish(context["request"].user)

    def get_url(self, parent_context: dict) -> str:
        return reverse("quizzes_cms:publish", args=[parent_context["instance"].pk])
