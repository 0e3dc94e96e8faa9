"""The pages of those in charge that no journey passes, loaded once, in Arabic, in each medium: axe finds nothing."""

import pytest
from django.conf import settings

from tests.browser.looks import DARK, FORCED, LIGHT, Row, browser_of, look, probe
from tests.browser.steps import complaints
from tests.test_permissions import MATRIX, ROLES, clients  # noqa: F401  (a fixture)
from tests.toolkit.conftest import french_toolkit, homes, make_module, modules, toolkit  # noqa: F401  (fixtures)
from tests.workshops.conftest import all_offices, data, mombasa, mombasa_data  # noqa: F401  (fixtures)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
OURS = ("tracking:", "workshops:", "records:", "people:", "assessments:", "courses:")
VIEWS = [Row("ar", 360, LIGHT), Row("ar", 1280, DARK), Row("ar", 1280, FORCED)]
# A journey or another walk looks at these, in a world that holds more.
SEEN = """
    people:ask_erasure people:erasures people:held people:join_requests people:joining people:privacy people:profile
    people:retention people:twins
    assessments:attempt assessments:practice assessments:submit
    records:certificate records:claim_queue records:claims records:equivalence_new records:equivalences
    records:transcripts records:verify
    tracking:board tracking:changes tracking:cover tracking:coverage tracking:coverage_office tracking:exemptions
    tracking:my_day tracking:offline tracking:person tracking:requirement tracking:requirements
    courses:detail courses:list courses:why
    workshops:action_plans workshops:agenda workshops:attendance workshops:builder workshops:builder_rooms
    workshops:capacity workshops:certificates workshops:closing workshops:follow_up workshops:follow_up_overdue
    workshops:form_new workshops:forms workshops:framework workshops:gain workshops:gain_screen
    workshops:initiatives_of workshops:late workshops:moderation workshops:my_tests workshops:names
    workshops:nominations workshops:now workshops:parking workshops:plan workshops:plans workshops:polls
    workshops:practices workshops:questions workshops:quotas workshops:ratings workshops:remote workshops:room
    workshops:room_app workshops:running workshops:screen workshops:selection workshops:sheets workshops:team
    workshops:test_totals workshops:tests workshops:walk_in workshops:you_said
"""
ELSEWHERE = set(SEEN.split())


def pages(clients) -> list[tuple[str, str, str]]:  # noqa: F811
    """The session of the last role that may, with the path and the name of each page."""
    found = []
    for name, (path, codes) in MATRIX.items():
        roles = [role for role, code in zip(ROLES, codes, strict=True) if code == 200 and role != "anonymous"]
        if not name.startswith(OURS) or name in ELSEWHERE or not roles:
            continue
        client = clients[roles[-1]]
        answer = client.get(path)
        if not answer.streaming and b"<html" in answer.content[:500]:
            found.append((client.cookies[settings.SESSION_COOKIE_NAME].value, path, name))
    return found


def test_every_page_of_those_in_charge_is_clean(new_context, live_server, clients):  # noqa: F811
    site = live_server.url
    context = browser_of(new_context, site, VIEWS, locale="ar")
    page, found, said = context.new_page(), [], complaints(context)
    walked = pages(clients)
    assert len(walked) > 60
    for session, path, name in walked:
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": site}])
        status = page.goto(site + path, wait_until="load").status
        found += [] if status == 200 else [f"{name} answers {status}"]
        found += look(page, name, VIEWS)
        found += [f"{name}: {fault}" for fault in probe(page)]
    found += said
    assert not found, "\n".join(found)
