"""Two tabs, two devices, two ticks, two authors at the same moment, each in a connection of its own: once is once."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import Group

from elearning.notices.models import Notice
from elearning.toolkit.editions import recording
from elearning.toolkit.editions.actions import mark_seen
from elearning.toolkit.learning.asking import ask
from elearning.toolkit.learning.highlights import keep_highlight
from elearning.toolkit.learning.leaving import take_modules_over
from elearning.toolkit.learning.opinions import give_opinion
from elearning.toolkit.models import (
    AuthorQuestion,
    EditionSeen,
    Highlight,
    ModuleEdition,
    ModulePage,
    Opinion,
    SearchText,
)
from elearning.toolkit.searching import texts
from tests.factories import make_person
from tests.workshops.attendance.test_receiving_race import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def test_what_is_done_twice_at_once_is_done_once(module, amina, author, offices):
    publishers = [make_person("Paulo Dias", offices["HQ"]), make_person("Rosa Dias", offices["HQ"])]
    for each in publishers:
        each.groups.add(Group.objects.get(name="Moderators"))
    module = ModulePage.objects.get(pk=module.pk)
    module.responsible = author
    module.save_revision().publish()

    asked, marked = uuid4(), uuid4()
    edition = ModuleEdition.objects.get(page=module)
    deeds = [lambda yes=yes: give_opinion(amina, module, helped=yes) for yes in (True, False, True)]
    deeds += [lambda: ask(amina, module, uuid=asked, text="Why?")] * 2
    deeds += [lambda: keep_highlight(amina, module, uuid=marked, note="Mine")] * 2
    deeds += [lambda: mark_seen(amina, edition)] * 2
    at_once(*deeds)
    counts = [model.objects.count() for model in (Opinion, AuthorQuestion, Highlight, EditionSeen)]
    assert counts == [1, 1, 1, 1]
    assert Notice.objects.filter(kind="question_asked").count() == 1

    # Two authors take over at once while the page is published once more: one has it, and her name is in the draft.
    def publish():
        page = ModulePage.objects.get(pk=module.pk).get_latest_revision_as_object()
        page.summary = "Anew."
        page.save_revision().publish()

    took = at_once(*(lambda by=by: take_modules_over(author, by=by) for by in publishers))
    assert sorted(took) == [False, True]
    winner = publishers[took.index(True)]
    at_once(publish, publish, recording.catch_up, texts.catch_up)
    page = ModulePage.objects.get(pk=module.pk)
    assert page.responsible == winner
    assert page.get_latest_revision().content["responsible"] == winner.pk

    # Two ticks at once find what a killed process lost.
    SearchText.objects.all().delete()
    ModulePage.objects.filter(pk=module.pk).update(recorded_revision=None, summary="Lost.")
    at_once(recording.catch_up, recording.catch_up, texts.catch_up, texts.catch_up)
    numbers = list(ModuleEdition.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert ModuleEdition.objects.last().paragraphs[1][2] == "Lost."
    (text,) = SearchText.objects.all()
    assert text.paragraphs[0][1] == "Lost."
