"""The nouns of the app, re-exported."""

from .audience import Audience
from .glossary import GlossaryTerm
from .media import ToolkitDocument, ToolkitImage, ToolkitRendition
from .module import ModulePage
from .note import Note
from .pages import HomePage, PlainPage, ToolkitPage

__all__ = [
    "Audience",
    "GlossaryTerm",
    "HomePage",
    "ModulePage",
    "Note",
    "PlainPage",
    "ToolkitDocument",
    "ToolkitImage",
    "ToolkitPage",
    "ToolkitRendition",
]
