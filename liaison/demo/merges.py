"""Records that were entered twice: a pair that nobody has looked at yet, one joined, two of one name that are two people.

All are of people who have left office, so no figure of those in office moves.
"""

from datetime import date

from deputies.mandates.enums import MandateEnd
from deputies.mandates.models import CongressTerm, Mandate
from deputies.merges.workflow import merge, tell_apart
from deputies.people.enums import CongressLevel, DatePrecision
from deputies.people.models import Deputy, phone_digest
from deputies.people.naming import pinyin_of
from yunhe.accounts.models import User
from yunhe.areas.models import Area

LEFT_ON = date(2023, 6, 30)
BEGAN_ON = date(2022, 1, 10)


def _former(name: str, origin: Area, *, phone: str = "", born: date | None = None, employment: str = "") -> Deputy:
    """Enter somebody who was a deputy of `origin` and has resigned."""
    pinyin, initials = pinyin_of(name)
    deputy = Deputy.objects.create(
        name=name,
        name_pinyin=pinyin,
        name_initials=initials,
        origin=origin,
        phone=phone,
        phone_digest=phone_digest(phone) if phone else "",
        born_on=born,
        born_precision=DatePrecision.MONTH if born else "",
        employment=employment,
    )
    term = CongressTerm.objects.serving_on(LEFT_ON).get(area=origin, level=CongressLevel.TOWNSHIP)
    Mandate.objects.create(
        deputy=deputy,
        level=CongressLevel.TOWNSHIP,
        term=term,
        began_on=BEGAN_ON,
        ended_on=LEFT_ON,
        end_reason=MandateEnd.RESIGNED,
    )
    return deputy


def write_merges(county: Area, by: User) -> None:
    """Write the three situations, the joined one and the two people by the verbs of the office."""
    units = {unit.name: unit for unit in Area.objects.within(county).units()}
    chishi, shitang = units["赤石乡"], units["石塘镇"]
    born = date(1971, 4, 1)
    _former("蓝水根", chishi, phone="16905781901", born=born, employment="赤石乡水果合作社社长")
    _former("蓝水根", chishi, phone="16905781902", born=date(1971, 4, 1))
    kept = _former("雷三妹", shitang, phone="16905781903", born=date(1980, 9, 1))
    gone = _former("雷三妹", shitang, employment="石塘镇小学教师")
    merge(kept, gone, by=by, reason="本人确认，两次名册各录了一次")
    one = _former("叶林", chishi, born=date(1968, 2, 1))
    other = _former("叶林", shitang)
    tell_apart(one, other, by=by, reason="电话核实：赤石的叶林是男，石塘的叶林是女")
