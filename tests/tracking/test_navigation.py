"""The way between the pages of the view from above: two levels, what is open marked on both, nothing one may not."""

import re

from django.contrib.auth.models import Permission


def marked(page) -> list[tuple[str, str]]:
    """What is marked as open, in the main menu and on both levels."""
    return re.findall(r'aria-current="(page|true)"[^>]*>([^<]+)</a>', page.content.decode())


def test_each_page_is_marked_where_it_stands(offices, dana, efua, chen, client_for):
    client = client_for(dana)
    assert marked(client.get("/people/import/")) == [("true", "People"), ("page", "Imports")]
    assert marked(client.get("/learning/claims/")) == [("true", "People"), ("page", "Certificates to verify")]
    assert marked(client.get("/requirements/")) == [("page", "Requirements")]
    # the main menu does not take /board/courses/ for /courses/
    assert marked(client.get("/board/courses/")) == [("true", "Board"), ("true", "Board"), ("page", "Courses")]
    page = client_for(efua).get("/my-office/cover/?office=GH")
    assert marked(page) == [("true", "My office"), ("true", "My office"), ("page", "Who covers for me")]
    assert 'href="/my-office/offline/?office=GH"' in page.content.decode()
    for hidden in ("/people/import/", "/learning/claims/", "/figures/sheets/"):
        assert f'href="{hidden}"' not in page.content.decode()
    # a verifier of no office has her two pages, and comes to them from her own certificates
    chen.user_permissions.add(Permission.objects.get(codename="verify_claim"))
    client = client_for(chen)
    assert 'href="/learning/claims/"' in client.get("/learning/").content.decode()
    assert marked(client.get("/learning/claims/")) == [("page", "Certificates to verify")]
