"""Years and lines of all eleven offices and the county, with what was allotted, added, cut and passed on."""

from liaison.funds import workflow
from liaison.funds.enums import EntryKind, FundLevel, FundUse
from liaison.funds.models import FundLine
from yunhe.accounts.enums import Role
from yunhe.accounts.models import Appointment, User
from yunhe.areas.enums import TOWNSHIPS
from yunhe.areas.models import Area

GENERAL, SPECIAL, COUNTY = "代表活动经费", "流动代表专项经费", "县代表活动经费"


def keepers(county: Area) -> dict[int, User]:
    """Return who keeps the money of each office, by its key."""
    held = Appointment.objects.filter(role=Role.FINANCE, area__path__startswith=county.county_path)
    return {one.area_id: one.user for one in held.select_related("user")}


def write_budgets(county: Area, year: int) -> None:
    """Open `year` for every office and allot it; the county passes something on to the streets."""
    by = keepers(county)
    whole = workflow.open_year(county, by=by[county.pk], year=year)
    of_county = workflow.add_line(
        whole,
        by=by[county.pk],
        cents=12_000_000,
        document=f"云人大〔{year}〕3号",
        name=COUNTY,
        level=FundLevel.COUNTY,
        use=FundUse.GENERAL,
        may_advance=True,
    )
    workflow.add_line(
        whole, by=by[county.pk], cents=3_000_000, document=f"云人大〔{year}〕3号", name="代表学习培训经费",
        level=FundLevel.COUNTY, use=FundUse.TRAINING,
    )  # fmt: skip
    for number, office in enumerate(Area.objects.within(county).units().order_by("order", "code")):
        _write_office(office, number, year, by[office.pk], of_county, by[county.pk])


def _write_office(office: Area, number: int, year: int, by: User, of_county: FundLine, county_keeper: User) -> None:
    opened = workflow.open_year(office, by=by, year=year)
    paper = f"{office.name[:2]}人大〔{year}〕1号"
    if office.kind in TOWNSHIPS:
        general = workflow.add_line(
            opened, by=by, cents=2_400_000 + number * 100_000, document=paper, name=GENERAL, level=FundLevel.TOWNSHIP,
            use=FundUse.GENERAL, may_advance=True,
        )  # fmt: skip
        workflow.add_line(
            opened, by=by, cents=1_000_000, document=paper, name=SPECIAL, level=FundLevel.TOWNSHIP,
            use=FundUse.ACTIVITY, is_special=True, carries=True,
        )  # fmt: skip
        if number % 2:
            workflow.adjust_line(general, by=by, kind=EntryKind.ADD, cents=150_000, reason="年中增加视察调研任务")
        else:
            workflow.adjust_line(general, by=by, kind=EntryKind.CUT, cents=80_000, reason="压减一般性支出")
    line = workflow.add_line(
        opened, by=by, name=COUNTY, level=FundLevel.COUNTY, use=FundUse.GENERAL, may_advance=True,
        carries=office.kind not in TOWNSHIPS,
    )  # fmt: skip
    workflow.transfer(
        of_county, by=county_keeper, to=line, cents=200_000 if office.kind in TOWNSHIPS else 600_000,
        reason=f"拨付{office.name}县代表活动经费", document=f"云人大〔{year}〕5号",
    )  # fmt: skip
