"""The list of what goes along, asked on the form page of an end once something is open."""

from liaison.registration.handover.mechanism import Departure, offers_of
from yunhe.web.forms.page import FormPage


def asks_first(page: FormPage, departure: Departure) -> bool:
    """Add the handover list of `departure` to a form that holds; whether it must be shown before anything is written."""
    page.form.add_offers(offers_of(departure))
    if not page.form.offers:
        return False
    page.parts |= {"body": "liaison/registration/_handover_list.html", "beside": ""}
    page.note = f"代表名下还有 {len(page.form.offers)} 项没有办完的事，请逐项核对去向后办理。"
    page.submit = "核对无误，办理"
    return "confirmed" not in page.request.POST
