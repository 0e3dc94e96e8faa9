"""A report of a workshop in which nothing happened, of one without a post-test, and of four hundred people."""

import time

import pytest

from tests.workshops.seating import make_workshop
from workshops.actions.reporting import make_report
from workshops.reports.copies import copy_of
from workshops.reports.figures import figures_of
from workshops.reports.pdf import report_pdf
from workshops.reports.sections import sections_of
from workshops.reports.workbook import report_xlsx


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_document_of_a_workshop_in_which_nothing_happened_is_drawn(chen, offices, language):
    report = make_report(make_workshop(offices, state="live"), by=chen)
    for outside in (False, True):
        assert report_pdf(report, outside=outside, language=language).startswith(b"%PDF")
        assert report_xlsx(report, outside=outside, language=language).read(2) == b"PK"


def test_without_a_post_test_nobody_completes_as_on_the_certificates(played, chen):
    played.post_test = "none"
    played.save()
    report = make_report(played, by=chen)
    people = figures_of(report.dataset)["people"]
    assert (people["participation"], people["completion"]) == (48, 0)
    told = {section.key: section for section in sections_of(copy_of(report, outside=False, language="en"))}
    assert ("Participation", 48) in told["certificates"].tiles
    assert "there is no completion" in told["key"].texts[0]
    assert not any("; " in str(row[5]) for row in told["participants"].grids[0].rows)


def test_four_hundred_people_are_drawn_while_one_waits(report):
    people = report.dataset["people"]
    report.dataset["people"] = [{**one, "number": f"{one['number']}-{turn}"} for turn in range(8) for one in people]
    from workshops.reports.dataset import digest_of

    report.sha256 = digest_of(report.dataset)
    started = time.process_time()
    report_pdf(report, outside=False, language="en")
    assert time.process_time() - started < 30
