"""An amount of money in a form: typed in yuan, taken as whole cents."""

from decimal import Decimal
from typing import Any

from django import forms

MOST_YUAN = Decimal("99999999.99")


class YuanField(forms.DecimalField):
    """Yuan with at most two decimals; cleans to cents (None where nothing was typed and nothing is needed)."""

    def __init__(self, label: str = "金额（元）", *, missing: str = "请填写金额。", least: str = "0.01", **kwargs: Any):
        says = {
            "required": missing,
            "invalid": "金额请写数字，例如 300 或 120.50。",
            "min_value": "金额应大于 0。" if Decimal(least) else "金额不能小于 0。",
            "max_value": "金额过大，请核对。",
            "max_decimal_places": "金额最多写到分（两位小数）。",
            "max_whole_digits": "金额过大，请核对。",
            "max_digits": "金额过大，请核对。",
        }
        known = {"max_digits": 10, "decimal_places": 2, "min_value": Decimal(least), "max_value": MOST_YUAN}
        super().__init__(label=label, error_messages=says, **{**known, **kwargs})
        self.widget.attrs |= {"inputmode": "decimal", "step": "0.01"}

    def clean(self, value: Any) -> Any:
        """Return the amount in cents."""
        if isinstance(value, str):
            value = value.replace(",", "").replace("，", "").replace("元", "").strip()
        amount = super().clean(value)
        return None if amount is None else int(amount * 100)


def typed(cents: int) -> str:
    """Return cents as the field shows them: 1200.50."""
    return f"{cents // 100}.{cents % 100:02d}"
