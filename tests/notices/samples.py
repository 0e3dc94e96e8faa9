"""A sample of what each kind of notice is rendered from, so that every mail can be looked at."""

import datetime
from types import SimpleNamespace as Row

DAY, LAST = datetime.date(2027, 3, 1), datetime.date(2027, 3, 12)
AT = datetime.datetime(2027, 2, 20, 16, 0, tzinfo=datetime.UTC)
TITLE = "Crowd & crossing: “what’s next?”"
TITLES = {"en": TITLE, "ar": "الحشود والعبور", "fr": "Foules & frontières"}


def person(name: str) -> Row:
    return Row(name=name, name_own_script="", email=f"{name.split()[0].lower()}@example.org")


OFFICE = Row(name="Regional Office, Nairobi", code="RO-NBO")
WORKSHOP = Row(starts_on=DAY, ends_on=LAST, venue="Bamburi Hall & Garden", zone="Africa/Nairobi", reconfirm_until=DAY)
WORKSHOP.code = "CEP-2027-MBA"
SEAT = {"workshop": WORKSHOP, "title": TITLE, "tz": datetime.UTC, "number": "07"}
PLAN = {"title": TITLE, "whose": "Kofi Mensah", "days": 30, "plan": Row(remarks="Say by when & with whom.")}
CERTIFICATE = {"certificate": Row(title=TITLE, revoked_reason="It was issued in error.")}
CLAIM = {"claim": Row(title=TITLE, equivalence=Row(titles=TITLES), valid_until=LAST, reason="It cannot be read.")}
JOIN = {"request": Row(person=person("Ona Petit"), office=OFFICE, reason="Nobody here knows you.")}
ASKED = Row(
    person=person("Kofi Mensah"),
    language="en",
    text="Who decides at 20:00?",
    answer="The officer on duty.",
    closed_why="",
)
VERSION = Row(titles=TITLES)
MARKED = {"attempt": Row(quiz_version=VERSION)}
REMARK = MARKED | {"remark": Row(percent_before=60, percent_after=80, reason="The key of one question was wrong.")}
NUDGE = {"titles": TITLES, "due_on": DAY, "overdue": True, "by": person("Efua Asante"), "office": OFFICE}
LENT = Row(lent_by=person("Efua Asante"), get_kind_display="focal point", started_on=DAY, ended_on=LAST, office=OFFICE)
STANDING = Row(standing=Row(person=person("Amina Odhiambo"), until=DAY), titles=TITLES)
POSTED = Row(person=person("Bruno Machava"), started_on=DAY, ended_on=LAST)
LINES = [
    Row(subject="A certificate for you", gist="It is ready.", url="https://example.org/c/1/", language="en"),
    Row(subject="شهادة لك", gist="هي جاهزة.", url="https://example.org/c/2/", language="ar"),
]


def _part(row: Row) -> Row:
    return Row(total=22, first=[row, row], more=20)


FIGURES = {name: _part(STANDING) for name in ("overdue", "due", "expiring")}
FIGURES |= {name: _part(POSTED) for name in ("newcomers", "leavers")}
AGENDA = {"title": TITLE, "zone": "Africa/Nairobi", "note": "The hall is closed.", "first": True}
AGENDA |= {"calendar": "https://example.org/c.ics", "changes": ["Session 3 is at 14:30–15:00."]}
SAMPLES = {
    "agenda_changed": AGENDA,
    "attempt_handed_back": MARKED,
    "attempt_remarked": REMARK,
    "certificate_issued": CERTIFICATE,
    "certificate_reissued": CERTIFICATE,
    "certificate_revoked": CERTIFICATE,
    "claim_accepted": CLAIM,
    "claim_refused": CLAIM,
    "collected": {"lines": LINES, "number": 42, "more": 2},
    "digest": {"on": DAY, "offices": [OFFICE], **FIGURES},
    "endorsement_asked": SEAT | {"candidate": person("Amina Odhiambo")},
    "endorsement_denied": SEAT | {"candidate": person("Amina Odhiambo")},
    "erasure_decided": {"erasure": Row()},
    "erasure_refused": {"erasure": Row(refused_why="She is posted.")},
    "export_ready": {"schedule": Row(why="For the board & donors")},
    "farewell": {"last_day": LAST},
    "follow_up_asked": PLAN,
    "follow_up_view": PLAN,
    "invitation": {"invitation": Row(expires_at=AT)},
    "join_asked": JOIN,
    "join_confirmed": JOIN,
    "join_refused": JOIN,
    "letter_ready": {"letter_kind": "visa", "title": TITLE, "number": "2027-0012/MBA", "replaces": "2027-0003/MBA"},
    "name_decided": {
        "accepted": True,
        "workshop_title": TITLE,
        "request": Row(name="Amina O.", name_own_script="أمينة", why=""),
    },
    "nominated": SEAT | {"by": person("Efua Asante")},
    "nudge": NUDGE,
    "overdue_escalated": NUDGE | {"whom": person("Kofi Mensah")},
    "parked_point": {"title": TITLE, "words": "Who translates the guide?", "due_on": DAY},
    "plan_endorsed": PLAN,
    "plan_returned": PLAN,
    "plan_sent": PLAN,
    "practice_published": {"title": TITLE},
    "practice_returned": {"title": TITLE, "remarks": "Name the place & the year."},
    "question_answered": {"page": Row(title=TITLE), "asked": ASKED},
    "review_due": {"page": Row(title=TITLE), "day": datetime.date(2026, 11, 26), "when": "soon"},
    "question_asked": {"page": Row(title=TITLE), "asked": ASKED},
    "role_lent": {"role": LENT},
    "seat_cancelled": SEAT,
    "seat_confirmed": SEAT,
    "seat_given_back": SEAT | {"candidate": person("Kofi Mensah")},
    "seat_not_given": SEAT,
    "seat_offered": SEAT | {"until": AT},
    "seat_replaced": SEAT,
    "seat_reserve": SEAT,
    "seat_withdrawn": SEAT,
    "transcript_link": {"until": LAST},
    "travel_asked": {"title": TITLE, "until": DAY},
    "workshop_cancelled": SEAT | {"reason": "The road is flooded."},
    "workshop_moved": SEAT | {"reason": "The road is flooded."},
    "workshop_postponed": SEAT | {"reason": "The road is flooded."},
    "workshop_reconfirm": SEAT | {"reason": "The road is flooded."},
}
