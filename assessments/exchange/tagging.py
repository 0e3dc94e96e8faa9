"""Puts tags on many questions in a handful of queries."""

from collections.abc import Mapping, Sequence

from django.contrib.contenttypes.models import ContentType
from django.utils.text import slugify

from ..models import Question

BATCH = 500


def put_tags(tags: Mapping[int, Sequence[str]]) -> None:
    """Give each question (by its id) these tags, and no others."""
    if not tags:
        return
    through, kind = Question.tags.through, ContentType.objects.get_for_model(Question)
    ids = list(tags)
    for start in range(0, len(ids), BATCH):
        through.objects.filter(content_type=kind, object_id__in=ids[start : start + BATCH]).delete()
    by_name = _tags_named({name for names in tags.values() for name in names})
    rows = [
        through(content_type=kind, object_id=pk, tag_id=by_name[name])
        for pk, names in tags.items()
        for name in dict.fromkeys(names)
    ]
    through.objects.bulk_create(rows, batch_size=BATCH)


def _tags_named(names: set[str]) -> dict[str, int]:
    """The tag of each name, made where it is missing; two names may make the same slug."""
    model = Question.tags.through.tag_model()
    known = dict(model.objects.values_list("name", "pk"))
    slugs = set(model.objects.values_list("slug", flat=True))
    missing = []
    for name in sorted(names - set(known)):
        stem = slugify(name, allow_unicode=True)[:90] or "tag"
        slug, number = stem, 1
        while slug in slugs:
            slug, number = f"{stem}_{number}", number + 1
        slugs.add(slug)
        missing.append(model(name=name, slug=slug))
    made = model.objects.bulk_create(missing, batch_size=BATCH)
    return known | {tag.name: tag.pk for tag in made}
