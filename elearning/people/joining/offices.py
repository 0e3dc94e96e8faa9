"""Finding an office by its name, its code or its country, in the reader's language."""

import unicodedata
from dataclasses import dataclass

from elearning.countries import country_name

from ..models import Office

MOST = 20
LONGEST = 100


@dataclass(frozen=True)
class FoundOffice:
    """An office, with the name of its country as she reads it."""

    office: Office
    country: str


def folded(text: str) -> str:
    """Without accents and capitals, so that Côte and cote are one."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def find_offices(words: str) -> list[FoundOffice]:
    """At most twenty that have every word; without words the first ones of the tree. One query."""
    wanted = folded(words[:LONGEST]).replace("\0", " ").split()
    found = []
    for office in Office.objects.all():
        country = country_name(office.country)
        text = folded(f"{office.name} {office.code} {country}")
        if all(word in text for word in wanted):
            found.append(FoundOffice(office, country))
        if len(found) == MOST:
            break
    return found
