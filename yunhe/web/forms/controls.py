"""Drawing a form control quickly: Django renders each option of a select as a template of its own."""

from typing import Any

from django.forms.boundfield import BoundField
from django.forms.utils import flatatt
from django.forms.widgets import Select
from django.utils.safestring import SafeString

from yunhe.kit.markup import markup, safe

SELECT_TEMPLATE = "django/forms/widgets/select.html"
DASHES = "---------"  # what Django writes for nothing chosen
OWN_WAYS = ("get_context", "optgroups", "create_option", "format_value")


def control(bound: BoundField) -> SafeString:
    """Return the control of `bound` as Django would draw it; plain selects without a template per option, and 请选择."""
    widget = bound.field.widget
    if widget.is_hidden or getattr(widget, "template_name", "") != SELECT_TEMPLATE:
        return bound.as_widget()
    attrs = bound.build_widget_attrs({}, widget)
    if bound.auto_id and "id" not in widget.attrs:
        attrs["id"] = bound.auto_id
    if all(getattr(type(widget), way) is getattr(Select, way) for way in OWN_WAYS):
        multiple = {"multiple": True} if widget.allow_multiple_selected else {}
        name, facts = bound.html_name, {**widget.build_attrs(widget.attrs, attrs), **multiple}
        drawn = _options(widget, widget.format_value(bound.value()))
    else:  # a widget that says more of its options than their value
        context = widget.get_context(bound.html_name, bound.value(), attrs)["widget"]
        name, facts = context["name"], context["attrs"]
        drawn = "".join(_group(title, options) for title, options, _ in context["optgroups"])
    return safe(f'<select name="{markup(name)}"{flatatt(facts)}>', drawn, "</select>")


def _options(widget: Select, chosen: list[str]) -> str:
    """Draw the choices of a plain select; of one that takes a single value the first that is chosen."""
    left = set(chosen)
    drawn = []

    def option(value: Any, label: Any) -> str:
        value = "" if value is None else str(value)
        is_chosen = value in left
        if is_chosen and not widget.allow_multiple_selected:
            left.clear()
        return f'<option value="{markup(value)}"{" selected" * is_chosen}>{markup(_said(label))}</option>'

    for value, label in widget.choices:
        if isinstance(label, list | tuple):
            inside = "\n".join(option(*choice) for choice in label)
            drawn.append(f'<optgroup label="{markup(value)}">{inside}</optgroup>')
        else:
            drawn.append(option(value, label))
    return "\n".join(drawn)


def _group(name: str | None, options: list[dict]) -> str:
    drawn = "\n".join(
        f'<option value="{markup(_value(one))}"{flatatt(one["attrs"])}>{markup(_said(one["label"]))}</option>'
        for one in options
    )
    return f'<optgroup label="{markup(name)}">{drawn}</optgroup>' if name else drawn


def _said(label: Any) -> Any:
    return "请选择" if label == DASHES else label


def _value(option: dict) -> str:
    return "" if option["value"] is None else str(option["value"])
