"""A workshop that does not take place, or is over: nobody is written to, and nothing of it is changed any more."""

import pytest

from elearning.people.actions.refusal import Refused
from workshops.actions import drafting_board, planning
from workshops.actions.drafting import draft_of, reset_draft
from workshops.actions.drafting_moves import Editor, resize
from workshops.actions.drafting_rooms import keep
from workshops.actions.letters import issue_letter, issue_letters, reissue_letter
from workshops.actions.needs import forget_needs, save_needs
from workshops.actions.planning import NONE, edition_of, remove_plan, save_plan, save_template, start_plan
from workshops.actions.travelling import remind, save_consents, save_travel
from workshops.models import Letter, Need, Room, Travel, Workshop

from .papers import BASE, ahead, take_part
from .test_planning import PLAN
from .test_travel import NOTHING, posted

pytestmark = pytest.mark.django_db
SEALED = ["cancelled", "archived"]
WRITTEN = "no letters are written and nobody is reminded"
CHANGED = "nothing of it is changed any more"


@pytest.fixture
def own(mombasa, amina):
    """Amina's place in the workshop, which lies ahead."""
    return take_part(ahead(mombasa), amina, "A01")


def become(workshop, state):
    Workshop.objects.filter(pk=workshop.pk).update(state=state)
    workshop.refresh_from_db()


@pytest.mark.parametrize("state", ["cancelled", "postponed", "closed", "archived"])
def test_nobody_is_written_to_about_coming(own, dana, client_for, state):
    old, workshop = issue_letter(own, "invitation", by=dana), own.workshop
    become(workshop, state)
    deeds = [
        lambda: issue_letter(own, "visa_support", by=dana),
        lambda: issue_letters(workshop, "visa_support", by=dana),
        lambda: reissue_letter(old, by=dana),
        lambda: remind(workshop, by=dana),
    ]
    for deed in deeds:
        with pytest.raises(Refused, match=WRITTEN):
            deed()
    client, row = client_for(dana), {"kind": "visa_support", "language": "", "number": ""}
    for data in (row, row | {"number": "A01"}):
        assert WRITTEN in client.post(f"{BASE}/letters/issue/", data).content.decode()
    for path in ("letters/issue-again/", "letters/1/issue-again/", "logistics/remind/"):
        assert WRITTEN in client.post(f"{BASE}/{path}", follow=True).content.decode()
    page = client.get(f"{BASE}/letters/").content.decode()
    assert WRITTEN in page
    assert "Issue again" not in page
    assert "Remind them" not in client.get(f"{BASE}/logistics/").content.decode()
    assert issue_letter(own, "invitation", by=dana) == Letter.objects.get()  # the one that she has stays hers


@pytest.mark.parametrize("state", SEALED)
def test_details_are_read_and_what_is_hers_alone_stays_hers(own, amina, dana, client_for, state):
    save_needs(own, by=amina, diets=["vegan"])
    become(own.workshop, state)
    with pytest.raises(Refused, match=CHANGED):
        save_travel(own, NOTHING, by=dana)
    with pytest.raises(Refused, match=CHANGED):
        save_needs(own, by=amina, diets=["halal"])
    page = client_for(amina).post(f"{BASE}/travel/", posted(own.workshop)).content.decode()
    assert CHANGED in page
    assert 'name="arrives_by"' not in page
    assert not Travel.objects.exists()
    assert CHANGED in client_for(dana).post(f"{BASE}/logistics/A01/", posted(own.workshop)).content.decode()
    assert save_consents(own, by=amina, in_list=False, photo=True).photo
    forget_needs(own, by=amina)
    assert not Need.objects.exists()


@pytest.mark.parametrize("state", SEALED)
def test_session_plans_are_only_read(mombasa, dana, client_for, state):
    item, other = mombasa.items.get(code="D1-05"), mombasa.items.get(code="D1-02")
    plan, template = (save_plan(item, PLAN, edition=NONE, by=dana), save_template(None, PLAN, edition=NONE, by=dana))
    become(mombasa, state)
    deeds = [
        lambda: save_plan(other, PLAN, edition=NONE, by=dana),
        lambda: start_plan(other, template, by=dana),
        lambda: remove_plan(plan, edition_of(plan), by=dana),
    ]
    for deed in deeds:
        with pytest.raises(planning.Refused, match=CHANGED):
            deed()
    client = client_for(dana)
    for one in (item, other):
        page = client.get(f"{BASE}/plans/{one.uuid}/").content.decode()
        assert CHANGED in page
        assert "/edit/" not in page
    assert CHANGED in client.get(f"{BASE}/plans/").content.decode()
    assert client.get(f"{BASE}/plans/{item.uuid}/edit/").status_code == 302
    remove_plan(template, edition_of(template), by=dana)  # templates are no workshop's


@pytest.mark.parametrize("state", SEALED)
def test_the_agenda_is_not_built_on(mombasa, dana, client_for, state):
    client, current = client_for(dana), mombasa.versions.get()
    become(mombasa, state)
    with pytest.raises(drafting_board.Refused, match=CHANGED):
        draft_of(mombasa, by=dana)
    page = client.post(f"{BASE}/builder/begin/", follow=True).content.decode()
    assert CHANGED in page
    assert "Begin the next version" not in page
    become(mombasa, "reporting")
    draft = draft_of(mombasa, by=dana)
    become(mombasa, state)
    deeds = [
        lambda: resize(draft, "D1-02", 35, editor=Editor(dana)),
        lambda: reset_draft(mombasa, current, by=dana),
        lambda: keep(Room(workshop=mombasa, name="Annex"), by=dana),
    ]
    for deed in deeds:
        with pytest.raises(drafting_board.Refused, match=CHANGED):
            deed()
    assert CHANGED in client.get(f"{BASE}/builder/").content.decode()
    item = mombasa.items.get(code="D1-13")
    mombasa.items.filter(pk=item.pk).update(retired=True)
    for path in (f"versions/{current.number}/reset/", f"builder/items/{item.pk}/back/"):
        answer = client.post(f"{BASE}/{path}", follow=True)
        assert (answer.status_code, CHANGED in answer.content.decode()) == (200, True), path
    assert draft.edits.count() == 0
