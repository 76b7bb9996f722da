"""What travels packed in a page, unpacked."""

from __future__ import annotations

import base64
import json
import re
import zlib
from typing import Any

PACKED = re.compile(r'<script type="application/octet-stream" id="frontline-(\w+)">([A-Za-z0-9+/=]+)</script>')


def parts_of(document: str) -> dict[str, str]:
    """Return the style, the code and the payload that travel deflated in a page."""
    return {
        name: zlib.decompress(base64.b64decode(text), -15).decode("utf-8") for name, text in PACKED.findall(document)
    }


def details_of(payload: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what the payload keeps of each claim for its card."""
    lines = zlib.decompress(base64.b64decode(payload["claims"]["details"]), -15)
    return [json.loads(line) for line in lines.split(b"\n")]
