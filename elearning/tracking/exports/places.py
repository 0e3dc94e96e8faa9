"""Where an office is, as other programs name it: ISO 3166-1 alpha-2 and alpha-3, UN M49, the region of the house."""

from typing import Any

from elearning.countries import alpha3, m49
from elearning.people.models import Office

from ..figures.reading import places_of_offices

PLACE_HEAD = ["office_code", "office", "region_code", "region", "country_alpha2", "country_alpha3", "country_m49"]


def place_columns() -> dict[str, list[Any]]:
    """The columns of each office, by its code. Two queries."""
    names = dict(Office.objects.values_list("code", "name"))
    return {
        code: [code, names.get(code, ""), region, names.get(region, ""), *country_columns(country)]
        for region, country, code in places_of_offices().values()
    }


def country_columns(country: str) -> list[str]:
    """The three codes of a country; three empty ones for none."""
    return [country, alpha3(country), m49(country)] if country else ["", "", ""]
