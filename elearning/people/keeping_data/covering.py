"""That nothing is forgotten: which relations to a person a copy of all that is held must answer for."""

from collections.abc import Iterable

from ..merging.moving import name_of, relations
from ..merging.whose import DONE_BY
from .parts import Part

# Rows that name her and are not in the copy, each with the reason.
NOT_SHOWN = {
    "people.merge": "that two rows became one is in the journal; the rows are listed",
    "people.twins": "a suspicion about two rows, which is about another person too",
    "people.user_user_permissions": "nobody is given single permissions here; groups are listed",
    "tracking.stale": "a mark that something is reckoned anew, gone within a minute",
    "wagtailadmin.editingsession": "that a page is open in the CMS, gone within a day",
    "wagtailadmin.formstate": "a form of the CMS half filled in",
    "wagtailcore.apitoken": "a secret",
    "wagtailcore.pagesubscription": "which page of the CMS she watches; the CMS shows it",
    "workshops.supporter": "for which partner she answers: the workshop's frame shows it",
    "workshops.takeover": "who followed whom in a workshop, which is about both; the journal lists it",
}


def hers() -> set[str]:
    """The tables with a relation that says whose a row is, and not who did it to others."""
    return {each.model._meta.label_lower for each in relations() if name_of(each) not in DONE_BY}


def unanswered(parts: Iterable[Part]) -> set[str]:
    """The tables that neither a part nor the written list answers for."""
    answered = {table for each in parts for table in each.of}
    return hers() - answered - set(NOT_SHOWN)


# What an erasure does with each table of hers; a new model needs its row, and its receiver of `people.signals.erasing`.
GOES, EMPTIED, COUNTED, NO_WORDS = (
    "its rows are deleted",
    "what she or others wrote in it goes; the row is counted on",
    "it stays: figures or records rest on it",
    "it stays: no words of hers or about her stand in it",
)
AT_ERASURE = {
    "account.emailaddress": GOES,
    "assessments.accommodation": EMPTIED,
    "assessments.attempt": EMPTIED,
    "assessments.paperscore": COUNTED,
    "courses.arrival": GOES,
    "courses.enrolment": COUNTED,
    "mfa.authenticator": GOES,
    "notices.notice": EMPTIED,
    "notices.preference": GOES,
    "notices.rhythm": GOES,
    "people.absence": EMPTIED,
    "people.affiliation": EMPTIED,
    "people.erasure": EMPTIED,
    "people.formertrait": COUNTED,
    "people.handoveritem": EMPTIED,
    "people.heldcopy": EMPTIED,
    "people.invitation": GOES,
    "people.joinrequest": GOES,
    "people.merge": EMPTIED,
    "people.noticeaccepted": NO_WORDS,
    "people.posting": COUNTED,
    "people.role": COUNTED,
    "people.signincode": GOES,
    "people.twins": NO_WORDS,
    "people.user": EMPTIED,
    "people.user_groups": GOES,
    "people.user_user_permissions": GOES,
    "records.claim": EMPTIED,
    "records.learningrecord": COUNTED,
    "records.transcript": EMPTIED,
    "records.transcriptlink": GOES,
    "toolkit.authorquestion": EMPTIED,
    "toolkit.editionseen": GOES,
    "toolkit.highlight": GOES,
    "toolkit.modulepage": NO_WORDS,
    "toolkit.note": GOES,
    "toolkit.opinion": EMPTIED,
    "toolkit.readingplace": GOES,
    "tracking.exemption": EMPTIED,
    "tracking.nudge": COUNTED,
    "tracking.schedule": EMPTIED,
    "tracking.stale": NO_WORDS,
    "tracking.standing": COUNTED,
    "wagtailadmin.editingsession": GOES,
    "wagtailadmin.formstate": GOES,
    "wagtailcore.apitoken": GOES,
    "wagtailcore.pagesubscription": GOES,
    "wagtailusers.userprofile": GOES,
    "workshops.calendarfeed": GOES,
    "workshops.device": EMPTIED,
    "workshops.followup": COUNTED,
    "workshops.itemperson": NO_WORDS,
    "workshops.parkedpoint": NO_WORDS,
    "workshops.registration": EMPTIED,
    "workshops.supporter": NO_WORDS,
    "workshops.takeover": COUNTED,
}
