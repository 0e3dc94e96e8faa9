"""Files of past records: each becomes a record that says that it was imported, with its scan where one came."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from elearning.journal.models import LogEntry
from elearning.people.importing.actions import scans_of
from elearning.people.importing.cells import Unfit
from elearning.people.importing.finding import key_of
from elearning.people.importing.jobs import Job
from elearning.people.importing.plan import CREATED, REFUSED, UNCHANGED, UPDATED, Step
from elearning.people.importing.postings import the_one
from elearning.people.models import User

from ..actions import record_achievement
from ..models import LearningRecord, RecordFile
from .lines import COLUMNS, RecordLine, read_line
from .scans import opened
from .subjects import NamedSubject, by_title, equivalences, named

Identity = tuple[int, Any, str, datetime.date]  # person, subject, kind of record, day


class RecordsJob(Job):
    name, label, columns = "records", gettext_lazy("past records"), COLUMNS
    takes_scans, may_certify = True, True

    def read(self, number: int, cells_: dict[str, str]) -> RecordLine:
        return read_line(number, cells_)

    def survey(self) -> None:
        """Whom and what each line means; lines that contradict each other are all refused."""
        directory = self.look_up(key_of(line.person) for line in self.lines)
        subjects = _subjects(self.lines)
        self.of_person: dict[int, list[RecordLine]] = defaultdict(list)
        self.whose: dict[int, int] = {}
        self.about: dict[int, tuple[NamedSubject, str]] = {}
        for line in self.lines:
            try:
                person = the_one(directory, line.person)
                if person.pk == self.by.pk and not self.by.is_superuser:
                    raise Unfit(_("Nobody imports records of her own. Ask another person to do it."))
                self.about[line.number] = _about(line, subjects)
            except Unfit as fault:
                self.faults.append(Step(line.number, REFUSED, reason=str(fault)))
                continue
            self.whose[line.number] = person.pk
            self.of_person[person.pk].append(line)
        self.lines = [line for lines in self.of_person.values() for line in lines]
        self.clashing = self._clashes()

    def identity(self, line: RecordLine) -> Identity:
        subject, kind = self.about[line.number]
        return self.whose[line.number], (subject.kind, subject.uuid), kind, line.achieved_on

    def _clashes(self) -> dict[int, int]:
        first: dict[Identity, RecordLine] = {}
        found: dict[int, int] = {}
        against: dict[Identity, int] = {}
        for line in self.lines:
            other = first.setdefault(self.identity(line), line)
            if other.says != line.says:
                against.setdefault(self.identity(line), line.number)
        for line in self.lines:
            if (key := self.identity(line)) in against:
                found[line.number] = against[key] if first[key] is line else first[key].number
        return found

    def groups(self) -> Iterable[Sequence[RecordLine]]:
        return self.of_person.values()

    def plan(self, part: Sequence[RecordLine], *, lock: bool = False) -> list[Step]:
        people = {self.whose[line.number] for line in part}
        if lock:
            list(User.objects.select_for_update().filter(pk__in=people).order_by("pk").values_list("pk"))
        self.standing = self._standing(people)
        made: set[Identity] = set()
        steps = []
        with opened(scans_of(self.run)) as self.scans:
            for line in part:
                step = self._step(line, made)
                if step.act == CREATED:
                    made.add(self.identity(line))
                steps.append(step)
        self.part = {line.number: line for line in part}
        return steps

    def _standing(self, people: set[int]) -> dict[Identity, LearningRecord]:
        records = LearningRecord.objects.filter(person__in=people, annulled_by__isnull=True).exclude(kind="annulment")
        return {
            (each.person_id, (each.subject_kind, each.subject_uuid), each.kind, each.achieved_on): each
            for each in records.prefetch_related("files")
        }

    def _step(self, line: RecordLine, made: set[Identity]) -> Step:
        person, key = self.whose[line.number], self.identity(line)
        if other := self.clashing.get(line.number):
            reason = _("Line %(line)d speaks of the same person and says otherwise.") % {"line": other}
            return Step(line.number, REFUSED, person, {}, reason)
        try:
            scan = self.scans.scan(line.evidence) if line.evidence else None
        except Unfit as fault:
            return Step(line.number, REFUSED, person, {}, str(fault))
        if key in made:
            return Step(line.number, UNCHANGED, person)
        record = self.standing.get(key)
        if record is None:
            return Step(line.number, CREATED, person)
        if _differs(line, record):
            sentence = _("A record of that day stands already, with other hours or another end. Annul that one first.")
            return Step(line.number, REFUSED, person, {}, sentence)
        has_scan = scan is None or scan.sha256 in {file.sha256 for file in record.files.all()}
        return Step(line.number, UNCHANGED if has_scan else UPDATED, person)

    def write(self, steps: Sequence[Step], *, at: datetime.datetime) -> None:
        done = sorted((step for step in steps if step.act in (CREATED, UPDATED)), key=lambda step: step.person)
        people = User.objects.in_bulk({step.person for step in done})
        entries = []
        with opened(scans_of(self.run)) as scans:
            for step in done:
                line = self.part[step.line]
                record = self._record(people[step.person], line, at)
                if line.evidence:
                    _attach(record, line.evidence, scans.scan(line.evidence), at)
                entries.append(self._entry(record, step, at))
        LogEntry.objects.bulk_create(entries)

    def _record(self, person: User, line: RecordLine, at: datetime.datetime) -> LearningRecord:
        """The record of a line: new, or the one that stands."""
        if record := self.standing.get(self.identity(line)):
            return record
        subject, kind = self.about[line.number]
        basis = {"source": "import", "run": str(self.run.uuid), "line": line.number, "sha256": self.run.sha256}
        return record_achievement(
            person,
            subject_kind=subject.kind,
            subject_uuid=subject.uuid,
            title=subject.title,
            topic=subject.topic,
            workshop_kind=subject.workshop_kind,
            kind=kind,
            achieved_on=line.achieved_on,
            hours=line.hours if line.hours is not None else subject.hours,
            valid_until=line.valid_until,
            basis=basis,
            certify=bool(self.run.counts.get("certify")),
            again=True,
            at=at,
        )

    def _entry(self, record: LearningRecord, step: Step, at: datetime.datetime) -> LogEntry:
        return LogEntry(
            at=at,
            actor=self.by,
            action="record.imported",
            subject_type="records.learningrecord",
            subject_id=str(record.pk),
            detail={"run": str(self.run.uuid), "line": step.line},
        )


def _subjects(lines: Sequence[RecordLine]) -> dict[str, dict[Any, NamedSubject]]:
    values: dict[str, set] = defaultdict(set)
    for line in lines:
        values[line.subject].add(line.value)
    found = {kind: named(kind, values[kind]) for kind in ("course", "workshop")}
    return found | {"equivalence": equivalences(values["equivalence"]), "title": by_title(values["title"])}


def _about(line: RecordLine, subjects: dict[str, dict[Any, NamedSubject]]) -> tuple[NamedSubject, str]:
    """What the line is about, and the kind of its record. Raises `Unfit`."""
    subject = subjects[line.subject].get(line.value)
    if subject is None:
        raise Unfit(
            _("Nothing here is called “%(value)s”. Write its code as it stands in its address.") % {"value": line.value}
        )
    kind = line.kind or subject.kinds[0]
    if kind not in subject.kinds:
        raise Unfit(_("“%(kind)s” is not possible for this subject.") % {"kind": kind})
    return subject, kind


def _differs(line: RecordLine, record: LearningRecord) -> bool:
    hours = line.hours is not None and record.hours != line.hours
    return hours or (line.valid_until is not None and record.valid_until != line.valid_until)


def _attach(record: LearningRecord, name: str, scan: Any, at: datetime.datetime) -> None:
    """Keep the scan beside the record, once."""
    if RecordFile.objects.filter(record=record, sha256=scan.sha256).exists():
        return
    row = RecordFile(record=record, name=name, sha256=scan.sha256, media_type=scan.media_type, added_at=at)
    row.file.save(f"{row.uuid}.{scan.ending}", ContentFile(scan.data), save=True)
