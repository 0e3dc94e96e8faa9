"""The rules of readiness read aloud, one day after the other: slow, and written without a look at the fold."""

import calendar
import datetime

from elearning.tracking.models import FAR_DAY

DAY = datetime.timedelta(days=1)
INSIDE = {"staff", "consultant", "intern", "volunteer"}
NO_END = 3000  # so many days later nothing in these tests ends any more


def judge(facts, versions, known_at, last_day):
    """day -> (office, category, state, until), for each day up to the last on which she is posted."""
    known = {
        name: [fact for fact in getattr(facts, name) if fact.known_from <= known_at < fact.known_to]
        for name in ("postings", "records", "absences", "offlines", "exemptions")
    }
    postings = [posting for posting in known["postings"] if posting.category in INSIDE]
    versions = [version for version in versions if version.known_from <= known_at]
    if not postings:
        return {}
    found, yesterday = {}, None
    day = min(posting.day_from for posting in postings)
    while day <= last_day:
        yesterday = _judge_day(day, yesterday, postings, versions, known)
        if yesterday:
            found[day] = (yesterday["posting"].office, yesterday["posting"].category, *yesterday["says"])
        day += DAY
    return found


def _judge_day(day, yesterday, postings, versions, known):
    posting = _posting_on(day, postings)
    if posting is None:
        return None
    today = {"posting": posting, "since": yesterday["since"] if yesterday else day, "version": None}
    today["version"] = max((v for v in versions if v.from_day <= day), key=lambda v: v.number, default=None)
    if not _asks(today):
        return today | {"asked": False, "says": ("not_required", None)}
    today |= {"asked": True, "base": _base(day, today, yesterday, known["records"])}
    return today | {"says": _says(day, today, postings, known)}


def _posting_on(day, postings):
    covering = [posting for posting in postings if posting.day_from <= day < posting.day_to]
    return min(covering, key=lambda posting: (posting.day_from, posting.id), default=None)


def _asks(today):
    version, posting = today["version"], today["posting"]
    if version is None or version.is_ended:
        return False
    return (
        (not version.offices or posting.office in version.offices)
        and (not version.categories or posting.category in version.categories)
        and (not version.job_titles or posting.job_title.lower() in version.job_titles)
        and (not version.joined_after or today["since"] > version.joined_after)
    )


def _base(day, today, yesterday, records):
    """("asked", first day) or ("held", last valid day)."""
    if not yesterday or not yesterday["asked"]:
        return "asked", day
    before = yesterday["version"]
    held, holds = _met(day, before, records), _met(day, today["version"], records)
    if before is not today["version"] and held and not holds:
        return "asked", day
    if _met(day - DAY, before, records) and not held:
        return "held", day - DAY
    return yesterday["base"]


def _says(day, today, postings, known):
    version = today["version"]
    if met := _met(day, version, known["records"]):
        return "met", None if met == FAR_DAY else met
    exempt = [each.day_to for each in known["exemptions"] if each.day_from <= day < each.day_to]
    if exempt:
        return "exempt", None if max(exempt) == FAR_DAY else max(exempt) - DAY
    what, base = today["base"]
    due = _due(day, base, version.days if what == "asked" else 0, postings, known)
    late = due != FAR_DAY and day > due + version.grace * DAY
    return "overdue" if late else "due", due


def _met(day, version, records):
    """The last day of validity, FAR_DAY for ever, None where nothing satisfies on this day."""
    ends = []
    for record in records:
        if record.achieved_on <= day and any(_is_of(subject, record) for subject in version.subjects):
            end = record.valid_until or FAR_DAY
            if version.months:
                end = min(end, add_months(record.achieved_on, version.months) - DAY)
            ends.append(end)
    return max((end for end in ends if end >= day), default=None)


def _is_of(subject, record):
    """Only courses occur in these tests; the other kinds of subjects have a test of their own."""
    return record.kind == "completion" and record.subject_uuid == subject.value


def _due(day, base, days, postings, known):
    def counts(other):
        if any(each.day_from <= day and each.day_from <= other < each.day_to for each in known["absences"]):
            return False
        place = _posting_on(other, [posting for posting in postings if posting.day_from <= day])
        return not any(
            place and each.office == place.office and each.day_from <= day and each.day_from <= other < each.day_to
            for each in known["offlines"]
        )

    found, counted = base, 0
    while counted < days or not counts(found):
        counted += counts(found)
        found += DAY
        if (found - base).days > NO_END:
            return FAR_DAY
    return found


def add_months(day, months):
    year, month = day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1
    return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
