"""Which network addresses a feed may be fetched from: public ones, so that no feed can reach into our own network.

Pure. `ipaddress.is_global` alone is not enough: it passes multicast and the blocks that carry an IPv4 address inside
an IPv6 one (NAT64, 6to4), through which a private address can be reached.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

BLOCKED = tuple(
    ip_network(block)
    for block in (
        "192.0.0.0/24",
        "192.88.99.0/24",
        "::/96",
        "::ffff:0:0/96",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "2001::/32",
        "2002::/16",
        "fec0::/10",
    )
)
"""Blocks that carry an IPv4 address in an IPv6 one, or are set apart though `is_global` does not say so.

Sources: RFC 6890, 7526, 4291, 6052, 8215, 4380, 3056, 3879.
"""


def refusal(address: str) -> str | None:
    """Why this numeric address may not be fetched from, or None where it may."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return "is no network address"
    return _kind(ip)


def _kind(ip: IPv4Address | IPv6Address) -> str | None:
    if ip.is_loopback:
        return "is this machine itself"
    if ip.is_multicast:
        return "is a multicast address"
    if ip.is_link_local:
        return "is a link-local address"
    if any(ip in block for block in BLOCKED):
        return "stands for another address or is set apart"
    if not ip.is_global:
        return "is in a private or reserved network"
    return None
