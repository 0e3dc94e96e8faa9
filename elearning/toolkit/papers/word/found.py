"""What was found in a Word file: the blocks of the draft, and line by line what is left out and why."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from elearning.text import plain

from .pictures import Picture


@dataclass
class Found:
    """Blocks as (type, value); the value of a figure is a Picture with its caption."""

    title: str = ""
    blocks: list[tuple[str, Any]] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    uncounted: Counter = field(default_factory=Counter)

    @property
    def summary(self) -> str:
        """The first words of the text, for the author to make better."""
        return next((plain(value)[:400] for kind, value in self.blocks if kind == "text"), "")

    @property
    def headings(self) -> int:
        return sum(1 for kind, _value in self.blocks if kind == "heading")

    @property
    def tables(self) -> int:
        return sum(1 for kind, _value in self.blocks if kind == "table")

    @property
    def pictures(self) -> list[Picture]:
        return [value for kind, value in self.blocks if kind == "figure"]

    @property
    def silent(self) -> list[Picture]:
        """The pictures of which the file does not say what they show."""
        return [picture for picture in self.pictures if not picture.alt]

    def lines(self) -> list[str]:
        """What is in the file and will not be, or not as it was, in the draft."""
        said = {
            "comments": lambda n: ngettext("%(n)d comment is left out.", "%(n)d comments are left out.", n),
            "inserted": lambda n: ngettext(
                "%(n)d tracked insertion is taken as accepted.", "%(n)d tracked insertions are taken as accepted.", n
            ),
            "deleted": lambda n: ngettext(
                "%(n)d tracked deletion is taken as accepted.", "%(n)d tracked deletions are taken as accepted.", n
            ),
            "drawings": lambda n: ngettext(
                "%(n)d shape, chart or text box is left out.", "%(n)d shapes, charts or text boxes are left out.", n
            ),
            "objects": lambda n: ngettext(
                "%(n)d embedded object is left out.", "%(n)d embedded objects are left out.", n
            ),
            "formulas": lambda n: ngettext("%(n)d formula is left out.", "%(n)d formulas are left out.", n),
            "hidden": lambda n: ngettext(
                "%(n)d piece of hidden text is left out.", "%(n)d pieces of hidden text are left out.", n
            ),
            "cells": lambda n: ngettext(
                "%(n)d picture inside a table is left out.", "%(n)d pictures inside tables are left out.", n
            ),
        }
        counted = [words(n) % {"n": n} for key, words in said.items() if (n := self.uncounted[key])]
        silent = [_("Say what the picture %(name)s shows.") % {"name": picture.name} for picture in self.silent]
        return [*self.left, *counted, *silent]
