"""The rule and the reasons in words: why somebody gets what she gets, with the numbers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from elearning.fields import localized

from ..attendance.checkpoints import Checkpoint
from ..attendance.rule import AS_ABSENT, AS_PRESENT, NEUTRAL, NO_TEST, PASSED, TAKEN, Missing, Policy
from .preview import Preview, Row

EXCUSED = {
    NEUTRAL: lambda: _("Excused minutes are left out of the count, on both sides."),
    AS_PRESENT: lambda: _("Excused minutes count as present."),
    AS_ABSENT: lambda: _("Excused minutes count as absent."),
}
TESTS = {
    NO_TEST: lambda: _(
        "There is no post-test, so nobody gets a certificate of completion: that needs an assessment, and "
        "participation is certified instead."
    ),
    TAKEN: lambda: _("the post-test is taken. Certificates then say “post-test taken”, whatever its result."),
    PASSED: lambda: _("the post-test is passed. Certificates then say “post-test passed”."),
}


@dataclass(frozen=True)
class Reason:
    """Why not; `items` are the required ones that were not attended: (code, title)."""

    text: str
    items: tuple[tuple[str, str], ...] = ()


def rule_of(policy: Policy) -> list[tuple[str, str]]:
    """The rule of this workshop: (what, when)."""
    share = _("from %(percent)d%% of the counted minutes that were meant for the person.")
    lines = [(_("Participation"), f"{share % {'percent': policy.participation}} {EXCUSED[policy.excused]()}")]
    if policy.post_test == NO_TEST:
        return [*lines, (_("Completion"), TESTS[NO_TEST]())]
    asked = _("participation, and each required item is attended for %(percent)d%% of its minutes or more, and")
    return [*lines, (_("Completion"), f"{asked % {'percent': policy.required}} {TESTS[policy.post_test]()}")]


def reasons_of(row: Row, preview: Preview) -> list[Reason]:
    """Why she gets no completion, or nothing at all."""
    titles = titles_by_code(preview.checkpoints)
    missing = (each for each in row.outcome.missing if preview.policy.post_test != NO_TEST or each.kind == "percent")
    return [_reason(each, row, preview.policy, titles) for each in missing]


def titles_by_code(checkpoints: Iterable[Checkpoint]) -> dict[str, str]:
    return {item.code: localized(item.titles) for checkpoint in checkpoints for item in checkpoint.items}


def minutes_of(row: Row) -> str:
    """ "1,020 of 1,300 minutes"."""
    outcome = row.outcome
    said = ngettext("%(credited)s of %(counted)s minute", "%(credited)s of %(counted)s minutes", outcome.counted)
    return said % {name: number_format(getattr(outcome, name), force_grouping=True) for name in ("credited", "counted")}


def _reason(missing: Missing, row: Row, policy: Policy, titles: dict[str, str]) -> Reason:
    if missing.kind == "items":
        return Reason(_("Required, not attended:"), tuple((code, titles[code]) for code in missing.codes))
    return Reason(next(_sentence(missing, row, policy)))


def _sentence(missing: Missing, row: Row, policy: Policy) -> Iterator[str]:
    if missing.kind == "percent":
        if row.percent is None:
            yield _("Nothing is counted for her.")
        values = {"percent": number_format(row.percent or 0, 1), "least": policy.participation}
        yield _("%(percent)s%% where %(least)d%% are asked.") % values
    elif missing.kind == "test_passed" and row.outcome.test:
        yield _("The post-test is taken, not passed.")
    yield _("The post-test is not taken.")
