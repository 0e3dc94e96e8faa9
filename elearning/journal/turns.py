"""Taking many things in turn, so that one that fails does not keep the others from their turn."""

import logging
from collections.abc import Callable, Iterable
from typing import Any

logger = logging.getLogger(__name__)


def in_turn(things: Iterable[Any], deed: Callable[[Any], object]) -> int:
    """Do the deed upon each thing, each in transactions of its own; returns on how many it did something.

    What fails is logged with its traceback and left for the next turn.
    """
    done = 0
    for thing in things:
        try:
            done += bool(deed(thing))
        except Exception:
            logger.exception("%s failed on %r", getattr(deed, "__qualname__", deed), thing)
    return done
