"""Questions go to who answers for the module, are answered once, and are shown without a name; opinions name nobody."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser, Group

from elearning.journal.models import LogEntry
from elearning.notices.models import Notice
from elearning.people.actions import Refused
from elearning.people.leaving import leave
from elearning.people.models import HandoverItem
from elearning.toolkit.learning.asking import answer, ask, show_answer, take_question_back
from elearning.toolkit.learning.leaving import take_modules_over
from elearning.toolkit.learning.opinions import Share, give_opinion, shares
from elearning.toolkit.learning.page import _questions
from elearning.toolkit.models import AuthorQuestion, Opinion
from elearning.toolkit.responsible import answering
from tests.factories import make_person


@pytest.fixture
def publisher(offices):
    person = make_person("Paulo Dias", offices["HQ"])
    person.groups.add(Group.objects.get(name="Moderators"))
    return person


def test_who_answers(module, author, publisher, amina):
    assert answering(module) == [publisher]
    module.owner = amina  # who is no author any more
    assert answering(module) == [publisher]
    module.owner = author
    assert answering(module) == [author]
    module.responsible = publisher
    assert answering(module) == [publisher]
    publisher.is_active = False
    assert answering(module) == [author]


def test_a_question_is_asked_once_and_answered_once(module, amina, bruno, author, publisher):
    uuid = uuid4()
    question = ask(amina, module, uuid=uuid, text="Why?")
    assert ask(amina, module, uuid=uuid, text="Why again?") == question
    with pytest.raises(Refused):
        ask(bruno, module, uuid=uuid, text="Mine")
    told = Notice.objects.get(kind="question_asked")
    assert (told.person, told.path) == (publisher, f"/asked/#q-{uuid}")
    assert "Amina Odhiambo asks about “Trust”" in told.text
    wrong = ({"answer": "a", "closed_why": "b"}, {}, {"closed_why": "b", "shown": True})
    for values in wrong:
        with pytest.raises(Refused):
            answer(question, by=author, **values)
    with pytest.raises(Refused):
        answer(question, by=bruno, answer="I know")
    answer(question, by=author, answer="Because.")
    with pytest.raises(Refused):
        answer(question, by=publisher, answer="Otherwise.")
    assert not take_question_back(question)
    heard = Notice.objects.get(kind="question_answered")
    assert (heard.person, heard.subject) == (amina, "Your question is answered")
    assert heard.path.endswith("/m8/#questions")
    assert "Because." in heard.text
    assert LogEntry.objects.get(action="toolkit.question_answered").actor == author
    closed = answer(ask(amina, module, uuid=uuid4(), text="And?"), by=author, closed_why="Twice.")
    assert (closed.answer, closed.shown) == ("", False)
    assert Notice.objects.filter(subject="Your question is closed").count() == 1
    assert not show_answer(closed, by=author, shown=True)
    assert show_answer(question, by=author, shown=True)
    assert not show_answer(question, by=author, shown=True)


def test_ten_may_be_open(module, amina, publisher):
    waiting = [ask(amina, module, uuid=uuid4(), text=f"{number}?") for number in range(10)]
    with pytest.raises(Refused, match="Ten of your questions"):
        ask(amina, module, uuid=uuid4(), text="11?")
    assert take_question_back(waiting[0])
    assert ask(amina, module, uuid=uuid4(), text="11?").pk


def test_the_pages_of_a_question(module, amina, bruno, author, client, client_for, django_assert_num_queries):
    hers, authors, url = client_for(amina), client_for(author), f"/modules/{module.pk}/ask/"
    first = {"uuid": str(uuid4()), "text": "Who am <I>?", "anchor": ""}
    for bad in ({"text": ""}, {"text": "a" * 2001}, {"text": "\0"}, {"anchor": "p-00000000"}, {"uuid": "x"}):
        assert hers.post(url, first | bad).status_code == 422
    assert "Who am &lt;I&gt;?" in hers.post(url, first | {"anchor": "p-1"}).content.decode()  # nothing is lost
    assert hers.post(url, first).url.endswith("/m8/#questions")
    authors.get("/asked/")
    with django_assert_num_queries(12):
        assert "Who am &lt;I&gt;?" in authors.get("/asked/").content.decode()
    for number in range(2):
        hers.post(url, {"uuid": str(uuid4()), "text": f"{number}?", "anchor": ""})
    with django_assert_num_queries(12):
        assert authors.get("/asked/?state=x&whose=%22&page=z").content.decode().count('id="q-') == 3
    assert client_for(bruno).get(f"/asked/{first['uuid']}/").status_code == 404
    assert client_for(bruno).post(f"/asked/{first['uuid']}/take-back/").status_code == 404
    assert authors.post(f"/asked/{first['uuid']}/", {"answer": ""}).status_code == 422
    authors.post(f"/asked/{first['uuid']}/", {"answer": "A learner.", "shown": "on"})
    page = client.get(module.get_url()).content.decode()
    assert ("Who am &lt;I&gt;?" in page, "A learner." in page, "Amina" in page) == (True, True, False)
    assert "waits for an answer" in hers.get(module.get_url()).content.decode()
    authors.post(f"/asked/{first['uuid']}/show/", {"shown": "no"})
    assert "A learner." not in client.get(module.get_url()).content.decode()
    assert "A learner." in hers.get(module.get_url()).content.decode()
    assert "A learner." not in client_for(bruno).get(module.get_url()).content.decode()
    assert "Show it under" in authors.get(f"/asked/{first['uuid']}/").content.decode()
    hers.post(f"/asked/{AuthorQuestion.objects.filter(answered_at=None).first().uuid}/take-back/")
    assert AuthorQuestion.objects.count() == 2


def test_the_modules_of_a_leaver_are_handed_over_with_their_questions(module, amina, author, publisher, bruno):
    module.responsible = author
    module.save_revision().publish()
    ask(amina, module, uuid=uuid4(), text="Why?")
    posting = author.postings.get()
    posting.ended_on = posting.started_on
    posting.save()
    leave(posting, by=None)
    item = HandoverItem.objects.get(person=author)
    assert (item.kind, item.label["en"], item.label["fr"] != "") == ("modules", "m8, 1 open question", True)
    assert not take_modules_over(author, by=bruno)
    assert take_modules_over(author, by=publisher)
    module.refresh_from_db()
    assert module.responsible == publisher
    module.get_latest_revision().publish()  # the draft knows it too
    module.refresh_from_db()
    assert module.responsible == publisher


def test_opinions_are_counted_where_they_name_nobody(module, amina, author, dana, offices, client_for):
    hers, url = client_for(amina), f"/modules/{module.pk}/helped/"
    assert hers.post(url, {"helped": "perhaps"}).status_code == 422
    assert hers.post(url, {"helped": "no", "comment": "a" * 1001}).status_code == 422
    hers.post(url, {"helped": "no", "comment": "Too <long>"})
    hers.post(url, {"helped": "yes", "comment": "Too <long>"})
    assert Opinion.objects.get().helped
    people = [make_person(f"Reader {number}", account=False) for number in range(4)]
    for person in people[:3]:
        give_opinion(person, module, helped=False)
    key = module.translation_key
    assert shares([key]) == {key: [Share("en", None, None)]}
    give_opinion(people[3], module, helped=True)
    assert shares([key]) == {key: [Share("en", 5, 2)]}
    page = client_for(author).get("/asked/").content.decode()
    assert "2 (40 %)" in page
    assert "Too &lt;long&gt;" in page
    assert "Amina" not in page
    assert client_for(dana).get("/asked/").status_code == 404
    assert "since you said so" not in hers.get(module.get_url()).content.decode()
    module.save_revision().publish()
    assert "since you said so" not in hers.get(module.get_url()).content.decode()  # the same words
    module.title = "Trust in full"
    module.save_revision().publish()
    assert "since you said so" in hers.get(module.get_url()).content.decode()


def test_her_own_questions_stand_first_and_an_administrator_is_told_where_nobody_publishes(module, amina, bruno, dana):
    dana.is_superuser = True
    dana.save()
    Group.objects.all().delete()
    assert answering(module) == [dana]
    for number in range(3):
        other = ask(bruno, module, uuid=uuid4(), text=f"His {number}?")
        answer(other, by=dana, answer="So.", shown=True)
    first, second = (ask(amina, module, uuid=uuid4(), text=text) for text in ("First?", "Second?"))
    answer(first, by=dana, answer="Yes.")
    texts = [each.text for each in _questions(module.translation_key, amina)]
    assert texts == ["Second?", "First?", "His 2?", "His 1?", "His 0?"]
    assert len(_questions(module.translation_key, AnonymousUser())) == 3


def test_a_draft_that_names_somebody_else_is_left_to_her(module, author, publisher, dana):
    module.responsible = author
    module.save_revision().publish()
    dana.groups.add(Group.objects.get(name="Moderators"))
    draft = module.get_latest_revision_as_object()
    draft.responsible = dana
    draft.save_revision()
    assert take_modules_over(author, by=publisher)
    module.refresh_from_db()
    assert module.responsible == publisher
    assert module.get_latest_revision().content["responsible"] == dana.pk
