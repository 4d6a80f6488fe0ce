"""FundYear (经费年度), FundLine (经费科目), Entry (分录)."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from liaison.funds.enums import Bucket, EntryKind, FundLevel, FundUse, Guard
from liaison.funds.money import yuan
from liaison.funds.querysets import EntryQuerySet, FundLineQuerySet, FundYearQuerySet
from yunhe.areas.models import Area
from yunhe.kit.models import Addressed, Entered, check, maybe, together, unique


class FundYear(Entered, Addressed):
    """The money of one office in one year. Nothing moves any more once it is closed; the database refuses it too."""

    page = "funds:year-detail"

    office = models.ForeignKey(Area, models.PROTECT, related_name="fund_years", verbose_name="单位")
    year = models.PositiveSmallIntegerField("年度", validators=[MinValueValidator(2000), MaxValueValidator(2100)])
    closed_at = models.DateTimeField("结账时间", null=True, blank=True)
    closed_by = models.CharField("结账人", max_length=80, blank=True)

    objects = FundYearQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "经费年度"
        ordering = ["-year", "office__order", "office__code"]
        constraints = [
            unique("fund_year_once_an_office", "office", "year", says="这个年度已经开立，请直接在年度里新增科目。"),
            check("fund_year_closed_by_somebody", together("closed_at", "closed_by"), "结账须写明时间和结账人。"),
        ]

    def __str__(self):
        return f"{self.office.name}{self.year}年度"

    @property
    def areas(self) -> list[Area]:
        """The office (needs it loaded)."""
        return [self.office]

    @property
    def is_open(self) -> bool:
        """Whether something may still move."""
        return self.closed_at is None

    @property
    def standing(self) -> tuple[str, str]:
        """(word, tone) of whether it is open."""
        return ("执行中", "success") if self.is_open else ("已结账", "muted")


class FundLine(Entered, Addressed):
    """A budget line: whose deputies, what for, and how many cents lie in each bucket.

    The balances are written by `workflow.posting.post` alone; the database compares them with the entries at every commit.
    """

    page = "funds:line-detail"

    fund_year = models.ForeignKey(FundYear, models.PROTECT, related_name="lines", verbose_name="年度")
    name = models.CharField("科目名称", max_length=60)
    code = models.CharField("科目编码", max_length=20, blank=True)
    level = models.CharField("层级", max_length=10, choices=FundLevel)
    use = models.CharField("用途", max_length=10, choices=FundUse, default=FundUse.ACTIVITY)
    is_special = models.BooleanField("流动代表专项", default=False)
    may_advance = models.BooleanField("可以为其他单位垫付", default=False)
    carries = models.BooleanField("年末余额结转下年", default=False)
    at_approval = models.CharField("审批时超支", max_length=6, choices=Guard, default=Guard.STOP)
    at_payment = models.CharField("支付时超支", max_length=6, choices=Guard, default=Guard.STOP)
    overdraft_cents = models.PositiveBigIntegerField("允许透支（分）", default=0)
    previous = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="successor", verbose_name="上年科目"
    )
    grant_cents = models.BigIntegerField("来源（分）", default=0, editable=False)
    free_cents = models.BigIntegerField("可用（分）", default=0, editable=False)
    held_cents = models.BigIntegerField("已占用（分）", default=0, editable=False)
    advanced_cents = models.BigIntegerField("垫付（分）", default=0, editable=False)
    spent_cents = models.BigIntegerField("已支出（分）", default=0, editable=False)
    last_number = models.PositiveIntegerField("最后的分录号", default=0, editable=False)

    objects = FundLineQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "经费科目"
        ordering = ["-fund_year__year", "fund_year__office__order", "fund_year__office__code", "id"]
        constraints = [
            unique("fund_line_name_once", "fund_year", "name", says="这个年度已有同名科目，请换一个名称。"),
            check(
                "fund_line_every_cent",
                Q(grant_cents=F("free_cents") + F("held_cents") + F("advanced_cents") + F("spent_cents")),
            ),
            check(
                "fund_line_buckets_hold_something",
                Q(grant_cents__gte=0, held_cents__gte=0, advanced_cents__gte=0, spent_cents__gte=0),
            ),
            check(
                "fund_line_above_its_floor",
                Q(free_cents__gte=-F("overdraft_cents")),
                "科目可用余额不足。允许透支的额度不能小于已经透支的数额。",
            ),
            check(
                "fund_line_warns_up_to_a_floor",
                Q(at_approval=Guard.STOP, at_payment=Guard.STOP) | Q(overdraft_cents__gt=0),
                "超支时“提醒”的科目须写明最多允许透支多少。",
            ),
        ]

    def __str__(self):
        return f"{self.fund_year} {self.name}"

    @property
    def areas(self) -> list[Area]:
        """The office (needs it loaded)."""
        return [self.fund_year.office]

    @property
    def office(self) -> Area:
        """Whose line it is."""
        return self.fund_year.office

    @property
    def committed_cents(self) -> int:
        """What is bound but not spent: held for own purposes, or advanced for others."""
        return self.held_cents + self.advanced_cents

    @property
    def used_rate(self) -> int:
        """How many per cent of what came in are spent or bound; 0 where nothing came in."""
        return (self.spent_cents + self.committed_cents) * 100 // self.grant_cents if self.grant_cents else 0

    @property
    def grant(self) -> str:
        """In yuan: what came in."""
        return yuan(self.grant_cents)

    @property
    def free(self) -> str:
        """In yuan: what may still be used."""
        return yuan(self.free_cents)

    @property
    def held(self) -> str:
        """In yuan: what approved requests hold."""
        return yuan(self.held_cents)

    @property
    def advanced(self) -> str:
        """In yuan: what was paid for others who have not paid it back."""
        return yuan(self.advanced_cents)

    @property
    def spent(self) -> str:
        """In yuan: what is spent."""
        return yuan(self.spent_cents)

    @property
    def overdraft(self) -> str:
        """In yuan: how far below nothing it may fall."""
        return yuan(self.overdraft_cents)


class Entry(Addressed):
    """Cents that have moved from one bucket of a line to another, so that no entry can be out of balance. Never changed.

    `number` counts without gaps in each line; `batch` ties what belongs together in several lines.
    """

    append_only = True  # yunhe.database.roles: the program may add and read, nothing else
    page = "funds:line-detail"
    page_key = "line_id"

    line = models.ForeignKey(FundLine, models.PROTECT, related_name="entries", verbose_name="科目")
    number = models.PositiveIntegerField("分录号")
    kind = models.CharField("类别", max_length=10, choices=EntryKind)
    from_bucket = models.CharField("从", max_length=10, choices=Bucket)
    to_bucket = models.CharField("到", max_length=10, choices=Bucket)
    cents = models.BigIntegerField("金额（分）", validators=[MinValueValidator(1)])
    on = models.DateField("日期", default=timezone.localdate)
    batch = models.UUIDField("批次", default=uuid.uuid4)
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="reversed_by", verbose_name="冲销的分录"
    )
    other_line = maybe(FundLine, "对方科目", "+")
    document = models.CharField("文号", max_length=60, blank=True)
    text = models.CharField("摘要", max_length=200)
    by = models.CharField("办理人", max_length=80)
    at = models.DateTimeField("登记时间", default=timezone.now)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "经费分录"
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["batch"], name="entry_of_batch")]
        constraints = [
            unique("entry_number_once_a_line", "line", "number"),
            check("entry_moves_something", Q(cents__gt=0) & ~Q(from_bucket=F("to_bucket")), "金额应大于 0。"),
        ]

    def __str__(self):
        return f"第 {self.number} 号 {self.get_kind_display()} {self.yuan} 元"

    @property
    def areas(self) -> list[Area]:
        """The office whose line it is (needs it loaded)."""
        return self.line.areas

    @property
    def yuan(self) -> str:
        """The amount in yuan."""
        return yuan(self.cents)

    @property
    def ways(self) -> str:
        """From where to where, for people: 来源 → 可用."""
        return f"{self.get_from_bucket_display()} → {self.get_to_bucket_display()}"

    @property
    def free_change(self) -> str:
        """What it does to the free money, with its sign; "" where nothing."""
        if self.to_bucket == Bucket.FREE:
            return f"+{self.yuan}"
        return f"-{self.yuan}" if self.from_bucket == Bucket.FREE else ""
