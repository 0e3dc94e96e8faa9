"""The rows of the retention table that are about records and their documents."""

import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from elearning.people.keeping_data.table import REGISTRAR, Kind, delete_some, drop_files, register

from .models import Claim, TranscriptLink


def clear_links(moment: datetime.datetime, most: int) -> int:
    return delete_some(TranscriptLink.objects.filter(expires_at__lte=moment), most)


def clear_claims(moment: datetime.datetime, most: int) -> int:
    """Of claims that did not become a record; the file behind a record stays as its evidence."""
    over = (Claim.State.REFUSED, Claim.State.TAKEN_BACK)
    old = Q(decided_at__lte=moment) | Q(decided_at=None, made_at__lte=moment)
    return drop_files(Claim.objects.filter(old, state__in=over).exclude(file=""), most, "file")


register(
    Kind(
        "records",
        _("Records, certificates and the evidence behind them"),
        _("they were earned"),
        REGISTRAR,
        _("the name goes with an erasure; the certificate can still be checked"),
        _("a certificate answers for itself at any time, and figures of the past can be asked again"),
    ),
    Kind(
        "transcript_links",
        _("Secret addresses of transcripts"),
        _("the address closed"),
        REGISTRAR,
        _("they are deleted"),
        _("they open nothing any more"),
        30,
        clear_links,
    ),
    Kind(
        "claims",
        _("Uploaded certificates from elsewhere that were refused or taken back"),
        _("the decision"),
        REGISTRAR,
        _("the file is deleted; that there was a claim stays"),
        _("she may ask once more within a year"),
        365,
        clear_claims,
    ),
)
