"""Paper and links for those without an account: who gets which, forged and old addresses, one file of all."""

import io

import pytest
from django.core import signing
from pypdf import PdfReader, PdfWriter

from elearning.records import actions as records
from elearning.records.models import Certificate
from tests.workshops.seating import again
from workshops.actions.certifying import issue_all
from workshops.proof import printing, working
from workshops.proof.links import SALT, address_of

from .rooms import AT, BASE

pytestmark = pytest.mark.django_db
LINKS, PRINT = f"{BASE}/certificates/links/", f"{BASE}/certificates/print.pdf"


@pytest.fixture(autouse=True)
def _plain_documents(monkeypatch):
    """A page with the name in its metadata: what a certificate looks like is seen elsewhere."""

    def page(certificate) -> bytes:
        writer, out = PdfWriter(), io.BytesIO()
        writer.add_blank_page(100, 100)
        writer.add_metadata({"/Title": certificate.name})
        writer.write(out)
        return out.getvalue()

    monkeypatch.setattr(records, "certificate_pdf", page)


@pytest.fixture
def issued(ready, chen):
    working.work_through(issue_all(ready, by=chen, acknowledged=[], at=AT))
    return ready


def own(workshop, number: str):
    return workshop.registrations.select_related("person", "workshop").get(number=number)


def path_of(workshop, number: str) -> str:
    return address_of(own(workshop, number)).removeprefix("http://testserver")


def test_links_are_for_those_who_cannot_sign_in(issued, chen, client_for):
    page = client_for(chen).get(LINKS).content.decode()
    assert page.count("/certificates/own/") == 4  # to copy and to open, for two
    assert "Comfort Addo" in page
    assert "Amina Odhiambo" not in page
    everybody = client_for(chen).get(f"{LINKS}?all").content.decode()
    assert everybody.count("/certificates/own/") == 4
    assert "Amina Odhiambo" in everybody


def test_the_link_shows_and_gives_her_certificate_in_her_language(issued, client):
    path = path_of(issued, "P03")
    page = client.get(path).content.decode()
    certificate = Certificate.objects.get(name="Comfort Addo")
    assert "La confiance à Accra" in page
    assert page.count(".pdf") == 1
    document = client.get(f"{path}{certificate.uuid}.pdf")
    assert document.headers["Content-Disposition"] == f'attachment; filename="{certificate.serial}.pdf"'
    assert document.content == records.render_certificate(again(certificate))
    assert client.get(path).headers["Cache-Control"].count("no-store") == 1


def test_the_link_of_one_opens_nothing_of_another(issued, client):
    others = Certificate.objects.get(name="Daniel Owusu")
    assert client.get(f"{path_of(issued, 'P03')}{others.uuid}.pdf").status_code == 302
    assert client.get(path_of(issued, "P03").replace("CEP-2026-ACC", "CEP-2026-OTH")).status_code == 404


@pytest.mark.parametrize("broken", ["nothing", "a:b:c", "%00", "x" * 3000, "ÄÖ", "::::"])
def test_a_forged_address_gets_a_calm_sentence(issued, client, broken):
    answer = client.get(f"{BASE}/certificates/own/{broken}/")
    assert answer.status_code == 404
    assert "This address does not lead to a certificate." in answer.content.decode()


def test_an_address_with_another_salt_or_altered_is_forged(issued, client):
    said = {"registration": own(issued, "P03").pk}
    for token in (signing.dumps(said, salt="another"), signing.dumps([1], salt=SALT), signing.dumps({}, salt=SALT)):
        assert client.get(f"{BASE}/certificates/own/{token}/").status_code == 404
    path = path_of(issued, "P03")
    assert client.get(path[:-3] + ("a" if path[-3] != "a" else "b") + "/").status_code == 404


def test_after_ninety_days_it_says_that_it_expired(issued, client, time_machine):
    time_machine.move_to(AT)
    path = path_of(issued, "P03")
    assert client.get(path).status_code == 200
    time_machine.shift(91 * 24 * 3600)
    for address in (path, f"{path}{Certificate.objects.get(name='Comfort Addo').uuid}.pdf"):
        answer = client.get(address)
        assert answer.status_code == 410
        assert "This address has expired" in answer.content.decode()


def test_the_link_shows_what_holds_when_it_is_opened(issued, client, dana):
    path, certificate = path_of(issued, "P03"), Certificate.objects.get(name="Comfort Addo")
    newer = records.reissue(certificate, by=dana, reason="Spelling", name="Comfort A. Addo")
    assert "Comfort A. Addo" in client.get(path).content.decode()
    records.revoke(newer, by=dana, reason="Not she", not_earned=True)
    page = client.get(path)
    assert page.status_code == 200
    assert newer.serial not in page.content.decode()


def test_one_file_holds_all_on_paper_or_everybody_s_in_parts(issued, chen, client_for, monkeypatch):
    client = client_for(chen)

    def pages(query: str = "") -> int:
        answer = client.get(PRINT + query)
        return len(PdfReader(io.BytesIO(answer.getvalue())).pages)

    assert (pages(), pages("?all")) == (2, 4)
    monkeypatch.setattr(printing, "MOST", 3)
    assert (pages("?all"), pages("?all&part=2")) == (3, 1)
    assert "part 2" in client.get(f"{LINKS}?all").content.decode()
    for part in ("3", "0", "x", "9" * 30, "²"):
        assert client.get(f"{PRINT}?all&part={part}").status_code == 302


def test_what_is_not_drawn_yet_or_gone_is_said(issued, chen, client_for):
    client = client_for(chen)
    comfort = Certificate.objects.get(name="Comfort Addo")
    Certificate.objects.filter(name="Daniel Owusu").update(rendered_at=None, pdf="")
    assert "1 document is still being made." in client.get(LINKS).content.decode()
    comfort.pdf.storage.delete(comfort.pdf.name)
    assert client.get(PRINT).status_code == 503


def test_only_who_certifies_prints_and_gives_links(issued, amina, efua, client_for):
    for person in (amina, efua):
        assert client_for(person).get(LINKS).status_code == 404
        assert client_for(person).get(PRINT).status_code == 404


@pytest.mark.parametrize("many", [1, 3])
def test_one_link_costs_what_three_cost(issued, chen, client_for, django_assert_num_queries, many):
    keep = ["P01", "P02", "P03"][:many]
    Certificate.objects.exclude(record__person__registrations__number__in=keep).update(
        state="revoked", revoked_at=AT, revoked_reason="x"
    )
    client = client_for(chen)
    client.get(f"{LINKS}?all")
    with django_assert_num_queries(12):
        client.get(f"{LINKS}?all")
