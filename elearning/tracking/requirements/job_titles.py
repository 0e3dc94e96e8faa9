"""The job titles that stand in postings, so that whoever writes them down can read how they are written."""

from django.db.models import Count

from elearning.people.models import INTERNAL_CATEGORIES, Posting

MOST = 60


def titles_in_use() -> list[tuple[str, int]]:
    """The most frequent job titles of today in the house, each with how many hold it."""
    rows = Posting.objects.current().filter(category__in=INTERNAL_CATEGORIES).exclude(job_title="").order_by()
    counted = rows.values_list("job_title").annotate(many=Count("pk")).order_by("-many", "job_title")
    return list(counted[:MOST])
