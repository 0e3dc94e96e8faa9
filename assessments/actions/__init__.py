"""The deeds of an attempt: start, save, submit, mark, close what ran out of time."""

from ..publishing import publish_quiz
from ..saving import Receipt, save_answer, save_answers
from .accommodating import accommodate, withdraw
from .closing import close_expired, settle, submit
from .given_marks import give_mark, hand_back
from .late import decide_late
from .paper import enter_paper_score, withdraw_paper_score
from .repair import apply_repair, consequences_of, digest_of
from .results import catch_up, mark, passes_quiz
from .starting import paper_of, start_attempt

__all__ = [
    "Receipt",
    "accommodate",
    "apply_repair",
    "catch_up",
    "close_expired",
    "consequences_of",
    "decide_late",
    "digest_of",
    "enter_paper_score",
    "give_mark",
    "hand_back",
    "mark",
    "paper_of",
    "passes_quiz",
    "publish_quiz",
    "save_answer",
    "save_answers",
    "settle",
    "start_attempt",
    "submit",
    "withdraw",
    "withdraw_paper_score",
]
