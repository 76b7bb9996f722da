"""Answers about a front line that are kept: articles ask the same of the same towns and regions again and again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Any, TypeVar

from geo.records import FrontLine, Place

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

Answer = TypeVar("Answer")

_KEPT = 10_000
"""Answers a front line; the oldest go first. The largest are a number for each snapshot."""


def kept(front: FrontLine, question: tuple[Hashable, ...], work: Callable[[], Answer]) -> Answer:
    """Return what some work gives, or gave when the same was asked of the same front line before.

    Parameters
    ----------
    question
        What is asked and with which arguments; together with the front line it must decide the answer.
    """
    # One pair, since None is an answer too.
    found: Any = front.memory.get(question)
    if found is None:
        found = (work(),)
        if len(front.memory) >= _KEPT:
            front.memory.pop(next(one for one in front.memory if isinstance(one, tuple)), None)
        front.memory[question] = found
    answer: Answer = found[0]
    return answer


def remembered(front: FrontLine, place: Place, question: tuple[Hashable, ...], work: Callable[[], Answer]) -> Answer:
    """Return what some work gives, or gave when the same was asked of the same front line and place before."""
    # Places that differ in nothing but their outline are equal, so that the outline is told by its identity, and kept with the
    # answer: the identity of a thing that is gone may be given to another.
    answer, _ = kept(front, (question, place, id(place.shape)), lambda: (work(), place.shape))
    return answer


def mark_of(region: BaseGeometry | None) -> bytes:
    """Return a mark by which a region is told from every other; regions of one shape have the same."""
    return b"" if region is None else hashlib.blake2b(region.wkb, digest_size=16).digest()
