"""That nothing is forgotten: which relations to a person a copy of all that is held must answer for."""

from collections.abc import Iterable

from django.apps import apps

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


# Rows that hang upon such a row (her seat, her attempt, what she was told) and are not in the copy, with the reason.
NOT_SHOWN_BELOW = {
    "account.emailconfirmation": "a secret, good for three days",
    "assessments.latedecision": "whether an answer that came late counted: the attempt shows its result",
    "notices.attachment": "files that went with a mail, such as an entry of a calendar: what it is about is listed",
    "people.moved": "which rows a merge moved: the rows are listed",
    "workshops.formticket": "that she answered a form, without when and what: anonymous answers stay apart from her",
    "workshops.freedseat": "a seat that was given back and to whom it may go, which is about others",
    "workshops.interpreterteam_members": "with whom she interprets: the agenda shows it",
    "workshops.offer": "a secret address, and until when it held a seat: the seat is listed",
    "workshops.personalchange": "what an agenda changed for her: the notice that told her is listed",
    "workshops.progress": "what became of a commitment, as its office said: the commitment is listed",
    "workshops.quota": "seats kept for a partner, whose people are others",
    "workshops.remoteday": "a day on which she followed from elsewhere: her presence is listed",
    "workshops.resolution": "whose an unclear sign of presence was: her presence is listed",
    "workshops.roomquestion_supporters": "which questions in the room she supported; nothing tells it to others either",
}


def below() -> set[str]:
    """The tables whose rows name no person themselves but hang, at any depth, upon a row that is hers."""
    rows_of_people = hers() - {"people.user", "toolkit.modulepage"}  # whatever hangs upon a page is about the page
    parents: dict[str, set[str]] = {}
    for model in apps.get_models(include_auto_created=True):
        fields = (each for each in model._meta.local_concrete_fields if each.remote_field)
        parents[model._meta.label_lower] = {each.related_model._meta.label_lower for each in fields}
    found: set[str] = set()
    while new := {name for name, above in parents.items() if above & (rows_of_people | found)} - rows_of_people - found:
        found |= new
    return found - {"people.user", "toolkit.modulepage"}


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
# And with each table below one of hers.
BELOW_AT_ERASURE = {
    "account.emailconfirmation": GOES,
    "assessments.answersave": EMPTIED,
    "assessments.givenmark": EMPTIED,
    "assessments.latedecision": EMPTIED,
    "assessments.remark": NO_WORDS,
    "courses.evidence": EMPTIED,
    "notices.attachment": GOES,
    "notices.delivery": GOES,
    "people.moved": NO_WORDS,
    "records.certificate": EMPTIED,
    "records.recordfile": GOES,
    "workshops.actionplan": COUNTED,
    "workshops.attendanceevent": COUNTED,
    "workshops.commitment": COUNTED,
    "workshops.formanswer": EMPTIED,
    "workshops.formticket": NO_WORDS,
    "workshops.freedseat": NO_WORDS,
    "workshops.goodpractice": GOES,
    "workshops.interpreterteam_members": NO_WORDS,
    "workshops.letter": EMPTIED,
    "workshops.namerequest": GOES,
    "workshops.need": GOES,
    "workshops.offer": NO_WORDS,
    "workshops.personalchange": EMPTIED,
    "workshops.progress": COUNTED,
    "workshops.quota": NO_WORDS,
    "workshops.remoteday": COUNTED,
    "workshops.resolution": COUNTED,
    "workshops.roomquestion": EMPTIED,
    "workshops.roomquestion_supporters": NO_WORDS,
    "workshops.travel": GOES,
    "workshops.vote": COUNTED,
}
