"""What came of the launch workshop: good practices, action plans and their follow-up, ratings, two reports."""

import datetime
import random
import uuid
from pathlib import Path

import yaml

from elearning.people.models import User
from workshops.actions.endorsing_plans import endorse_plan
from workshops.actions.following_up import answer_follow_up, due_follow_ups, give_view
from workshops.actions.initiatives import save_initiative
from workshops.actions.planning_action import begin_plan, save_commitment, send_plan
from workshops.actions.practices import publish_practice, save_practice, send_practice
from workshops.actions.rating import load_statements, rate, statements
from workshops.actions.reporting import approve_report, make_report, write_texts
from workshops.models import ActionPlan, FollowUp, Registration, Workshop

WITH_PLAN = ("KE", "BF", "NE", "SN", "MZ", "LY", "UG", "ML")
NOT_SENT, NOT_ENDORSED = "ML", "UG"  # one is still written, one still waits
COMMITMENTS = [
    ("Hold a familiarization session for border police and community leaders", "Sessions held; people by sex", 75),
    ("Write the due diligence step into the next project with security forces", "Step in the project document", 160),
    ("Ask women and young people at two border posts what makes them feel safe", "Report of two discussions", 130),
]
HINDRANCES = ["time", "funds", "authority", "opportunity"]
OBJECTIVES = {
    "en": "Give 50 colleagues of 31 offices one definition of community engagement and policing and one framework.\n"
    "Practise the management of risks, and due diligence before any support to security forces.\n"
    "Leave with a plan of action for each office, followed up after 30, 90 and 180 days.",
    "fr": "Donner à 50 collègues de 31 bureaux une même définition de l’engagement communautaire et de la police de "
    "proximité, et un même cadre.\n"
    "S’exercer à la gestion des risques et à la diligence voulue avant tout appui à des forces de sécurité.\n"
    "Repartir avec un plan d’action par bureau, suivi après 30, 90 et 180 jours.",
    "ar": "إعطاء 50 زميلاً من 31 مكتباً تعريفاً واحداً للمشاركة المجتمعية والعمل الشرطي وإطاراً واحداً.\n"
    "التدرب على إدارة المخاطر وعلى العناية الواجبة قبل أي دعم لقوات الأمن.\n"
    "المغادرة بخطة عمل لكل مكتب، تُتابَع بعد 30 و90 و180 يوماً.",
}
LIMITS = {
    "en": "Test totals were typed in from paper: they say who took the tests and not who passed. Attendance was taken "
    "by badge at each item; lateness within five minutes is not counted.",
    "fr": "Les totaux des tests viennent du papier : ils disent qui a passé le test, et non qui l’a réussi. Les "
    "présences ont été relevées par badge à chaque point ; un retard de cinq minutes au plus n’est pas compté.",
    "ar": "أُدخلت مجاميع الاختبارين من الورق: تبيّن من أدّى الاختبار لا من اجتازه. سُجّل الحضور بالبطاقة في كل بند، "
    "ولا يُحتسب التأخر الذي لا يتجاوز خمس دقائق.",
}


def begin_after(workshop: Workshop, folder: Path) -> None:
    """Before its first day: plans are begun, and six offices rate themselves."""
    load_statements(yaml.safe_load((folder / "framework.yaml").read_text(encoding="utf-8")))
    for code in WITH_PLAN:
        begin_plan(workshop, by=_member(workshop, code).person, at=_on(workshop, -4))
    rate_offices(workshop, "before", random.Random(1), at=_on(workshop, -3))  # no secret  # nosec B311


def make_after(workshop: Workshop, folder: Path, people: dict[str, User]) -> None:
    """In the order in which it happened, each with its date."""
    chen, dana = people["chen"], people["dana"]
    chance = random.Random(180)  # no secret  # nosec B311
    make_practices(workshop, folder, by=chen)
    for code in WITH_PLAN:
        make_plan(workshop, code, by=dana)
    report(workshop, chen, dana, at=_on(workshop, 14))
    make_initiatives(workshop, by=dana)
    for days in FollowUp.DAYS:
        due_follow_ups(_on(workshop, days + 1))
        follow(workshop, days, chance)
    rate_offices(workshop, "after", random.Random(2), at=_on(workshop, 185))  # no secret  # nosec B311
    report(workshop, chen, dana, at=_on(workshop, 200))


def _on(workshop: Workshop, days: int) -> datetime.datetime:
    """So many days after its last one, at noon of the place; before its first one where they are negative."""
    day = workshop.starts_on if days < 0 else workshop.ends_on
    return datetime.datetime.combine(day + datetime.timedelta(days=days), datetime.time(12), workshop.tz)


def _member(workshop: Workshop, code: str) -> Registration:
    people = (
        workshop.registrations.participants().filter(office__code=code).select_related("person", "office", "workshop")
    )
    return people.order_by("number").first()


def make_practices(workshop: Workshop, folder: Path, *, by: User) -> None:
    """Those of the file: sent, and published where it says so."""
    for row in yaml.safe_load((folder / "practices.yaml").read_text(encoding="utf-8")):
        member = _member(workshop, row.pop("office"))
        published = row.pop("published")
        values = {"photo_words": "", "photo_consent": False, "consent": True, **row}
        key = uuid.uuid5(uuid.NAMESPACE_OID, row["title"])
        practice = save_practice(member, key, values, at=_on(workshop, 1))
        practice = send_practice(practice, by=member.person, at=_on(workshop, 1))
        if published:
            publish_practice(practice, by=by, at=_on(workshop, 9))


def make_plan(workshop: Workshop, code: str, *, by: User) -> None:
    """Three commitments, sent on the last day, endorsed within a month."""
    member = _member(workshop, code)
    plan = begin_plan(workshop, by=member.person, at=_on(workshop, 0))
    for what, indicator, days in COMMITMENTS:
        due_on = workshop.ends_on + datetime.timedelta(days=days)
        values = {"what": what, "indicator": indicator, "due_on": due_on, "support": "", "module_code": ""}
        save_commitment(plan, values, by=member.person, at=_on(workshop, 0))
    if code == NOT_SENT:
        return
    plan = send_plan(plan, by=member.person, seen=_revision(plan), at=_on(workshop, 1))
    if code != NOT_ENDORSED:
        endorse_plan(plan, by=by, seen=_revision(plan), at=_on(workshop, 12))


def _revision(plan: ActionPlan) -> int:
    return ActionPlan.objects.values_list("revision", flat=True).get(pk=plan.pk)


def follow(workshop: Workshop, days: int, chance: random.Random) -> None:
    """Most answer what they were asked; the longer ago, the more is applied."""
    asked = FollowUp.objects.filter(plan__workshop=workshop, days=days, asked_at__isnull=False)
    at = _on(workshop, days + 4)
    for follow_up in asked.select_related("plan__owner__person"):
        if chance.random() < 0.2 and days < max(FollowUp.DAYS):
            continue
        answers = {
            commitment.pk: _said(chance.random() < 0.25 + days / 300, chance)
            for commitment in follow_up.plan.commitments.all()
        }
        answer_follow_up(follow_up, answers, by=follow_up.plan.owner.person, at=at)
    due_follow_ups(at + datetime.timedelta(days=1))
    for follow_up in asked.filter(supervisor__isnull=False, answered_at__isnull=False).select_related("supervisor"):
        give_view(
            follow_up,
            agrees=chance.random() < 0.8,
            view="",
            by=follow_up.supervisor,
            at=at + datetime.timedelta(days=3),
        )


def _said(applied: bool, chance: random.Random) -> dict[str, str]:
    if applied:
        return {"applied": "yes", "often": chance.choice(["once", "sometimes", "regularly"])}
    return {"applied": chance.choice(["no", "partly"]), "hindrance": chance.choice(HINDRANCES)}


def rate_offices(workshop: Workshop, moment: str, chance: random.Random, *, at: datetime.datetime) -> None:
    """Six offices rate themselves, a little better after half a year."""
    better = 1 if moment == "after" else 0
    for code in WITH_PLAN[:6]:
        member = _member(workshop, code)
        scores = {row.code: min(4, chance.randint(0, 2) + better + (chance.random() < 0.3)) for row in statements()}
        rate(workshop, member.office, moment, scores, by=member.person, at=at)


def make_initiatives(workshop: Workshop, *, by: User) -> None:
    """What two offices do in this field."""
    for code, title, stage, reviewed in (
        ("KE", "Community forums at three border posts", "running", datetime.date(2026, 3, 2)),
        ("BF", "Dialogue of border police and traders", "planned", None),
    ):
        office = _member(workshop, code).office
        values = {
            "title": title, "stage": stage, "donor": "Invented Fund for Borders",
            "modules": ["m4", "m5"], "risk_reviewed_on": reviewed,
        }  # fmt: skip
        save_initiative(office, values, by=by)


def report(workshop: Workshop, maker: User, approver: User, *, at: datetime.datetime) -> None:
    """An edition with its texts, approved by somebody else."""
    made = make_report(workshop, by=maker, at=at)
    for language, limits in LIMITS.items():
        write_texts(made, language, {"objectives": OBJECTIVES[language], "limits": limits}, by=maker)
    approve_report(made, by=approver, at=at + datetime.timedelta(days=2))
