"""Drawing a form control quickly: Django renders each option of a select as a template of its own."""

from django.forms.boundfield import BoundField
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

SELECT_TEMPLATE = "django/forms/widgets/select.html"
DASHES = "---------"  # what Django writes for nothing chosen


def control(bound: BoundField) -> SafeString:
    """Return the control of `bound` as Django would draw it; plain selects without a template per option, and 请选择."""
    widget = bound.field.widget
    if widget.is_hidden or getattr(widget, "template_name", "") != SELECT_TEMPLATE:
        return bound.as_widget()
    attrs = bound.build_widget_attrs({}, widget)
    if bound.auto_id and "id" not in widget.attrs:
        attrs["id"] = bound.auto_id
    context = widget.get_context(bound.html_name, bound.value(), attrs)["widget"]
    return format_html(
        '<select name="{}"{}>{}</select>',
        context["name"],
        flatatt(context["attrs"]),
        format_html_join("", "{}", ((_group(name, options),) for name, options, _ in context["optgroups"])),
    )


def _group(name: str | None, options: list[dict]) -> SafeString:
    drawn = format_html_join(
        "\n", '<option value="{}"{}>{}</option>', ((_value(o), flatatt(o["attrs"]), _label(o)) for o in options)
    )
    return format_html('<optgroup label="{}">{}</optgroup>', name, drawn) if name else drawn


def _label(option: dict) -> str:
    return "请选择" if option["label"] == DASHES else option["label"]


def _value(option: dict) -> str:
    return "" if option["value"] is None else str(option["value"])
