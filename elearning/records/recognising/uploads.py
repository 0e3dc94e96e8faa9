"""The certificate that a learner uploads: what is taken, judged by its bytes and never by its name. No database."""

import hashlib
import io
import warnings
from dataclasses import dataclass

from django.utils.translation import gettext as _
from PIL import Image

from elearning.people.actions.refusal import Refused

MOST_BYTES = 5 * 1024 * 1024
MOST_PIXELS = 40_000_000  # an A3 page at 400 dots an inch has 31 million
STARTS = {"application/pdf": b"%PDF-", "image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n"}
ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


@dataclass(frozen=True)
class Upload:
    """A file that was taken: its bytes, what it is, and the SHA-256 by which it is known again."""

    data: bytes
    media_type: str
    sha256: str

    @property
    def ending(self) -> str:
        return ENDINGS[self.media_type]


def take(data: bytes) -> Upload:
    """The upload, if it is a PDF, JPEG or PNG of 5 MB at most that can be read. Raises `Refused` for any other."""
    if len(data) > MOST_BYTES:
        raise Refused(
            _("The file is larger than 5 MB. Save it smaller, or with fewer pages, and send it again."), "file"
        )
    kind = next((kind for kind, start in STARTS.items() if data.startswith(start)), None)
    if kind is None:
        raise Refused(_("The file is neither PDF nor JPEG nor PNG. Save it as one of these and send it again."), "file")
    if kind == "application/pdf":
        _refuse_torn(data)
    else:
        _refuse_bad_picture(data)
    return Upload(data, kind, hashlib.sha256(data).hexdigest())


def _refuse_torn(data: bytes) -> None:
    if b"%%EOF" not in data[-2048:]:
        raise Refused(
            _("The PDF has no end: a part of it was lost on the way. Save it anew and send it again."), "file"
        )


def _refuse_bad_picture(data: bytes) -> None:
    """Only its head is read before its size is known: a small file can unfold to gigabytes."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=("JPEG", "PNG"))
            if picture.width * picture.height <= MOST_PIXELS:
                picture.verify()
                return
    except Image.DecompressionBombError:
        pass
    except Exception as error:  # Pillow's readers raise many kinds for a picture that was made to hurt
        sentence = _("The picture cannot be read: it is damaged. Photograph or save it once more.")
        raise Refused(sentence, "file") from error
    raise Refused(_("The picture has more than 40 million dots. Save it smaller and send it again."), "file")
