"""The figures of a small world, with both dates, filters, corrections, merges and funding lines."""

import datetime
import uuid

import pytest

from elearning.journal.actions import log
from elearning.people.actions import Refused
from elearning.people.actions.merge import merge
from elearning.people.models import FormerTrait
from elearning.records.actions import annul
from elearning.tracking.figures.answering import answer_to, count_for
from elearning.tracking.figures.funding import Funding, event_key
from elearning.tracking.figures.reading import Within
from elearning.tracking.figures.views import within_of
from tests.records.factories import make_record
from tests.tracking.conftest import moment
from workshops.models import FundingLine

from .conftest import TOPIC, question

pytestmark = pytest.mark.django_db


def numbers(asked=None, within=None) -> tuple:
    total = count_for(asked or question(), within or Within()).total
    return total.persons, total.participations, total.tenths


def lines(name: str, **fields) -> dict[str, tuple[int, int]]:
    asked = question(by=(name,), **fields)
    answer = answer_to(asked, count_for(asked, Within()))
    return {line["key"]: (line["persons"], line["participations"]) for line in answer["tables"][name]}


def test_a_person_counts_once_and_an_event_once(world, django_assert_max_num_queries):
    with django_assert_max_num_queries(9):
        assert numbers() == (4, 5, 4 * 180 + 35)
    assert count_for(question(), Within()).repeated == 1
    assert lines("office") == {"GH": (1, 1), "KE": (1, 2), "MZ": (1, 1), "": (1, 1)}
    assert lines("region") == {"RO-DKR": (1, 1), "RO-NBO": (1, 2), "RO-PRY": (1, 1), "": (1, 1)}
    assert lines("country") == {"GH": (2, 2), "KE": (1, 2), "MZ": (1, 1)}
    assert lines("organisation") == {"Ghana Police": (1, 1), "": (3, 4)}
    assert lines("organisation_type") == {"police": (1, 1), "": (3, 4)}


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"on": datetime.date(2026, 5, 1)}, (4, 4)),
        ({"known_at": moment("2026-08-01")}, (3, 4)),
        ({"ended_on": datetime.date(2026, 3, 3)}, (0, 0)),
        ({"started_on": datetime.date(2026, 3, 5)}, (1, 1)),
        ({"kinds": ("participation",)}, (2, 2)),
        ({"subject": "kind:familiarization"}, (4, 4)),
        ({"subject": "kind:refresher"}, (0, 0)),
        ({"subject": "workshop:accra-2026"}, (4, 4)),
        ({"subject": f"topic:{TOPIC}"}, (4, 5)),
        ({"office": "RO-NBO"}, (1, 2)),
        ({"country": "GH"}, (2, 2)),
        ({"sex": "female"}, (2, 3)),
        ({"sex": "female", "language": "fr"}, (1, 1)),
        ({"category": "staff"}, (3, 4)),
        ({"funding": "EU|P1"}, (4, 4)),
        ({"funding": "EU|P9"}, (0, 0)),
    ],
)
def test_what_counts(world, asked, expected):
    assert numbers(question(**asked))[:2] == expected


def test_a_record_that_is_annulled_later_counted_before(world):
    annul(world.records["kofi"], by=None, reason="Not there", at=moment("2026-10-01"))
    assert numbers()[0] == 3
    assert numbers(question(known_at=moment("2026-09-30")))[0] == 4


def test_sex_and_language_are_what_was_written_at_that_moment(world):
    FormerTrait.objects.create(person=world.kofi, sex="female", language="ar", until=moment("2026-10-01"))
    assert numbers(question(sex="male"))[0] == 2
    assert numbers(question(sex="male", known_at=moment("2026-09-30")))[0] == 1
    assert lines("language", known_at=moment("2026-09-30"))["ar"] == (1, 1)


def test_a_merge_holds_from_its_moment_on(world, dana):
    """Kofi turns out to be Bruno, who was at the same workshop; Nia turns out to be Amina, who alone did the course."""
    before, between = question(known_at=moment("2026-09-30")), question(known_at=moment("2026-10-01"))
    merge(world.bruno, world.kofi, by=dana, reason="One man", withdraw_postings=True, at=moment("2026-10-01"))
    assert numbers(before)[:2] == (4, 5)
    assert numbers()[:2] == (3, 4)
    make_record(world.kofi, subject_uuid=uuid.uuid4(), at=moment("2026-10-01"))
    assert numbers()[:2] == (3, 5)
    merge(world.amina, world.nia, by=dana, reason="One woman", at=moment("2026-10-02"))
    assert numbers(before)[:2] == (4, 5)
    assert numbers(between)[:2] == (3, 5)
    assert numbers()[:2] == (2, 4)
    assert lines("language", known_at=between.known_at)["fr"] == (1, 1)


def test_a_funding_line_counts_whole_and_by_share_as_it_was_known(world):
    asked = question()
    funding = answer_to(asked, count_for(asked, Within()))["funding"]
    assert [(line["key"], line["whole"], line["share"]["participations"]) for line in funding] == [
        ("EU|P1", {"persons": 4, "participations": 4, "hours": "72.0"}, "2.40"),
        ("US|P2", {"persons": 4, "participations": 4, "hours": "72.0"}, "1.02"),
        ("", None, "1.58"),
    ]
    row = FundingLine.objects.get(donor="EU")
    row.share = "10.00"
    row.save()
    changes = {f"funding.{row.pk}.share": ["60.00", "10.00"]}
    log(None, "workshop.funding_changed", world.workshop, at=moment("2026-11-10"), changes=changes)
    event = event_key(world.workshop.uuid)
    assert Funding(moment("2026-11-01")).events[event]["EU|P1"] == 6000
    assert Funding(moment("2026-11-11")).events[event]["EU|P1"] == 1000


def test_a_line_that_was_added_and_removed_since_is_known_in_between(world):
    event = event_key(world.workshop.uuid)
    added = {
        "funding.99.donor": [None, "JP"],
        "funding.99.project_code": [None, "J1"],
        "funding.99.share": [None, "5.00"],
    }
    log(None, "workshop.funding_added", world.workshop, at=moment("2026-05-01"), changes=added)
    log(
        None,
        "workshop.funding_removed",
        world.workshop,
        at=moment("2026-07-01"),
        changes={"funding.99": ["JP J1", None]},
    )
    assert "JP|J1" not in Funding(moment("2026-04-01")).events[event]
    assert Funding(moment("2026-06-01")).events[event]["JP|J1"] == 500
    assert "JP|J1" not in Funding(moment("2026-08-01")).events[event]


def test_a_focal_point_counts_who_was_at_her_offices_on_the_day(world, efua, dana):
    assert numbers(within=within_of(efua))[:2] == (1, 1)
    assert numbers(question(office="KE"), within_of(efua)) == (0, 0, 0)
    assert numbers(within=within_of(dana))[:2] == (4, 5)


def test_what_is_not_there_any_more_is_said(world):
    for asked, words in (({"office": "XX"}, "office XX"), ({"subject": "workshop:gone"}, "workshop gone")):
        with pytest.raises(Refused, match=words):
            count_for(question(**asked), Within())


def test_the_organisation_of_the_day_stands_on_the_record(world):
    record = world.records["nia"]
    assert (record.organisation, record.organisation_type, record.country) == ("Ghana Police", "police", "GH")
    assert (world.records["kofi"].organisation, world.records["kofi"].country) == ("", "")
