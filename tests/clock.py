"""Processor time of one piece of work, without what the rest of the test run adds to it."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable


def processor_seconds(work: Callable[[], object]) -> float:
    """Return the processor seconds that some work takes."""
    # A garbage collection goes through the objects of thousands of tests: it takes a second, and falls on whom it falls.
    gc.disable()
    try:
        start = time.process_time()
        work()
        return time.process_time() - start
    finally:
        gc.enable()
