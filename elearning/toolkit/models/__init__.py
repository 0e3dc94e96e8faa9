"""The nouns of the app, re-exported."""

from .audience import Audience
from .authoring import LinkCheck, SecondReader
from .edition import EditionSeen, ModuleEdition
from .found import SearchText
from .glossary import GlossaryTerm
from .highlight import Highlight
from .media import ToolkitDocument, ToolkitImage, ToolkitRendition
from .module import ModulePage
from .note import Note
from .opinion import AuthorQuestion, Opinion
from .pages import HomePage, PlainPage, ToolkitPage
from .place import ReadingPlace
from .practice import GoodPracticePage
from .site import SiteIdentity

__all__ = [
    "Audience",
    "AuthorQuestion",
    "EditionSeen",
    "GlossaryTerm",
    "GoodPracticePage",
    "Highlight",
    "HomePage",
    "LinkCheck",
    "ModuleEdition",
    "ModulePage",
    "Note",
    "Opinion",
    "PlainPage",
    "ReadingPlace",
    "SearchText",
    "SecondReader",
    "SiteIdentity",
    "ToolkitDocument",
    "ToolkitImage",
    "ToolkitPage",
    "ToolkitRendition",
]
