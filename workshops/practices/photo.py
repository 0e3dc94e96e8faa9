"""Makes an uploaded photograph safe to keep: whole, of a known kind, small, without place, time and camera."""

import io

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from elearning.people.actions.refusal import Refused

MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 60_000_000
LONGEST_SIDE = 1600
KINDS = ("JPEG", "PNG", "WEBP")


def clean_photo(file: UploadedFile) -> bytes:
    """The picture as JPEG of at most 1,600 pixels, drawn anew: what was written into the file beside it is gone.

    What the file is is judged by its content, never by its name. Raises `Refused`.
    """
    if file.size > MOST_BYTES:
        raise Refused(_("This photograph is larger than 10 MB. Choose a smaller one."), about="photo")
    try:
        file.seek(0)
        with Image.open(file, formats=KINDS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Refused(
                    _("This photograph has more than 60 million points. Choose a smaller one."), about="photo"
                )
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            return _drawn(ImageOps.exif_transpose(picture))
    except Refused:
        raise
    except Exception as error:  # Pillow raises many kinds for a file that is broken or no picture
        raise Refused(
            _("This is no photograph that can be read here. Save it as JPEG or PNG and choose it again."), about="photo"
        ) from error


def _drawn(picture: Image.Image) -> bytes:
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    clear = picture.convert("RGBA")
    paper = Image.new("RGB", picture.size, "white")  # a new picture: it carries no EXIF, comment or profile
    paper.paste(clear, mask=clear.getchannel("A"))
    out = io.BytesIO()
    paper.save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()
