"""At the same moment: one sends from two tabs, all send, somebody changes the promise while another answers."""

import threading

import pytest
from django.db import connection

from elearning.people.actions.refusal import Refused
from workshops.actions.answering import send_answers
from workshops.actions.feedback import change_form, make_form
from workshops.feedback.questions import mark_of
from workshops.feedback.ready import questions_for
from workshops.models import FeedbackForm, FormAnswer, FormTicket

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def at_once(*deeds) -> list[Exception]:
    """The deeds done by threads at the same moment; what they raised."""
    barrier, raised = threading.Barrier(len(deeds)), []

    def run(deed) -> None:
        try:
            barrier.wait()
            deed()
        except Exception as fault:
            raised.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def test_two_tabs_are_one_answer_and_six_people_are_six(make, own, others):
    form = make()
    people = [own, own, *others[:5]]
    assert at_once(*(lambda one=one: send_answers(form, one, {"keep": one.number}) for one in people)) == []
    assert sorted(row.answers["keep"] for row in FormAnswer.objects.all()) == ["P01", "P02", "P03", "P04", "P05", "P06"]
    assert FormTicket.objects.count() == 6
    named = make("daily", day=form.workshop.starts_on, mode="named")
    at_once(*(lambda word=word: send_answers(named, own, {"learned": word}) for word in ("one", "two")))
    assert (named.answers.count(), named.tickets.count()) == (1, 1)


def test_nobodys_words_fall_under_another_promise(make, own):
    form = make()
    facts = {"questions": form.questions, "titles": form.titles, "opens_at": form.opens_at, "by": None}
    seen = mark_of("anonymous", form.questions)
    raised = at_once(
        lambda: change_form(form, mode="named", **facts),
        lambda: send_answers(form, own, {"keep": "frank"}, seen=seen),
    )
    assert [type(fault) for fault in raised] == [Refused]  # either she is told, or the change is refused
    form = FeedbackForm.objects.get()
    assert {row.mode for row in form.answers.all()} <= {form.mode}
    assert form.answers.count() == (form.mode == "anonymous")


def test_of_two_final_forms_one_is_made(make, workshop):
    form = make()
    facts = {"titles": form.titles, "questions": questions_for("daily"), "opens_at": form.opens_at, "by": None}
    day = workshop.starts_on
    raised = at_once(*[lambda: make_form(workshop, "daily", day=day, **facts)] * 2)
    assert [type(fault) for fault in raised] == [Refused]
    assert workshop.forms.filter(kind="daily").count() == 1
