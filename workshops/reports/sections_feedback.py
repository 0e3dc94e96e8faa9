"""The section about what people thought of it: marks and choices; their words stand in the internal copy alone."""

from typing import Any

from django.utils.translation import gettext as _

from elearning.fields import localized

from .document import Copy, Grid, Hidden, Section, Value
from .figures import rounded
from .hiding import FEWEST

BEST = 5  # of the marks


def satisfaction(copy: Copy) -> Section | None:
    """The forms, each with its marks in one table, its choices, and inside what people wrote."""
    if not copy.dataset["forms"]:
        return None
    texts = [_("Marks go from 1 to 5, 5 is the best. Each question counts those who answered it.")]
    grids: list[Grid] = []
    for form in copy.dataset["forms"]:
        title = localized(form["titles"], copy.language)
        if form["hidden"] or (copy.outside and form["counted"] < FEWEST):
            texts.append(_("%(form)s: fewer than five answers, so nothing is told.") % {"form": title})
            continue
        told = [figure for figure in form["figures"] if figure["cells"] and not _of_few(figure, copy)]
        grids += _marks(title, [one for one in told if one["kind"] == "scale"], copy)
        grids += [_choices(title, one, copy) for one in told if one["kind"] != "scale"]
        grids += [] if copy.outside else [_words(title, one, copy) for one in form["figures"] if one["words"]]
    return Section("satisfaction", _("What people thought of it"), texts=texts, grids=grids)


def _of_few(figure: dict[str, Any], copy: Copy) -> bool:
    return figure["hidden"] or (copy.outside and figure["answered"] < FEWEST)


def _counts(figure: dict[str, Any], copy: Copy) -> list[Value]:
    """How many gave each answer; outside none of a question where one cell has fewer than five."""
    counts = [cell["count"] for cell in figure["cells"]]
    if copy.outside and any(count is not None and 0 < count < FEWEST for count in counts):
        return [Hidden()] * len(counts)
    return [Hidden() if count is None else count for count in counts]


def _mean(figure: dict[str, Any], counts: list[Value]) -> Value:
    """The mean mark; none beside hidden counts where it lies so near to an end that it would tell them."""
    mean, answered = figure["mean"], figure["answered"]
    hidden = any(isinstance(count, Hidden) for count in counts)
    if mean is None or (hidden and min(BEST - mean, mean - 1) * answered < FEWEST):
        return Hidden() if hidden else None
    return rounded(mean, 1)


def _marks(form: str, figures: list[dict[str, Any]], copy: Copy) -> list[Grid]:
    """One table of all questions with marks; without the columns of counts where none can be told."""
    if not figures:
        return []
    found = [(figure, _counts(figure, copy)) for figure in figures]
    marks = [str(mark) for mark in range(1, BEST + 1)]
    if all(isinstance(count, Hidden) for _figure, counts in found for count in counts):
        marks = []
    rows: list[list[Value]] = [
        [localized(figure["texts"], copy.language), *counts[: len(marks)], figure["answered"], _mean(figure, counts)]
        for figure, counts in found
    ]
    heads = [_("Question"), *marks, _("Answers"), _("Mean")]
    widths = [41, *[7] * len(marks), 10, 14] if marks else [66, 14, 20]
    return [Grid(_("%(form)s: marks") % {"form": form}, heads, rows, widths, bar=len(heads) - 1, most=BEST)]


def _choices(form: str, figure: dict[str, Any], copy: Copy) -> Grid:
    labels = [localized(cell["texts"], copy.language) for cell in figure["cells"]]
    rows: list[list[Value]] = [list(row) for row in zip(labels, _counts(figure, copy), strict=True)]
    title = f"{form}: {localized(figure['texts'], copy.language)}"
    return Grid(title, [_("Answer"), _("People")], rows, [60, 40], bar=1)


def _words(form: str, figure: dict[str, Any], copy: Copy) -> Grid:
    title = f"{form}: {localized(figure['texts'], copy.language)}"
    return Grid(title, [_("In their own words")], [[word] for word in figure["words"]], [100])
