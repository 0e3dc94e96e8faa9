"""Files of postings: the same rows as the forms in the CMS write, in bulk."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from elearning.journal.models import LogEntry

from ..actions import end_posting
from ..models import Category, Office, Posting, User
from ..signals import facts_changed
from . import cells
from .columns import Column
from .finding import key_of
from .jobs import Job
from .plan import REFUSED, Directory, Known, Step
from .plan_postings import ENDED, MOVED, PostingLine, Stretch, plan_postings

CATEGORIES = {word: value for value in Category.values for word in (value, value.replace("_", " "))}


class PostingsJob(Job):
    name, label = "postings", gettext_lazy("postings")
    columns = (
        Column("person", "person", ("email", "e mail", "staff number"), needed=True, example="amina@example.org"),
        Column("office", "office", ("office code", "duty station", "code"), needed=True, example="KE"),
        Column("category", "category", example="staff"),
        Column("job_title", "job title", ("title", "function"), example="Programme officer"),
        Column("supervisor", "supervisor", ("supervisor email",), example="dana@example.org"),
        Column("started_on", "from", ("start", "start date", "started on"), needed=True, example="2026-05-01"),
        Column("ended_on", "to", ("end", "end date", "ended on"), example=""),
    )

    def read(self, number: int, cells_: dict[str, str]) -> PostingLine:
        def cell(name: str, longest: int = 254) -> str:
            return cells.text(cells_.get(name, ""), name.replace("_", " "), longest)

        if not cell("person"):
            raise cells.Unfit(_("Neither an e-mail address nor a staff number says who this is."))
        started_on, ended_on = cells.day(cell("started_on"), "from"), cells.day(cell("ended_on"), "to")
        if started_on is None:
            raise cells.Unfit(_("The day on which the posting begins is missing."))
        if ended_on and ended_on < started_on:
            raise cells.Unfit(_("The posting ends before it starts."))
        return PostingLine(
            number,
            person=cell("person").lower(),
            office=self._office(cell("office")),
            started_on=started_on,
            ended_on=ended_on,
            category=cells.choice(cell("category"), "category", CATEGORIES),
            job_title=cell("job_title", 120),
            supervisor=cell("supervisor").lower(),
        )

    def _office(self, code: str) -> Office:
        if not hasattr(self, "offices"):
            self.offices = {office.code.casefold(): office for office in Office.objects.all()}
        if code.casefold() not in self.offices:
            raise cells.Unfit(_("No office has the code “%(code)s”.") % {"code": code[:60]})
        return self.offices[code.casefold()]

    def survey(self) -> None:
        """Whom each line means: those that mean nobody, or several, are refused; the rest go by person."""
        named = {key for line in self.lines for key in (line.person, line.supervisor) if key}
        directory = self.look_up(map(key_of, named))
        self.of_person: dict[int, list[PostingLine]] = defaultdict(list)
        self.whose: dict[int, int] = {}  # the person by the number of the line
        self.people: dict[int, str] = {}
        self.supervisors: dict[str, int] = {}
        for line in self.lines:
            try:
                person = the_one(directory, line.person)
                if line.supervisor:
                    self.supervisors[line.supervisor] = the_one(directory, line.supervisor).pk
            except cells.Unfit as fault:
                self.faults.append(Step(line.number, REFUSED, reason=str(fault)))
                continue
            self.people[person.pk] = person.name
            self.of_person[person.pk].append(line)
            self.whose[line.number] = person.pk
        self.lines = [line for lines in self.of_person.values() for line in lines]

    def groups(self) -> Iterable[Sequence[PostingLine]]:
        return self.of_person.values()

    def plan(self, part: Sequence[PostingLine], *, lock: bool = False) -> list[Step]:
        lines: dict[int, list[PostingLine]] = defaultdict(list)
        for line in part:
            lines[self.whose[line.number]].append(line)
        if lock:
            list(User.objects.select_for_update().filter(pk__in=lines).order_by("pk").values_list("pk"))
        self.stretches = _stretches(Posting.objects.filter(person__in=lines, withdrawn_at__isnull=True))
        steps = []
        for pk, own in lines.items():
            stretches = self.stretches.setdefault(pk, [])
            steps += plan_postings(own, stretches, person=pk, who=self.people[pk], supervisors=self.supervisors)
        return steps

    def write(self, steps: Sequence[Step], *, at: datetime.datetime) -> None:
        """Write what the stretches of the last plan came to: moved ones end first, ended ones by their own deed."""
        by_fate: dict[str, list[Stretch]] = defaultdict(list)
        new = []
        for pk, stretches in self.stretches.items():
            for stretch in stretches:
                if stretch.pk is None:
                    new.append(_posting(pk, stretch, at))
                else:
                    by_fate[stretch.fate].append(stretch)
        moved = _end_those(by_fate[MOVED], at)
        made = Posting.objects.bulk_create(new)
        self._log(moved, made, at)
        touched = sorted({posting.person_id for posting in (*moved, *made)})
        if touched:
            facts_changed.send(User, persons=touched, at=at)
        ended = Posting.objects.in_bulk([stretch.pk for stretch in by_fate[ENDED]])
        for stretch in by_fate[ENDED]:
            end_posting(ended[stretch.pk], ended_on=stretch.ended_on, by=self.by, at=at)

    def _log(self, moved: Iterable[Posting], made: Iterable[Posting], at: datetime.datetime) -> None:
        run = {"run": str(self.run.uuid)}
        codes = {office.pk: office.code for office in self.offices.values()}
        ends = (("people.posting_ended", each, {"ended_on": each.ended_on.isoformat()}) for each in moved)
        posts = (("people.posted", each, {"office": codes[each.office_id]}) for each in made)
        LogEntry.objects.bulk_create(
            LogEntry(
                at=at,
                actor=self.by,
                action=action,
                subject_type="people.user",
                subject_id=str(posting.person_id),
                detail={"posting": posting.pk, **detail, **run},
            )
            for action, posting, detail in (*ends, *posts)
        )


def the_one(directory: Directory, value: str) -> Known:
    """The one whom a key means. Raises `Unfit` where that is nobody, or several."""
    found = {known.pk: known for known in directory.get(key_of(value), ())}
    if not found:
        sentence = _("Nobody here has the e-mail address or staff number “%(value)s”.")
        raise cells.Unfit(sentence % {"value": value[:60]})
    if len(found) > 1:
        raise cells.Unfit(_("Several people have the staff number “%(value)s”.") % {"value": value[:60]})
    return next(iter(found.values()))


def _stretches(postings: QuerySet[Posting]) -> dict[int, list[Stretch]]:
    found: dict[int, list[Stretch]] = defaultdict(list)
    for each in postings.select_related("office").order_by("person_id", "started_on"):
        found[each.person_id].append(
            Stretch(
                office=each.office,
                started_on=each.started_on,
                ended_on=each.ended_on,
                category=each.category,
                job_title=each.job_title,
                supervisor=each.supervisor_id,
                pk=each.pk,
            )
        )
    return found


def _end_those(stretches: Iterable[Stretch], at: datetime.datetime) -> list[Posting]:
    """End them, those of one day by one statement; returns them as they are then."""
    of_day: dict[datetime.date, list[int]] = defaultdict(list)
    for stretch in stretches:
        of_day[stretch.ended_on].append(stretch.pk)
    for day, keys in of_day.items():
        Posting.objects.filter(pk__in=keys).update(ended_on=day, end_recorded_at=at)
    return list(Posting.objects.filter(pk__in=[key for keys in of_day.values() for key in keys]).order_by("pk"))


def _posting(person: int, stretch: Stretch, at: datetime.datetime) -> Posting:
    return Posting(
        person_id=person,
        office=stretch.office,
        started_on=stretch.started_on,
        ended_on=stretch.ended_on,
        category=stretch.category,
        job_title=stretch.job_title,
        supervisor_id=stretch.supervisor,
        recorded_at=at,
        end_recorded_at=at if stretch.ended_on else None,
    )
