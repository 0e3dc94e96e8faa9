"""The nouns of the app, re-exported."""

from .audience import Audience
from .glossary import GlossaryTerm
from .media import ToolkitDocument, ToolkitImage, ToolkitRendition
from .module import ModulePage
from .note import Note
from .pages import HomePage, PlainPage, ToolkitPage
from .practice import GoodPracticePage

__all__ = [
    "Audience",
    "GlossaryTerm",
    "GoodPracticePage",
    "HomePage",
    "ModulePage",
    "Note",
    "PlainPage",
    "ToolkitDocument",
    "ToolkitImage",
    "ToolkitPage",
    "ToolkitRendition",
]
