"""Why a person stands as she does: the deciding facts, and what is said of those that do not decide."""

from elearning.tracking.readiness.fold import stand
from elearning.tracking.readiness.why import Why, explain

from .building import B, absence, day, exemption, facts, moment, offline, posting, record, version


def verdicts(why):
    return {weighed.record.id: weighed.verdict for weighed in why.records}


def test_each_record_gets_its_verdict():
    known = facts(
        posting(),
        record(40, id=1),
        record(2, id=2),
        record(60, id=3),
        record(41, id=4, until=45),
        record(42, id=5, course=B),
        record(43, id=6, kind="participation"),
        record(44, id=7, known=70),
    )
    why = explain(known, [version(months=1)], day(50), moment(69))
    assert verdicts(why) == {1: "counts", 2: "expired", 3: "later", 4: "annulled", 5: "other", 6: "participation"}
    assert (why.state, why.until, why.since, why.next_step, why.owed) == ("met", day(67), day(40), "", None)
    assert [weighed.until for weighed in why.records if weighed.record.id == 2] == [day(32)]
    before = explain(known, [version(months=1)], day(50), moment(44))
    assert [(weighed.record.id, weighed.verdict) for weighed in before.records[:3]] == [
        (6, "participation"),
        (5, "other"),
        (4, "counts"),
    ]


def test_how_the_due_day_came():
    known = facts(posting(), absence(10, 15), absence(80, 90), offline(20, 22))
    why = explain(known, [version(grace=5)], day(25), moment(99))
    assert (why.state, why.until, why.due_on, why.next_step) == ("due", day(37), day(37), "comply")
    assert (why.owed.opened, why.owed.lapsed, why.owed.days) == (day(0), None, 30)
    assert why.owed.moved == ((day(10), day(15)), (day(20), day(22)))
    assert why.owed.overdue_from == day(43)
    earlier = explain(known, [version(grace=5)], day(12), moment(99))
    assert (earlier.due_on, earlier.owed.moved) == (day(35), ((day(10), day(15)),))


def test_what_ended_is_to_be_renewed():
    why = explain(facts(posting(), record(3, valid_until=20)), [version()], day(30), moment(99))
    assert (why.state, why.due_on, why.since, why.next_step) == ("overdue", day(20), day(21), "renew")
    assert (why.owed.opened, why.owed.lapsed) == (None, day(20))


def test_which_part_of_the_audience_does_not_match():
    asked = version(offices=frozenset([2]), job_titles=frozenset(["driver"]), joined_after=day(-1))
    why = explain(facts(posting(job_title="Driver")), [asked], day(3), moment(9))
    assert (why.state, why.version, why.next_step) == ("not_required", asked, "")
    parts = why.audience
    assert (parts.office, parts.category, parts.job_title, parts.joined, parts.all) == (False, True, True, True, False)


def test_an_exemption_is_named_with_what_would_be_owed_without_it():
    known = facts(posting(), exemption(5, 40), exemption(6, 60))
    why = explain(known, [version()], day(50), moment(99))
    assert (why.state, why.exemption.day_to, why.due_on, why.since) == ("exempt", day(60), day(30), day(5))


def test_nobody_is_explained_where_she_was_not_posted_or_nothing_was_asked():
    assert explain(facts(posting(0, 10)), [version()], day(10), moment(99)) == Why()
    assert explain(facts(posting(3)), [version()], day(2), moment(99)) == Why()
    nothing = explain(facts(posting()), [], day(2), moment(99))
    assert (nothing.state, nothing.version, nothing.audience, nothing.records) == ("not_required", None, None, ())


def test_the_explanation_agrees_with_the_fold_on_every_day():
    known = facts(
        posting(0, 50), posting(50, office=2), record(20, valid_until=60), absence(58, 70), exemption(90, 95),
        offline(5, 9), record(100, course=B),
    )  # fmt: skip
    asked = [version(grace=3), version(2, from_day=99, courses=(B,), days=4)]
    for piece in stand(known, asked, moment(200)):
        for number in range((piece.day_from - day(0)).days, min(130, (piece.day_to - day(0)).days)):
            why = explain(known, asked, day(number), moment(200))
            assert (why.posting.office, why.state, why.until) == (piece.office, piece.state, piece.until)
