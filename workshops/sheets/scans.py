"""The scan of a signed sheet: what is taken, judged by its first bytes, and as what it is given out."""

from django.utils.translation import gettext as _

from elearning.people.actions.refusal import Refused

MOST_BYTES = 10 * 1024 * 1024
STARTS = {"pdf": b"%PDF-", "jpg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n"}
TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}


def ending_of(data: bytes) -> str:
    """Which of the three kinds these bytes are, whatever the file is called. Raises `Refused` for any other."""
    if len(data) > MOST_BYTES:
        raise Refused(
            _("The scan is larger than 10 MB. Scan it in grey, or with fewer dots, and send it again."), "scan"
        )
    for ending, start in STARTS.items():
        if data.startswith(start):
            return ending
    raise Refused(_("The scan is neither PDF nor JPEG nor PNG. Save it as one of these and send it again."), "scan")


def content_type(name: str) -> str:
    """Of a scan that was kept: its ending was given by us."""
    return TYPES[name.rpartition(".")[2]]
