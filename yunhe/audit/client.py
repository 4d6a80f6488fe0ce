"""Where a request comes from, behind trusted proxies or without any."""

from ipaddress import ip_address, ip_network

from django.conf import settings


def client_ip(request) -> str | None:
    """Return the address of the person's machine, None when it is unknown.

    X-Forwarded-For is believed only when the connection itself comes from one of settings.TRUSTED_PROXIES; it is read
    from the right, and the first address that is not a trusted proxy is the client. A forged header thus has no effect.
    """
    remote = _parsed(request.META.get("REMOTE_ADDR", ""))
    if remote is None or not _is_proxy(remote):
        return str(remote) if remote else None
    for part in reversed(request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")):
        hop = _parsed(part)
        if hop is None:
            break
        if not _is_proxy(hop):
            return str(hop)
        remote = hop
    return str(remote)


def _parsed(text: str):
    """Return the address in one part of the header, None when there is none; a port and brackets are taken off it."""
    text = text.strip().strip('"')
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _is_proxy(address) -> bool:
    return any(address in ip_network(network, strict=False) for network in settings.TRUSTED_PROXIES)


def tells_of_untrusted_proxy(request) -> bool:
    """Whether a proxy forwards an address that is not believed, because settings.TRUSTED_PROXIES does not name the proxy."""
    remote = _parsed(request.META.get("REMOTE_ADDR", ""))
    return bool(request.META.get("HTTP_X_FORWARDED_FOR")) and not (remote and _is_proxy(remote))
