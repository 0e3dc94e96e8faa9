"""Who may open what: every address × every role, against a written matrix; an address that it does not name fails."""

import datetime
import uuid

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from assessments.actions import start_attempt
from courses.actions import enrol, publish_course
from courses.models import Course, Step
from elearning.records.actions import issue_certificate
from elearning.tracking.readiness.deriving import derive
from elearning.tracking.requirements.actions import create_requirement, publish_version
from elearning.tracking.requirements.dry_run import try_out
from elearning.tracking.requirements.terms import Terms
from tests.assessments.factories import make_quiz, version_of
from tests.records.factories import make_record
from tests.toolkit.conftest import french_toolkit, homes, make_module, modules, toolkit  # noqa: F401  (fixtures)
from tests.workshops.conftest import all_offices, data, mombasa, mombasa_data  # noqa: F401  (fixtures)
from workshops.actions.reporting import make_report
from workshops.models import SessionPlan

ROLES = ["anonymous", "learner", "focal point", "facilitator", "author", "headquarters"]
ATTEMPT = uuid.UUID("00000000-0000-4000-8000-000000000001")
AMINA = uuid.UUID("00000000-0000-4000-8000-00000000a31a")
# For each name: a path, and the answer to GET for each role in the order above.
MATRIX = {
    "home": ("/", [302, 302, 302, 302, 302, 302]),
    "live": ("/health/live", [200, 200, 200, 200, 200, 200]),
    "ready": ("/health/ready", [200, 200, 200, 200, 200, 200]),
    "set_language": ("/i18n/setlang/", [302, 302, 302, 302, 302, 302]),
    "toolkit:difference": (f"/changes/{ATTEMPT}/en/1/2/", [302, 404, 404, 404, 404, 404]),
    "toolkit:edition_seen": (f"/changes/{ATTEMPT}/en/1/seen/", [302, 404, 404, 404, 404, 404]),
    "people:profile": ("/people/me/", [302, 200, 200, 200, 200, 200]),
    "people:invitation": ("/people/invitations/nothing/", [404, 404, 404, 404, 404, 404]),
    "accessibility": ("/accessibility/", [200, 200, 200, 200, 200, 200]),
    "people:text_only": ("/people/text-only/", [405, 405, 405, 405, 405, 405]),
    "people:held": ("/people/me/held/", [302, 200, 200, 200, 200, 200]),
    "people:ask_erasure": ("/people/me/erasure/", [302, 302, 302, 302, 302, 302]),
    "people:held_for": (f"/people/held/{AMINA}/", [302, 404, 404, 404, 404, 200]),
    "people:erasure_for": (f"/people/held/{AMINA}/erasure/", [405, 405, 405, 405, 405, 405]),
    "people:copy_progress": (f"/people/copies/{ATTEMPT}/", [302, 404, 404, 404, 404, 404]),
    "people:fetch_copy": (f"/people/copies/{ATTEMPT}/fetch/", [405, 405, 405, 405, 405, 405]),
    "people:retention": ("/people/retention/", [302, 200, 200, 200, 200, 200]),
    "people:privacy": ("/people/privacy/", [404, 404, 404, 404, 404, 404]),
    "people:erasures": ("/people/erasures/", [302, 404, 404, 404, 404, 200]),
    "people:erasure_proof": ("/people/erasures/proof/nothing/", [404, 404, 404, 404, 404, 404]),
    "people:erasure_proof_file": ("/people/erasures/proof/nothing/proof.json", [404, 404, 404, 404, 404, 404]),
    "people:erasure": (f"/people/erasures/{ATTEMPT}/", [302, 404, 404, 404, 404, 404]),
    "people:erasure_file": (f"/people/erasures/{ATTEMPT}/proof.json", [302, 404, 404, 404, 404, 404]),
    "people:joining": ("/people/joining/", [302, 200, 200, 200, 200, 200]),
    "people:joining_language": ("/people/joining/language/", [302, 405, 405, 405, 405, 405]),
    "people:joining_office": ("/people/joining/office/", [302, 405, 405, 405, 405, 405]),
    "people:joining_finish": ("/people/joining/finish/", [302, 405, 405, 405, 405, 405]),
    "people:join_requests": ("/people/joining/requests/", [302, 404, 200, 404, 404, 200]),
    "people:join_request": (f"/people/joining/requests/{ATTEMPT}/", [302, 404, 404, 404, 404, 404]),
    "codes:sign_in": ("/code/", [200, 200, 200, 200, 200, 200]),
    "codes:here": ("/code/here/", [401, 401, 401, 401, 401, 401]),
    "codes:finish": ("/code/finish/", [302, 405, 405, 405, 405, 405]),
    "codes:finished": ("/code/finished/", [200, 200, 200, 200, 200, 200]),
    "codes:over": ("/code/over/", [200, 200, 200, 200, 200, 200]),
    "codes:code_for": (f"/code/for/{AMINA}/", [302, 404, 404, 404, 404, 200]),
    "people:imports": ("/people/import/", [302, 404, 404, 404, 404, 200]),
    "people:import_template": ("/people/import/templates/people.csv", [302, 404, 404, 404, 404, 200]),
    "people:import_run": (f"/people/import/{ATTEMPT}/", [302, 404, 404, 404, 404, 404]),
    "people:import_progress": (f"/people/import/{ATTEMPT}/progress/", [302, 404, 404, 404, 404, 404]),
    "people:import_apply": (f"/people/import/{ATTEMPT}/apply/", [405, 405, 405, 405, 405, 405]),
    "people:import_refused": (f"/people/import/{ATTEMPT}/refused.csv", [302, 404, 404, 404, 404, 404]),
    "people:twins": ("/people/twins/", [302, 404, 404, 404, 404, 200]),
    "people:twins_look": ("/people/twins/look/", [405, 405, 405, 405, 405, 405]),
    "people:twins_pair": ("/people/twins/1/", [302, 404, 404, 404, 404, 404]),
    "people:twins_apart": ("/people/twins/1/apart/", [405, 405, 405, 405, 405, 405]),
    "notices:list": ("/notices/", [302, 200, 200, 200, 200, 200]),
    "notices:mark_all": ("/notices/read/", [302, 405, 405, 405, 405, 405]),
    "notices:preferences": ("/notices/preferences/", [302, 200, 200, 200, 200, 200]),
    "notices:stop": ("/notices/stop/nothing/", [404, 404, 404, 404, 404, 404]),
    "notices:mark_read": ("/notices/1/read/", [302, 405, 405, 405, 405, 405]),
    "offline:worker": ("/worker.js", [200, 200, 200, 200, 200, 200]),
    "offline:receive": ("/offline/", [405, 405, 405, 405, 405, 405]),
    "offline:about": ("/offline/about/", [302, 302, 302, 302, 302, 302]),
    "offline:page": ("/offline/fr/", [200, 200, 200, 200, 200, 200]),
    "offline:course": ("/offline/fr/CEP/", [302, 200, 200, 200, 200, 200]),
    "offline:practice": ("/offline/fr/CEP/practice/", [302, 404, 404, 404, 404, 404]),
    "offline:manifest": ("/offline/fr/CEP/manifest/", [302, 200, 200, 200, 200, 200]),
    "assessments:attempt": (f"/attempts/{ATTEMPT}/", [302, 200, 404, 404, 404, 404]),
    "assessments:save": (f"/attempts/{ATTEMPT}/answers/", [405, 405, 405, 405, 405, 405]),
    "assessments:check": (f"/attempts/{ATTEMPT}/check/", [302, 302, 404, 404, 404, 404]),
    "assessments:submit": (f"/attempts/{ATTEMPT}/submit/", [302, 200, 404, 404, 404, 404]),
    "assessments:result": (f"/attempts/{ATTEMPT}/result/", [302, 302, 404, 404, 404, 404]),
    "assessments:practice": ("/attempts/practice/", [302, 200, 200, 200, 200, 200]),
    "assessments:start": (f"/attempts/practice/{ATTEMPT}/", [302, 404, 404, 404, 404, 404]),
    "assessments:signed_in": ("/attempts/signed-in/", [302, 200, 200, 200, 200, 200]),
    "assessments:picture": (f"/attempts/pictures/{'0' * 64}/", [302, 404, 404, 404, 404, 404]),
    "assessments:desk": ("/attempts/desk/", [302, 404, 404, 404, 404, 404]),
    "assessments:marking": (f"/attempts/desk/{ATTEMPT}/marking/", [302, 404, 404, 404, 404, 404]),
    "assessments:hand_back_all": (f"/attempts/desk/{ATTEMPT}/hand-back/", [405, 405, 405, 405, 405, 405]),
    "assessments:mark": (f"/attempts/desk/attempts/{ATTEMPT}/", [302, 404, 404, 404, 404, 404]),
    "assessments:late": ("/attempts/desk/late/", [302, 404, 404, 404, 404, 404]),
    "assessments:decide_late": (f"/attempts/desk/late/{ATTEMPT}/", [302, 404, 404, 404, 404, 404]),
    "assessments:allowances": ("/attempts/desk/accommodations/", [302, 404, 404, 404, 404, 404]),
    "assessments:withdraw_allowance": ("/attempts/desk/accommodations/1/withdraw/", [405, 405, 405, 405, 405, 405]),
    "assessments:repair": (f"/attempts/desk/questions/{ATTEMPT}/repair/", [302, 404, 404, 404, 404, 404]),
    "assessments:analysis": (f"/attempts/desk/{ATTEMPT}/analysis/", [302, 404, 404, 404, 404, 404]),
    "assessments:analysis_question": (f"/attempts/desk/{ATTEMPT}/analysis/1/", [302, 404, 404, 404, 404, 404]),
    "assessments:analysis_export": (f"/attempts/desk/{ATTEMPT}/analysis.csv", [302, 404, 404, 404, 404, 404]),
    "assessments:pairs": ("/attempts/desk/pairs/", [302, 404, 404, 404, 404, 404]),
    "assessments:pair": (f"/attempts/desk/pairs/{ATTEMPT}/", [302, 404, 404, 404, 404, 404]),
    "assessments:paper_scores": (f"/attempts/desk/pairs/{ATTEMPT}/paper/", [302, 404, 404, 404, 404, 404]),
    "assessments:withdraw_paper_score": ("/attempts/desk/pairs/paper/1/withdraw/", [405, 405, 405, 405, 405, 405]),
    "records:verify": ("/verify/", [200, 200, 200, 200, 200, 200]),
    "records:verify_code": ("/verify/nothing/", [404, 404, 404, 404, 404, 404]),
    "records:keys": ("/.well-known/certificate-keys.json", [200, 200, 200, 200, 200, 200]),
    "records:certificate": (f"/certificates/{ATTEMPT}/", [302, 200, 404, 404, 404, 200]),
    "records:download": (
        f"/certificates/{ATTEMPT}/download/",
        [302, 200, 404, 404, 404, 200],
    ),
    "records:revoke": (f"/certificates/{ATTEMPT}/revoke/", [302, 404, 404, 404, 404, 302]),
    "records:reissue": (f"/certificates/{ATTEMPT}/reissue/", [302, 404, 404, 404, 404, 302]),
    "tracking:person": (f"/people/{AMINA}/", [302, 200, 404, 404, 404, 200]),
    "tracking:person_file": (f"/people/{AMINA}/files/{ATTEMPT}/", [302, 404, 404, 404, 404, 404]),
    "tracking:person_why": (f"/people/{AMINA}/requirements/nothing/", [302, 404, 404, 404, 404, 404]),
    "records:transcripts": (f"/people/{AMINA}/transcripts/", [302, 200, 404, 404, 404, 200]),
    "records:send_transcript_link": (f"/people/{AMINA}/transcripts/send/", [302, 405, 405, 405, 405, 405]),
    "records:close_transcript_link": (f"/people/{AMINA}/transcripts/close/", [302, 405, 405, 405, 405, 405]),
    "records:transcript": (f"/transcripts/{ATTEMPT}/download/", [302, 404, 404, 404, 404, 404]),
    "records:transcript_link": ("/transcripts/nothing/", [404, 404, 404, 404, 404, 404]),
    "records:claims": ("/learning/", [302, 200, 200, 200, 200, 200]),
    "records:claim_queue": ("/learning/claims/", [302, 404, 404, 404, 404, 200]),
    "records:claim": (f"/learning/claims/{ATTEMPT}/", [302, 404, 404, 404, 404, 404]),
    "records:claim_file": (f"/learning/claims/{ATTEMPT}/file/", [302, 404, 404, 404, 404, 404]),
    "records:take_back_claim": (f"/learning/claims/{ATTEMPT}/take-back/", [302, 405, 405, 405, 405, 405]),
    "records:accept_claim": (f"/learning/claims/{ATTEMPT}/accept/", [302, 405, 405, 405, 405, 405]),
    "records:refuse_claim": (f"/learning/claims/{ATTEMPT}/refuse/", [302, 405, 405, 405, 405, 405]),
    "records:annul_claim": (f"/learning/claims/{ATTEMPT}/annul/", [302, 405, 405, 405, 405, 405]),
    "records:equivalences": ("/learning/equivalences/", [302, 404, 404, 404, 404, 200]),
    "records:equivalence_new": ("/learning/equivalences/new/", [302, 404, 404, 404, 404, 200]),
    "records:equivalence": (f"/learning/equivalences/{ATTEMPT}/", [302, 404, 404, 404, 404, 404]),
    "records:close_equivalence": (f"/learning/equivalences/{ATTEMPT}/close/", [302, 405, 405, 405, 405, 405]),
    "records:open_equivalence": (f"/learning/equivalences/{ATTEMPT}/open/", [302, 405, 405, 405, 405, 405]),
    "records:remove_equivalence": (f"/learning/equivalences/{ATTEMPT}/remove/", [302, 405, 405, 405, 405, 405]),
    "search": ("/search/?q=trust", [200, 200, 200, 200, 200, 200]),
    "sitemap": ("/sitemap.xml", [200, 200, 200, 200, 200, 200]),
    "media": ("/media/nothing.png", [404, 404, 404, 404, 404, 404]),
    "cms_login": ("/cms/login/", [302, 302, 302, 302, 302, 302]),
    "cms_password_reset": ("/cms/password_reset/", [302, 302, 302, 302, 302, 302]),
    "page_login": ("/en/_util/login/", [302, 302, 302, 302, 302, 302]),
    "page": ("/en/cep/m2/", [302, 200, 200, 200, 200, 200]),
    "toolkit:index": ("/toolkit/", [302, 302, 302, 302, 302, 302]),
    "toolkit:notes": ("/notes/", [302, 200, 200, 200, 200, 200]),
    "toolkit:keep": ("/notes/0/", [302, 404, 404, 404, 404, 404]),
    "toolkit:add_note": ("/notes/0/add/", [302, 404, 404, 404, 404, 404]),
    "toolkit:change_note": (f"/notes/{ATTEMPT}/", [302, 404, 404, 404, 404, 404]),
    "toolkit:delete_note": (f"/notes/{ATTEMPT}/delete/", [302, 405, 405, 405, 405, 405]),
    "toolkit:delete_reflection": ("/notes/reflections/1/delete/", [302, 405, 405, 405, 405, 405]),
    "toolkit:export_notes": ("/notes/export/markdown/", [302, 200, 200, 200, 200, 200]),
    "toolkit:paper": ("/modules/0/paper.pdf", [404, 404, 404, 404, 404, 404]),
    "toolkit:place": ("/modules/0/place/", [302, 405, 405, 405, 405, 405]),
    "toolkit:opinion": ("/modules/0/helped/", [302, 404, 404, 404, 404, 404]),
    "toolkit:ask": ("/modules/0/ask/", [302, 404, 404, 404, 404, 404]),
    "toolkit:asked": ("/asked/", [302, 404, 404, 404, 200, 404]),
    "toolkit:answer": (f"/asked/{ATTEMPT}/", [302, 404, 404, 404, 404, 404]),
    "toolkit:show_answer": (f"/asked/{ATTEMPT}/show/", [302, 405, 405, 405, 405, 405]),
    "toolkit:take_question_back": (f"/asked/{ATTEMPT}/take-back/", [302, 405, 405, 405, 405, 405]),
    "courses:list": ("/courses/", [302, 200, 200, 200, 200, 200]),
    "courses:detail": ("/courses/CEP/", [302, 200, 200, 200, 200, 200]),
    "courses:enrol": ("/courses/CEP/enrol/", [302, 302, 302, 302, 302, 302]),
    "courses:confirm_read": ("/courses/CEP/read/", [302, 302, 302, 302, 302, 302]),
    "courses:start_quiz": (f"/courses/CEP/quizzes/{ATTEMPT}/", [302, 302, 302, 302, 302, 302]),
    "courses:why": ("/courses/CEP/why/", [302, 200, 404, 404, 404, 404]),
    "courses:why_person": (f"/courses/CEP/why/{AMINA}/", [302, 200, 404, 404, 404, 200]),
    "tracking:my_day": ("/my-day/", [302, 200, 200, 200, 200, 200]),
    "tracking:my_office": ("/my-office/", [302, 404, 200, 404, 404, 200]),
    "tracking:nudge": ("/my-office/remind/", [405, 405, 405, 405, 405, 405]),
    "tracking:nudge_all": ("/my-office/remind/all/", [302, 404, 200, 404, 404, 200]),
    "tracking:cover": ("/my-office/cover/", [302, 404, 200, 404, 404, 200]),
    "tracking:cover_end": ("/my-office/cover/1/end/", [405, 405, 405, 405, 405, 405]),
    "tracking:offline": ("/my-office/offline/", [302, 404, 200, 404, 404, 200]),
    "tracking:offline_stretch": ("/my-office/offline/1/", [405, 405, 405, 405, 405, 405]),
    "tracking:handover": (f"/my-office/handover/{ATTEMPT}/", [302, 404, 404, 404, 404, 404]),
    "tracking:handover_take": (f"/my-office/handover/{ATTEMPT}/1/", [405, 405, 405, 405, 405, 405]),
    "tracking:board": ("/board/", [302, 404, 200, 404, 404, 200]),
    "tracking:board_office": ("/board/GH/", [302, 404, 200, 404, 404, 200]),
    "tracking:changes": ("/board/changes/", [302, 404, 200, 404, 404, 200]),
    "tracking:figures": ("/figures/", [302, 404, 200, 404, 404, 200]),
    "tracking:figures_count": ("/figures/count/", [302, 405, 405, 405, 405, 405]),
    "tracking:sheets": ("/figures/sheets/", [302, 404, 404, 404, 404, 200]),
    "tracking:sheet_new": ("/figures/sheets/new/", [302, 404, 404, 404, 404, 200]),
    "tracking:sheet": ("/figures/sheets/FS-2026-0001/", [302, 404, 404, 404, 404, 404]),
    "tracking:sheet_pdf": ("/figures/sheets/FS-2026-0001.pdf", [302, 404, 404, 404, 404, 404]),
    "tracking:sheet_json": ("/figures/sheets/FS-2026-0001.json", [302, 404, 404, 404, 404, 404]),
    "tracking:targets": ("/figures/targets/", [302, 404, 404, 404, 404, 200]),
    "tracking:target_new": ("/figures/targets/new/", [302, 404, 404, 404, 404, 200]),
    "tracking:target_withdraw": ("/figures/targets/1/withdraw/", [302, 405, 405, 405, 405, 405]),
    "tracking:exports": ("/exports/", [302, 404, 404, 404, 404, 200]),
    "tracking:export_new": ("/exports/new/?what=figures", [302, 404, 200, 404, 404, 200]),
    "tracking:schedules": ("/exports/schedules/", [302, 404, 200, 404, 404, 200]),
    "tracking:schedule_new": ("/exports/schedules/new/?what=figures", [302, 404, 200, 404, 404, 200]),
    "tracking:schedule_stop": (f"/exports/schedules/{ATTEMPT}/stop/", [302, 405, 405, 405, 405, 405]),
    "tracking:scheduled": (f"/exports/scheduled/{ATTEMPT}/2026-11-01/", [302, 404, 404, 404, 404, 404]),
    "tracking:clients": ("/api/clients/", [302, 404, 404, 404, 404, 200]),
    "tracking:client_revoke": ("/api/clients/1/revoke/", [302, 405, 405, 405, 405, 405]),
    "tracking:api_description": ("/api/v1/openapi.json", [200, 200, 200, 200, 200, 200]),
    "tracking:api_requirements": ("/api/v1/requirements", [401, 401, 401, 401, 401, 401]),
    "tracking:api_offices": ("/api/v1/offices", [401, 401, 401, 401, 401, 401]),
    "tracking:api_readiness": ("/api/v1/readiness?requirement=BASICS", [401, 401, 401, 401, 401, 401]),
    "tracking:api_figures": ("/api/v1/figures", [401, 401, 401, 401, 401, 401]),
    "tracking:api_nothing": ("/api/v1/nothing", [401, 401, 401, 401, 401, 401]),
    "tracking:requirements": ("/requirements/", [302, 404, 200, 404, 404, 200]),
    "tracking:requirement_new": ("/requirements/new/", [302, 404, 404, 404, 404, 200]),
    "tracking:requirement": ("/requirements/BASICS/", [302, 404, 200, 404, 404, 200]),
    "tracking:requirement_move": ("/requirements/BASICS/move/", [405, 405, 405, 405, 405, 405]),
    "tracking:requirement_way": ("/requirements/BASICS/way/", [302, 302, 404, 404, 404, 404]),
    "tracking:requirement_version": ("/requirements/BASICS/version/", [302, 404, 404, 404, 404, 200]),
    "tracking:requirement_end": ("/requirements/BASICS/end/", [302, 404, 404, 404, 404, 200]),
    "tracking:requirement_try": (f"/requirements/BASICS/dry-runs/{ATTEMPT}/", [302, 404, 404, 404, 404, 200]),
    "tracking:requirement_publish": (
        f"/requirements/BASICS/dry-runs/{ATTEMPT}/publish/",
        [405, 405, 405, 405, 405, 405],
    ),
    "tracking:exemptions": ("/requirements/BASICS/exemptions/", [302, 404, 200, 404, 404, 200]),
    "tracking:exemption_new": (
        f"/requirements/BASICS/exemptions/new/?person={AMINA}",
        [302, 404, 404, 404, 404, 200],
    ),
    "tracking:exemption_withdraw": ("/requirements/BASICS/exemptions/1/withdraw/", [405, 405, 405, 405, 405, 405]),
    "tracking:coverage": ("/board/courses/", [302, 404, 200, 404, 404, 200]),
    "tracking:coverage_office": ("/board/courses/GH/", [302, 404, 200, 404, 404, 200]),
    "tracking:coverage_export": ("/board/courses/figures.csv", [302, 404, 200, 404, 404, 200]),
    "tracking:coverage_export_office": ("/board/courses/KE/people.csv", [302, 404, 404, 404, 404, 200]),
    "workshops:list": ("/workshops/", [200, 200, 200, 200, 200, 200]),
    "workshops:detail": ("/workshops/CEP-2023-MBA/", [200, 200, 200, 200, 200, 200]),
    "workshops:new": ("/workshops/new/", [302, 404, 404, 404, 404, 200]),
    "workshops:frame": ("/workshops/CEP-2023-MBA/frame/", [302, 404, 404, 200, 404, 200]),
    "workshops:clone": ("/workshops/CEP-2023-MBA/clone/", [302, 404, 404, 404, 404, 200]),
    "workshops:texts": ("/workshops/CEP-2023-MBA/texts/", [302, 404, 404, 200, 404, 200]),
    "workshops:text": ("/workshops/CEP-2023-MBA/texts/fr/", [302, 404, 404, 200, 404, 200]),
    "workshops:supporters": ("/workshops/CEP-2023-MBA/supporters/", [302, 404, 404, 200, 404, 200]),
    "workshops:supporter": ("/workshops/CEP-2023-MBA/supporters/1/", [302, 404, 404, 404, 404, 404]),
    "workshops:funding": ("/workshops/CEP-2023-MBA/funding/", [302, 404, 404, 200, 404, 200]),
    "workshops:funding_line": ("/workshops/CEP-2023-MBA/funding/1/", [302, 404, 404, 404, 404, 404]),
    "workshops:remove": ("/workshops/CEP-2023-MBA/funding/1/remove/", [405, 405, 405, 405, 405, 405]),
    "workshops:state": ("/workshops/CEP-2023-MBA/state/", [302, 404, 404, 200, 404, 200]),
    "workshops:dates": ("/workshops/CEP-2023-MBA/dates/", [302, 404, 404, 200, 404, 200]),
    "workshops:reconfirm": ("/workshops/CEP-2023-MBA/reconfirm/", [302, 404, 404, 404, 404, 404]),
    "workshops:agenda": ("/workshops/CEP-2023-MBA/agenda/", [200, 200, 200, 200, 200, 200]),
    "workshops:calendar": ("/workshops/CEP-2023-MBA/agenda.ics", [200, 200, 200, 200, 200, 200]),
    "workshops:agenda_changes": ("/workshops/CEP-2023-MBA/agenda/changes/", [404, 404, 404, 404, 404, 404]),
    "workshops:versions": ("/workshops/CEP-2023-MBA/versions/", [302, 404, 404, 200, 404, 200]),
    "workshops:difference": (
        "/workshops/CEP-2023-MBA/versions/difference/?before=1&after=1",
        [302, 404, 404, 200, 404, 200],
    ),
    "workshops:publish": ("/workshops/CEP-2023-MBA/versions/publish/", [302, 404, 404, 200, 404, 200]),
    "workshops:version": ("/workshops/CEP-2023-MBA/versions/1/", [200, 200, 200, 200, 200, 200]),
    "workshops:version_reset": ("/workshops/CEP-2023-MBA/versions/1/reset/", [302, 405, 405, 405, 405, 405]),
    "workshops:announcement": ("/workshops/CEP-2023-MBA/versions/1/notices/", [302, 404, 404, 404, 404, 404]),
    "workshops:announcement_send": ("/workshops/CEP-2023-MBA/versions/1/notices/send/", [302, 405, 405, 405, 405, 405]),
    "workshops:announcement_aside": (
        "/workshops/CEP-2023-MBA/versions/1/notices/aside/",
        [302, 405, 405, 405, 405, 405],
    ),
    "workshops:announcement_entry": ("/workshops/CEP-2023-MBA/versions/1/notices/1/", [302, 404, 404, 404, 404, 404]),
    "workshops:schedule_xml": ("/workshops/CEP-2023-MBA/schedule.xml", [200, 200, 200, 200, 200, 200]),
    "workshops:schedule_json": ("/workshops/CEP-2023-MBA/schedule.json", [200, 200, 200, 200, 200, 200]),
    "workshops:now": ("/workshops/CEP-2023-MBA/now/", [302, 404, 404, 200, 404, 404]),
    "workshops:screen": ("/workshops/CEP-2023-MBA/screen/", [302, 404, 404, 200, 404, 200]),
    "workshops:late": ("/workshops/CEP-2023-MBA/late/", [302, 404, 404, 200, 404, 200]),
    "workshops:running": ("/workshops/CEP-2023-MBA/running/", [302, 404, 404, 200, 404, 200]),
    "workshops:run_item": (f"/workshops/CEP-2023-MBA/running/{ATTEMPT}/", [405, 405, 405, 405, 405, 405]),
    "workshops:polls": ("/workshops/CEP-2023-MBA/polls/", [302, 404, 404, 200, 404, 200]),
    "workshops:poll_new": ("/workshops/CEP-2023-MBA/polls/new/", [302, 404, 404, 200, 404, 200]),
    "workshops:poll": (f"/workshops/CEP-2023-MBA/polls/{ATTEMPT}/", [302, 404, 404, 404, 404, 404]),
    "workshops:poll_state": (f"/workshops/CEP-2023-MBA/polls/{ATTEMPT}/state/", [405, 405, 405, 405, 405, 405]),
    "workshops:vote": (f"/workshops/CEP-2023-MBA/polls/{ATTEMPT}/vote/", [405, 405, 405, 405, 405, 405]),
    "workshops:questions": ("/workshops/CEP-2023-MBA/questions/", [302, 404, 404, 200, 404, 200]),
    "workshops:moderation": ("/workshops/CEP-2023-MBA/questions/moderation/", [302, 404, 404, 200, 404, 200]),
    "workshops:moderate": (f"/workshops/CEP-2023-MBA/questions/{ATTEMPT}/", [405, 405, 405, 405, 405, 405]),
    "workshops:support": (f"/workshops/CEP-2023-MBA/questions/{ATTEMPT}/support/", [405, 405, 405, 405, 405, 405]),
    "workshops:parking": ("/workshops/CEP-2023-MBA/parking/", [302, 404, 404, 200, 404, 200]),
    "workshops:parked_point": (f"/workshops/CEP-2023-MBA/parking/{ATTEMPT}/", [302, 404, 404, 404, 404, 404]),
    "workshops:room": ("/workshops/CEP-2023-MBA/room/", [302, 404, 404, 200, 404, 200]),
    "workshops:room_prepare": ("/workshops/CEP-2023-MBA/room/prepare/", [405, 405, 405, 405, 405, 405]),
    "workshops:room_roster": ("/workshops/CEP-2023-MBA/room/roster/", [401, 401, 401, 401, 401, 401]),
    "workshops:room_runs": ("/workshops/CEP-2023-MBA/room/runs/", [405, 405, 405, 405, 405, 405]),
    "workshops:room_app": ("/workshops/CEP-2023-MBA/room/app/", [200, 200, 200, 200, 200, 200]),
    "workshops:room_manifest": ("/workshops/CEP-2023-MBA/room/app/manifest.json", [200, 200, 200, 200, 200, 200]),
    "workshops:room_worker": ("/workshops/CEP-2023-MBA/room/app/worker.js", [200, 200, 200, 200, 200, 200]),
    "workshops:room_events": ("/workshops/CEP-2023-MBA/room/events/", [405, 405, 405, 405, 405, 405]),
    "workshops:devices": ("/workshops/CEP-2023-MBA/room/devices/", [302, 404, 404, 200, 404, 200]),
    "workshops:device_revoke": (
        f"/workshops/CEP-2023-MBA/room/devices/{ATTEMPT}/revoke/",
        [405, 405, 405, 405, 405, 405],
    ),
    "workshops:unresolved": ("/workshops/CEP-2023-MBA/room/unresolved/", [302, 404, 404, 200, 404, 200]),
    "workshops:resolve": ("/workshops/CEP-2023-MBA/room/unresolved/9001/", [302, 404, 404, 404, 404, 404]),
    "workshops:take_over": ("/workshops/CEP-2023-MBA/room/take-over/", [302, 404, 404, 200, 404, 200]),
    "workshops:my_calendar": ("/workshops/CEP-2023-MBA/my-calendar/", [302, 404, 404, 200, 404, 404]),
    "workshops:feed": ("/workshops/feeds/nothing.ics", [404, 404, 404, 404, 404, 404]),
    "workshops:builder": ("/workshops/CEP-2023-MBA/builder/", [302, 404, 404, 200, 404, 200]),
    "workshops:builder_begin": ("/workshops/CEP-2023-MBA/builder/begin/", [405, 405, 405, 405, 405, 405]),
    "workshops:builder_edit": ("/workshops/CEP-2023-MBA/builder/edit/", [405, 405, 405, 405, 405, 405]),
    "workshops:builder_coverage": ("/workshops/CEP-2023-MBA/builder/coverage/", [302, 404, 404, 302, 404, 302]),
    "workshops:builder_rooms": ("/workshops/CEP-2023-MBA/builder/rooms/", [302, 404, 404, 200, 404, 200]),
    "workshops:builder_add": ("/workshops/CEP-2023-MBA/builder/items/", [302, 404, 404, 302, 404, 302]),
    "workshops:builder_item": ("/workshops/CEP-2023-MBA/builder/items/1/", [302, 404, 404, 302, 404, 302]),
    "workshops:builder_away": ("/workshops/CEP-2023-MBA/builder/items/1/away/", [405, 405, 405, 405, 405, 405]),
    "workshops:builder_back": ("/workshops/CEP-2023-MBA/builder/items/1/back/", [405, 405, 405, 405, 405, 405]),
    "workshops:plan_templates": ("/workshops/plans/", [302, 404, 404, 200, 404, 200]),
    "workshops:plan_template_new": ("/workshops/plans/new/", [302, 404, 404, 200, 404, 200]),
    "workshops:plan_template": ("/workshops/plans/1/", [302, 404, 404, 200, 404, 200]),
    "workshops:plan_template_edit": ("/workshops/plans/1/edit/", [302, 404, 404, 200, 404, 200]),
    "workshops:plan_template_remove": ("/workshops/plans/1/remove/", [405, 405, 405, 405, 405, 405]),
    "workshops:plans": ("/workshops/CEP-2023-MBA/plans/", [302, 404, 404, 200, 404, 200]),
    "workshops:shopping": ("/workshops/CEP-2023-MBA/plans/shopping/", [302, 404, 404, 200, 404, 200]),
    "workshops:shopping_csv": ("/workshops/CEP-2023-MBA/plans/shopping.csv", [302, 404, 404, 200, 404, 200]),
    "workshops:shopping_xlsx": ("/workshops/CEP-2023-MBA/plans/shopping.xlsx", [302, 404, 404, 200, 404, 200]),
    "workshops:guide": ("/workshops/CEP-2023-MBA/plans/guide.pdf", [302, 404, 404, 200, 404, 200]),
    "workshops:plan": (f"/workshops/CEP-2023-MBA/plans/{ATTEMPT}/", [302, 404, 404, 200, 404, 200]),
    "workshops:plan_edit": (f"/workshops/CEP-2023-MBA/plans/{ATTEMPT}/edit/", [302, 404, 404, 200, 404, 200]),
    "workshops:plan_start": (f"/workshops/CEP-2023-MBA/plans/{ATTEMPT}/start/", [405, 405, 405, 405, 405, 405]),
    "workshops:plan_to_template": (
        f"/workshops/CEP-2023-MBA/plans/{ATTEMPT}/template/",
        [405, 405, 405, 405, 405, 405],
    ),
    "workshops:plan_remove": (f"/workshops/CEP-2023-MBA/plans/{ATTEMPT}/remove/", [405, 405, 405, 405, 405, 405]),
    "workshops:quotas": ("/workshops/CEP-2023-MBA/quotas/", [302, 404, 404, 404, 404, 200]),
    "workshops:quota": ("/workshops/CEP-2023-MBA/quotas/1/", [302, 404, 404, 404, 404, 404]),
    "workshops:nominations": ("/workshops/CEP-2023-MBA/nominations/", [302, 404, 200, 404, 404, 200]),
    "workshops:nominate_list": ("/workshops/CEP-2023-MBA/nominations/list/", [302, 404, 200, 404, 404, 200]),
    "workshops:nomination": (f"/workshops/CEP-2023-MBA/nominations/{ATTEMPT}/", [405, 405, 405, 405, 405, 405]),
    "workshops:substitute": (
        f"/workshops/CEP-2023-MBA/nominations/{ATTEMPT}/substitute/",
        [302, 404, 404, 404, 404, 404],
    ),
    "workshops:endorse": (f"/workshops/CEP-2023-MBA/endorse/{ATTEMPT}/", [302, 404, 404, 404, 404, 404]),
    "workshops:selection": ("/workshops/CEP-2023-MBA/selection/", [302, 404, 404, 404, 404, 200]),
    "workshops:selection_balance": ("/workshops/CEP-2023-MBA/selection/balance/", [302, 404, 404, 404, 404, 200]),
    "workshops:invitations": ("/workshops/CEP-2023-MBA/selection/invitations/", [302, 404, 404, 404, 404, 302]),
    "workshops:freed": ("/workshops/CEP-2023-MBA/selection/freed/1/", [405, 405, 405, 405, 405, 405]),
    "workshops:capacity": ("/workshops/CEP-2023-MBA/selection/capacity/", [302, 404, 404, 404, 404, 200]),
    "workshops:seat": ("/workshops/CEP-2023-MBA/seat/nothing/", [404, 404, 404, 404, 404, 404]),
    "workshops:withdraw": ("/workshops/CEP-2023-MBA/withdraw/", [302, 404, 404, 404, 404, 404]),
    "workshops:screening": ("/workshops/CEP-2023-MBA/screening/", [302, 404, 404, 404, 404, 404]),
    "workshops:team": ("/workshops/CEP-2023-MBA/team/", [302, 404, 404, 200, 404, 200]),
    "workshops:walk_in": ("/workshops/CEP-2023-MBA/walk-in/", [302, 404, 404, 200, 404, 200]),
    "workshops:codes": ("/workshops/CEP-2023-MBA/people/codes/", [302, 404, 404, 200, 404, 200]),
    "workshops:plans_to_endorse": ("/workshops/commitments/to-endorse/", [302, 200, 200, 200, 200, 200]),
    "workshops:follow_up_overdue": ("/workshops/commitments/overdue/", [302, 404, 404, 404, 404, 200]),
    "workshops:follow_up_answer": ("/workshops/commitments/answer/nothing/", [404, 404, 404, 404, 404, 404]),
    "workshops:follow_up_view": ("/workshops/commitments/view/nothing/", [404, 404, 404, 404, 404, 404]),
    "workshops:initiatives": ("/workshops/initiatives/", [302, 200, 200, 200, 200, 200]),
    "workshops:initiatives_of": ("/workshops/initiatives/KE/", [302, 200, 404, 404, 404, 200]),
    "workshops:initiative": ("/workshops/initiatives/KE/1/", [302, 404, 404, 404, 404, 404]),
    "workshops:framework": ("/workshops/framework/", [302, 404, 404, 404, 404, 200]),
    "workshops:framework_statement": ("/workshops/framework/1/", [302, 404, 404, 404, 404, 404]),
    "workshops:action_plans": ("/workshops/CEP-2023-MBA/plans-of-action/", [302, 404, 200, 200, 404, 200]),
    "workshops:action_plan_begin": ("/workshops/CEP-2023-MBA/plans-of-action/begin/", [405, 405, 405, 405, 405, 405]),
    "workshops:action_plan": ("/workshops/CEP-2023-MBA/plans-of-action/1/", [302, 404, 404, 404, 404, 404]),
    "workshops:commitment_new": (
        "/workshops/CEP-2023-MBA/plans-of-action/1/commitments/",
        [302, 404, 404, 404, 404, 404],
    ),
    "workshops:commitment": (
        "/workshops/CEP-2023-MBA/plans-of-action/1/commitments/1/",
        [302, 404, 404, 404, 404, 404],
    ),
    "workshops:commitment_remove": (
        "/workshops/CEP-2023-MBA/plans-of-action/1/commitments/1/remove/",
        [405, 405, 405, 405, 405, 405],
    ),
    "workshops:action_plan_send": ("/workshops/CEP-2023-MBA/plans-of-action/1/send/", [405, 405, 405, 405, 405, 405]),
    "workshops:action_plan_lead": ("/workshops/CEP-2023-MBA/plans-of-action/1/lead/", [405, 405, 405, 405, 405, 405]),
    "workshops:endorse_plan": ("/workshops/CEP-2023-MBA/plans-of-action/1/endorse/", [302, 404, 404, 404, 404, 404]),
    "workshops:follow_up": ("/workshops/CEP-2023-MBA/follow-up/", [302, 404, 404, 200, 404, 200]),
    "workshops:follow_up_own": (f"/workshops/CEP-2023-MBA/follow-up/{ATTEMPT}/", [302, 404, 404, 404, 404, 404]),
    "workshops:ratings": ("/workshops/CEP-2023-MBA/ratings/", [302, 404, 200, 200, 404, 200]),
    "workshops:rate_office": ("/workshops/CEP-2023-MBA/ratings/GH/before/", [302, 404, 200, 404, 404, 404]),
    "workshops:travel": ("/workshops/CEP-2023-MBA/travel/", [302, 404, 404, 200, 404, 404]),
    "workshops:consents": ("/workshops/CEP-2023-MBA/travel/consents/", [405, 405, 405, 405, 405, 405]),
    "workshops:forget_needs": ("/workshops/CEP-2023-MBA/travel/forget-needs/", [405, 405, 405, 405, 405, 405]),
    "workshops:logistics": ("/workshops/CEP-2023-MBA/logistics/", [302, 404, 404, 404, 404, 200]),
    "workshops:logistics_export": ("/workshops/CEP-2023-MBA/logistics.csv", [302, 404, 404, 404, 404, 200]),
    "workshops:remind": ("/workshops/CEP-2023-MBA/logistics/remind/", [405, 405, 405, 405, 405, 405]),
    "workshops:travel_of": ("/workshops/CEP-2023-MBA/logistics/P01/", [302, 404, 404, 404, 404, 200]),
    "workshops:needs": ("/workshops/CEP-2023-MBA/needs/", [302, 404, 404, 404, 404, 404]),
    "workshops:needs_pdf": ("/workshops/CEP-2023-MBA/needs.pdf", [302, 404, 404, 404, 404, 404]),
    "workshops:needs_by_name": ("/workshops/CEP-2023-MBA/needs/by-name/", [405, 405, 405, 405, 405, 405]),
    "workshops:needs_of": ("/workshops/CEP-2023-MBA/needs/of/P01/", [302, 404, 404, 404, 404, 404]),
    "workshops:letters": ("/workshops/CEP-2023-MBA/letters/", [302, 404, 404, 404, 404, 200]),
    "workshops:issue_letters": ("/workshops/CEP-2023-MBA/letters/issue/", [405, 405, 405, 405, 405, 405]),
    "workshops:reissue_outdated": ("/workshops/CEP-2023-MBA/letters/issue-again/", [405, 405, 405, 405, 405, 405]),
    "workshops:letter": ("/workshops/CEP-2023-MBA/letters/1.pdf", [302, 404, 404, 404, 404, 404]),
    "workshops:reissue_letter": ("/workshops/CEP-2023-MBA/letters/1/issue-again/", [405, 405, 405, 405, 405, 405]),
    "workshops:papers": ("/workshops/CEP-2023-MBA/papers/", [302, 404, 404, 200, 404, 200]),
    "workshops:badges": ("/workshops/CEP-2023-MBA/badges.pdf", [302, 404, 404, 404, 404, 200]),
    "workshops:tents": ("/workshops/CEP-2023-MBA/table-signs.pdf", [302, 404, 404, 404, 404, 200]),
    "workshops:list_by_consent": ("/workshops/CEP-2023-MBA/participants.csv", [302, 404, 404, 200, 404, 200]),
    "workshops:list_internal": ("/workshops/CEP-2023-MBA/participants-internal.csv", [302, 404, 404, 200, 404, 200]),
    "workshops:reports": ("/workshops/CEP-2023-MBA/report/", [302, 404, 404, 200, 404, 200]),
    "workshops:report": ("/workshops/CEP-2023-MBA/report/1/", [302, 404, 404, 200, 404, 200]),
    "workshops:report_approve": ("/workshops/CEP-2023-MBA/report/1/approve/", [405, 405, 405, 405, 405, 405]),
    "workshops:report_texts": ("/workshops/CEP-2023-MBA/report/1/texts/en/", [302, 404, 404, 200, 404, 200]),
    "workshops:report_file": (
        "/workshops/CEP-2023-MBA/report/1-outside-en.xlsx",
        [302, 404, 404, 200, 404, 200],
    ),
    "workshops:report_dataset": ("/workshops/CEP-2023-MBA/report/1/dataset.json", [302, 404, 404, 200, 404, 200]),
    "workshops:report_audit": ("/workshops/CEP-2023-MBA/report/1/audit.zip", [302, 404, 404, 200, 404, 200]),
    "workshops:certificates": ("/workshops/CEP-2023-MBA/certificates/", [302, 404, 404, 200, 404, 200]),
    "workshops:issue_certificates": ("/workshops/CEP-2023-MBA/certificates/issue/", [405, 405, 405, 405, 405, 405]),
    "workshops:certificates_progress": (
        "/workshops/CEP-2023-MBA/certificates/progress/",
        [302, 404, 404, 302, 404, 302],
    ),
    "workshops:certificate_back": (
        "/workshops/CEP-2023-MBA/certificates/P01/completion/take-back/",
        [302, 404, 404, 404, 404, 404],
    ),
    "workshops:certificate_links": ("/workshops/CEP-2023-MBA/certificates/links/", [302, 404, 404, 200, 404, 200]),
    "workshops:certificates_pdf": ("/workshops/CEP-2023-MBA/certificates/print.pdf", [302, 404, 404, 302, 404, 302]),
    "workshops:own_certificate": (
        "/workshops/CEP-2023-MBA/certificates/own/nothing/",
        [404, 404, 404, 404, 404, 404],
    ),
    "workshops:own_document": (
        f"/workshops/CEP-2023-MBA/certificates/own/nothing/{ATTEMPT}.pdf",
        [404, 404, 404, 404, 404, 404],
    ),
    "workshops:names": ("/workshops/CEP-2023-MBA/names/", [302, 404, 404, 200, 404, 200]),
    "workshops:my_name": ("/workshops/CEP-2023-MBA/names/mine/", [302, 404, 404, 200, 404, 404]),
    "workshops:decide_name": ("/workshops/CEP-2023-MBA/names/decide/1/", [405, 405, 405, 405, 405, 405]),
    "workshops:confirm_name_of": ("/workshops/CEP-2023-MBA/names/P01/confirm/", [405, 405, 405, 405, 405, 405]),
    "workshops:sheets": ("/workshops/CEP-2023-MBA/sheets/", [302, 404, 404, 200, 404, 200]),
    "workshops:sheet_pdf": ("/workshops/CEP-2023-MBA/sheets/S01.pdf", [302, 404, 404, 404, 404, 404]),
    "workshops:sheet_typing": ("/workshops/CEP-2023-MBA/sheets/S01/", [302, 404, 404, 404, 404, 404]),
    "workshops:sheet_scan": ("/workshops/CEP-2023-MBA/sheets/S01/scan/", [302, 404, 404, 404, 404, 404]),
    "workshops:sheet_verify": ("/workshops/CEP-2023-MBA/sheets/S01/verify/", [302, 404, 404, 404, 404, 404]),
    "workshops:tests": ("/workshops/CEP-2023-MBA/tests/", [302, 404, 404, 200, 404, 200]),
    "workshops:test_pair": ("/workshops/CEP-2023-MBA/tests/pair/", [405, 405, 405, 405, 405, 405]),
    "workshops:my_tests": ("/workshops/CEP-2023-MBA/tests/mine/", [302, 404, 404, 200, 404, 404]),
    "workshops:gain": ("/workshops/CEP-2023-MBA/tests/gain/", [302, 404, 404, 200, 404, 200]),
    "workshops:gain_screen": ("/workshops/CEP-2023-MBA/tests/gain/screen/", [302, 404, 404, 200, 404, 200]),
    "workshops:start_test": ("/workshops/CEP-2023-MBA/tests/before/start/", [405, 405, 405, 405, 405, 405]),
    "workshops:test_totals": ("/workshops/CEP-2023-MBA/tests/before/totals/", [302, 404, 404, 200, 404, 200]),
    "workshops:test_side": ("/workshops/CEP-2023-MBA/tests/before/open/", [405, 405, 405, 405, 405, 405]),
    "workshops:forms": ("/workshops/CEP-2023-MBA/forms/", [302, 404, 404, 200, 404, 200]),
    "workshops:form_new": ("/workshops/CEP-2023-MBA/forms/new/", [302, 404, 404, 200, 404, 200]),
    "workshops:form": ("/workshops/CEP-2023-MBA/forms/1/", [302, 404, 404, 404, 404, 404]),
    "workshops:form_save": ("/workshops/CEP-2023-MBA/forms/1/save/", [405, 405, 405, 405, 405, 405]),
    "workshops:form_edit": ("/workshops/CEP-2023-MBA/forms/1/edit/", [302, 404, 404, 404, 404, 404]),
    "workshops:form_close": ("/workshops/CEP-2023-MBA/forms/1/close/", [405, 405, 405, 405, 405, 405]),
    "workshops:form_remove": ("/workshops/CEP-2023-MBA/forms/1/remove/", [405, 405, 405, 405, 405, 405]),
    "workshops:form_results": ("/workshops/CEP-2023-MBA/forms/1/results/", [302, 404, 404, 404, 404, 404]),
    "workshops:form_names": ("/workshops/CEP-2023-MBA/forms/1/names/", [405, 405, 405, 405, 405, 405]),
    "workshops:form_reply": ("/workshops/CEP-2023-MBA/forms/1/you-said/", [302, 404, 404, 404, 404, 404]),
    "workshops:you_said": ("/workshops/CEP-2023-MBA/you-said/", [302, 404, 404, 200, 404, 200]),
    "workshops:practices": ("/workshops/CEP-2023-MBA/practices/", [302, 404, 404, 200, 404, 200]),
    "workshops:practice_new": ("/workshops/CEP-2023-MBA/practices/new/", [302, 404, 404, 200, 404, 404]),
    "workshops:practice": (f"/workshops/CEP-2023-MBA/practices/{ATTEMPT}/", [302, 404, 404, 404, 404, 404]),
    "workshops:practice_photo": (f"/workshops/CEP-2023-MBA/practices/{ATTEMPT}/photo/", [302, 404, 404, 404, 404, 404]),
    "workshops:people": ("/workshops/CEP-2023-MBA/people/", [404, 404, 404, 200, 404, 200]),
}
MATRIX |= {
    "workshops:check_in": ("/workshops/CEP-2023-MBA/check-in/", [302, 403, 403, 200, 403, 403]),
    "workshops:check_in_screen": ("/workshops/CEP-2023-MBA/check-in/screen/", [302, 404, 404, 200, 404, 200]),
    "workshops:attendance": ("/workshops/CEP-2023-MBA/attendance/", [302, 404, 404, 200, 404, 200]),
    "workshops:attendance_export": ("/workshops/CEP-2023-MBA/attendance.csv", [302, 404, 404, 200, 404, 200]),
    "workshops:my_attendance": ("/workshops/CEP-2023-MBA/attendance/mine/", [302, 404, 404, 200, 404, 404]),
    "workshops:attendance_take": ("/workshops/CEP-2023-MBA/attendance/take/", [405, 405, 405, 405, 405, 405]),
    "workshops:remote": ("/workshops/CEP-2023-MBA/attendance/remote/", [302, 404, 404, 200, 404, 200]),
    "workshops:meeting": ("/workshops/CEP-2023-MBA/attendance/remote/meeting/", [405, 405, 405, 405, 405, 405]),
    "workshops:presence": ("/workshops/CEP-2023-MBA/attendance/remote/presence/", [405, 405, 405, 405, 405, 405]),
    "workshops:video_import": ("/workshops/CEP-2023-MBA/attendance/remote/video/", [302, 404, 404, 200, 404, 200]),
    "workshops:attendance_of": ("/workshops/CEP-2023-MBA/attendance/of/P02/", [302, 404, 404, 200, 404, 200]),
    "workshops:closing": ("/workshops/CEP-2023-MBA/closing/", [302, 404, 404, 200, 404, 200]),
    "workshops:head_count": ("/workshops/CEP-2023-MBA/closing/heads/", [405, 405, 405, 405, 405, 405]),
    "workshops:sign_day": ("/workshops/CEP-2023-MBA/closing/sign/", [405, 405, 405, 405, 405, 405]),
}


THEIRS = ("allauth", "wagtail")


def names(resolver: URLResolver, prefix: str = "") -> list[str]:
    """The names of every address of ours; allauth, Wagtail and its documents test their own."""
    found = []
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            found.append(prefix + str(pattern.name))
        elif not getattr(pattern.urlconf_name, "__name__", "").startswith(THEIRS):
            found += names(pattern, f"{pattern.namespace}:" if pattern.namespace else prefix)
    return found


def make_attempt(person, quiz):
    """An attempt with the id that the matrix names."""
    place = {"context_kind": "practice", "context_key": "x", "language": "en"}
    attempt = start_attempt(person, version_of(quiz), **place)
    type(attempt).objects.filter(pk=attempt.pk).update(uuid=ATTEMPT)


def make_course_for(person, quiz, modules):  # noqa: F811
    """A course of one module and the quiz, which the person follows."""
    course = Course.objects.create(code="CEP", titles={"en": "The course"}, audience="partners")
    course.steps.add(Step(module_key=modules["m3"].translation_key, sort_order=0), Step(quiz=quiz, sort_order=1))
    course.save()
    publish_course(course, by=None)
    enrol(person, course)
    type(person).objects.filter(pk=person.pk).update(uuid=AMINA)


def make_certificate_of(person):
    """A certificate with the id that the matrix names."""
    certificate = issue_certificate(make_record(person))
    type(certificate).objects.filter(pk=certificate.pk).update(uuid=ATTEMPT)


def make_requirement_of(person, by):
    """What is asked of everybody, as it stands for this person, and a dry run of its end."""
    subject = {"kind": "course", "value": str(Course.objects.get(code="CEP").uuid)}
    values = {"titles": {"en": "The basics"}, "subjects": [subject], "from_day": datetime.date(2026, 1, 1)}
    requirement = create_requirement("BASICS", by=by)
    publish_version(requirement, by=by, **values)
    ended = Terms(**values | {"from_day": timezone.localdate(), "is_ended": True})
    row = try_out(requirement, ended, by=by)
    type(row).objects.update(uuid=ATTEMPT)
    derive([person.pk])


@pytest.fixture
def clients(mombasa, modules, amina, efua, chen, author, dana, client_for, plain_not_found):  # noqa: F811
    mombasa.registrations.create(
        person=chen,
        role="lead",
        number="F01",
        confirmed_at=mombasa.registrations.first().confirmed_at,
        office=chen.postings.get().office,
        category="staff",
        sex=chen.sex,
        language="en",
    )
    quiz = make_quiz()
    make_attempt(amina, quiz)
    make_course_for(amina, quiz, modules)
    make_certificate_of(amina)
    make_requirement_of(amina, dana)
    mombasa.items.filter(code="D1-05").update(uuid=ATTEMPT)
    SessionPlan.objects.create(pk=1, title="A template", language="en")
    make_report(mombasa, by=chen)
    signed_in = [client_for(person) for person in (amina, efua, chen, author, dana)]
    return dict(zip(ROLES, [Client(), *signed_in], strict=True))


def test_the_matrix_names_every_address():
    assert set(names(get_resolver())) == set(MATRIX)


def test_each_role_gets_what_the_matrix_says_and_no_page_allows_inline_script_or_style(clients):
    answers = {}
    for name, (path, _expected) in MATRIX.items():
        given = [clients[role].get(path) for role in ROLES]
        answers[name] = [answer.status_code for answer in given]
        if not path.startswith("/cms/"):
            policy = given[-1].headers["Content-Security-Policy"]
            assert "unsafe-inline" not in policy, name
            assert "default-src 'none'" in policy, name
    assert answers == {name: expected for name, (_path, expected) in MATRIX.items()}


def test_no_address_answers_an_empty_post_with_a_fault(clients):
    found = {
        (name, role): client.post(path).status_code
        for name, (path, _expected) in MATRIX.items()
        for role, client in clients.items()
    }
    assert {key: code for key, code in found.items() if code >= 500} == {}


def paths_of_the_cms(resolver, prefix: str = "/") -> list[str]:
    """Every address under the CMS that needs no number."""
    found = []
    for pattern in resolver.url_patterns:
        path = prefix + str(pattern.pattern).removeprefix("^").removesuffix("$")
        if isinstance(pattern, URLResolver):
            found += paths_of_the_cms(pattern, path) if path.startswith("/cms/") else []
        elif path.startswith("/cms/") and not set("<(?[") & set(path):
            found.append(path)
    return found


def test_no_page_of_the_cms_opens_for_who_is_no_author(clients):
    paths = paths_of_the_cms(get_resolver())
    assert len(paths) > 40
    for role in ("anonymous", "learner", "focal point", "facilitator", "headquarters"):
        opened = {path for path in paths if clients[role].get(path).status_code == 200}
        assert opened <= {"/cms/sprite/", "/cms/jsi18n/"}, role
    assert clients["author"].get("/cms/").status_code == 200
