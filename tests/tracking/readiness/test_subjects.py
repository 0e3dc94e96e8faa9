"""Which record satisfies which subject."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from elearning.tracking.readiness.facts import RecordFact
from elearning.tracking.readiness.subjects import read_subjects, satisfies

ONE, TWO, TOPIC = UUID(int=1), UUID(int=2), UUID(int=9)


def record(kind, subject_kind, uuid=ONE, workshop_kind="", topic=None):
    return RecordFact(
        kind, subject_kind, uuid, workshop_kind, topic, date(2025, 1, 1), None, datetime(2025, 1, 1, tzinfo=UTC)
    )


DONE = record("completion", "course", topic=TOPIC)
WORKSHOP = record("completion", "workshop", topic=TOPIC, workshop_kind="training")
THERE = record("participation", "workshop", topic=TOPIC, workshop_kind="training")
OUTSIDE = record("recognised", "outside", topic=TOPIC)


@pytest.mark.parametrize(
    ("subject", "satisfying"),
    [
        ({"kind": "course", "value": str(ONE)}, [DONE]),
        ({"kind": "course", "value": str(TWO)}, []),
        ({"kind": "workshop", "value": str(ONE)}, [WORKSHOP]),
        ({"kind": "workshop", "value": str(ONE), "participation": True}, [WORKSHOP, THERE]),
        ({"kind": "workshop_kind", "value": "training", "topic": ""}, [WORKSHOP]),
        ({"kind": "workshop_kind", "value": "training", "participation": True}, [WORKSHOP, THERE]),
        ({"kind": "workshop_kind", "value": "training", "topic": str(TOPIC)}, [WORKSHOP]),
        ({"kind": "workshop_kind", "value": "training", "topic": str(TWO)}, []),
        ({"kind": "workshop_kind", "value": "familiarization"}, []),
        ({"kind": "topic", "value": str(TOPIC)}, [DONE, WORKSHOP, OUTSIDE]),
        ({"kind": "topic", "value": str(TOPIC), "participation": True}, [DONE, WORKSHOP, THERE, OUTSIDE]),
        ({"kind": "topic", "value": str(TWO)}, []),
        ({"kind": "recognised", "value": str(ONE), "participation": True}, [OUTSIDE]),
        ({"kind": "recognised", "value": str(TWO)}, []),
    ],
)
def test_what_satisfies(subject, satisfying):
    (read,) = read_subjects([subject])
    assert [each for each in (DONE, WORKSHOP, THERE, OUTSIDE) if satisfies(read, each)] == satisfying


@pytest.mark.parametrize(
    "wrong",
    [{}, {"kind": "book", "value": str(ONE)}, {"kind": "course", "value": "seven"}, {"kind": "topic", "value": ""}],
)
def test_what_is_no_subject_is_refused(wrong):
    with pytest.raises(ValueError, match=r"Not a subject|badly formed"):
        read_subjects([wrong])
