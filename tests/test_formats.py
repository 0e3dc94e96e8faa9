"""Days, times and numbers are written as each of the five languages writes them."""

import datetime

import pytest
from django.utils.formats import date_format, number_format
from django.utils.translation import override

from assessments.numerals import decimal_of, read_number
from elearning.templatetags.texts import listed, weekday
from workshops.papers.letters import date_in_words

AT = datetime.datetime(2026, 11, 3, 14, 5, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("language", "moment", "short", "number", "letter", "with_weekday"),
    [
        ("en", "Nov. 3, 2026, 2:05 p.m.", "3 Nov 2026, 2:05 p.m.", "1,234,567.5", "3 November 2026", "November 3"),
        ("fr", "3 novembre 2026 14:05", "03/11/2026 14:05", "1\xa0234\xa0567,5", "3 novembre 2026", "3 novembre"),
        (
            "es",
            "3 de noviembre de 2026 a las 14:05",
            "03/11/2026 14:05",
            "1\xa0234\xa0567,5",
            "3 de noviembre de 2026",
            "3 de noviembre",
        ),
        (
            "pt",
            "3 de Novembro de 2026 às 14:05",
            "03/11/2026 14:05",
            "1.234.567,5",
            "3 de Novembro de 2026",
            "3 de Novembro",
        ),
        ("ar", "3 نوفمبر، 2026، 2:05 م", "03\u200f/11\u200f/2026 2:05 م", "1,234,567.5", "3 نوفمبر، 2026", "3 نوفمبر"),
    ],
)
def test_days_times_and_numbers_are_in_the_readers_form(language, moment, short, number, letter, with_weekday):
    with override(language):
        assert date_format(AT, "DATETIME_FORMAT") == moment
        assert date_format(AT, "SHORT_DATETIME_FORMAT") == short
        assert number_format(1234567.5, 1, force_grouping=True).replace("\u202f", "\xa0") == number
        assert date_in_words(AT.date()) == letter
        assert weekday(AT.date()).endswith(with_weekday)
        assert weekday(AT.date(), "year").endswith(date_format(AT, "DATE_FORMAT"))
        # A number that a page shows is read as the same number where it is typed into a quiz.
        assert number_format(1.5, 1) == f"1{decimal_of(language)}5"
        assert read_number(number_format(1234.5, 1, force_grouping=True), language) == read_number("1234.5")


def test_a_list_has_between_its_parts_what_the_language_puts_there_and_stays_escaped():
    for language, said in (("en", "a, &lt;b&gt;"), ("ar", "a، &lt;b&gt;")):
        with override(language):
            assert listed(["a", "<b>"]) == said
    assert listed(None) == ""
