"""Headquarters uploads a file, looks what it would do, applies it; two rows of one human become one."""

import os

import pytest
from playwright.sync_api import expect

from elearning.people.models import ImportRun, Merge, User
from tests.browser.steps import complaints, faults, let_the_worker_work, sign_in, speak
from tests.factories import make_person
from tests.people.importing.files import PEOPLE
from tests.records.factories import make_record

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
SHOTS = os.environ.get("SHOTS")
FILE = "\n".join(
    ";".join(line)
    for line in (
        [*PEOPLE, "shoe size"],
        ["Una Palm", "", "una@example.org", "U-1", "fr", "f", "38"],
        ["Amina Odhiambo", "أمينة أودهيامبو", "amina@example.org", "", "", "", ""],
        ["=HYPERLINK()", "", "x@example.org", "", "", "", ""],
    )
)


def test_from_a_file_to_people_and_from_two_rows_to_one(new_context, live_server, offices, dana, amina):
    make_record(make_person("Odhiambo Amina", account=False))
    context = new_context(viewport={"width": 1280, "height": 800})
    page, found, said = context.new_page(), [], complaints(context)

    def look(where, name: str) -> None:
        wide = where.evaluate("document.documentElement.scrollWidth - innerWidth")
        found.extend([f"{name}: {fault}" for fault in [*faults(where), *([f"{wide} px too wide"] if wide > 0 else [])]])
        if SHOTS:
            where.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)

    sign_in(page, live_server.url, "dana", "/people/import/")
    look(page, "upload")
    page.get_by_label("File", exact=True).set_input_files(
        {"name": "hr.csv", "mimeType": "text/csv", "buffer": FILE.encode()}
    )
    page.get_by_role("button", name="Upload and look").click()
    look(page, "reading")
    let_the_worker_work()
    expect(page.get_by_role("button", name="Apply")).to_be_visible()  # the page came again by itself
    expect(page.get_by_text("is a formula, not a text")).to_be_visible()
    look(page, "dry-run")
    run = ImportRun.objects.get()
    narrow = new_context(color_scheme="dark", viewport={"width": 360, "height": 740}).new_page()
    sign_in(narrow, live_server.url, "dana", f"/people/import/{run.uuid}/")
    look(narrow, "dry-run-narrow-dark")
    page.get_by_role("button", name="Apply").click()
    let_the_worker_work()
    expect(page.get_by_text("This file is applied.")).to_be_visible()
    look(page, "applied")
    assert User.objects.get(email="una@example.org").staff_number == "U-1"

    page.goto(f"{live_server.url}/people/twins/")
    page.get_by_role("button", name="Compare all names again").click()
    let_the_worker_work()
    page.reload()
    look(page, "twins")
    page.get_by_role("link", name="Amina Odhiambo").click()
    look(page, "pair")
    narrow.goto(page.url)
    look(narrow, "pair-narrow-dark")
    speak(narrow, "ar")
    look(narrow, "pair-arabic")
    narrow.goto(f"{live_server.url}/people/import/{run.uuid}/")
    look(narrow, "run-arabic")
    page.get_by_label("How you know that they are one person").fill("Her badge.")
    page.get_by_role("button", name="Merge the two rows").click()
    expect(page.get_by_text("The two rows are one person from now on.")).to_be_visible()
    assert (found, said) == ([], [])
    assert Merge.objects.get().kept == amina
    assert amina.records.count() == 1
