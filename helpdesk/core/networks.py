"""Networks, as they are written: 10.0.0.0/8, 192.168.1.0/24."""

import re
from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

Network = IPv4Network | IPv6Network


def networks_in(text: str) -> list[Network]:
    """Read networks that commas or gaps divide; what is none raises ValueError."""
    return [ip_network(one) for one in re.split(r"[\s,;]+", text) if one]


def is_inside(address: str, networks: Iterable[Network]) -> bool:
    """Tell whether an address is of one of these; where none is named, every address is."""
    named = list(networks)
    if not named:
        return True
    try:
        where = ip_address(address)
    except ValueError:
        return False
    mapped = getattr(where, "ipv4_mapped", None)  # an IPv4 address in the clothes of IPv6
    return any((mapped or where) in network for network in named)
