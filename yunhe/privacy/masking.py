"""How personal data is shown to those who have not asked for it in full: 138****5678, 张**, 中山社区＊＊＊."""


def hide(text: str) -> str:
    """Return stars alone: that something is there."""
    return "＊＊＊" if text else ""


def mask_phone(phone: str) -> str:
    """Return `phone` with its middle hidden; short numbers keep their last two digits; "" stays ""."""
    if not phone:
        return ""
    if len(phone) >= 11:
        return f"{phone[:3]}****{phone[-4:]}"
    return "*" * max(len(phone) - 2, 1) + phone[-2:]


def mask_name(name: str) -> str:
    """Return the first character of `name` and stars, for outsiders."""
    return name[:1] + "*" * max(len(name) - 1, 1) if name else ""


def mask_address(address: str) -> str:
    """Return the first four characters of `address` and stars."""
    return f"{address[:4]}＊＊＊" if address else ""


def mask_mail(address: str) -> str:
    """Return the first character of a mail address, stars and its domain; "" stays ""."""
    name, _, domain = address.partition("@")
    return f"{name[:1]}***@{domain}" if address else ""
