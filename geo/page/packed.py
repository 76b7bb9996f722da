"""Numbers and text as a few bytes that travel inside the page.

Comes in: integers or bytes. Goes out: base64 of raw-deflated bytes, which `js/packed.js` reads back.
"""

from __future__ import annotations

import base64
import zlib

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

LEVEL = 9


def pack(data: bytes, *, level: int = LEVEL) -> str:
    """Return bytes as base64 of raw deflate (RFC 1951)."""
    packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    return base64.b64encode(packer.compress(data) + packer.flush()).decode("ascii")


def zigzag(numbers: Ints) -> Ints:
    """Return signed integers as unsigned ones, small ones small: 0, -1, 1, -2 as 0, 1, 2, 3."""
    folded: Ints = (numbers << 1) ^ (numbers >> 63)
    return folded


def varints(numbers: Ints) -> bytes:
    """Return non-negative integers as LEB128, low seven bits first."""
    width = np.ones(len(numbers), dtype=np.int64)
    for bits in range(7, 63, 7):
        width += numbers >= (1 << bits)
    place = np.cumsum(width) - width
    out = np.zeros(int(width.sum()), dtype=np.uint8)
    for byte in range(int(width.max(initial=0))):
        has = width > byte
        more = (width[has] > byte + 1).astype(np.int64) << 7
        out[place[has] + byte] = ((numbers[has] >> (7 * byte)) & 0x7F) | more
    return out.tobytes()
