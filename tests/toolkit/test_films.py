"""A player gets the part of a film that it asks for, and who may not see the film gets none of it."""

import pytest
from django.core.files.base import ContentFile

from elearning.toolkit.films import MOST, part_of
from elearning.toolkit.models import ToolkitDocument


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("bytes=0-", (0, 99)),
        ("bytes=10-19", (10, 19)),
        ("bytes=90-500", (90, 99)),
        ("bytes=-10", (90, 99)),
        ("bytes=-500", (0, 99)),
        ("bytes=100-", (100, 99)),
        ("bytes=-0", (100, 100)),
        ("bytes=20-10", None),
        ("bytes=0-1,5-6", None),
        ("bytes=-", None),
        ("bytes=٣-", None),
        ("lines=0-1", None),
        ("bytes=" + "9" * 40 + "-", None),
        ("", None),
    ],
)
def test_a_header_names_one_range_or_is_ignored(asked, part):
    assert part_of(asked, 100) == part


def test_no_answer_holds_more_than_a_megabyte():
    assert part_of("bytes=5-", 10 * MOST) == (5, MOST + 4)


def test_a_film_is_sent_in_parts_to_who_may_see_it(client, client_for, amina):
    content = b"\0\0\0\x18ftypmp42" + bytes(range(256)) * 4
    film = ToolkitDocument(title="Film", audience="staff")
    film.file.save("film.mp4", ContentFile(content), save=False)
    film._set_document_file_metadata()
    film.save()
    learner = client_for(amina)

    def part(asked: str, person=learner, **headers):
        return person.get(film.url, headers={"Range": asked, **headers})

    whole = learner.get(film.url)
    assert (whole.status_code, b"".join(whole.streaming_content)) == (200, content)
    some = part("bytes=100-199")
    assert (some.status_code, some.content) == (206, content[100:200])
    assert some["Content-Range"] == f"bytes 100-199/{len(content)}"
    assert some["Content-Type"] == "video/mp4"
    assert some["ETag"] == whole["ETag"]
    assert part("bytes=100-199", **{"If-Range": some["ETag"]}).status_code == 206
    assert part("bytes=100-199", **{"If-Range": '"older"'}).status_code == 200
    assert part("bytes=100-199", **{"Accept-Encoding": "gzip"}).status_code == 200
    behind = part("bytes=9999-")
    assert (behind.status_code, behind["Content-Range"]) == (416, f"bytes */{len(content)}")
    assert part("bytes=0-", client).status_code == 404
