"""What to mend in a module before it is published, reckoned from facts; pure."""

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .formulas import HARD, LONG_SENTENCES, Ease

MUST, SHOULD, FINE = "must", "should", "fine"
LONGEST_DESCRIPTION = 250  # signs: more belongs into the text
OLD = datetime.timedelta(days=30)  # a link that was alive before that may have died
NAMES_OF_FILES = (".jpg", ".jpeg", ".png", ".webp", ".svg", ".gif")


class Objective(NamedTuple):
    code: str
    text: str
    block: str = ""


class Shown(NamedTuple):
    """A picture with its description."""

    title: str
    words: str
    block: str = ""


class Film(NamedTuple):
    title: str
    has_captions: bool
    has_transcript: bool
    block: str = ""


class Tried(NamedTuple):
    """A link with what became of it: alive, broken, silent, refused, or asked where nobody tried yet."""

    words: str
    target: str
    inside: bool
    state: str
    checked_at: datetime.datetime | None = None
    block: str = ""


@dataclass(frozen=True)
class Facts:
    """All that the checklist looks at."""

    code: str
    objectives: list[Objective]
    pictures: list[Shown]
    films: list[Film]
    ease: Ease
    links: list[Tried]
    behind: int
    text_is_heavy: bool
    pictures_are_heavy: bool
    last_revised: datetime.date | None
    review_due: datetime.date | None
    responsible: str
    now: datetime.datetime = field(default_factory=lambda: datetime.datetime.now(datetime.UTC))


class Row(NamedTuple):
    """One finding: how grave, about what, what is wrong, what to do, and in which field or block."""

    level: str
    about: str
    wrong: str
    todo: str = ""
    where: str = ""


def check(facts: Facts) -> list[Row]:
    """Every finding, the gravest first; a subject without a fault has one row that says so."""
    rows = [row for look in LOOKS for row in look(facts)]
    return sorted(rows, key=lambda row: (MUST, SHOULD, FINE).index(row.level))


def about_objectives(facts: Facts) -> Iterator[Row]:
    about = _("Objectives")
    if not facts.objectives:
        todo = _("Say at least one thing that a learner can do after the module, with its code.")
        yield Row(MUST, about, _("The module has no objective."), todo, "objectives")
        return
    yield from _faults_of_objectives(facts, about) if _is_faulty(facts) else [Row(FINE, about, _count(facts))]


def _count(facts: Facts) -> str:
    number = len(facts.objectives)
    return ngettext("%(number)s objective.", "%(number)s objectives.", number) % {"number": number}


def _is_faulty(facts: Facts) -> bool:
    return any(True for _row in _faults_of_objectives(facts, ""))


def _faults_of_objectives(facts: Facts, about: str) -> Iterator[Row]:
    times = Counter(objective.code for objective in facts.objectives)
    for objective in facts.objectives:
        where = _at("objectives", objective.block)
        if not objective.code or not objective.text.strip():
            yield Row(MUST, about, _("An objective has no code or no words."), _("Give it both."), where)
        elif times[objective.code] > 1:
            wrong = _("The code %(code)s stands twice.") % {"code": objective.code}
            yield Row(MUST, about, wrong, _("Questions are tied to the code: give each objective its own."), where)
        elif not objective.code.startswith(f"{facts.code.upper()}-"):
            wrong = _("The code %(code)s is not of this module.") % {"code": objective.code}
            todo = _("Let it begin with %(start)s, so that questions find it.") % {"start": f"{facts.code.upper()}-"}
            yield Row(SHOULD, about, wrong, todo, where)


def about_pictures(facts: Facts) -> Iterator[Row]:
    about = _("Descriptions of pictures")
    faults = []
    for picture in facts.pictures:
        words, where, name = picture.words.strip(), _at("body", picture.block), {"title": picture.title}
        if not words:
            todo = _("Say in words what it shows: some readers cannot see it.")
            faults.append(Row(MUST, about, _("The picture “%(title)s” has no description.") % name, todo, where))
        elif words.lower().endswith(NAMES_OF_FILES) or words == picture.title:
            wrong = _("The description of the picture “%(title)s” is its name.") % name
            faults.append(Row(SHOULD, about, wrong, _("Say what it shows instead."), where))
        elif len(words) > LONGEST_DESCRIPTION:
            wrong = _("The description of the picture “%(title)s” is very long.") % name
            faults.append(Row(SHOULD, about, wrong, _("Put the details into the text or the caption."), where))
    yield from faults or [Row(FINE, about, _("Each picture is described.") if facts.pictures else _("No pictures."))]


def about_films(facts: Facts) -> Iterator[Row]:
    about = _("Captions and transcripts")
    faults = []
    for film in facts.films:
        where, name = _at("body", film.block), {"title": film.title}
        if not film.has_captions:
            wrong = _("The film “%(title)s” has no captions.") % name
            faults.append(Row(MUST, about, wrong, _("Choose a file of captions (VTT)."), where))
        if not film.has_transcript:
            wrong = _("The film “%(title)s” has no transcript.") % name
            faults.append(Row(MUST, about, wrong, _("Write down every word that is said."), where))
    fine = _("Each film has captions and a transcript.") if facts.films else _("No films.")
    yield from faults or [Row(FINE, about, fine)]


def about_reading(facts: Facts) -> Iterator[Row]:
    about, ease = _("Reading level"), facts.ease
    if ease.score is not None:
        values = {
            "formula": ease.formula,
            "score": number_format(round(ease.score), 0),
            "length": number_format(round(ease.words_a_sentence, 1), 1),
        }
        said = _("%(score)s of 100 by the formula %(formula)s; %(length)s words in a sentence.") % values
    else:
        length = {"length": number_format(round(ease.words_a_sentence, 1), 1)}
        why = _("Too little text for the formula %(formula)s") if ease.formula else _("No formula for this language")
        said = why % {"formula": ease.formula}
        said = _("%(why)s; %(length)s words in a sentence.") % {"why": said, **length}
    todo = ""
    if ease.is_hard:
        todo = _("Below %(hard)s a text is hard: shorter words and sentences help who reads in a second language.")
        todo %= {"hard": HARD}
    elif ease.is_long_winded:
        todo = _("Make two of each long sentence: %(most)s words are enough.") % {"most": LONG_SENTENCES}
    yield Row(SHOULD if todo else FINE, about, said, todo, "body" if todo else "")


def about_links(facts: Facts) -> Iterator[Row]:
    about = _("Links")
    faults = [row for link in facts.links for row in _fault_of(link, about, facts.now)]
    fine = _("Every link leads somewhere.") if facts.links else _("No links.")
    yield from faults or [Row(FINE, about, fine)]


def _fault_of(link: Tried, about: str, now: datetime.datetime) -> Iterator[Row]:
    where, named = _at("body", link.block), {"words": link.words[:80], "target": link.target[:200]}
    if link.inside and link.state != "alive":
        wrong = _("The link “%(words)s” leads to a page or file that readers of this module cannot open.") % named
        yield Row(MUST, about, wrong, _("Link to another one, or take the link out."), where)
    elif link.state == "broken":
        wrong = _("The link “%(words)s” is broken: %(target)s") % named
        yield Row(SHOULD, about, wrong, _("Find the new address, or take the link out."), where)
    elif link.state == "silent":
        wrong = _("The link “%(words)s” did not answer: %(target)s") % named
        yield Row(SHOULD, about, wrong, _("Try it yourself; have it tried again later."), where)
    elif link.state == "refused":
        wrong = _("The link “%(words)s” leads to an address that is not public: %(target)s") % named
        yield Row(SHOULD, about, wrong, _("Readers outside your network cannot follow it: choose another."), where)
    elif not link.inside and (link.checked_at is None or now - link.checked_at > OLD):
        wrong = _("Nobody tried the link “%(words)s” in the last month: %(target)s") % named
        yield Row(SHOULD, about, wrong, _("Press “Try the links”, and come back in a minute."), where)


def about_language(facts: Facts) -> Iterator[Row]:
    about = _("Language")
    if not facts.behind:
        yield Row(FINE, about, _("The text says all that its source says, or is the source."))
        return
    wrong = ngettext(
        "The source changed materially %(number)s time since this text.",
        "The source changed materially %(number)s times since this text.",
        facts.behind,
    ) % {"number": facts.behind}
    yield Row(SHOULD, about, wrong, _("Take over what changed, then say so beside the source."))


def about_weight(facts: Facts) -> Iterator[Row]:
    about = _("Weight")
    if facts.text_is_heavy:
        todo = _("On a slow line it takes long to open: could this be two modules?")
        yield Row(SHOULD, about, _("The text is heavy."), todo, "body")
    if facts.pictures_are_heavy:
        todo = _("Choose simpler pictures, or leave one out.")
        yield Row(SHOULD, about, _("The pictures are heavy."), todo, "body")
    if not facts.text_is_heavy and not facts.pictures_are_heavy:
        yield Row(FINE, about, _("Light enough for a slow line."))


def about_care(facts: Facts) -> Iterator[Row]:
    about = _("Care")
    if facts.last_revised is None:
        todo = _("Enter the day on which somebody last went through the content.")
        yield Row(SHOULD, about, _("Nobody said when the module was last revised."), todo, "last_revised")
    elif facts.review_due and facts.review_due <= facts.now.date():
        todo = _("Go through the content, then enter the day.")
        yield Row(SHOULD, about, _("A review of the module is due."), todo, "last_revised")
    if not facts.responsible:
        todo = _("Name who answers readers and is reminded of reviews.")
        yield Row(SHOULD, about, _("Nobody is responsible for the module."), todo, "responsible")
    if facts.responsible and facts.review_due and facts.review_due > facts.now.date():
        yield Row(FINE, about, _("%(name)s answers for the module.") % {"name": facts.responsible})


def _at(name: str, block: str) -> str:
    return f"{name}.{block}" if block else name


LOOKS = (
    about_objectives, about_pictures, about_films, about_reading, about_links, about_language, about_weight, about_care,
)  # fmt: skip
