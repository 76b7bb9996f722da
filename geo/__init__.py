"""Frontline: what articles claim about a war, laid on a map and checked against public front-line datasets."""

from __future__ import annotations

__version__ = "0.1.0"
