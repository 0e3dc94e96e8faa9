"""How people of the demonstration come in and are told things, and what becomes of their data."""

import datetime
import uuid
from pathlib import Path

import yaml
from django.conf import settings
from django.utils import timezone

from assessments.authoring import Wording, mark_of, newest_of, write_question
from assessments.models import Question
from elearning.notices.actions import set_preferences
from elearning.notices.kinds import COLLECTED, all_kinds
from elearning.people.actions import accept, add_affiliation, add_person, invite
from elearning.people.codes.making import make_code
from elearning.people.joining.asking import ask_to_join
from elearning.people.keeping_data.copying import ask_copy, make
from elearning.people.keeping_data.erasing import carry_out
from elearning.people.keeping_data.erasures import ask as ask_erasure
from elearning.people.keeping_data.erasures import decide
from elearning.people.keeping_data.privacy import accept_notice, publish_notice
from elearning.people.keeping_data.rounds import keep_table
from elearning.people.models import Office, Posting, User
from elearning.toolkit.learning.asking import answer, ask
from elearning.toolkit.models import AuthorQuestion, ModulePage, SiteIdentity
from elearning.tracking.readiness.deriving import derive_stale
from workshops.actions.walking_in import walk_in
from workshops.models import Workshop

from .demo_live import CODE

PRIVACY = Path(__file__).parent / "demo" / "privacy.yaml"
NEWCOMER = ("new@example.org", "Yara Sabbagh, new here: her first visit waits")
ASKS = ("Kojo Amoako", "kojo.amoako@example.org")
WALK_INS = (
    {"name": "Akiru Lokwang", "sex": User.Sex.FEMALE, "language": "en"},
    {"name": "Idris Hassan Adam", "name_own_script": "إدريس حسن آدم", "sex": User.Sex.MALE, "language": "ar"},
)
COMMITTEE = {
    "organisation": "Safety committee of Moyale (invented)",
    "organisation_type": "community",
    "country": "KE",
}
REWORDED = "m4-q1"
STEM = (
    "Your team and the members of a safety forum write its risk register together. Which entry is complete, so that "
    "each of its parts suggests a measure, it can be ranked, and nobody is named in it?"
)
WEEKLY = {"digest": "weekly", "weekday": 0, "hour": 8}
CAIRO = {"quiet_from": datetime.time(17), "quiet_to": datetime.time(9), "weekends": True}
ASKED = (
    ("m2", "Who leads the first meeting where the police chief and the elders do not speak to each other?",
     "Neither of them: somebody whom both accept. Begin with two separate meetings; module 3 says how."),
    ("m4", "May I keep the risk register on my own telephone?",
     "No. It names people who could be harmed. Keep it where your focal point says, and nowhere else."),
)  # fmt: skip


def make_joining(people: dict[str, User], offices: dict[str, Office], *, password: str, now: datetime.datetime) -> None:
    """Newcomers, people without e-mail, a data protection notice, erasures and a night's round of retention."""
    site = SiteIdentity.load()
    site.name = settings.SITE_NAME
    site.save()
    inform(people, at=now - datetime.timedelta(days=40))
    welcome(people["dana"], offices["GH"], password, at=now - datetime.timedelta(days=1))
    let_in(Workshop.objects.get(code=CODE), by=people["chen"])
    erase(by=people["dana"], at=now - datetime.timedelta(days=8))
    keep_table(now.replace(hour=1))
    wonder(people["amina"], at=now - datetime.timedelta(days=4))
    reword(by=people["ines"], at=now - datetime.timedelta(days=3))
    make(ask_copy(people["amina"], by=people["amina"]))  # it lasts seven days from today
    derive_stale()  # of who came in


def inform(people: dict[str, User], *, at: datetime.datetime) -> None:
    """The first data protection notice, which Amina accepted; who has not is asked on her day."""
    notice = publish_notice(yaml.safe_load(PRIVACY.read_text(encoding="utf-8")), by=people["admin"], at=at)
    accept_notice(people["amina"], notice, language="en", at=at + datetime.timedelta(days=2))


def welcome(dana: User, ghana: Office, password: str, *, at: datetime.datetime) -> None:
    """One who accepted her invitation and has not been here yet; another who says that he belongs to Ghana."""
    email, line = NEWCOMER
    new = add_person(line.split(",")[0], email=email, sex=User.Sex.FEMALE, by=dana, at=at)
    accept(invite(new, by=dana, at=at), password=password, at=at)
    name, email = ASKS
    asks = add_person(name, email=email, sex=User.Sex.MALE, language="en", by=dana, at=at)
    ask_to_join(asks, ghana, at=at + datetime.timedelta(hours=2))


def let_in(workshop: Workshop, *, by: User) -> None:
    """Two at the door of the workshop of today, without an e-mail address; each has a printed code."""
    at = timezone.now()
    for number, said in enumerate(WALK_INS):
        person = add_person(by=by, at=at, **said)
        add_affiliation(person, **COMMITTEE, started_on=workshop.starts_on, by=by, at=at)
        walk_in(workshop, person, language=person.language, by=by, at=at)
        make_code(person, by=by, press=uuid.UUID(int=number), at=at)


def erase(*, by: User, at: datetime.datetime) -> None:
    """Of those who left and had learned, the first is erased, with its proof; the second asked and waits."""
    posted = Posting.objects.current().values("person")
    left = User.objects.filter(postings__isnull=False, records__isnull=False).exclude(pk__in=posted)
    first, second = left.distinct().order_by("pk")[:2]
    decided = decide(ask_erasure(first, by=first, at=at), by=by, at=at + datetime.timedelta(days=2))
    carry_out(decided, at=at + datetime.timedelta(days=2, minutes=1))  # the next tick writes its line on the disk
    ask_erasure(second, by=second, at=at + datetime.timedelta(days=7))


def reword(*, by: User, at: datetime.datetime) -> None:
    """A question that asks more in English since; the French waits for a translator."""
    question = Question.objects.get(code=REWORDED)
    newest = newest_of(question)
    texts = newest.content["texts"]
    content = newest.content | {"texts": texts | {"en": texts["en"] | {"stem": STEM}}}
    wording = Wording(newest.kind, newest.points, content, newest.state)
    write_question(question, wording, seen=mark_of(question, newest), by=by, at=at)


def wonder(amina: User, *, at: datetime.datetime) -> None:
    """Amina asks the author of two modules."""
    for code, text, _said in ASKED:
        page = ModulePage.objects.get(code=code, locale__language_code="en")
        ask(amina, page, uuid=uuid.uuid5(uuid.NAMESPACE_OID, text), text=text, at=at)


def leave_waiting(people: dict[str, User], offices: dict[str, Office], *, now: datetime.datetime) -> None:
    """Who wants to be told how; two answers wait for Amina's next digest, after all else was sent."""
    amina, ines = people["amina"], people["ines"]
    collected = {kind.name: COLLECTED for kind in all_kinds() if COLLECTED in kind.ways()}
    set_preferences(amina, wishes=collected)
    set_preferences(people["bruno"], wishes={}, rhythm=WEEKLY)
    for posting in offices["RO-CAI"].postings.on(now.date()).select_related("person")[:2]:
        set_preferences(posting.person, wishes={}, rhythm=CAIRO)
    for number, (_code, text, said) in enumerate(ASKED):
        asked = AuthorQuestion.objects.get(person=amina, text=text)
        answer(asked, by=ines, answer=said, shown=number == 0, at=now - datetime.timedelta(hours=number))
