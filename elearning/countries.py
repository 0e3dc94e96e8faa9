"""Countries as other programs know them: ISO 3166 codes, UN M49 numbers, names in the reader's language."""

from django_countries import countries


def country_name(code: str) -> str:
    """The name in the active language; the code itself where it names no country."""
    return str(countries.name(code)) or code


def alpha3(code: str) -> str:
    """The three letters of ISO 3166-1; nothing for an unknown code."""
    return countries.alpha3(code)


def m49(code: str) -> str:
    """The three digits of UN M49, which are those of ISO 3166-1; nothing for an unknown code."""
    return countries.numeric(code, padded=True) or ""
