"""Who may open what of a workshop: every address of it × every role in it, against a written matrix."""

import pytest
from django.urls import get_resolver

from tests.factories import make_person
from tests.test_permissions import ATTEMPT, names
from tests.test_permissions import MATRIX as PATHS
from tests.workshops.conftest import AT, all_offices, data, mombasa, mombasa_data  # noqa: F401  (fixtures)
from workshops.actions.letters import issue_letter
from workshops.actions.reporting import make_report
from workshops.actions.sheets import keep_scan, make_sheet
from workshops.feedback.ready import questions_for
from workshops.models import Announcement, FrameworkStatement, Registration, SessionPlan
from workshops.models.people import new_badge_code

INSIDE = ["participant", "observer", "interpreter", "rapporteur", "logistics", "co_facilitator", "lead"]
ROLES = [*INSIDE, "focal point", "partner", "headquarters"]


def take_part(workshop, person, role: str, number: str) -> Registration:
    """A confirmed registration in this role."""
    return Registration.objects.create(
        workshop=workshop, person=person, role=role, number=number, badge_code=new_badge_code(), confirmed_at=AT,
        office=person.postings.get().office, country="KE", category="staff", sex=person.sex, language="en",
    )  # fmt: skip


def furnish(workshop) -> None:
    """What the addresses of the matrix name: an item, a template, a funding line, a letter, notices, a quota."""
    workshop.items.filter(code="D1-05").update(uuid=ATTEMPT)
    workshop.items.create(pk=1, code="D9-01", kind="plenary", titles={"en": "One more"})
    SessionPlan.objects.create(pk=1, title="A template", language="en")
    workshop.funding.create(pk=1, donor="Donor", project_code="P1", share=50)
    workshop.quotas.create(pk=1, scope="open", most=60)
    workshop.polls.create(uuid=ATTEMPT, question={"en": "A poll"}, choices=[{"en": "Yes"}, {"en": "No"}])
    somebody = workshop.registrations.get(number="P02")
    workshop.questions.create(uuid=ATTEMPT, registration=somebody, text="A question", state="shown")
    workshop.parked.create(uuid=ATTEMPT, raised_by=somebody.person, text="A point")
    issue_letter(workshop.registrations.get(number="P02"), "invitation", by=None, at=AT)
    workshop.devices.create(uuid=ATTEMPT, person=workshop.registrations.get(role="lead").person, label="Tablet")
    workshop.events.create(
        pk=9001, client_id=ATTEMPT, digest="x", verb="in", source="scan", badge="?", problem="unknown_badge",
        occurred_at=AT, device_at=AT,
    )  # fmt: skip
    FrameworkStatement.objects.create(pk=1, code="definition", texts={"en": "It is agreed."})
    form = workshop.forms.create(pk=1, kind="final", mode="confidential", questions=questions_for("final"), opens_at=AT)
    form.tickets.create(registration=workshop.registrations.get(number="P02"))
    announcement = Announcement.objects.create(version=workshop.versions.get())
    announcement.entries.create(pk=1, registration=workshop.registrations.get(number="P02"))
    workshop.registrations.get(number="P03").name_requests.create(pk=1, name="Another Name")
    lead = workshop.registrations.get(role="lead").person
    make_report(workshop, by=lead)
    keep_scan(make_sheet(workshop, workshop.starts_on, language="en", by=lead), b"%PDF-1.4", by=lead)


@pytest.fixture
def clients(mombasa, all_offices, efua, dana, client_for, drawn_once, plain_not_found):  # noqa: F811
    people = {"focal point": efua, "headquarters": dana}
    for number, role in enumerate(INSIDE, start=1):
        people[role] = make_person(f"{role.title().replace('_', '')} Person", all_offices["KE"])
        take_part(mombasa, people[role], role, f"T{number:02}")
    people["partner"] = make_person("Partner Person")
    mombasa.supporters.create(pk=1, organisation="Harbour Watch", role="sends", focal_point=people["partner"])
    furnish(mombasa)
    return {role: client_for(people[role]) for role in ROLES}


KNOW = {"co_facilitator", "lead", "logistics", "rapporteur", "headquarters"}
BUILD = {"co_facilitator", "lead", "headquarters"}
LEADS = {"lead", "headquarters"}
REPORTS = {"lead", "rapporteur", "headquarters"}
TRAVEL = {"logistics", "headquarters"}
# Who gets a page, by the names of the addresses; everybody else gets "not found".
GETS = [
    ({*ROLES}, "list detail agenda calendar version schedule_xml schedule_json"),
    ({*INSIDE}, "form practice_new"),
    (KNOW | {*INSIDE}, "forms you_said practices"),
    (KNOW, "form_results"),
    (BUILD, "form_new form_edit"),
    (BUILD | {"rapporteur"}, "form_reply"),
    ({*INSIDE}, "my_calendar travel"),
    ({*INSIDE}, "now"),
    ({*INSIDE, "headquarters"}, "polls questions parking"),
    (BUILD, "screen late running poll poll_new moderation"),
    (BUILD | {"rapporteur"}, "parked_point"),
    ({*INSIDE, "headquarters"}, "papers list_by_consent"),
    (KNOW | {"interpreter"}, "versions difference"),
    (KNOW, "list_internal people"),
    (BUILD, "builder builder_coverage builder_rooms builder_add builder_item walk_in"),
    (BUILD, "plan_templates plan_template_new plan_template plan_template_edit codes"),
    (BUILD, "plans plan plan_edit shopping shopping_csv shopping_xlsx guide"),
    (LEADS, "frame texts text supporters supporter funding funding_line state dates team"),
    (LEADS, "publish announcement announcement_entry"),
    (LEADS, "certificates certificates_progress certificate_links certificates_pdf names"),
    ({*INSIDE}, "my_name"),
    (REPORTS, "reports report report_texts report_file report_dataset report_audit"),
    (TRAVEL, "logistics logistics_export travel_of letters letter badges tents"),
    ({"logistics"}, "needs needs_pdf needs_of"),
    ({"headquarters"}, "new clone quotas quota selection selection_balance invitations capacity"),
    ({"focal point", "partner", "headquarters"}, "nominations nominate_list"),
]
GETS += [
    ({*INSIDE, "focal point", "headquarters"}, "action_plans ratings"),
    (LEADS, "follow_up"),
    ({"headquarters"}, "follow_up_overdue framework framework_statement"),
    ({*ROLES}, "plans_to_endorse initiatives"),
]
TAKE = {"co_facilitator", "lead", "rapporteur", "headquarters"}
GETS += [
    (TAKE, "sheets sheet_pdf sheet_typing sheet_scan sheet_verify tests test_totals"),
    (KNOW, "gain gain_screen"),
    ({*INSIDE}, "my_tests"),
]
GETS += [
    ({*INSIDE}, "check_in my_attendance"),
    (KNOW, "attendance attendance_export attendance_of"),
    (TAKE, "check_in_screen remote video_import closing"),
]
GETS += [
    (TAKE, "devices unresolved resolve room"),
    ({*ROLES}, "room_app room_manifest room_worker"),
    (BUILD, "take_over"),
]
# Who may do something there; everybody else gets "not found", or "not by this way".
POSTS = [
    ({*INSIDE}, "form form_save practice_new"),
    (BUILD, "form_new form_edit form_close form_remove"),
    (BUILD | {"rapporteur"}, "form_reply"),
    ({"headquarters"}, "form_names"),
    ({*INSIDE}, "my_calendar travel consents forget_needs"),
    ({*INSIDE}, "support"),
    ({*INSIDE, "headquarters"}, "questions parking"),
    (BUILD, "codes late run_item poll poll_new poll_state moderate"),
    (BUILD | {"rapporteur"}, "parked_point"),
    (BUILD, "version_reset builder_begin builder_edit builder_add builder_item builder_away"),
    (BUILD, "plan_template_new plan_template_edit plan_template_remove"),
    (BUILD, "plan_edit plan_start plan_to_template plan_remove walk_in"),
    (LEADS, "frame text supporters supporter funding funding_line remove state dates team"),
    (LEADS, "publish announcement_send announcement_aside"),
    (LEADS, "issue_certificates names decide_name confirm_name_of"),
    ({*INSIDE}, "my_name"),
    (REPORTS, "report_texts reports"),
    ({"headquarters"}, "report_approve"),
    (TRAVEL, "remind travel_of issue_letters reissue_outdated reissue_letter"),
    ({"logistics"}, "needs_by_name needs_of"),
    ({"headquarters"}, "new clone quotas quota selection invitations capacity"),
    ({"focal point", "partner", "headquarters"}, "nominations nominate_list"),
]
POSTS += [
    ({"participant"}, "action_plan_begin"),
    ({"headquarters"}, "framework framework_statement"),
]
POSTS += [
    (TAKE, "sheets sheet_typing sheet_scan sheet_verify test_totals"),
    (BUILD, "test_side"),
    (LEADS, "test_pair"),
    ({*INSIDE}, "start_test"),
]
POSTS += [
    ({*INSIDE}, "check_in"),
    (TAKE, "attendance_take attendance_of meeting presence video_import head_count"),
    (BUILD, "sign_day"),
]
POSTS += [
    (TAKE, "device_revoke unresolved resolve room_prepare"),
    (BUILD, "take_over"),
]
# By a tie of her own to a thing, by a secret, or upon a thing in one state: tests/workshops has who may and who not.
PERSONAL = "builder_back reconfirm agenda_changes feed nomination substitute endorse freed seat screening withdraw"
PERSONAL += " practice practice_photo"  # her own alone
PERSONAL += " certificate_back own_certificate own_document"
PERSONAL += " vote"
PERSONAL += " room_events room_roster room_runs"  # by the secret of a device
# Of the plan that she shares, supervises or keeps, of her office, by a signed link: tests/workshops/commitments.
PERSONAL += " action_plan commitment_new commitment commitment_remove action_plan_send action_plan_lead endorse_plan"
PERSONAL += " follow_up_own follow_up_answer follow_up_view rate_office initiatives_of initiative"
NO = (403, 404, 405)


def rows(table: list) -> list[tuple[str, set[str]]]:
    """One row for each address of a table."""
    return [(f"workshops:{name}", roles) for roles, line in table for name in line.split()]


def test_the_tables_name_each_address_of_a_workshop():
    ours = {name for name in names(get_resolver()) if name.startswith("workshops:")}
    told = {name for name, _roles in [*rows(GETS), *rows(POSTS)]} | {f"workshops:{name}" for name in PERSONAL.split()}
    assert told == ours


def test_each_role_sees_the_pages_of_the_table_and_no_others(clients):
    expected = dict(rows(GETS))
    found = {
        name: {role for role in ROLES if clients[role].get(PATHS[name][0]).status_code not in NO} for name in expected
    }
    assert found == expected


def test_nobody_sees_a_page_that_only_takes_posts(clients):
    for name in {name for name, _roles in rows(POSTS)} - {name for name, _roles in rows(GETS)}:
        assert {clients[role].get(PATHS[name][0]).status_code for role in ROLES} == {405}, name


def test_each_role_does_what_the_table_says_and_nothing_else(clients):
    expected = dict(rows(POSTS))
    found = {
        name: {role for role in ROLES if clients[role].post(PATHS[name][0]).status_code not in NO} for name in expected
    }
    assert found == expected
