"""The minute's tick: does what is due, and mends what a killed process left."""

import logging
import time
from collections.abc import Callable

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from assessments import actions as assessments
from courses import actions as courses
from elearning.journal import actions as journal
from elearning.journal.tasks import worker_beat
from elearning.notices import actions as notices
from elearning.people.keeping_data.erasures import finish_erasures
from elearning.people.keeping_data.rounds import keep_table
from elearning.people.leaving import finish_leavings
from elearning.people.merging.tasks import look_daily
from elearning.records import actions as records
from elearning.toolkit import mirroring
from elearning.toolkit.authoring import reviews
from elearning.toolkit.editions import recording as editions
from elearning.toolkit.papers import keeping as papers
from elearning.toolkit.searching import texts
from elearning.tracking.exports import actions as exports
from elearning.tracking.office import digests, escalating
from elearning.tracking.readiness import comparing, deriving
from workshops.actions import announcing, certifying, following_up, offering, rederiving, settling

logger = logging.getLogger(__name__)
DUTIES: tuple[Callable, ...] = (
    journal.reap_dead_tasks,
    notices.send_due,
    assessments.close_expired,
    assessments.catch_up,
    courses.catch_up,
    editions.catch_up,
    records.catch_up,
    certifying.resume_stopped,
    offering.expire_due,
    announcing.resume_stopped,
    rederiving.rederive_if_new,
    settling.settle_recent,
    following_up.due_follow_ups,
    finish_leavings,
    finish_erasures,
    keep_table,
    deriving.derive_stale,
    comparing.compare_snapshots,
    escalating.escalate_overdue,
    digests.send_digests,
    reviews.remind,
    exports.send_schedules,
    look_daily,
    texts.catch_up,
    papers.catch_up,
    mirroring.mirror_identity,
    worker_beat.enqueue,
)


def tick() -> None:
    """Do every duty once; one that fails is logged and does not keep the others from their turn."""
    for duty in DUTIES:
        try:
            duty()
        except Exception:
            logger.exception("The tick's duty %s failed", getattr(duty, "__qualname__", duty))
    journal.beat("tick")


class Command(BaseCommand):
    help = "Do what is due: once, or every minute with --every-minute."

    def add_arguments(self, parser):
        parser.add_argument("--every-minute", action="store_true", help="stay, and tick every minute")

    def handle(self, *args, every_minute: bool, **options):
        tick()
        while every_minute:
            close_old_connections()
            time.sleep(60)
            tick()
