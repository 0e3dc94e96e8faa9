"""The only door for files into the toolkit, for what readers search, and for their notes."""

import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from .files import check_document, check_svg

LONGEST_QUERY = 100


class PictureField(WagtailImageField):
    """A drawing must be passive, a photograph whole: Wagtail's own check stumbles over a broken one."""

    def to_python(self, data: UploadedFile | None) -> UploadedFile | None:
        if data and data.name.lower().endswith(".svg"):
            check_svg(data)
        elif data:
            _check_whole(data)
        return super().to_python(data)


class ImageForm(BaseImageForm):
    """Pictures."""

    file = PictureField(label=_("File"))


class DocumentForm(BaseDocumentForm):
    """Documents: the content must be what the name says."""

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if "file" in self.changed_data and file:
            check_document(file, file.name.rpartition(".")[2].lower())
        return file


class NoteForm(forms.Form):
    """A private note; an empty one takes it away."""

    key = forms.SlugField(max_length=40)
    text = forms.CharField(label=_("Your note"), required=False, max_length=10_000, widget=forms.Textarea)


def clean_query(text: str) -> str:
    """The words of a query: no signs that a search engine takes for commands, and 100 signs at most."""
    kept = "".join(sign if sign.isalnum() or sign in "'’-_" or _is_mark(sign) else " " for sign in text[:500])
    return " ".join(kept.split())[:LONGEST_QUERY].strip()


def _is_mark(sign: str) -> bool:
    """Marks that belong to letters, as in Arabic or in decomposed accents."""
    return unicodedata.category(sign) in ("Mn", "Mc")


def _check_whole(file: UploadedFile) -> None:
    file.seek(0)
    try:
        with Image.open(file) as picture:
            picture.load()
    except Exception as error:  # Pillow raises many kinds for a broken file
        raise ValidationError(
            _("This picture is cut off or damaged. Save it again and try once more."), code="wrong_content"
        ) from error
    finally:
        file.seek(0)
