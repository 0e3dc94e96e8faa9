"""The pages of forms: made, edited, filled in with and without script, read, answered."""

import datetime

import pytest
from django.utils import timezone

from elearning.journal.models import LogEntry
from elearning.people.actions.refusal import Refused
from workshops.actions.answering import save_answers, send_answers
from workshops.actions.feedback import close_form, make_form, reply
from workshops.feedback.forms import initial_rows
from workshops.feedback.questions import mark_of
from workshops.feedback.ready import questions_for
from workshops.models import FeedbackForm, FormAnswer

pytestmark = pytest.mark.django_db
BASE = "/workshops/CEP-2026-ACC"
HOUR = datetime.timedelta(hours=1)


def sent(form, **answers) -> dict:
    """What the browser posts."""
    told = {f"answer_{key}": value for key, value in answers.items()}
    return {"seen": mark_of(form.mode, form.questions), **told}


def rows_of(form, **changes) -> dict:
    """The page of editing as the browser posts it."""
    opens = timezone.localtime(form.opens_at, form.workshop.tz)
    data = {"titles_en": "A title", "mode": form.mode, "opens_at": f"{opens:%Y-%m-%dT%H:%M}", "closes_at": ""}
    rows = initial_rows(form.questions)
    data |= {"q-TOTAL_FORMS": len(rows) + 2, "q-INITIAL_FORMS": len(rows)}
    for number, row in enumerate(rows):
        data |= {f"q-{number}-{name}": value for name, value in row.items() if name != "texts"}
        data |= {f"q-{number}-texts_{code}": row["texts"].get(code, "") for code in ("en", "fr", "ar")}
        data[f"q-{number}-ORDER"] = number + 1
    for number in (len(rows), len(rows) + 1):
        data |= {f"q-{number}-kind": "scale", f"q-{number}-texts_en": ""}
    return data | changes


def test_a_facilitator_makes_a_form_for_each_kind_and_each_thing_once(workshop, lead, chen, amina, own, client_for):
    client = client_for(chen)
    item = workshop.items.create(code="D1-01", kind="plenary", titles={"en": "Trust"})
    values = {"mode": "anonymous", "opens_at": "2026-01-05T08:00"}
    page = client.get(f"{BASE}/forms/new/").content.decode()
    assert f"daily:{workshop.starts_on}" in page
    assert "D1-01" not in page  # not in an agenda in force
    for about in (f"daily:{workshop.starts_on}", "final:"):
        answer = client.post(f"{BASE}/forms/new/", values | {"about": about})
        assert answer.status_code == 302, answer.content.decode()
    made = list(workshop.forms.order_by("pk"))
    assert [(form.kind, len(form.questions), form.mode) for form in made] == [
        ("daily", 6, "anonymous"), ("final", 9, "anonymous"),
    ]  # fmt: skip
    assert client.post(f"{BASE}/forms/new/", values | {"about": "final:"}).status_code == 200
    with pytest.raises(Refused, match="for this already"):
        make_form(
            workshop, "final", by=chen, titles={"en": "x"}, questions=questions_for("final"), opens_at=timezone.now()
        )
    facts = {"by": chen, "titles": {"en": "x"}, "questions": questions_for("item"), "opens_at": timezone.now()}
    assert make_form(workshop, "item", item=item, **facts).item == item
    with pytest.raises(Refused, match="Choose an item"):
        make_form(workshop, "item", **facts)
    with pytest.raises(Refused, match="Choose a day"):
        make_form(workshop, "daily", day=datetime.date(1999, 1, 1), **facts)
    with pytest.raises(Refused, match="before it opens"):
        make_form(workshop, "item", item=item, closes_at=timezone.now() - HOUR, **facts)
    assert LogEntry.objects.filter(action="workshop.form_made").count() == 3
    assert client_for(amina).get(f"{BASE}/forms/new/").status_code == 404


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"about": "final:", "opens_at": "soon"}, "Write a day and a time"),
        ({"about": "daily:1999-01-01", "opens_at": "2026-01-05T08:00"}, "Select a valid choice"),
        ({"about": "item:x", "opens_at": "2026-01-05T08:00"}, "Select a valid choice"),
        ({"about": "final:", "opens_at": "2026-01-05T08:00", "closes_at": "2026-01-04T08:00"}, "before it opens"),
        ({"about": "final:", "opens_at": "2026-01-05T08:00", "titles_en": "x" * 10_000}, "at most 300"),
        ({"about": "final:", "opens_at": "2026-01-05T08:00", "titles_en": "x\0"}, "Null characters"),
        ({"about": "final:", "opens_at": "2026-01-05T08:00", "titles_en": "\u200f\u202e"}, "Nothing can be read"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(workshop, lead, chen, client_for, values, words):
    answer = client_for(chen).post(f"{BASE}/forms/new/", {"mode": "anonymous"} | values)
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not FeedbackForm.objects.exists()


def test_questions_are_edited_ordered_added_and_taken_away_until_somebody_answered(make, lead, own, chen, client_for):
    form, client = make(), client_for(chen)
    path = f"{BASE}/forms/{form.pk}/edit/"
    assert "Twenty questions at most" in client.get(path).content.decode()
    changes = {"q-0-ORDER": 9, "q-1-DELETE": "on", "q-9-texts_en": "Which snack?", "q-9-kind": "choice"}
    changes |= {"q-9-choices_en": "Fruit\nCake\n", "q-9-choices_fr": "Fruits"}
    answer = client.post(path, rows_of(form, **changes))
    assert "There are 1 choices here and 2 in English" in answer.content.decode()
    answer = client.post(path, rows_of(form, **changes | {"q-9-choices_fr": "Fruits\nGâteau", "q-9-ORDER": 10}))
    assert answer.status_code == 302, answer.content.decode()
    form.refresh_from_db()
    keys = [question["key"] for question in form.questions]
    assert keys == ["methods", "facilitation", "interpretation", "logistics", "keep", "change", "relevance",
                    "recommend", "q1"]  # fmt: skip
    assert form.questions[-1] == {
        "key": "q1", "kind": "choice", "texts": {"en": "Which snack?"},
        "choices": [{"en": "Fruit", "fr": "Fruits"}, {"en": "Cake", "fr": "Gâteau"}],
    }  # fmt: skip
    send_answers(form, own, {"q1": 0})
    page = client.get(path).content.decode()
    assert "stay as they are" in page
    assert "q-0-texts_en" not in page
    assert client.post(path, rows_of(form, mode="named", **{"q-0-texts_en": "Changed"})).status_code == 302
    form.refresh_from_db()
    assert (form.mode, form.questions[0]["texts"]["en"], form.titles["en"]) == (
        "anonymous", "The methods helped me to learn.", "A title",
    )  # fmt: skip


@pytest.mark.parametrize(
    "changes",
    [
        {"q-9-texts_en": "\u200f\u202e"},
        {"q-9-texts_en": "Snack?", "q-9-kind": "choice", "q-9-choices_en": "\u200f\nCake"},
    ],
)
def test_questions_and_choices_in_which_nothing_can_be_read_are_refused(make, lead, chen, client_for, changes):
    form = make()
    answer = client_for(chen).post(f"{BASE}/forms/{form.pk}/edit/", rows_of(form, **changes))
    assert "Nothing can be read here" in answer.content.decode()
    form.refresh_from_db()
    assert len(form.questions) == 9


def test_a_form_is_taken_away_until_somebody_answered(make, own, lead, chen, amina, client_for):
    client = client_for(chen)
    first = make()
    client.post(f"{BASE}/forms/{first.pk}/remove/")
    assert not FeedbackForm.objects.exists()
    second = make(mode="confidential")
    save_answers(second, own, {"keep": "half"})
    page = client.post(f"{BASE}/forms/{second.pk}/remove/", follow=True).content.decode()
    assert "the form stays" in page
    assert FormAnswer.objects.count() == 1
    assert client_for(amina).post(f"{BASE}/forms/{second.pk}/remove/").status_code == 404


def test_a_daily_form_takes_six_questions_and_no_seventh(make, workshop, lead, chen, client_for):
    form = make("daily", day=workshop.starts_on)
    answer = client_for(chen).post(f"{BASE}/forms/{form.pk}/edit/", rows_of(form, **{"q-6-texts_en": "A seventh?"}))
    assert "This form may have 6 questions; there are 7." in answer.content.decode()
    form.refresh_from_db()
    assert len(form.questions) == 6


def test_a_confidential_form_is_saved_in_parts_and_sent_once(make, own, amina, client_for):
    form, client = make(mode="confidential"), client_for(amina)
    path = f"{BASE}/forms/{form.pk}/"
    page = client.get(path).content.decode()
    assert "Confidential: headquarters alone can see your name." in page
    assert 'hx-trigger="change' in page
    part = client.post(f"{path}save/", sent(form, relevance=4), headers={"HX-Request": "true"}).content.decode()
    assert "Saved at" in part
    assert "<html" not in part
    assert client.post(f"{path}save/", sent(form, relevance=4, keep="The <b>role play</b>")).status_code == 302
    row = FormAnswer.objects.get()
    assert (row.complete, row.answers) == (False, {"relevance": 4, "keep": "The <b>role play</b>"})
    page = client.get(path).content.decode()
    assert "The &lt;b&gt;role play&lt;/b&gt;</textarea>" in page
    assert "Begun, not sent" in client.get(f"{BASE}/forms/").content.decode()
    assert client.post(path, sent(form, relevance=5)).status_code == 302
    assert client.post(path, sent(form, relevance=1)).status_code == 302
    row = FormAnswer.objects.get()
    assert (row.complete, row.answers, row.language) == (True, {"relevance": 5}, "en")
    assert "You have sent this form" in client.get(path).content.decode()
    assert (
        "sent this form already"
        in client.post(f"{path}save/", sent(form, relevance=1), headers={"HX-Request": "true"}).content.decode()
    )


def test_what_is_not_saved_by_itself_says_which_answer_and_why(make, own, amina, client_for):
    form = make(mode="confidential")
    long = sent(form, keep="x" * 2001)
    part = (
        client_for(amina).post(f"{BASE}/forms/{form.pk}/save/", long, headers={"HX-Request": "true"}).content.decode()
    )
    assert "Not saved" in part
    assert "What should we keep?: Ensure this value has at most 2000 characters" in part
    assert not FormAnswer.objects.exists()


def test_an_anonymous_form_keeps_to_the_device_until_it_is_sent(make, own, amina, client_for):
    form, client = make(), client_for(amina)
    path = f"{BASE}/forms/{form.pk}/"
    page = client.get(path).content.decode()
    assert "Anonymous: nobody can find out who answered what." in page
    assert f'data-form-draft="form-{form.pk}-{amina.uuid}-' in page
    assert "hx-post" not in page
    assert "Save and go on later" not in page
    assert (
        "kept on your device only"
        in client.post(f"{path}save/", sent(form, keep="x"), headers={"HX-Request": "true"}).content.decode()
    )
    assert "Nothing is answered yet" in client.post(path, sent(form)).content.decode()
    assert not FormAnswer.objects.exists()
    client.post(path, sent(form, keep="x"))
    assert f'data-form-sent="form-{form.pk}-{amina.uuid}-' in client.get(path).content.decode()


@pytest.mark.parametrize("value", ["6", "-1", "x", "9" * 400, "4\0"])
def test_an_answer_that_is_not_offered_is_refused_and_the_rest_stays(make, own, amina, client_for, value):
    form = make()
    answer = client_for(amina).post(f"{BASE}/forms/{form.pk}/", sent(form, relevance=value, keep="stays"))
    assert answer.status_code == 200
    assert "Please look at this again" in answer.content.decode()
    assert "stays</textarea>" in answer.content.decode()
    assert not FormAnswer.objects.exists()


def test_a_form_that_changed_meanwhile_is_shown_anew_and_then_sent(make, own, amina, client_for):
    form, client = make(), client_for(amina)
    old = sent(form, keep="frank")
    form.mode = "named"
    form.save()
    page = client.post(f"{BASE}/forms/{form.pk}/", old).content.decode()
    assert "changed while you wrote" in page
    assert "the facilitators see your name" in page
    assert f'value="{mark_of(form.mode, form.questions)}"' in page
    assert "frank</textarea>" in page


def test_before_it_opens_after_it_closed_and_when_the_workshop_is_over_it_says_so(
    make, own, workshop, amina, client_for
):
    form, client = make(), client_for(amina)
    path = f"{BASE}/forms/{form.pk}/"
    form.opens_at = timezone.now() + HOUR
    form.save()
    assert "This form opens on" in client.get(path).content.decode()
    assert "This form opens on" in client.post(path, sent(form, keep="x")).content.decode()
    form.opens_at = timezone.now() - HOUR
    form.save()
    close_form(form, by=None)
    assert "This form closed on" in client.post(path, sent(form, keep="x")).content.decode()
    workshop.state = "closed"
    workshop.save()
    assert "This workshop is closed" in client.get(path).content.decode()
    workshop.state = "confirmed"
    workshop.starts_on = workshop.ends_on = timezone.now().date() + datetime.timedelta(days=9)
    workshop.save()
    form.closes_at = None
    form.save()
    with pytest.raises(Refused, match="opens on"):
        send_answers(form, own, {"keep": "x"})
    eve = datetime.datetime.combine(workshop.starts_on, datetime.time(1), tzinfo=workshop.tz) - 24 * HOUR
    send_answers(form, own, {"keep": "x"}, at=eve)
    assert not FormAnswer.objects.filter(answers={}).exists()


def test_who_takes_no_part_neither_sees_nor_sends(make, own, others, bruno, dana, efua, client_for):
    form = make(mode="named")
    for stranger in (bruno, dana, efua):
        assert client_for(stranger).get(f"{BASE}/forms/{form.pk}/").status_code == 404
        assert client_for(stranger).post(f"{BASE}/forms/{form.pk}/", sent(form, keep="x")).status_code == 404
    assert client_for(bruno).get(f"{BASE}/forms/").status_code == 404
    assert client_for(dana).get(f"{BASE}/forms/").status_code == 200
    assert client_for(own.person).get(f"{BASE}/forms/99999999999999999999/").status_code == 404
    own.state = "withdrawn"
    own.save()
    with pytest.raises(Refused, match="takes part"):
        save_answers(form, own, {"keep": "x"})


def test_results_show_bars_a_mean_and_escaped_words(make, lead, others, chen, client_for):
    form = make()
    for one in others[:10]:
        send_answers(form, one, {"relevance": 4, "keep": "<script>alert(1)</script> الدور", "recommend": 0})
    page = client_for(chen).get(f"{BASE}/forms/{form.pk}/results/").content.decode()
    assert "mean 4.0 of 5" in page
    assert "<script>alert" not in page
    assert '<bdi dir="auto" lang="und">&lt;script&gt;' in page
    assert "100%" in page
    assert "counted five at a time" in page


def test_you_said_we_did_is_written_in_pairs_and_read_by_those_who_answered(make, lead, own, chen, amina, client_for):
    form, client = make(), client_for(chen)
    path = f"{BASE}/forms/{form.pk}/you-said/"
    rows = {
        "pair-TOTAL_FORMS": 2,
        "pair-INITIAL_FORMS": 0,
        "pair-0-said_en": "Longer breaks",
        "pair-0-did_en": "15 minutes",
    }
    rows |= {"pair-0-did_fr": "15 minutes, oui", "pair-1-said_en": "", "pair-1-did_en": ""}
    assert "Write both halves" in client.post(path, rows | {"pair-1-said_en": "Tea"}).content.decode()
    assert client.post(path, rows).status_code == 302
    form.refresh_from_db()
    pair = {"said": {"en": "Longer breaks"}, "did": {"en": "15 minutes", "fr": "15 minutes, oui"}}
    assert form.said_and_did == [pair]
    reader = client_for(amina)
    for page in (f"{BASE}/you-said/", f"{BASE}/forms/{form.pk}/"):
        assert "Longer breaks" in reader.get(page).content.decode()
    assert reader.get(path).status_code == 404
    entries = LogEntry.objects.filter(action="workshop.form_replied")
    reply(form, [pair], by=chen)
    assert entries.count() == 1
    with pytest.raises(Refused, match="Twenty pairs"):
        reply(form, [pair] * 21, by=chen)


def test_the_lists_cost_the_same_for_one_and_for_three_forms(
    make, workshop, lead, chen, client_for, django_assert_num_queries
):
    client = client_for(chen)
    reply(make(), [{"said": {"en": "a"}, "did": {"en": "b"}}], by=None)
    for path, queries in ((f"{BASE}/forms/", 13), (f"{BASE}/you-said/", 10)):
        client.get(path)
        with django_assert_num_queries(queries):
            client.get(path)
    for many in range(2):
        day = workshop.starts_on + datetime.timedelta(days=many)
        reply(make("daily", day=day), [{"said": {"en": "a"}, "did": {"en": "b"}}], by=None)
    for path, queries in ((f"{BASE}/forms/", 13), (f"{BASE}/you-said/", 10)):
        with django_assert_num_queries(queries):
            assert client.get(path).content.decode().count("How was") >= 3
