"""The vocabulary of a module: blocks made for training."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock
from wagtail.rich_text import RichText
from wagtail.snippets.blocks import SnippetChooserBlock

from elearning.text import clean_html

from .pictures import picture_of

FEATURES = ["bold", "italic", "ul", "ol", "link", "document-link"]


class TextBlock(blocks.RichTextBlock):
    """Running text; what an editor's browser sent is cleaned before it is kept."""

    def __init__(self, **kwargs):
        super().__init__(features=FEATURES, **kwargs)

    def clean(self, value: RichText) -> RichText:
        return RichText(clean_html(super().clean(value).source))

    class Meta:
        template = "blocks/text.html"
        icon = "pilcrow"
        label = _("Text")


class HeadingBlock(blocks.CharBlock):
    """A heading within a page; it stands in the contents too."""

    class Meta:
        template = "blocks/heading.html"
        icon = "title"
        label = _("Heading")


class ExampleBlock(blocks.StructBlock):
    """What happened somewhere."""

    title = blocks.CharBlock(max_length=120, label=_("title"))
    text = TextBlock(label=_("what happened"))

    class Meta:
        template = "blocks/example.html"
        icon = "site"
        label = _("Example from the field")


class StepBlock(blocks.StructBlock):
    """One thing to do."""

    title = blocks.CharBlock(max_length=120, label=_("step"))
    text = TextBlock(required=False, label=_("how"))


class StepsBlock(blocks.StructBlock):
    """Things to do, in order."""

    title = blocks.CharBlock(max_length=120, label=_("title"))
    items = blocks.ListBlock(StepBlock(), min_num=2, label=_("steps"))

    class Meta:
        template = "blocks/steps.html"
        icon = "list-ol"
        label = _("Steps")


class ChecklistBlock(blocks.StructBlock):
    """Things to tick, in any order."""

    title = blocks.CharBlock(max_length=120, label=_("title"))
    items = blocks.ListBlock(blocks.CharBlock(max_length=300), min_num=2, label=_("items"))

    class Meta:
        template = "blocks/checklist.html"
        icon = "tasks"
        label = _("Checklist")


class RowBlock(blocks.ListBlock):
    """One row of a table, or its heading row: a cell each."""

    def __init__(self, **kwargs):
        super().__init__(blocks.CharBlock(max_length=400, required=False), min_num=2, max_num=6, **kwargs)


class TableBlock(blocks.StructBlock):
    """A small table of text; the first cell of a row names the row."""

    caption = blocks.CharBlock(max_length=200, label=_("caption"))
    header = RowBlock(label=_("headings"))
    rows = blocks.ListBlock(RowBlock(label=_("row")), min_num=1, label=_("rows"))

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        value = super().clean(value)
        if any(len(row) != len(value["header"]) for row in value["rows"]):
            raise blocks.StructBlockValidationError(
                non_block_errors=[_("Give each row as many cells as there are headings.")]
            )
        return value

    class Meta:
        template = "blocks/table.html"
        icon = "table"
        label = _("Table")


class FigureBlock(blocks.StructBlock):
    """A picture with its description, its caption and whom to thank."""

    image = ImageBlock(label=_("picture"))
    caption = blocks.CharBlock(max_length=300, required=False, label=_("caption"))
    credit = blocks.CharBlock(max_length=200, label=_("credit"))

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        value = super().clean(value)
        if not value["image"].contextual_alt_text:
            raise blocks.StructBlockValidationError(
                non_block_errors=[_("Say in words what the picture shows: some readers cannot see it.")]
            )
        return value

    def get_context(self, value: blocks.StructValue, parent_context: dict | None = None) -> dict:
        image = value["image"]
        return super().get_context(value, parent_context) | {
            "picture": picture_of(image, image.contextual_alt_text or "") if image else None
        }

    class Meta:
        template = "blocks/figure.html"
        icon = "image"
        label = _("Figure")


class DocumentBlock(blocks.StructBlock):
    """A file to take along."""

    document = DocumentChooserBlock(label=_("document"))
    title = blocks.CharBlock(max_length=200, label=_("title"))

    class Meta:
        template = "blocks/document.html"
        icon = "doc-full"
        label = _("Document to download")


class VideoBlock(blocks.StructBlock):
    """A film of ours, with captions and every word in writing."""

    title = blocks.CharBlock(max_length=200, label=_("title"))
    film = DocumentChooserBlock(label=_("film (MP4)"))
    captions = DocumentChooserBlock(label=_("captions (VTT)"))
    transcript = TextBlock(label=_("transcript"))

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        value = super().clean(value)
        for name, ending in (("film", "mp4"), ("captions", "vtt")):
            if value[name].file_extension.lower() != ending:
                fault = _("Choose a file that ends in .%(ending)s.") % {"ending": ending}
                raise blocks.StructBlockValidationError(non_block_errors=[fault])
        return value

    class Meta:
        template = "blocks/video.html"
        icon = "media"
        label = _("Video with transcript")


class TermBlock(blocks.StructBlock):
    """A word of the glossary, with what it means here."""

    term = SnippetChooserBlock("toolkit.GlossaryTerm", label=_("term"))
    text = TextBlock(required=False, label=_("what to note here"))

    class Meta:
        template = "blocks/term.html"
        icon = "openquote"
        label = _("Glossary term")


class ReflectionBlock(blocks.StructBlock):
    """A question to oneself; what the learner writes stays hers."""

    key = blocks.RegexBlock(
        r"^[a-z0-9-]{1,40}$",
        label=_("key"),
        help_text=_("Small letters, digits and hyphens; the same in every language, never changed: notes hang on it."),
    )
    prompt = blocks.TextBlock(max_length=600, label=_("question"))

    def get_context(self, value: blocks.StructValue, parent_context: dict | None = None) -> dict:
        context = super().get_context(value, parent_context)
        context["note"] = context.get("notes", {}).get(value["key"])
        return context

    class Meta:
        template = "blocks/reflection.html"
        icon = "edit"
        label = _("Reflection")


class SourceBlock(blocks.StructBlock):
    """One publication."""

    title = blocks.CharBlock(max_length=300, label=_("title"))
    publisher = blocks.CharBlock(max_length=200, label=_("publisher"))
    year = blocks.IntegerBlock(required=False, min_value=1800, max_value=2200, label=_("year"))
    url = blocks.URLBlock(required=False, label=_("address"))


class ModuleBlocks(blocks.StreamBlock):
    """All that a module may hold."""

    heading = HeadingBlock(max_length=120)
    text = TextBlock()
    key_message = blocks.TextBlock(
        max_length=400, template="blocks/key_message.html", icon="pick", label=_("Key message")
    )
    example = ExampleBlock()
    steps = StepsBlock()
    checklist = ChecklistBlock()
    table = TableBlock()
    figure = FigureBlock()
    document = DocumentBlock()
    video = VideoBlock()
    term = TermBlock()
    reflection = ReflectionBlock()
    sources = blocks.ListBlock(SourceBlock(), template="blocks/sources.html", icon="list-ul", label=_("Sources"))


class ObjectiveBlock(blocks.StructBlock):
    """What a learner can do after the module; questions are tied to its code."""

    code = blocks.RegexBlock(
        r"^[A-Z0-9-]{1,20}$", label=_("code"), help_text=_("Like M1-O1; the same in every language.")
    )
    text = blocks.CharBlock(max_length=200, label=_("the learner can …"))
