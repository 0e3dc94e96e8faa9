"""Letters: numbered, once for each person, kept as they were said, issued again, in three languages."""

import datetime
import io

import pytest
from pypdf import PdfReader

from elearning.journal.models import LogEntry
from elearning.notices.models import Notice
from elearning.people.actions.refusal import Refused
from elearning.people.models import User
from workshops.actions.letters import issue_letter, issue_letters, reissue_letter
from workshops.models import Letter, Supporter
from workshops.papers.letters import language_for, outdated, signatory_of
from workshops.papers.pdf import letter_pdf

from .papers import BASE, CODE, ahead, take_part, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(mombasa, amina, offices):
    """Amina's place in the workshop, whose host names who signs."""
    workshop = ahead(mombasa)
    Supporter.objects.create(workshop=workshop, organisation="Harbour Union", signatory="X", role="organiser")
    host = {"office": workshop.host_office, "signatory": "Grace Wanjiru", "signatory_title": "Head of office"}
    Supporter.objects.create(workshop=workshop, role="organiser", **host)
    amina.name_own_script = "أمينة"
    amina.save()
    return take_part(workshop, amina, "A01")


def test_a_letter_says_who_where_when_and_who_signs(own, dana):
    letter = issue_letter(own, "invitation", by=dana)
    text = words(letter_pdf(letter))
    for said in (f"{CODE}/001", "Dear Amina Odhiambo", own.workshop.venue, "Grace Wanjiru", "Head of office", "(KE)"):
        assert said in text
    assert signatory_of(own.workshop).signatory == "Grace Wanjiru"
    notice = Notice.objects.get(kind="letter_ready")
    assert (notice.person, notice.path) == (own.person, f"{BASE}/letters/1.pdf")


def test_each_gets_a_kind_once_and_a_stopped_run_is_continued(own, dana):
    first = issue_letter(own, "invitation", by=dana)
    assert issue_letter(own, "invitation", by=dana) == first
    assert issue_letters(own.workshop, "invitation", by=dana) == 50
    assert issue_letters(own.workshop, "invitation", by=dana) == 0
    assert sorted(Letter.objects.values_list("number", flat=True)) == list(range(1, 52))
    assert issue_letter(own, "visa_support", by=dana).number == 52


def test_the_past_does_not_change(own, dana):
    letter = issue_letter(own, "invitation", by=dana)
    own.workshop.venue = "Elsewhere"
    own.workshop.save()
    own.person.name = "Amina Kamau"
    own.person.save()
    text = words(letter_pdf(Letter.objects.get()))
    assert "Amina Odhiambo" in text
    assert "Elsewhere" not in text
    letter = Letter.objects.select_related("registration__person").get(pk=letter.pk)
    assert outdated(letter) == ["the venue", "the name"]


def test_issued_again_both_say_so(own, dana):
    old = issue_letter(own, "invitation", by=dana)
    own.workshop.ends_on += datetime.timedelta(days=1)
    own.workshop.save()
    new = reissue_letter(old, by=dana)
    old.refresh_from_db()
    assert (old.replaced_by, new.number, new.edition) == (new, 2, 2)
    assert f"replaced by letter {CODE}/002" in words(letter_pdf(old))
    assert f"replaces letter {CODE}/001" in words(letter_pdf(new))
    assert outdated(old) == []
    with pytest.raises(Refused, match=f"Letter {CODE}/001 was replaced by {CODE}/002 already"):
        reissue_letter(old, by=dana)
    assert issue_letter(own, "invitation", by=dana) == new
    assert f"It replaces letter {CODE}/001" in Notice.objects.get(key=f"letter_ready:{new.pk}").text
    assert LogEntry.objects.filter(action="workshop.letter_issued").count() == 2


def test_it_is_in_her_language_or_the_one_that_was_asked_for(own, dana, kofi):
    own.language = "fr"
    assert language_for(own) == "fr"
    other = take_part(own.workshop, kofi, "A02", language="pt")
    assert language_for(other) == "pt"
    other.language, kofi.language = "", "ar"
    assert language_for(other) == "ar"
    kofi.language = ""
    assert language_for(other) == "en"
    posting = kofi.postings.get()
    type(posting.office).objects.filter(pk=posting.office.pk).update(language="es")
    other.person = User.objects.get(pk=kofi.pk)
    assert language_for(other) == "es"  # nobody said anything: as her office reads
    letter = issue_letter(other, "visa_support", by=dana, language="ar")
    assert letter.language == "ar"
    assert "Kofi Mensah" in words(letter_pdf(letter))


def test_who_does_not_take_part_gets_none(own, dana):
    type(own).objects.filter(pk=own.pk).update(state="withdrawn")
    with pytest.raises(Refused, match="Amina Odhiambo is not confirmed"):
        issue_letter(own, "invitation", by=dana)
    assert not Letter.objects.exists()


def test_a_letter_is_read_by_her_logistics_and_headquarters(own, dana, kofi, bruno, chen, efua, client_for):
    take_part(own.workshop, kofi, "A02")
    take_part(own.workshop, bruno, "L01", role="logistics")
    take_part(own.workshop, chen, "F01", role="lead")
    issue_letter(own, "invitation", by=dana)
    path = f"{BASE}/letters/1.pdf"
    for reader in (own.person, bruno, dana):
        assert "Dear Amina Odhiambo" in words(client_for(reader).get(path).content)
    for stranger in (kofi, chen, efua):
        assert client_for(stranger).get(path).status_code == 404
        assert client_for(stranger).get(f"{BASE}/letters/").status_code == 404
        assert client_for(stranger).post(f"{BASE}/letters/issue/", {"kind": "invitation"}).status_code == 404
    assert client_for(dana).get(f"{BASE}/letters/2.pdf").status_code == 404
    assert client_for(dana).get(f"{BASE}/letters/{'9' * 40}.pdf").status_code == 404
    assert f"{CODE}/001" in client_for(own.person).get(f"{BASE}/travel/").content.decode()


def test_the_page_issues_marks_what_is_outdated_and_issues_it_again(own, dana, client_for):
    client = client_for(dana)
    answer = client.post(f"{BASE}/letters/issue/", {"kind": "invitation", "number": "A01"}, follow=True)
    assert f"Letter {CODE}/001 is there." in answer.content.decode()
    answer = client.post(f"{BASE}/letters/issue/", {"kind": "invitation", "number": "nobody"})
    assert "Nobody who takes part has this number" in answer.content.decode()
    assert client.post(f"{BASE}/letters/issue/", {"kind": "love"}).status_code == 200
    answer = client.post(f"{BASE}/letters/issue/", {"kind": "invitation", "language": "fr"}, follow=True)
    assert "50 letters were issued." in answer.content.decode()
    assert "no longer hold" not in answer.content.decode()
    own.workshop.venue = "Elsewhere"
    own.workshop.save()
    page = client.get(f"{BASE}/letters/").content.decode()
    assert "51 letters no longer hold." in page
    answer = client.post(f"{BASE}/letters/1/issue-again/", follow=True)
    assert f"Letter {CODE}/052 was issued in its place." in answer.content.decode()
    assert "was replaced by" in client.post(f"{BASE}/letters/1/issue-again/", follow=True).content.decode()
    page = client.post(f"{BASE}/letters/issue-again/", follow=True).content.decode()
    assert "50 letters were issued again." in page
    assert "no longer hold" not in page
    assert sorted(Letter.objects.values_list("number", flat=True)) == list(range(1, 103))


def test_the_page_takes_as_many_queries_for_three_letters_as_for_one(own, dana, client_for, django_assert_num_queries):
    client = client_for(dana)
    issue_letter(own, "invitation", by=dana)
    client.get(f"{BASE}/letters/")
    with django_assert_num_queries(12):
        client.get(f"{BASE}/letters/")
    for registration in own.workshop.registrations.exclude(pk=own.pk)[:2]:
        issue_letter(registration, "invitation", by=dana)
    with django_assert_num_queries(12):
        assert client.get(f"{BASE}/letters/").content.decode().count("letters/") >= 6


def test_the_longest_letter_stays_on_one_page(own, dana):
    own.person.name, own.person.name_own_script = ("Wolfeschlegelsteinhausen " * 6)[:149], ("فاطمة " * 25)[:149]
    own.person.save()
    own.workshop.venue = ("Hotel at the harbour " * 10)[:199]
    own.workshop.save()
    own.workshop.texts.update(title=("Community engagement and policing at borders " * 5)[:199])
    old = reissue_letter(issue_letter(own, "invitation", by=dana), by=dana)
    reissue_letter(old, by=dana)
    old.refresh_from_db()
    pdf = PdfReader(io.BytesIO(letter_pdf(old)))
    assert len(pdf.pages) == 1
    assert "Grace Wanjiru" in pdf.pages[0].extract_text()


def test_letters_in_arabic_run_from_right_to_left(own, dana):
    pdf = PdfReader(io.BytesIO(letter_pdf(issue_letter(own, "invitation", by=dana, language="ar"))))
    places = {}
    pdf.pages[0].extract_text(visitor_text=lambda text, _cm, tm, _face, _size: places.setdefault(text.strip(), tm[4]))
    assert places["Kenya"] > 300  # the host's name begins at the right edge of 595 points


def test_her_page_takes_as_many_queries_for_three_letters_as_for_one(own, dana, client_for, django_assert_num_queries):
    client = client_for(own.person)
    letter = issue_letter(own, "invitation", by=dana)
    client.get(f"{BASE}/travel/")
    with django_assert_num_queries(11):
        client.get(f"{BASE}/travel/")
    reissue_letter(letter, by=dana)
    issue_letter(own, "visa_support", by=dana)
    with django_assert_num_queries(11):
        assert client.get(f"{BASE}/travel/").content.decode().count("/letters/") == 3
