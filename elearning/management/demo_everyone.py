"""What learners and authors do beside the courses: mark, note, ask, say whether it helped, change a module."""

import datetime
import json
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from courses.actions import confirm_read, enrol
from courses.models import Course, Evidence
from elearning.people.models import User
from elearning.toolkit.learning.asking import answer, ask
from elearning.toolkit.learning.highlights import keep_highlight
from elearning.toolkit.learning.opinions import give_opinion
from elearning.toolkit.learning.paragraphs import Paragraph, paragraphs_of
from elearning.toolkit.learning.places import keep_place
from elearning.toolkit.models import ModuleEdition, ModulePage

from .demo_practice import make_practice

CHECK = "Self-check"
CHECK_TITLES = {
    "en": "Check yourself: one question for each module",
    "fr": "Faites le point : une question par module",
    "es": "Compruébelo: una pregunta por módulo",
    "pt": "Verifique o que sabe: uma pergunta por módulo",
    "ar": "اختبر نفسك: سؤال لكل وحدة",
}
AROUND = 40  # so many signs before and after a mark find it again


@dataclass(frozen=True)
class Desk:
    """The file that says who did what, the people and pages that it names, and the day that it counts back from."""

    rows: dict[str, list[dict[str, Any]]]
    people: dict[str, User]
    pages: dict[tuple[str, str], ModulePage]
    now: datetime.datetime

    def page(self, row: dict[str, Any]) -> ModulePage:
        return self.pages[row["module"], row.get("language", "en")]

    def ago(self, days: float) -> datetime.datetime:
        return self.now - datetime.timedelta(days=days)


def make_everyone(
    course: Course,
    people: dict[str, User],
    folder: Path,
    *,
    bank: str,
    launched: datetime.datetime,
    now: datetime.datetime,
) -> None:
    """A quiz to practise on without a network; a module that changed; what Amina, Bruno and others left behind."""
    titles = {"drawer": CHECK, "titles": CHECK_TITLES}
    make_practice(folder / "self-check.yaml", bank, by=people["ines"], at=launched, **titles)
    pages = {
        (page.code, page.locale.language_code): page for page in ModulePage.objects.live().select_related("locale")
    }
    rows = yaml.safe_load((folder / "everyone.yaml").read_text(encoding="utf-8"))
    desk = Desk(rows, people, pages, now)
    enrol(people["amina"], course, at=desk.ago(3))
    _read_again(people["bruno"], course, pages[rows["change"]["module"], "en"], at=desk.ago(8))
    _leave_marks(desk)
    _say(desk)
    change_module(
        pages[rows["change"]["module"], "en"],
        rows["change"],
        by=people["ines"],
        publisher=people["dana"],
        at=desk.ago(6),
    )
    _ask(desk)


def change_module(
    page: ModulePage, change: dict[str, Any], *, by: User, publisher: User, at: datetime.datetime
) -> None:
    """The author writes some sentences anew and says what changed; somebody who may publishes it."""
    page = page.get_latest_revision_as_object()
    text = json.dumps(page.body.get_prep_value(), ensure_ascii=False)
    for edit in change["edits"]:
        if edit["old"] not in text:
            raise ValueError(f"“{edit['old']}” does not stand in {page.code}.")
        text = text.replace(edit["old"], edit["new"])
    page.body = json.loads(text)
    page.change_is_material, page.change_words, page.change_refresher = True, change["words"], True
    revision = page.save_revision(user=by, log_action=True)
    revision.publish(user=publisher)
    type(revision).objects.filter(pk=revision.pk).update(created_at=at)
    ModulePage.objects.filter(pk=page.pk).update(last_published_at=at, latest_revision_created_at=at)
    ModuleEdition.objects.filter(revision_id=revision.pk).update(published_at=at)


def _read_again(person: User, course: Course, page: ModulePage, *, at: datetime.datetime) -> None:
    """He read the module in French; before a meeting in English he goes through it once more."""
    confirm_read(
        person.enrolments.get(course=course),
        module_key=page.translation_key,
        uuid=_uuid(f"again {page.code}"),
        language=page.locale.language_code,
        revision=page.live_revision_id,
        at=at,
    )


def _leave_marks(desk: Desk) -> None:
    """Where they stopped, what they marked, what they noted."""
    for row in desk.rows["places"]:
        here = _paragraph(desk.page(row), row["at"])
        keep_place(
            desk.people[row["person"]],
            desk.page(row),
            anchor=here.anchor,
            share=row["share"],
            at=desk.ago(row["days"]),
        )
    for row in desk.rows["highlights"]:
        where = _where(desk.page(row), row["quote"]) if "quote" in row else {}
        note = row.get("note", "")
        key = _uuid(row.get("quote", note))
        keep_highlight(
            desk.people[row["person"]], desk.page(row), uuid=key, note=note, at=desk.ago(row["days"]), **where
        )


def _say(desk: Desk) -> None:
    """Whether it helped, by people who had just read the module in that language; never by those who sign in."""
    for row in desk.rows["opinions"]:
        page, said = desk.page(row), row["said"]
        readers = Evidence.objects.filter(subject=page.translation_key, language=page.locale.language_code)
        readers = readers.exclude(enrolment__person__in=desk.people.values()).select_related("enrolment__person")
        for reading, opinion in zip(readers.order_by("-occurred_at", "pk")[: len(said)], said, strict=True):
            at = reading.occurred_at + datetime.timedelta(minutes=2)
            give_opinion(reading.enrolment.person, page, at=at, **opinion)


def _ask(desk: Desk) -> None:
    """Questions to whoever answers for the module; one is answered for all to see, one waits."""
    for row in desk.rows["questions"]:
        page, text = desk.page(row), row["text"].strip()
        about = _paragraph(page, row["about"]).anchor
        asked = ask(
            desk.people[row["person"]], page, uuid=_uuid(text), text=text, anchor=about, at=desk.ago(row["days"])
        )
        if "answer" in row:
            answer(asked, by=page.responsible, answer=row["answer"].strip(), shown=True, at=desk.ago(row["answered"]))


def _paragraph(page: ModulePage, words: str) -> Paragraph:
    """The paragraph that holds these words."""
    return next(each for each in paragraphs_of(page) if words in each.text)


def _where(page: ModulePage, quote: str) -> dict[str, str]:
    """A mark as the page would send it: its paragraph, and the words around it."""
    here = _paragraph(page, quote)
    before, _quote, after = here.text.partition(quote)
    return {"anchor": here.anchor, "quote": quote, "prefix": before[-AROUND:], "suffix": after[:AROUND]}


def _uuid(words: str) -> uuid.UUID:
    return uuid.uuid5(uuid.NAMESPACE_OID, words)
