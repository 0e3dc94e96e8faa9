"""The kinds of files that can be imported; an app above adds its own when it starts."""

from .jobs import Job
from .people import PeopleJob
from .postings import PostingsJob

KINDS: dict[str, type[Job]] = {PeopleJob.name: PeopleJob, PostingsJob.name: PostingsJob}


def register(kind: type[Job]) -> None:
    """Let files of one more kind be imported."""
    KINDS[kind.name] = kind
