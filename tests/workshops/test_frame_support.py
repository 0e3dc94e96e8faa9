"""Who stands behind a workshop: offices and organisations with logos, and funding that its team alone sees."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from elearning.people.actions import Refused
from workshops.actions.revision import Stale
from workshops.actions.supporting import remove_support, save_funding, save_supporter
from workshops.framing.logos import shown_supporters
from workshops.models import Supporter, Workshop

from .conftest import AT

pytestmark = pytest.mark.django_db
PUBLIC = "/workshops/CEP-2023-MBA/"
SUPPORTERS, FUNDING = PUBLIC + "supporters/", PUBLIC + "funding/"
TRUST = {"organisation": "Coast Trust", "role": "funds", "office": "", "focal_point": "", "revision": 0}


def picture(name: str = "logo.png") -> SimpleUploadedFile:
    file = io.BytesIO()
    Image.new("RGB", (640, 240), "teal").save(file, "PNG")
    return SimpleUploadedFile(name, file.getvalue(), "image/png")


def test_a_supporter_is_added_with_its_logo_and_shown_to_everybody(mombasa, dana, efua, amina, client_for):
    sent = TRUST | {"signatory": "R. Were", "signatory_title": "Director", "focal_point": "EFUA@example.org"}
    assert client_for(amina).post(SUPPORTERS, sent).status_code == 404
    assert client_for(dana).post(SUPPORTERS, sent | {"logo": picture()}).status_code == 302
    row = Supporter.objects.get()
    assert (row.organisation, row.focal_point, row.logo.audience) == ("Coast Trust", efua, "public")
    page = Client().get(PUBLIC).content.decode()
    assert "Coast Trust" in page
    rendition = row.logo.renditions.get()
    assert (rendition.width, rendition.height) == (320, 120)
    assert f'src="{rendition.url}"' in page
    assert "R. Were" not in page
    assert Client().get(rendition.url).status_code == 200


def test_a_logo_is_replaced_and_taken_away(mombasa, dana, client_for):
    row = save_supporter(mombasa, {"organisation": "Coast Trust", "role": "funds"}, by=dana, seen=0, logo=picture())
    first, path = row.logo, f"{SUPPORTERS}{row.pk}/"
    client_for(dana).post(path, TRUST | {"revision": 1})
    row.refresh_from_db()
    assert row.logo == first
    client_for(dana).post(path, TRUST | {"revision": 1, "logo": picture("new.png")})
    row.refresh_from_db()
    assert row.logo not in (None, first)
    client_for(dana).post(path, TRUST | {"revision": 2, "no_logo": "on"})
    row.refresh_from_db()
    assert row.logo is None


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"organisation": ""}, "Give an office, or the name of an organisation"),
        ({"organisation": "\u200f"}, "Nothing can be read here."),
        ({"organisation": "x" * 10_000}, "at most 150 characters"),
        ({"focal_point": "nobody@example.org"}, "Nobody here has this address."),
        ({"role": "x"}, "not one of the available choices"),
        ({"logo": SimpleUploadedFile("logo.png", b"no picture at all")}, "cut off or damaged"),
        ({"logo": SimpleUploadedFile("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>")}, "logo"),
        ({"logo": SimpleUploadedFile("logo.exe", b"MZ")}, "logo"),
    ],
)
def test_what_is_no_supporter_is_refused(mombasa, dana, client_for, changed, sentence):
    answer = client_for(dana).post(SUPPORTERS, TRUST | changed)
    assert answer.status_code == 200
    assert "Please look at this again" in answer.content.decode()
    assert sentence in answer.content.decode()
    assert not Supporter.objects.exists()


def test_an_office_is_named_once_and_never_beside_an_organisation(mombasa, dana, offices):
    office = {"office": offices["GH"], "role": "sends"}
    save_supporter(mombasa, office, by=dana, seen=0)
    with pytest.raises(Refused, match="This office is named already"):
        save_supporter(mombasa, office, by=dana, seen=1)
    with pytest.raises(Refused, match="one of the two"):
        save_supporter(mombasa, office | {"organisation": "x"}, by=dana, seen=1)


def test_shares_make_a_hundred_percent_at_most(mombasa, dana, client_for):
    client = client_for(dana)
    line = {"donor": "Nordia", "project_code": "N-1", "share": "62.5", "revision": 0}
    assert client.post(FUNDING, line).status_code == 302
    page = client.post(FUNDING, line | {"project_code": "N-2", "share": "40"}).content.decode()
    assert "more than 100 percent: 37.5 percent are left." in page
    assert "named already" in client.post(FUNDING, line | {"share": "1"}).content.decode()
    for share in ("0", "-5", "100.01", "NaN", "1e9", "12.345", "x"):
        assert client.post(FUNDING, line | {"project_code": "N-2", "share": share}).status_code == 200
    assert client.post(FUNDING, line | {"project_code": "N-2", "share": "37.5"}).status_code == 302
    pk = mombasa.funding.get(project_code="N-1").pk
    page = client.post(f"{FUNDING}{pk}/", line | {"share": "70", "revision": 2}).content.decode()
    assert "62.5 percent are left." in page
    assert sorted(str(each.share) for each in mombasa.funding.all()) == ["37.50", "62.50"]


def test_funding_is_seen_by_the_team_and_headquarters_alone(mombasa, dana, chen, amina, efua, client_for):
    mombasa.funding.create(donor="Nordia", project_code="N-1", share=60)
    for person, role in ((chen, "interpreter"), (amina, "participant")):
        mombasa.registrations.create(
            person=person, role=role, number=role[:10], confirmed_at=AT, category="staff", sex="female", language="en"
        )
    seen = {
        person.name: "Nordia" in client_for(person).get(PUBLIC).content.decode() for person in (dana, chen, amina, efua)
    }
    assert seen == {"Dana Novak": True, "Chen Liang": True, "Amina Odhiambo": False, "Efua Asante": False}
    assert "Nordia" not in Client().get(PUBLIC).content.decode()


def test_the_second_who_changes_a_line_is_told(mombasa, dana):
    line = save_funding(mombasa, {"donor": "Nordia", "project_code": "N-1", "share": 60}, by=dana, seen=0)
    save_funding(mombasa, {"donor": "Nordia", "project_code": "N-1", "share": 50}, by=dana, seen=1, line=line)
    with pytest.raises(Stale) as told:
        save_funding(mombasa, {"donor": "Nordia", "project_code": "N-1", "share": 40}, by=dana, seen=1, line=line)
    assert list(told.value.changes) == [f"funding.{line.pk}.share"]
    remove_support(line, by=dana)
    remove_support(line, by=dana)
    with pytest.raises(Refused, match="Somebody removed this line meanwhile"):
        save_funding(mombasa, {"donor": "Nordia", "project_code": "N-1", "share": 40}, by=dana, seen=9, line=line)


def test_a_line_is_taken_away_unless_seats_hang_on_it(mombasa, dana, amina, client_for):
    row = save_supporter(mombasa, {"organisation": "Coast Trust", "role": "sends"}, by=dana, seen=0)
    path = f"{SUPPORTERS}{row.pk}/remove/"
    assert client_for(amina).post(path).status_code == 404
    quota = mombasa.quotas.create(scope="partner", partner=row, most=2)
    page = client_for(dana).post(path, follow=True).content.decode()
    assert "Coast Trust stays: people or seats hang on it." in page
    quota.delete()
    for _time in range(2):
        assert client_for(dana).post(path).status_code == 302
    assert not Supporter.objects.exists()


def test_lines_of_another_workshop_are_not_there(mombasa, dana, client_for):
    other = Workshop.objects.create(
        code="OTHER", kind="thematic", zone="UTC", starts_on=mombasa.starts_on, ends_on=mombasa.ends_on, capacity=1,
        host_office=mombasa.host_office,
    )  # fmt: skip
    row = other.supporters.create(organisation="Elsewhere")
    assert client_for(dana).get(f"{SUPPORTERS}{row.pk}/").status_code == 404
    client_for(dana).post(f"{SUPPORTERS}{row.pk}/remove/")
    assert other.supporters.exists()


def test_supporters_cost_the_same_queries_for_1_and_for_3(mombasa, dana, django_assert_num_queries):
    for number in (1, 3):
        for place in range(mombasa.supporters.count(), number):
            row = save_supporter(
                mombasa, {"organisation": f"Trust {place}", "role": "funds"}, by=dana, seen=9, logo=picture()
            )
            row.logo.get_rendition("max-320x120|format-webp")
        with django_assert_num_queries(3):
            assert [shown.logo is not None for shown in shown_supporters(mombasa)] == [True] * number


@pytest.mark.parametrize("again", ["Coast Trust", "COAST  trust", " coast trust "])
def test_an_organisation_is_named_once(mombasa, dana, client_for, again):
    row = save_supporter(mombasa, {"organisation": "Coast Trust", "role": "funds"}, by=dana, seen=0)
    page = client_for(dana).post(SUPPORTERS, TRUST | {"organisation": again, "revision": 1}).content.decode()
    assert "This organisation is named already." in page
    assert (
        client_for(dana).post(f"{SUPPORTERS}{row.pk}/", TRUST | {"organisation": again, "revision": 1}).status_code
        == 302
    )
    assert Supporter.objects.count() == 1
    save_supporter(mombasa, {"organisation": "ÉCOLE", "role": "funds"}, by=dana, seen=9)
    with pytest.raises(Refused, match="This organisation is named already"):
        save_supporter(mombasa, {"organisation": "école", "role": "funds"}, by=dana, seen=9)


def test_who_is_asked_is_shown_by_her_address_to_the_second_who_saves(mombasa, dana, efua, chen, client_for):
    row = save_supporter(mombasa, {"organisation": "Coast Trust", "role": "funds"}, by=dana, seen=0)
    trust = {"organisation": "Coast Trust", "role": "funds", "focal_point": efua}
    save_supporter(mombasa, trust, by=dana, seen=1, supporter=row, logo=picture())
    path = f"{SUPPORTERS}{row.pk}/"
    page = client_for(dana).post(path, TRUST | {"revision": 1}).content.decode()
    assert "E-mail address of its focal point: now “efua@example.org” (Dana Novak," in page
    assert 'value="efua@example.org"' in page  # she had left it as it was: theirs stands there
    page = client_for(dana).post(path, TRUST | {"revision": 1, "focal_point": "chen@example.org"}).content.decode()
    assert "now “efua@example.org”" in page
    assert 'value="chen@example.org"' in page
    page = client_for(dana).post(path, TRUST | {"revision": 1, "no_logo": "on"}).content.decode()
    assert "Logo: now “Coast Trust” (Dana Novak," in page
