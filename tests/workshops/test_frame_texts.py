"""What is said of a workshop in each language, and which of it a reader sees."""

import pytest

from workshops.models import WorkshopText

from .conftest import AT

pytestmark = pytest.mark.django_db
TEXTS, FRENCH, ENGLISH = (f"/workshops/CEP-2023-MBA/texts/{tail}" for tail in ("", "fr/", "en/"))
PUBLIC = "/workshops/CEP-2023-MBA/"


def written(**changed) -> dict:
    """The French form as a browser would send it."""
    sent = {"title": "La police avec les gens", "aim": "Se rencontrer.", "practical": "", "status": "draft"}
    return sent | {"theme.2023-07-04": "La confiance", "revision": 0} | changed


def french(client, path: str = PUBLIC) -> str:
    client.cookies["django_language"] = "fr"
    return client.get(path).content.decode()


def test_a_text_is_written_beside_the_english_one(mombasa, dana, amina, client_for):
    mombasa.texts.update(aim="To meet.")
    page = client_for(dana).get(FRENCH).content.decode()
    assert "<p>To meet.</p>" in page.replace(' lang="en" dir="ltr"', "")
    assert 'lang="fr" dir="ltr"' in page
    assert client_for(amina).post(FRENCH, written()).status_code == 404
    assert client_for(dana).post(FRENCH, written()).status_code == 302
    text = mombasa.texts.get(language="fr")
    assert (text.title, text.aim, text.status) == ("La police avec les gens", "Se rencontrer.", "draft")
    assert text.themes == {"2023-07-04": "La confiance"}
    page = client_for(dana).get(TEXTS).content.decode()
    for words in ("La police avec les gens", "not written"):
        assert words in page


def test_a_reader_sees_her_language_unless_it_is_a_draft_and_a_machine_is_named(mombasa, dana, amina, client_for):
    client, english = client_for(amina), mombasa.texts.get().title
    client_for(dana).post(FRENCH, written())
    assert english in french(client)
    WorkshopText.objects.filter(language="fr").update(status="machine")
    page = french(client)
    assert "La police avec les gens" in page
    assert 'data-tone="warn">machine translation, not reviewed' in page or "non relue" in page
    WorkshopText.objects.filter(language="fr").update(status="reviewed")
    page = french(client)
    assert "La police avec les gens" in page
    assert "machine translation" not in page


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"title": ""}, "This field is required."),
        ({"title": "x" * 10_000}, "at most 200 characters"),
        ({"title": "\u200f\u200f"}, "Nothing can be read here."),
        ({"title": "Bon\x00jour"}, "Null characters are not allowed."),
        ({"aim": "x" * 4001}, "at most 4000 characters"),
        ({"theme.2023-07-05": "x" * 201}, "at most 200 characters"),
        ({"status": "perfect"}, "not one of the available choices"),
    ],
)
def test_what_cannot_be_read_is_refused(mombasa, dana, client_for, changed, sentence):
    assert sentence in client_for(dana).post(FRENCH, written(**changed)).content.decode()
    assert not mombasa.texts.filter(language="fr").exists()


@pytest.mark.parametrize("path", ["xx/", "de/", "EN/"])
def test_a_language_that_the_site_does_not_speak_has_no_page(mombasa, dana, client_for, path):
    assert client_for(dana).get(TEXTS + path).status_code == 404


def test_two_translators_of_one_text_are_told_and_of_two_texts_are_not(mombasa, dana, chen, client_for):
    mombasa.registrations.create(
        person=chen, role="lead", number="F01", confirmed_at=AT, category="staff", sex="female", language="en"
    )
    client_for(chen).post(FRENCH, written())
    english = mombasa.texts.get(language="en")
    sent = {"title": english.title, "aim": "To meet.", "status": "reviewed", "revision": 0}
    assert client_for(dana).post(ENGLISH, sent).status_code == 302
    page = client_for(dana).post(FRENCH, written(title="Autre titre", aim="")).content.decode()
    assert "Title: now “La police avec les gens” (Chen Liang," in page
    assert 'value="Autre titre"' in page
    assert mombasa.texts.get(language="fr").title == "La police avec les gens"


def test_themes_of_other_days_stay(mombasa, dana, client_for):
    before = mombasa.texts.get().themes
    sent = {"title": "Trust", "status": "reviewed", "revision": 0} | {f"theme.{d}": s for d, s in before.items()}
    mombasa.texts.update(themes=before | {"2023-07-20": "Follow-up"})
    client_for(dana).post(ENGLISH, sent | {"theme.2023-07-05": ""})
    themes = mombasa.texts.get().themes
    assert themes == {k: v for k, v in before.items() if k != "2023-07-05"} | {"2023-07-20": "Follow-up"}
