"""How each tone looks: a colour with its own shape, so that colour never speaks alone. States know their tone (yunhe.kit.states)."""

# tone -> icon of the sprite
TONE_ICONS = {
    "success": "check-circle",
    "info": "circle",
    "warning": "hourglass",
    "danger": "alert",
    "muted": "minus-circle",
}
