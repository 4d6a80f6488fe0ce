"""How each state looks: a tone (colour) with its own shape, so that colour never speaks alone."""

# tone -> icon of the sprite
TONE_ICONS = {
    "success": "check-circle",
    "info": "circle",
    "warning": "hourglass",
    "danger": "alert",
    "muted": "minus-circle",
}

# value of a state -> tone, over all apps; a value means the same wherever it is used
STATE_TONES = {
    # registrations
    "urged": "warning",
    "submitted": "info",
    "returned": "danger",
    "verified": "info",
    "co_managed": "success",
    "ended": "muted",
    # discrepancies
    "matched": "success",
    "settled": "info",
    "lapsed": "muted",
    # eligibility alarms
    "raised": "danger",
    "referred": "warning",
    "closed": "muted",
    # ledger
    "open": "warning",
    "confirmed": "info",
    "locked": "success",
    "dropped": "muted",
    # jobs and imports
    "queued": "muted",
    "running": "info",
    "done": "success",
    "failed": "danger",
    "undone": "muted",
}
