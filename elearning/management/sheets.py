"""Makes a printable PDF of a sheet written in Markdown."""

import io

import fontpkg_noto_sans
import markdown

_PAGE = """<html><head><style>
@font-face {{ font-family: Sans; src: url('{font}'); }}
@page {{ size: A4; margin: 1.8cm; }}
body {{ font-family: Sans; font-size: 10pt; line-height: 1.35; color: #17324d; }}
h1 {{ font-size: 18pt; }} h2 {{ font-size: 12pt; color: #1f6f8b; }}
li {{ margin-bottom: 2pt; }}
td, th {{ border: 0.5pt solid #8fa5b2; padding: 4pt; text-align: left; height: 16pt; }}
</style></head><body>{body}</body></html>"""


def sheet_pdf(text: str) -> bytes:
    """A sheet of ours (headings, lists, boxes to tick, tables) in Latin letters as an A4 PDF with its font inside."""
    from xhtml2pdf import pisa  # half a second to import

    body = markdown.markdown(text.replace("- [ ]", "- [  ]"), extensions=["tables", "sane_lists"])
    font = next(fontpkg_noto_sans.ROOT.rglob("NotoSans[[]*.ttf"))
    result = io.BytesIO()
    pisa.CreatePDF(_PAGE.format(body=body, font=font), dest=result, encoding="utf-8")
    return result.getvalue()
