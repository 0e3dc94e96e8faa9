"""How editors work on the glossary in the CMS."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import GlossaryTerm


class GlossaryViewSet(SnippetViewSet):
    """The glossary, one list a language."""

    model = GlossaryTerm
    icon = "openquote"
    menu_label = _("Glossary")
    menu_order = 210
    add_to_admin_menu = True
    list_display = ["term", "definition"]
