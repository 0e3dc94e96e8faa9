"""Where she stopped reading: the last place by its own time, found again after an edit, hers alone."""

import datetime

from django.utils import timezone

from elearning.toolkit.learning.places import keep_place, resuming
from elearning.toolkit.models import ReadingPlace

HOUR = datetime.timedelta(hours=1)


def without(module, *numbers):
    """The module edited: these blocks are gone, the others keep their names."""
    raw = [block for number, block in enumerate(module.body.raw_data) if number not in numbers]
    module.body = raw
    module.save_revision().publish()
    module.refresh_from_db()


def test_the_last_place_by_its_own_time_stands(module, paragraphs, amina, bruno):
    now = timezone.now()
    first, second = paragraphs[1].anchor, paragraphs[2].anchor
    assert second == f"{first}-2"
    keep_place(amina, module, anchor=second, share=60, at=now - HOUR)
    keep_place(amina, module, anchor=first, share=20, at=now - 2 * HOUR)  # sent late from another device
    place = ReadingPlace.objects.get()
    assert (place.anchor, place.words, place.share) == (second, "Beta follows, beta again.", 60)
    assert place.heading == paragraphs[0].anchor
    keep_place(amina, module, anchor=first, share=300, at=now + 900 * HOUR)  # a clock that is wrong
    place.refresh_from_db()
    assert (place.anchor, place.share) == (first, 100)
    assert place.at <= timezone.now() + datetime.timedelta(minutes=6)
    assert keep_place(amina, module, anchor="p-00000000", share=1) is None
    assert not ReadingPlace.objects.visible_to(bruno).exists()


def test_a_paragraph_that_is_gone_falls_back_to_its_heading_then_to_the_top(module, paragraphs, amina):
    place = keep_place(amina, module, anchor=paragraphs[4].anchor, share=70)
    assert resuming(place, paragraphs).words == "Gamma ends it."
    assert resuming(place, paragraphs[:4]).words == "Second"
    assert resuming(place, paragraphs[:3]) is None
    place.share = 100
    assert resuming(place, paragraphs) is None
    assert resuming(keep_place(amina, module, anchor=paragraphs[0].anchor, share=0), paragraphs) is None


def test_the_page_offers_it_to_her_alone(module, paragraphs, amina, dana, client, client_for):
    hers, url = client_for(amina), f"/modules/{module.pk}/place/"
    sent = {"anchor": paragraphs[4].anchor, "share": 70, "at": "2026-11-26T10:00:00.000Z"}
    assert hers.post(url, sent).status_code == 204
    bad = ({"anchor": "<script>", "share": 1}, {"anchor": sent["anchor"], "share": 101}, {"anchor": "\0"}, {})
    assert [hers.post(url, values).status_code for values in bad] == [400] * 4
    assert hers.post(url, sent | {"at": "never"}).status_code == 400
    link = f'<a href="#{sent["anchor"]}" lang="en"><bdi>Gamma ends it.</bdi></a>'
    assert link in hers.get(module.get_url()).content.decode()
    for other in (client_for(dana), client):
        page = other.get(module.get_url()).content.decode()
        assert "Go on where you stopped" not in page
    assert "reading.js" not in page  # nothing more for a visitor
    assert "learning.css" not in page
    without(module, 3)
    assert '<bdi>Second</bdi></a>' in hers.get(module.get_url()).content.decode()  # fmt: skip
    module.unpublish()
    assert hers.post(url, sent).status_code == 404
