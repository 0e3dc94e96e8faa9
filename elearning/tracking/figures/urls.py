"""Addresses of figures, of the sheets that freeze them, of targets."""

from django.urls import path, register_converter

from . import sheet_views, target_views, views


class SheetNumber:
    """`FS-2026-0001`, as (year, number)."""

    regex = r"FS-[1-9][0-9]{3}-[0-9]{4,9}"

    def to_python(self, value: str) -> tuple[int, int]:
        _prefix, year, number = value.split("-")
        return int(year), int(number)

    def to_url(self, value) -> str:
        return str(value)


register_converter(SheetNumber, "sheet")

urlpatterns = [
    path("", views.figures, name="figures"),
    path("count/", views.count, name="figures_count"),
    path("sheets/", sheet_views.sheets, name="sheets"),
    path("sheets/new/", sheet_views.new, name="sheet_new"),
    path("sheets/<sheet:number>/", sheet_views.sheet, name="sheet"),
    path("sheets/<sheet:number>.pdf", sheet_views.pdf, name="sheet_pdf"),
    path("sheets/<sheet:number>.json", sheet_views.sealed, name="sheet_json"),
    path("targets/", target_views.targets, name="targets"),
    path("targets/new/", target_views.new, name="target_new"),
    path("targets/<int:pk>/withdraw/", target_views.withdraw, name="target_withdraw"),
]
