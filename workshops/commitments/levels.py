"""The levels by which an office rates itself, in words. No database."""

from django.utils.translation import pgettext_lazy

LEVELS = [
    (0, pgettext_lazy("level of a statement", "0 – not at all")),
    (1, pgettext_lazy("level of a statement", "1 – begun here and there")),
    (2, pgettext_lazy("level of a statement", "2 – in part")),
    (3, pgettext_lazy("level of a statement", "3 – for the most part")),
    (4, pgettext_lazy("level of a statement", "4 – fully, and it shows")),
]
HIGHEST = 4
