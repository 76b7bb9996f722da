"""Which links may be handed on: those to a public place on the web. They are looked at as words; nothing is resolved or fetched.

`is_public` is also asked about every address that a fetched page's host turns out to have.
"""

from __future__ import annotations

import socket
import unicodedata
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

_LONGEST = 2_000
_HOME = ("localhost", "local", "internal", "intranet", "lan", "home", "corp", "private", "home.arpa")
# Addresses of IPv6 that lead to one of IPv4 within them (RFC 6052, 8215; the last is the "compatible" form of old).
_EMBEDDING = tuple(map(IPv6Network, ("64:ff9b::/96", "64:ff9b:1::/48", "::/96")))
# Of the public network by some lists, but for protocols, relays and documentation only (RFC 6890, 7526, 9637).
_SPECIAL = tuple(map(ip_network, ("192.0.0.0/24", "192.88.99.0/24", "3fff::/20")))


def refused(link: str) -> str | None:
    """Return why a link is not to be handed on, or None for one to a public address of the web.

    Examples
    --------
    >>> refused("https://news.example/a"), refused("http://127.1/"), refused("javascript:alert(1)")
    (None, 'its address is private', 'it is no http or https address')
    """
    if why := malformed(link):
        return why
    return "its address is private" if _is_private(_host(link)) else None


def malformed(link: str) -> str | None:
    """Return why a link is none of the web at all, whatever host it names; None for one that is.

    Examples
    --------
    >>> malformed("http://127.0.0.1/"), malformed("file:///etc/passwd")
    (None, 'it is no http or https address')
    """
    try:
        parts = urlsplit(link)
        host = _host(link)
        _ = parts.port
    except ValueError:
        return "it is no address"
    if parts.scheme not in ("http", "https"):
        return "it is no http or https address"
    if not host or len(link) > _LONGEST or any(character.isspace() or character < " " for character in link):
        return "it is no address"
    return "it carries a user name" if "@" in parts.netloc else None


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Tell whether an address is one of the public network: none of a machine, a home, a provider's inside or a test.

    Examples
    --------
    >>> is_public(ip_address("93.184.216.34")), is_public(ip_address("::ffff:10.0.0.1")), is_public(ip_address("100.64.0.1"))
    (True, False, False)
    """
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and any(address in network for network in _EMBEDDING):
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
        if address.teredo is not None or address.is_site_local:
            return False
    return address.is_global and not (
        address.is_multicast
        or address.is_reserved
        or address.is_unspecified
        or address.is_loopback
        or any(address in network for network in _SPECIAL)
    )


def _host(link: str) -> str:
    return unicodedata.normalize("NFKC", urlsplit(link).hostname or "").rstrip(".").lower()


def _is_private(host: str) -> bool:
    address = _address(host)
    if address is not None:
        return not is_public(address)
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
