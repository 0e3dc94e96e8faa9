"""Files of people: created and updated in bulk, without a password."""

import datetime
import secrets
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from elearning.journal.models import LogEntry

from ..models import FormerTrait, ImportRun, User
from ..signals import facts_changed
from . import cells
from .columns import Column
from .jobs import Job
from .plan import CREATED, UPDATED, PersonLine, Step, clashes, plan

LANGUAGES = {word.casefold(): code for code, name in settings.LANGUAGES for word in (code, str(name))}
SEXES = {word: value for value in User.Sex.values for word in (value, value[0])} | {"not disclosed": "undisclosed"}
COUNTED = ("sex", "language")
TITLES = {
    "name": gettext_lazy("name"),
    "name_own_script": gettext_lazy("name in own script"),
    "email": gettext_lazy("e-mail address"),
    "staff_number": gettext_lazy("staff number"),
    "language": gettext_lazy("language"),
    "sex": gettext_lazy("sex"),
}


class PeopleJob(Job):
    name, label = "people", gettext_lazy("people")
    may_invite = True
    columns = (
        Column("name", "name", ("full name", "nom", "nombre", "nome", "الاسم"), example="Amina Odhiambo"),
        Column("name_own_script", "name in own script", ("own script",), example="أمينة أودهيامبو"),
        Column(
            "email", "email", ("e mail", "e mail address", "email address", "courriel"), example="amina@example.org"
        ),
        Column("staff_number", "staff number", ("staff no", "employee number", "index number"), example="K-1024"),
        Column("language", "language", ("preferred language", "langue", "idioma"), example="en"),
        Column("sex", "sex", ("gender", "sexe", "sexo"), example="female"),
    )

    def read(self, number: int, cells_: dict[str, str]) -> PersonLine:
        def cell(name: str) -> str:
            return cells_.get(name, "")

        return PersonLine(
            number,
            name=cells.text(cell("name"), "name", 150),
            name_own_script=cells.text(cell("name_own_script"), "name in own script", 150),
            email=cells.address(cell("email"), "email"),
            staff_number=cells.text(cell("staff_number"), "staff number", 30),
            language=cells.choice(cell("language"), "language", LANGUAGES),
            sex=cells.choice(cell("sex"), "sex", SEXES),
        )

    def survey(self) -> None:
        self.directory = self.look_up(key for line in self.lines for key in line.keys)
        self.clashing = clashes(self.lines, self.directory)

    def groups(self) -> Iterable[Sequence[PersonLine]]:
        return ([line] for line in self.lines)

    def plan(self, part: Sequence[PersonLine], *, lock: bool = False) -> list[Step]:
        """The dry run goes by what the survey found; who writes looks again, and holds whom it finds."""
        keys = (key for line in part for key in line.keys)
        return plan(part, self.look_up(keys, lock=True) if lock else self.directory, self.clashing)

    def write(self, steps: Sequence[Step], *, at: datetime.datetime) -> None:
        new = [step for step in steps if step.act == CREATED]
        made = User.objects.bulk_create(User(**step.changes, password=_no_password(), date_joined=at) for step in new)
        self._log("people.added", zip(new, (person.pk for person in made), strict=True), at)
        if self.run.counts.get("invite"):
            self._invite([person.pk for person in made if person.email])
        changed = [step for step in steps if step.act == UPDATED]
        if changed:
            self._change(changed, at)
            self._log("people.changed", ((step, step.person) for step in changed), at)

    def _change(self, steps: Sequence[Step], at: datetime.datetime) -> None:
        people = User.objects.in_bulk([step.person for step in steps])
        counted = [people[step.person] for step in steps if set(COUNTED) & set(step.changes)]
        FormerTrait.objects.bulk_create(
            FormerTrait(person=person, sex=person.sex, language=person.language, until=at) for person in counted
        )
        for step in steps:
            for name, value in step.changes.items():
                setattr(people[step.person], name, value)
        fields = sorted({name for step in steps for name in step.changes})
        User.objects.bulk_update(people.values(), fields, batch_size=200)
        _forget_addresses([people[step.person] for step in steps if "email" in step.changes])
        if counted:
            facts_changed.send(User, persons=[person.pk for person in counted], at=at)

    def _log(self, action: str, done: Iterable[tuple[Step, int]], at: datetime.datetime) -> None:
        """One entry for each person, as if it had been done by hand, with the file and the line that said it."""
        LogEntry.objects.bulk_create(
            LogEntry(
                at=at,
                actor=self.by,
                action=action,
                subject_type="people.user",
                subject_id=str(pk),
                detail={"run": str(self.run.uuid), "line": step.line, "fields": sorted(step.changes)},
            )
            for step, pk in done
        )

    def _invite(self, people: list[int]) -> None:
        from .tasks import invite_people

        if people:
            invite_people.enqueue(people, self.by.pk)

    def told(self, steps: Sequence[Step]) -> Iterator[dict[str, Any]]:
        changed = [step for step in steps if step.act == UPDATED]
        people = User.objects.in_bulk([step.person for step in changed])
        earlier = self._earlier(changed) if changed else {}
        for step in changed:
            person = people[step.person]
            parts = [
                f"{TITLES[name]}: “{getattr(person, name) or ''}” → “{value}”" for name, value in step.changes.items()
            ]
            yield {"line": step.line, "who": person.name, "what": "; ".join([*parts, *earlier.get(step.line, [])])}

    def _earlier(self, steps: Sequence[Step]) -> dict[int, list[str]]:
        """By line: that another file said otherwise of the same, and in which of its lines."""
        by_id = {str(step.person): step for step in steps}
        said: dict[int, list[str]] = {}
        entries = LogEntry.objects.filter(subject_type="people.user", subject_id__in=by_id, actor__isnull=False)
        entries = [
            entry for entry in entries.order_by("id") if entry.detail.get("run") not in (None, str(self.run.uuid))
        ]
        files = {}
        if entries:
            runs = {entry.detail["run"] for entry in entries}
            files = {
                str(uuid): name for uuid, name in ImportRun.objects.filter(uuid__in=runs).values_list("uuid", "name")
            }
        for entry in entries:
            step = by_id[entry.subject_id]
            if set(step.changes) & set(entry.detail.get("fields", ())):
                about = {"line": entry.detail["line"], "file": files.get(entry.detail["run"], "–")}
                said[step.line] = [_("line %(line)s of “%(file)s” said otherwise") % about]
        return said


def _no_password() -> str:
    """What stands where no password opens the account, as `make_password(None)` writes it, in a tenth of the time."""
    return UNUSABLE_PASSWORD_PREFIX + secrets.token_urlsafe(30)


def _forget_addresses(people: Sequence[User]) -> None:
    """Another address opens the account only when it is verified; those before open it no more."""
    EmailAddress.objects.filter(user__in=people).delete()
    EmailAddress.objects.bulk_create(
        EmailAddress(user=person, email=person.email, verified=False, primary=True)
        for person in people
        if person.has_usable_password()
    )
