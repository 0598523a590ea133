"""Whether a way that a recipient allowed can be taken: what stands as her address may be none."""

from __future__ import annotations

from policydocs.delivery.clients import Recipient, Way
from policydocs.delivery.mail import ascii_address


def unusable(recipient: Recipient, way: Way) -> str:
    """Why a permitted way cannot be taken; "" where it can. The address itself is not repeated."""
    if way is Way.EMAIL:
        try:
            ascii_address(recipient.email)
        except ValueError:
            return "her e-mail address is not one that works."
    if way is Way.POST and recipient.address is not None and not any(recipient.address.lines):
        return "her postal address is empty."
    return ""
