"""Fields that every form types alike.

on = DayField("日期", required=False)                 # the browser's own calendar
starts_at = MomentField("会议时间")
reason = WordsField("原因", 300, missing="请写明原因。")   # running text; `missing` is said when it is left empty
phone = PhoneField("手机", required=False)             # eleven digits in any dress: full width, +86, marks of direction …
phone = PhoneField("电话", any_kind=True)              # also a landline with its extension, or a short number
place = LineField("会议地点", 80, missing="请填写会议地点。")
cause = PickField("原因", EndReason, missing="请选择原因。")   # one of an enum, nothing chosen beforehand

A form that asks for one or two such things needs no class: ReasonForm = form_of(reason=LineField("原因", 200)).
"""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Model

from yunhe.kit.folding import plain_phone

DAY_FORMAT, MOMENT_FORMAT = "%Y-%m-%d", "%Y-%m-%dT%H:%M"


def day_widget() -> forms.DateInput:
    """Return the browser's calendar, filled in the way browsers read it."""
    return forms.DateInput(attrs={"type": "date"}, format=DAY_FORMAT)


def time_widget() -> forms.TimeInput:
    """Return the browser's clock, filled in the way browsers read it."""
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


def _said(missing: str) -> dict[str, Any]:
    return {"error_messages": {"required": missing}} if missing else {}


class DayField(forms.DateField):
    def __init__(self, label: str = "", *, missing: str = "", **kwargs: Any):
        super().__init__(label=label, **{"widget": day_widget(), **_said(missing), **kwargs})


class MomentField(forms.DateTimeField):
    def __init__(self, label: str = "", *, missing: str = "", **kwargs: Any):
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT_FORMAT)
        formats = [MOMENT_FORMAT, f"{MOMENT_FORMAT}:%S", "%Y-%m-%d %H:%M"]
        super().__init__(label=label, **{"widget": widget, "input_formats": formats, **_said(missing), **kwargs})


class WordsField(forms.CharField):
    """Running text of at most `limit` characters."""

    def __init__(self, label: str = "", limit: int = 300, *, rows: int = 0, missing: str = "", **kwargs: Any):
        widget = forms.Textarea(attrs={"rows": rows or (8 if limit > 1000 else 3)})
        super().__init__(label=label, max_length=limit, **{"widget": widget, **_said(missing), **kwargs})


class LineField(forms.CharField):
    """One line of at most `limit` characters."""

    def __init__(self, label: str = "", limit: int = 200, *, missing: str = "", **kwargs: Any):
        super().__init__(label=label, max_length=limit, **{**_said(missing), **kwargs})


def known_of(thing: Model, names: Iterable[str]) -> dict[str, Any]:
    """Return what the fields `names` of `thing` hold, for a form to begin with."""
    return {name: getattr(thing, name) for name in names}


def _pair(choice: Any) -> tuple[str, str]:
    if hasattr(choice, "label"):  # a member of an enum, which is a text too
        return choice.value, choice.label
    return (choice, choice) if isinstance(choice, str) else choice


class PickField(forms.ChoiceField):
    """One of `choices` (an enum, its members, words or pairs); nothing is chosen beforehand."""

    def __init__(self, label: str, choices: Any, *, missing: str = "", nothing: str = "请选择", **kwargs: Any):
        pairs = [("", nothing), *(_pair(one) for one in choices)]
        super().__init__(label=label, choices=pairs, **{**_said(missing), **kwargs})


def form_of(**fields: forms.Field) -> type[forms.Form]:
    """Return the form that asks for `fields` and has no rule of its own."""
    return type("AskedForm", (forms.Form,), fields)


class PhoneField(forms.CharField):
    """A mobile number in any dress (yunhe.kit.folding.plain_phone); anything but eleven digits is refused with `wrong`.

    any_kind: a landline with its extension and a short number are taken as well.
    """

    _MOBILE = re.compile(r"1[0-9]{10}")
    _ANY = re.compile(r"\+?[0-9()-]{3,20}(?:转[0-9]{1,6})?")
    _WRONG = {False: "手机应为11位数字，请核对。", True: "看不懂这个电话，请填手机号或带区号的座机号。"}

    def __init__(self, label: str = "", *, wrong: str = "", any_kind: bool = False, **kwargs: Any):
        self.wrong, self.pattern = wrong or self._WRONG[any_kind], self._ANY if any_kind else self._MOBILE
        super().__init__(label=label, **{"max_length": 40, **kwargs})

    def clean(self, value: Any) -> str:
        """Return the number as it is kept, "" where nothing was typed and nothing is needed."""
        phone = plain_phone(super().clean(value))
        if phone and not self.pattern.fullmatch(phone):
            raise forms.ValidationError(self.wrong)
        return phone
