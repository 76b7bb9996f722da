"""Which links may be handed on: those to a public place on the web. They are looked at as words; nothing is resolved or fetched."""

from __future__ import annotations

import socket
import unicodedata
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

_LONGEST = 2_000
_HOME = ("localhost", "local", "internal", "intranet", "lan", "home", "corp", "private", "home.arpa")


def refused(link: str) -> str | None:
    """Return why a link is not to be handed on, or None for one to a public address of the web.

    Examples
    --------
    >>> refused("https://news.example/a"), refused("http://127.1/"), refused("javascript:alert(1)")
    (None, 'its address is private', 'it is no http or https address')
    """
    try:
        parts = urlsplit(link)
        host = unicodedata.normalize("NFKC", parts.hostname or "").rstrip(".").lower()
        _ = parts.port
    except ValueError:
        return "it is no address"
    if parts.scheme not in ("http", "https"):
        return "it is no http or https address"
    if not host or len(link) > _LONGEST or any(character.isspace() or character < " " for character in link):
        return "it is no address"
    if "@" in parts.netloc:
        return "it carries a user name"
    return "its address is private" if _is_private(host) else None


def _is_private(host: str) -> bool:
    address = _address(host)
    if address is not None:
        return not address.is_global or address.is_multicast
    return "." not in host or any(host == name or host.endswith(f".{name}") for name in _HOME)


def _address(host: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        try:
            # Browsers and libraries also take 127.1, 0x7f000001 and 2130706433; so does inet_aton, without asking anyone.
            return IPv4Address(socket.inet_aton(host))
        except (OSError, ValueError):
            return None
    return getattr(address, "ipv4_mapped", None) or address
