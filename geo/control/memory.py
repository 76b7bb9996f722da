"""Answers about a front line and a place that are kept: articles ask the same of the same towns again and again."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from geo.records import FrontLine, Place

Answer = TypeVar("Answer")

_KEPT = 10_000
"""Answers a front line; the oldest go first. The largest are a number for each snapshot."""


def remembered(front: FrontLine, place: Place, question: tuple[Hashable, ...], work: Callable[[], Answer]) -> Answer:
    """Return what some work gives, or gave when the same was asked of the same front line and place before.

    Parameters
    ----------
    question
        What is asked and with which arguments; together with front line and place it must decide the answer.
    """
    # Places that differ in nothing but their outline are equal, so that the outline is told by its identity, and kept with the
    # answer: the identity of a thing that is gone may be given to another.
    key = (question, place, id(place.shape))
    kept: Any = front.memory.get(key)
    if kept is None:
        kept = work(), place.shape
        if len(front.memory) >= _KEPT:
            front.memory.pop(next(one for one in front.memory if isinstance(one, tuple)), None)
        front.memory[key] = kept
    answer: Answer = kept[0]
    return answer
