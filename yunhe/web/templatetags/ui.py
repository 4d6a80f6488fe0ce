"""The components as tags, loaded in every template. Usage: templates/components/README.md.

A tag takes its parts as named arguments and sees nothing of the page around it, as `{% include … only %}` would.
"""

import re

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from yunhe.kit.states import tone_of
from yunhe.kit.words import share
from yunhe.privacy import masking
from yunhe.web.badges import TONE_ICONS
from yunhe.web.forms.controls import control
from yunhe.web.forms.once import FIELD, new_number

register = template.Library()
register.filter("mask_phone", masking.mask_phone)
register.filter("mask_name", masking.mask_name)
register.filter("mask_address", masking.mask_address)
PAGE_NAME = re.compile(r"[a-z_-]+:[a-z-]+")


def page_address(name: str, of=None) -> str:
    """Return the address of the page `name`, of the thing `of` where it is the page of one.

    Raises NoReverseMatch for a name that nobody has, so that a wrong link fails instead of leading nowhere.
    """
    return reverse(name, args=[] if of is None else [getattr(of, "pk", of)])


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """One drawing of static/img/icons.svg; without `label` it is decoration and hidden from screen readers."""
    href = f"{static('img/icons.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}" focusable="false"><use href="{}"></use></svg>', label, href
        )
    return format_html('<svg class="icon" aria-hidden="true" focusable="false"><use href="{}"></use></svg>', href)


def _badge(label: str, tone: str) -> SafeString:
    return format_html('<span class="badge badge-{}">{}{}</span>', tone, icon(TONE_ICONS[tone]), label)


@register.simple_tag
def badge(label: str, tone: str = "muted") -> SafeString:
    """A short word with a shape; tones: success, info, warning, danger, muted."""
    return _badge(label, tone)


@register.simple_tag
def state_badge(thing, name: str = "state") -> SafeString:
    """The state of `thing` (its choice field `name`) with the tone of that state."""
    return _badge(getattr(thing, f"get_{name}_display")(), tone_of(thing, name) or "muted")


@register.simple_tag(name="tag")
def word(label: str) -> SafeString:
    """A plain grey word: a kind, a theme."""
    return format_html('<span class="tag">{}</span>', label)


@register.inclusion_tag("components/button.html")
def button(
    label: str,
    kind: str = "secondary",
    icon: str = "",
    name: str = "",
    value: str = "",
    form: str = "",
    formaction: str = "",
    disabled_reason: str = "",
    size: str = "",
):
    """A submit button; with a reason it is shown disabled together with the reason."""
    return locals()


@register.inclusion_tag("components/link_button.html")
def link_button(
    label: str,
    url: str = "",
    to: str = "",
    of=None,
    kind: str = "secondary",
    icon: str = "",
    dialog: str = "",
    disabled_reason: str = "",
    size: str = "",
):
    """A link that looks like a button: to `url`, or the page named `to` of the thing `of` (what has a key, or a key).

    With `dialog` it opens the dialog of that id, also without script.
    """
    return {**locals(), "url": page_address(to, of) if to else url}


@register.inclusion_tag("components/field.html")
def field(bound, label: str = "", help_text: str = "", wide: bool = False):
    """One form field with label, help, errors and required mark."""
    is_group = bound.use_fieldset
    return {
        "bound": bound,
        "control": control(bound),
        "label": label or bound.label,
        "help_text": help_text or bound.help_text,
        "wide": wide,
        "is_group": is_group,
        "is_tick": not is_group and getattr(bound.field.widget, "input_type", "") == "checkbox",
    }


@register.inclusion_tag("components/form_body.html")
def form_body(form):
    """Error summary, hidden fields and every visible field of a form, in order."""
    return {"form": form}


@register.simple_tag
def sent_once() -> SafeString:
    """The one-time number of a form: sent twice it writes once (yunhe.web.forms.once)."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, new_number())


@register.simple_tag
def offline_key(person: int) -> str:
    """The key by which the phone of `person` encrypts what it keeps without network (static/js/offline-form.js), hex.

    It stands on pages of the person alone and holds until SECRET_KEY changes.
    """
    return salted_hmac("yunhe.offline-form", str(person), algorithm="sha256").hexdigest()


@register.inclusion_tag("components/error_summary.html")
def error_summary(form, title: str = "没有保存"):
    """All errors of a bound form at its top, each linked to its field; `title` says what has not been done."""
    fields = [(bound, list(bound.errors)) for bound in form if bound.errors] if form.is_bound else []
    general = list(form.non_field_errors()) if form.is_bound else []
    return {"title": title, "fields": fields, "general": general, "has_errors": bool(fields or general)}


DIALLED = re.compile(r"(?<!\d)(110|119|120|122|12309|12345|12348|12388)(?!\d)")


@register.filter
def dial(text) -> SafeString:
    """Words in which the numbers of help can be tapped."""
    return mark_safe(DIALLED.sub(r'<a class="dial" href="tel:\1">\1</a>', escape(text)))  # noqa: S308 the words are escaped


@register.inclusion_tag("components/empty.html")
def empty(title: str, text: str = "", url: str = "", to: str = "", of=None, action: str = "", icon: str = "inbox"):
    """What a list says when it has no rows, with what to do next, which leads as a link_button does."""
    return {**locals(), "url": page_address(to, of) if to else url}


@register.inclusion_tag("components/alert.html")
def alert(text: str, tone: str = "info", title: str = ""):
    """A coloured note in the page."""
    return {**locals(), "icon": TONE_ICONS[tone]}


@register.inclusion_tag("components/stat.html")
def stat(label: str, value, url: str = "", note: str = "", tone: str = "", unit: str = ""):
    """One figure; with `url` it opens the list behind it."""
    return locals()


@register.inclusion_tag("components/progress.html")
def progress(value: int, label: str = "", total: int | None = None):
    """A bar with its figure: `value` of `total`, or without one `value` in per cent of work that goes on."""
    percent = str(value) if total is None else share(min(value, total), total, of_nothing="0.00")
    return {**locals()}


@register.inclusion_tag("components/steps.html")
def steps(names, current: int):
    """The stages of a flow; `current` counts from 0, larger than the last means all done."""
    return {
        "items": [
            (name, "done" if at < current else "current" if at == current else "") for at, name in enumerate(names)
        ]
    }


@register.inclusion_tag("components/timeline.html")
def timeline(events):
    """Events, newest first; each has `at`, `title` and may have `by`, `text`, `tone`, `waited` (keys or attributes)."""
    return {"events": [_event(event) for event in events]}


@register.inclusion_tag("components/history.html")
def history(events, title: str = "变更记录"):
    """The panel of what has happened to a thing: its timeline, or that nothing has."""
    return {"events": events, "title": title}


def _event(event) -> dict:
    read = event.get if isinstance(event, dict) else lambda key, default=None: getattr(event, key, default)
    tone = read("tone") or "muted"
    return {
        "at": read("at"),
        "title": read("title"),
        "by": read("by") or "",
        "text": read("text") or "",
        "waited": read("waited") or "",
        "tone": tone,
        "icon": TONE_ICONS[tone],
    }


@register.inclusion_tag("components/tabs.html")
def tabs(items, current: str):
    """Links between sibling pages; `items` are (key, label, url) or (key, label, url, count)."""
    return {"items": [(*item, None)[:4] for item in items], "current": current}


@register.inclusion_tag("components/breadcrumb.html")
def breadcrumb(*pairs):
    """Where the page stands: label, url, label, url, …, label of the page itself; a url may be a page's name."""
    links = [
        (label, page_address(url) if PAGE_NAME.fullmatch(str(url)) else url)
        for label, url in zip(pairs[0::2], pairs[1::2], strict=False)
    ]
    return {"links": links, "here": pairs[-1] if len(pairs) % 2 else ""}


@register.inclusion_tag("components/export_page.html", takes_context=True)
def export_page(context):
    """The button that gives the tables and figures of the page as a file; the view answers by `page_of_figures`."""
    return {"query": context["request"].GET.urlencode(), "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context, page):
    """Pages of a yunhe.kit.pager.Page: total, window of numbers, page size; keeps the query string."""
    return {"page": page, "request": context["request"]}


@register.inclusion_tag("components/messages.html", takes_context=True)
def page_messages(context):
    """What the last action said."""
    return {"messages": context.get("messages") or []}


@register.simple_block_tag
def panel(content, title: str = "", tone: str = "", anchor: str = ""):
    """A white sheet with an optional heading around its content."""
    return render_to_string("components/panel.html", locals())


@register.simple_block_tag
def table(content, caption: str, cards: bool = True):
    """A table in a frame that scrolls by itself; `cards` turns rows into cards on the phone (td need data-label)."""
    return render_to_string("components/table.html", locals())


@register.simple_block_tag
def dialog(content, id: str, title: str):
    """A <dialog> opened by {% link_button … dialog=id %}; without script the link's #id shows it in the page."""
    return render_to_string("components/dialog.html", locals())


@register.simple_block_tag
def details(content, columns: int = 2):
    """A list of key and value; fill it with `detail`."""
    return format_html('<dl class="details details-{}">{}</dl>', columns, content)


@register.simple_tag
def detail(label: str, value="", note: str = "") -> SafeString:
    """One key and value; an empty value shows as 未填."""
    shown = value if value not in (None, "") else format_html('<span class="absent">{}</span>', "未填")
    extra = format_html('<span class="note">{}</span>', note) if note else ""
    return format_html("<div><dt>{}</dt><dd>{}{}</dd></div>", label, shown, extra)


@register.simple_tag
def options(pairs, chosen="") -> SafeString:
    """<option> elements of (value, label) with the chosen one marked."""
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((v, SafeString(" selected") if str(v) == str(chosen) else "", n) for v, n in pairs),
    )


@register.inclusion_tag("components/list.html", takes_context=True)
def listing(context, listing):
    """A whole list (yunhe.web.lists.listing.Listing): filter bar and region."""
    return {"listing": listing, "request": context["request"], "csrf_token": context.get("csrf_token")}
