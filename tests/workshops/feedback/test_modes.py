"""The three modes of anonymity, and an attempt to break each: by any column, by order, by what is written elsewhere."""

import itertools

import pytest
from django.db import IntegrityError, connection, transaction

from elearning.journal.models import LogEntry
from elearning.notices.models import Notice
from elearning.people.actions.refusal import Refused
from workshops.actions.answering import save_answers, send_answers
from workshops.actions.feedback import change_form, close_form, is_answered, show_names
from workshops.feedback.questions import mark_of
from workshops.feedback.reading import feedback_of, results_of
from workshops.models import FormAnswer, FormTicket

pytestmark = pytest.mark.django_db


def fill(form, people) -> None:
    """Each sends a text that is her number."""
    for one in people:
        send_answers(form, one, {"keep": one.number, "relevance": 4}, language="fr")


def stored_order(table: str, column: str) -> list:
    """The rows as the database keeps them: by rowid on SQLite, by place on disk on PostgreSQL."""
    where = "rowid" if connection.vendor == "sqlite" else "ctid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} ORDER BY {where}")  # noqa: S608
        return [row[0] for row in cursor.fetchall()]


def test_no_value_of_a_ticket_stands_in_an_answer_and_an_answer_holds_neither_person_nor_time(make, others):
    form = make()
    fill(form, others)
    tickets = list(FormTicket.objects.values())
    answers = list(FormAnswer.objects.values())
    assert len(tickets) == len(answers) == 12
    for ticket, answer in itertools.product(tickets, answers):
        shared = {str(value) for value in ticket.values()} & {str(value) for value in answer.values()}
        assert shared <= {str(form.pk)}
    told = {(row["registration_id"], row["saved_at"], row["language"], row["mode"]) for row in answers}
    assert told == {(None, None, "", "anonymous")}
    assert {field.name for field in FormTicket._meta.fields} == {"id", "form", "registration"}


def test_neither_keys_nor_the_order_of_rows_tell_who_answered_what(make, others, monkeypatch):
    """With a lot that turns the order round, tickets and answers stand as the lot says and not as they came."""
    form = make()
    drawn = []
    monkeypatch.setattr(
        "workshops.actions.answering.LOT.shuffle", lambda rows: (drawn.append(len(rows)), rows.sort(key=str))
    )
    came = [one.number for one in others]
    fill(form, others)
    numbers = {one.pk: one.number for one in others}
    tickets = [numbers[pk] for pk in stored_order("workshops_formticket", "registration_id")]
    rows = {row.pk.hex: row.answers["keep"] for row in FormAnswer.objects.all()}
    answers = [rows[str(pk).replace("-", "")] for pk in stored_order("workshops_formanswer", "id")]
    assert drawn == [n for count in range(1, 13) for n in (count, count)]  # every sending draws for both, anew
    assert sorted(tickets) == sorted(answers) == came
    assert [answers, tickets] != [came, came]
    by_key = [[*FormTicket.objects.order_by("pk")], [*FormAnswer.objects.order_by("pk")]]
    pairs = zip(
        (numbers[row.registration_id] for row in by_key[0]), (row.answers["keep"] for row in by_key[1]), strict=True
    )
    assert sum(ticket == answer for ticket, answer in pairs) < 12


def test_all_rows_are_written_anew_with_new_keys_at_each_sending(make, own, others):
    form = make()
    fill(form, others)
    before = {*FormAnswer.objects.values_list("pk", flat=True), *FormTicket.objects.values_list("pk", flat=True)}
    fill(form, [own])
    after = {*FormAnswer.objects.values_list("pk", flat=True), *FormTicket.objects.values_list("pk", flat=True)}
    assert not before & after
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(DISTINCT xmin::text) FROM workshops_formanswer")
            assert cursor.fetchone() == (1,)


def test_the_lot_is_drawn_from_the_systems_chance(make, others):
    """Twelve people in the same order by accident in both tables, and in that in which they came: never in practice."""
    form = make()
    fill(form, others)
    numbers = {one.pk: one.number for one in others}
    tickets = [numbers[pk] for pk in stored_order("workshops_formticket", "registration_id")]
    rows = {row.pk.hex: row.answers["keep"] for row in FormAnswer.objects.all()}
    answers = [rows[str(pk).replace("-", "")] for pk in stored_order("workshops_formanswer", "id")]
    came = [one.number for one in others]
    assert tickets != came
    assert answers != came
    assert tickets != answers


def test_journal_notices_and_session_say_nothing_of_who_answered(make, own, client_for, amina):
    form = make()
    entries, client = LogEntry.objects.count(), client_for(amina)
    path = f"/workshops/{form.workshop.code}/forms/{form.pk}/"
    client.get(path)
    session = dict(client.session.items())
    sent = {"seen": mark_of(form.mode, form.questions), "answer_keep": "ZZ-secret"}
    assert client.post(path, sent).status_code == 302
    assert FormAnswer.objects.get().answers == {"keep": "ZZ-secret"}
    assert LogEntry.objects.count() == entries
    assert Notice.objects.count() == 0
    assert dict(client.session.items()) == session
    page = client.get(path).content.decode()
    assert "You have sent this form" in page
    assert "ZZ-secret" not in page


def test_the_database_refuses_a_person_a_time_or_a_language_in_an_anonymous_answer_and_a_lack_of_them_elsewhere(
    make, own
):
    form = make()
    from django.utils import timezone

    now = timezone.now()
    for values in (
        {"mode": "anonymous", "registration": own},
        {"mode": "anonymous", "saved_at": now},
        {"mode": "anonymous", "language": "fr"},
        {"mode": "confidential", "saved_at": now},
        {"mode": "named", "registration": own},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            FormAnswer.objects.create(form=form, **values)


def test_an_anonymous_form_is_not_saved_in_part_on_the_server(make, own):
    form = make()
    with pytest.raises(Refused, match="kept on your device only"):
        save_answers(form, own, {"keep": "x"})
    assert not is_answered(form)


def test_sent_twice_is_once_in_each_mode_and_the_first_stays(make, own, workshop):
    for mode in ("anonymous", "confidential", "named"):
        form = make(mode=mode)
        send_answers(form, own, {"keep": "first"})
        send_answers(form, own, {"keep": "second"})
        assert [row.answers for row in form.answers.all()] == [{"keep": "first"}]
        assert form.tickets.count() == 1
        if mode != "anonymous":
            with pytest.raises(Refused, match="sent this form already"):
                save_answers(form, own, {"keep": "third"})
        form.tickets.all().delete()
        form.answers.all().delete()
        form.delete()


def test_confidential_names_are_for_headquarters_alone_and_named_ones_for_facilitators(
    make, lead, others, workshop, chen, dana, client_for
):
    form = make(mode="confidential")
    fill(form, others)
    logistics = others.pop()
    logistics.role = "logistics"
    logistics.save()
    base = f"/workshops/{workshop.code}/forms/{form.pk}"
    for person in (chen, logistics.person):
        page = client_for(person).get(f"{base}/results/").content.decode()
        assert "P05" in page
        assert "N5 Person" not in page
        assert client_for(person).post(f"{base}/names/").status_code == 404
    assert client_for(others[0].person).get(f"{base}/results/").status_code == 404
    with pytest.raises(Refused, match="Headquarters alone"):
        show_names(form, by=chen)
    assert not LogEntry.objects.filter(action="workshop.form_names_shown").exists()
    assert "N5 Person" in client_for(dana).post(f"{base}/names/").content.decode()
    assert LogEntry.objects.get(action="workshop.form_names_shown").detail == {"count": 12}
    form.mode = "named"
    form.save()
    assert "N5 Person" in client_for(chen).post(f"{base}/names/").content.decode()
    assert client_for(logistics.person).post(f"{base}/names/").status_code == 404
    form.mode = "anonymous"
    form.save()
    assert client_for(dana).post(f"{base}/names/").status_code == 404


def test_facilitators_get_no_small_cell_of_a_confidential_form_and_headquarters_does(make, others, workshop):
    form = make(mode="confidential")
    for number, one in enumerate(others):
        send_answers(form, one, {"relevance": 2 if number == 0 else 5})
    close_form(form, by=None)
    form.refresh_from_db()
    told = results_of(form, exact=False).figures[0]
    assert [cell.count for cell in told.cells] == [None, None, None, None, 11]
    assert told.mean is None
    assert [cell.count for cell in results_of(form, exact=True).figures[0].cells] == [0, 1, 0, 0, 11]


@pytest.mark.parametrize("mode", ["anonymous", "confidential"])
def test_five_at_a_time_and_five_at_least_wait_until_it_closes(make, others, mode):
    """Nobody's answers stand alone between two looks: neither of the page nor of the report, nor before the end and
    after it."""
    form, counted = make(mode=mode), []
    for one in others:
        fill(form, [one])
        found = results_of(form, exact=False)
        counted.append((found.sent, found.counted, found.hidden))
        assert feedback_of(form.workshop) == [found]
    assert counted == [(n, max(n // 5 - 1, 0) * 5, n < 10) for n in range(1, 13)]
    close_form(form, by=None)
    form.refresh_from_db()
    assert results_of(form, exact=False).counted == feedback_of(form.workshop)[0].counted == 12


def test_of_a_confidential_form_headquarters_reads_all_at_once(make, others):
    form = make(mode="confidential")
    fill(form, others[:6])
    assert results_of(form, exact=True).counted == 6


def test_of_four_answers_the_report_gets_nothing_unless_they_are_named(make, others):
    form = make()
    fill(form, others[:4])
    assert [(f.sent, f.hidden, f.figures) for f in feedback_of(form.workshop)] == [(4, True, [])]
    named = make("daily", mode="named", day=form.workshop.starts_on)
    send_answers(named, others[0], {"useful": 5})
    assert [(f.counted, f.hidden) for f in feedback_of(form.workshop) if f.form == named] == [(1, False)]


def test_a_promise_stands_from_the_first_answer_on(make, own):
    form = make(mode="confidential")
    save_answers(form, own, {"keep": "half"})
    facts = {"titles": form.titles, "opens_at": form.opens_at, "by": None}
    with pytest.raises(Refused, match="stay as they were"):
        change_form(form, mode="named", questions=form.questions, **facts)
    with pytest.raises(Refused, match="stay as they were"):
        change_form(form, mode="confidential", questions=form.questions[:3], **facts)
    change_form(form, mode="confidential", questions=form.questions, **facts | {"titles": {"en": "Another"}})
    form.refresh_from_db()
    assert (form.mode, str(form)) == ("confidential", "Another")


def test_who_was_shown_another_promise_does_not_send_unseen(make, own):
    form = make()
    seen = mark_of(form.mode, form.questions)
    change_form(form, mode="named", questions=form.questions, titles=form.titles, opens_at=form.opens_at, by=None)
    with pytest.raises(Refused, match="changed while you wrote"):
        send_answers(form, own, {"keep": "frank words"}, seen=seen)
    assert not is_answered(form)


def test_a_form_whose_results_were_shown_is_not_opened_again(make, own):
    form = make()
    send_answers(form, own, {"keep": "x"})
    close_form(form, by=None)
    with pytest.raises(Refused, match="not opened again"):
        change_form(form, mode=form.mode, questions=form.questions, titles=form.titles, opens_at=form.opens_at, by=None)
