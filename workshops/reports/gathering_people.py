"""Gathers the people of a report: what was copied at their confirmation, their minutes, their tests."""

from collections.abc import Iterable, Mapping
from typing import Any

from assessments.gain import Taken
from assessments.models import PaperScore
from assessments.pairing import Context, takings
from elearning.records.models import LearningRecord

from ..attendance.rule import Outcome
from ..attending import CONTEXT, Attendance
from ..checkin.presence import presence_mode
from ..models import Registration, Workshop
from ..proof.granting import COMPLETION, earned

Row = dict[str, Any]


def people_rows(workshop: Workshop, attendance: Attendance) -> list[Row]:
    """A row for each participant, by number. Names stand in the internal report only: they are kept apart here."""
    before, after = _tests(workshop)
    certified = _records(workshop)
    modes = presence_mode(workshop)
    rows = []
    for one in attendance.people:
        found = attendance.outcomes[one.pk]
        rows.append(
            {
                "number": one.number,
                "name": one.person.name,
                **copied(one),
                **_reached(found, workshop.post_test),
                "remote_days": sorted(
                    day.isoformat() for (pk, day), mode in modes.items() if pk == one.pk and mode == "remote"
                ),
                "before": before.get(one.person_id),
                "after": after.get(one.person_id),
                "record": certified.get(one.person_id, ""),
            }
        )
    return rows


def copied(one: Registration) -> Row:
    """What the registration says of her, as it was copied for ever."""
    return {
        "office": one.office.code if one.office else "",
        "office_name": str(one.office or one.partner or ""),
        "country": one.country,
        "category": one.category,
        "sex": one.sex,
        "language": one.language,
        "group": one.group.code if one.group else "",
        "walk_in": one.state == Registration.State.WALK_IN or (one.number or "").startswith("W"),
    }


def _reached(found: Outcome, post_test: str) -> Row:
    """Completion as certificates have it: none without a post-test. `present` are the minutes of being there."""
    return {
        "counted": found.counted,
        "credited": found.credited,
        "present": sum(line.credited for line in found.lines),
        "participation": found.participation,
        "completion": earned(found, post_test) == COMPLETION,
        "test": found.test,
        "lines": [[line.code, line.worth, line.credited, line.status] for line in found.lines],
        "missing": [[missing.kind, list(missing.codes)] for missing in found.missing],
    }


def team_rows(workshop: Workshop) -> list[Row]:
    """Who facilitated, interpreted, organised; counted apart from the participants."""
    team = workshop.registrations.taking_part().exclude(role=Registration.Role.PARTICIPANT)
    rows = team.select_related("person", "office", "partner", "group").order_by("role", "number", "pk")
    return [{"number": one.number, "name": one.person.name, "role": one.role, **copied(one)} for one in rows]


def _tests(workshop: Workshop) -> tuple[Mapping[int, Row], Mapping[int, Row]]:
    pair = workshop.test_pair
    if pair is None:
        return {}, {}
    context = Context(CONTEXT, workshop.code)
    totals = PaperScore.objects.filter(pair=pair, context_kind=context.kind, context_key=context.key, withdrawn_at=None)
    written = {
        (side, who): (score, of) for side, who, score, of in totals.values_list("side", "person", "score", "max_score")
    }
    sides = zip((PaperScore.Side.BEFORE, PaperScore.Side.AFTER), takings(pair, context), strict=True)
    before, after = (
        {who: _taken(taken, written.get((side, who))) for who, taken in found.items()} for side, found in sides
    )
    return before, after


def _taken(taken: Taken, total: Iterable | None) -> Row:
    """The share of the points; of a total from paper the total too."""
    row: Row = {"share": repr(taken.share), "on_paper": taken.on_paper}
    if taken.on_paper and total:
        score, of = total
        row |= {"score": f"{score.normalize():f}", "of": f"{of.normalize():f}"}
    if taken.objectives:
        row["objectives"] = {
            name: [repr(float(a)), repr(float(b))] for name, (a, b) in sorted(taken.objectives.items())
        }
    return row


def _records(workshop: Workshop) -> dict[int, str]:
    """The kind of the record that each holds from this workshop; completion where she has both."""
    rows = LearningRecord.objects.current().filter(subject_kind=CONTEXT, subject_uuid=workshop.uuid)
    return dict(rows.order_by("-kind").values_list("person_id", "kind"))  # "participation" first, "completion" wins
