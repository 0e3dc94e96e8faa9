"""How a quiz was answered by all together: pure, but for `reading`, which is imported by its own name."""

from .choosing import Light, Which, choose
from .gathering import Row, gather
from .hiding import FEWEST, Cell
from .items import Facts, ItemFigures
from .looks import Look, Reason
from .whole import Analysis, QuizFigures, analyse

__all__ = [
    "FEWEST",
    "Analysis",
    "Cell",
    "Facts",
    "ItemFigures",
    "Light",
    "Look",
    "QuizFigures",
    "Reason",
    "Row",
    "Which",
    "analyse",
    "choose",
    "gather",
]
