"""The page of one form that does one verb, and the button that does one verb. Nothing else catches refusals.

    @asks(office_required, find_activity, policies.can_edit_activity)
    def activity_edit(request, activity):
        page = FormPage(request, "修改活动", ActivityForm, of=activity, user=request.user,
                        crumbs=[("活动", "activities:activity-list"), activity])
        return page.does(workflow.edit_activity)

    @writes(office_required, find_activity)
    def activity_hold(request, activity):
        return act(request, lambda: workflow.hold_activity(activity, by=request.user), said="已登记举行。", to=activity)

A button that does no more is one line (yunhe.accounts.pages.button). `does` calls verb(of, by=the person, **facts); where the
verb wants other arguments, `run` takes a function of the facts.
`run` shows the form, or calls the verb with `form.facts()` (where the form has it) or its cleaned data. What is refused
(ValidationError) is shown at its fields, a Denied above them, an IllegalMove as a message on the page of `of`: somebody else was
faster. Forms need be no RefusableForm. `said` and `to` may be functions of what the verb returned; without `to` the person goes
to the page of the result, else to `of`. The form carries a one-time number (yunhe.web.forms.once): sent twice, it writes once.

Slots for what a page has besides (names of partial templates; they see `context`, `form`, `of` and `page`):
before, after: above and below the form; beside: right of it; body: instead of the fields; inside: between fields and buttons;
actions: more buttons; tools: beside the h1. A page with a draft or confirm step, or whose answer is no redirect, keeps its view and
uses `page.form`, `page.holds`, `page.tried`, `page.done` and `page.show`.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import BaseForm, BoundField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import resolve_url
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from yunhe.database.waits import again_when_contended
from yunhe.kit.asked import page_around
from yunhe.kit.readonly import render_read_only
from yunhe.kit.refusals import Denied, IllegalMove, sentence_of
from yunhe.web.forms.once import Done, answer, once, repeated
from yunhe.web.forms.refusable import refuse

SLOTS = ("before", "body", "inside", "actions", "after", "beside", "tools")
Said = str | Callable[[Any], str]
Shown = TypeVar("Shown")


class FormPage:
    """One form page as one person has asked for it; see the module's docstring."""

    template = "components/form_page.html"

    def __init__(
        self,
        request: HttpRequest,
        title: str,
        form_class: Callable[..., BaseForm],
        *,
        of: models.Model | None = None,
        crumbs: Sequence[Any] = (),
        heading: str = "",
        note: str = "",
        hint: str = "",
        submit: str = "保存",
        icon: str = "check",
        is_danger: bool = False,
        is_single: bool = False,
        wide: Sequence[str] = (),
        cancel: Any = None,
        base: str = "base.html",
        styles: Sequence[str] = (),
        status: int = 200,
        context: Mapping[str, Any] | None = None,
        **given: Any,
    ):
        """title: of the page, the last crumb and, without `heading`, the h1. of: the thing the form is about.

        crumbs: a thing, or (label, thing or URL name or address). note: under the h1; hint: in the form, above the buttons.
        is_single: one column; wide: fields that take both. submit: "" for no such button. cancel: where 取消 leads instead of to `of` or the last
        crumb, "" for none. styles: style sheets of the noun. status: of a page with a refused form. given: the slots; the rest
        goes to the form.
        """
        self.request, self.title, self.of = request, title, of
        self.heading, self.note, self.hint = heading or title, note, hint
        self.submit, self.icon, self.is_single = submit, "" if is_danger else icon, is_single
        self.kind = "danger" if is_danger else "primary"
        self.base, self.styles, self.status, self.wide = base, styles, status, wide
        self.context = dict(context or {})
        self.parts: dict[str, str] = {slot: given.pop(slot, "") for slot in SLOTS}
        steps = [(str(crumb), crumb) if isinstance(crumb, models.Model) else crumb for crumb in crumbs]
        self.links = [(label, resolve_url(to)) for label, to in steps]
        back = (of or (self.links[-1][1] if self.links else "")) if cancel is None else cancel
        self.cancel_url = resolve_url(back) if back else ""
        is_sent = request.method == "POST"
        if is_sent and request.FILES:
            given["files"] = request.FILES
        self.form = form_class(request.POST if is_sent else None, **given)

    def run(self, verb: Callable[[dict[str, Any]], Any], *, said: Said = "已保存。", to: Any = None) -> HttpResponse:
        """Show the form; once it was sent and holds, call `verb` with its facts and send the person on."""
        if self.holds:
            done = self.done(verb, said=said, to=to)
            if done is not None:
                return done
        return self.show()

    def does(self, verb: Callable[..., Any], *, said: Said = "已保存。", to: Any = None) -> HttpResponse:
        """`run` for the verb of the thing that the page is about: verb(of, by=the person, **facts)."""
        return self.run(lambda facts: verb(self.of, by=self.request.user, **facts), said=said, to=to)

    @property
    def holds(self) -> bool:
        """Whether the form was sent and is valid."""
        return self.request.method == "POST" and self.form.is_valid()

    @property
    def facts(self) -> dict[str, Any]:
        """The arguments of the verb."""
        return facts_of(self.form)

    def done(
        self, verb: Callable[[dict[str, Any]], Any], *, said: Said = "已保存。", to: Any = None
    ) -> HttpResponse | None:
        """Call `verb` with the facts of the valid form; None when it has refused, the reasons being on the form."""
        facts = self.facts
        try:
            return answer(self.request, again_when_contended(lambda: self._once(verb, facts, said, to)))
        except ValidationError as error:
            refuse(self.form, error)
        except IllegalMove as illegal:
            if self.of is None:
                self.form.add_error(None, str(illegal))
            else:
                messages.error(self.request, str(illegal))
                return HttpResponseRedirect(resolve_url(self.of))
        except Denied as denied:
            self.form.add_error(None, str(denied))
        return None

    def _once(self, verb: Callable[[dict[str, Any]], Any], facts: dict[str, Any], said: Said, to: Any) -> Done:
        return once(self.request, lambda: _done(verb(facts), said, to, self.of))

    def tried(self, look: Callable[[dict[str, Any]], Shown]) -> Shown | None:
        """Return what `look` makes of the facts of the valid form, writing nothing; None when it has refused, as in `done`."""
        try:
            return look(self.facts)
        except ValidationError as error:
            refuse(self.form, error)
        except Denied as denied:
            self.form.add_error(None, str(denied))
        return None

    def show(self) -> HttpResponse:
        """Return the page; of a refused form with its reasons, unless the same was written by an earlier sender."""
        if self.form.is_bound and (earlier := repeated(self.request)):
            return answer(self.request, earlier)
        context = {**self.context, "page": self, "form": self.form}
        status = self.status if self.form.is_bound else 200
        return render_read_only(self.request, TemplateResponse(self.request, self.template, context, status=status))

    @property
    def fields(self) -> list[tuple[BoundField, bool]]:
        """The visible fields, and whether each takes both columns."""
        return [(bound, bound.name in self.wide) for bound in self.form.visible_fields()]

    @cached_property
    def drawn(self) -> dict[str, SafeString]:
        """The slots that are filled, drawn."""
        context = {
            **self.context,
            "page": self,
            "form": self.form,
            "of": self.of,
            "request": self.request,
            "csrf_token": get_token(self.request),
        }
        return {slot: render_to_string(name, context) if name else SafeString("") for slot, name in self.parts.items()}


def facts_of(form: BaseForm) -> dict[str, Any]:
    """Return what a valid form says to the verb: its `facts()` where it has them, else its cleaned data."""
    return form.facts() if hasattr(form, "facts") else dict(form.cleaned_data)


def _done(result: Any, said: Said, to: Any, of: models.Model | None = None) -> Done:
    """Return where to go after a verb has returned `result`, and what to say."""
    place = to(result) if callable(to) else to
    if place is None:
        place = result if hasattr(result, "get_absolute_url") or of is None else of
    return Done(resolve_url(place), said(result) if callable(said) else said)


def act(
    request: HttpRequest,
    verb: Callable[[], Any],
    *,
    said: Said = "已办理。",
    to: Any = None,
    form: BaseForm | None = None,
    back: Any = None,
) -> HttpResponse:
    """Do what one button asks, once, and send the person on; `said` and `to` as in FormPage.run.

    What is refused, and a move for which somebody else was faster, becomes a message on the page `back` (without one: `to` when
    it is a place, else the page the button stands on). form: of a dialog, checked first; the verb reads its cleaned data
    itself. A Denied passes on to the 403 page: no page shows a button to people who may not press it.
    """
    if back is None:
        back = page_around(request) if to is None or callable(to) else to
    if form is not None and not form.is_valid():
        for name, errors in form.errors.items():
            label = f"{form[name].label}：" if name in form.fields else ""
            for error in errors:
                messages.error(request, f"{label}{error}")
        return HttpResponseRedirect(resolve_url(back))
    try:
        return answer(request, again_when_contended(lambda: once(request, lambda: _done(verb(), said, to))))
    except ValidationError as error:
        sentence = sentence_of(error)
    except IllegalMove as illegal:
        sentence = str(illegal)
    messages.error(request, sentence)
    return HttpResponseRedirect(resolve_url(back))
