"""Which addresses are inside the house: where no list's server may send this one on to.

What listens on loopback or in the operator's own network trusts whoever reaches it, and a list's
server is a stranger.
"""

import asyncio
import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

INTERNET = IPv6Network("2000::/3")
NAT64 = IPv6Network("64:ff9b::/96")


class Inside(Exception):
    """A host that is, or one of whose addresses is, inside the house."""


def inside(address: str) -> bool:
    """Whether an IP address is anything but one of the public internet.

    One that stands for another address, as IPv6 has several, is where that one is.
    """
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv4Address):
        return not found.is_global or found.is_multicast
    if carried := _carried(found):
        return inside(str(carried))
    return found not in INTERNET or not found.is_global


def _carried(address: IPv6Address) -> IPv4Address | None:
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


async def outside(host: str, port: int) -> list[str]:
    """The addresses of `host`, all of them public, in the order in which they are best tried.

    Whoever connects must connect to one of these and not to the name: it may have other addresses
    a moment later. Raises Inside, or OSError for a name that has none.
    """
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if any(map(inside, addresses)):
        raise Inside
    return addresses
