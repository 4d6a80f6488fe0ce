"""What the demo county's activities planned, recorded and left to do: 元和's topic of each month, 安溪's visit of each quarter,
minutes, drawn photos, costs, follow-ups in every state."""

from datetime import date, time, timedelta
from random import Random

from django.utils import timezone

from deputies.people.models import Deputy
from deputies.teams.models import Team
from liaison.demo.drawings import meeting_picture
from liaison.demo.making import came, held_from, moment
from stations.activities import enums, models
from stations.places.models import Station
from stations.presence.enums import CheckInWay
from stations.presence.models import CheckIn
from stations.rotas.enums import Months
from stations.rotas.rules import shift_days
from yunhe.areas.models import Area
from yunhe.pictures import thumbnail

# theme, what was studied, what was agreed (who does it), how it ended
TOPICS = (
    ("冬季用电安全", "《浙江省消防条例》，走访 2 个老小区", "排查楼道私拉电线", "整改 31 处，复查合格"),
    ("返乡就业岗位", "县里就业补贴政策，访谈 12 户", "汇总 40 个家门口的岗位", "对接 23 人上岗"),
    ("春季义务教育招生", "入学政策和学区划分", "把搬迁户入学材料清单印发到户", "发放 460 份"),
    ("背街小巷停车", "停车管理办法，夜间实地查看", "划出 60 个夜间泊位", "泊位已划线启用"),
    ("老年助餐", "居家养老服务条例", "社区食堂延长供应晚餐", "每天供餐 70 人"),
    ("防汛和地质灾害", "防汛预案和转移名单", "更新 18 户转移责任人", "名单已上墙"),
    ("暑期托管", "托管收费规定，家长座谈", "开设两个公益托管班", "收 56 名学生"),
    ("电动车充电", "消防安全条例，走访 3 个小区", "装 20 个充电位", "已通电使用"),
    ("物业服务", "《物业管理条例》", "公开收支账目并按季公示", "首季账目已公示"),
    ("垃圾分类", "生活垃圾管理条例", "调整两处投放点", "异味投诉减少"),
    ("小区健身场地", "全民健身条例，问卷 210 份", "修复 3 处器材", "器材已修好"),
    ("年终民生实事回头看", "年初民生实事清单", "未完成的三项列出时间表", "三项均已完成"),
)
BODY = "代表{people}人参加。先通报学习和走访情况，再逐人发言，最后商定办法。\n多数代表认为，{theme}涉及面广，要先把底数摸清，再分工落实。"
COSTS = (("场地布置", 30_000), ("学习资料", 18_050), ("误餐", 42_000))
SINCE = timedelta(days=210)


def write_proceedings(county: Area, random: Random, today: date) -> None:
    """Write a monthly series of 元和街道 with its topics, a quarterly one of 安溪畲族乡, and records of other activities."""
    units = {unit.name: unit for unit in Area.objects.within(county).units()}
    yuanhe, anxi = units["元和街道"], units["安溪畲族乡"]
    station = Station.objects.get(kind="area", organising_area=yuanhe)
    local = Deputy.objects.serving().filter(residence__unit=yuanhe).order_by("name_pinyin", "pk")
    people = list(local.select_related("origin")[:14])
    rows = [
        *_series(yuanhe, "代表来了", Months.ALL, 20, station, today.year - 1, today),
        *_series(yuanhe, "代表来了", Months.ALL, 20, station, today.year, today),
    ]
    for activity, theme in rows:
        _attend(activity, people, random)
        _topic(activity, theme, people, random, today)
    visitors = list(Deputy.objects.serving().filter(origin=anxi).order_by("name_pinyin", "pk")[:8])
    for activity, _ in _series(anxi, "安援入户走访", Months.QUARTER, 12, None, today.year, today):
        _attend(activity, visitors, random)
    _records_of_others(random, today)


def _series(area: Area, title: str, months: str, day: int, station: Station | None, year: int, today: date):
    """Return [(activity, its theme's facts)] of one year's series, those of the last seven months and to come."""
    kind = enums.ActivityKind.DELIBERATION if months == Months.ALL else enums.ActivityKind.VISIT
    team = Team.objects.standing().filter(area=area).order_by("pk").first()
    series = models.ActivitySeries(
        title=title,
        area=area,
        team=team,
        kind=kind,
        station=station,
        place="" if station else "安溪籍群众集中居住的小区",
        year=year,
        months=months,
        day=day,
        starts=time(14, 30),
        ends=time(16, 30),
        begins_on=date(year, 1, 1),
        themes="\n".join(theme[0] for theme in TOPICS) if months == Months.ALL else "",
        with_topics=months == Months.ALL,
        created_by=f"{area.name}工作人员",
    )
    days = [day for day in shift_days(series.rule, year) if day.on >= today - SINCE]
    if not days:
        return []
    series.save()
    shared = {"kind": kind, "organising_area": area, "team": team, "series": series, "station": station}
    shared |= {"place": series.place, "created_by": series.created_by}
    made = []
    for duty in days:
        theme = TOPICS[duty.planned.month - 1]
        name = f"{title}：{theme[0]}" if series.with_topics else f"{title}（{duty.planned.month}月）"
        starts = moment(duty.on, series.starts.hour, series.starts.minute)
        made.append((held_from(starts, today, title=name, series_on=duty.planned, **shared), theme))
    models.Activity.objects.bulk_create(activity for activity, _ in made)
    return made


def _attend(activity: models.Activity, people: list[Deputy], random: Random) -> None:
    """Invite `people`; of what was held most came, one or two did not, and one came without having signed up."""
    is_held = activity.state == enums.ActivityState.HELD
    invitations, check_ins = [], []
    for number, deputy in enumerate(people):
        state = random.choice(
            [enums.InvitationState.COMING] * 5 + [enums.InvitationState.DECLINED, enums.InvitationState.INVITED]
        )
        invitations.append(
            models.Invitation(
                activity=activity,
                deputy=deputy,
                group=enums.InviteeGroup.OWN
                if deputy.origin_id == activity.organising_area_id
                else enums.InviteeGroup.LIVING_HERE,
                state=state,
                reason="出差" if state == enums.InvitationState.DECLINED else "",
            )
        )
        was_there = (state == enums.InvitationState.COMING and number % 6) or number == 5
        if is_held and was_there:
            minutes = random.randint(-15, 10)
            check_ins.append(came(activity, deputy.pk, CheckInWay.ACTIVITY_CODE, minutes, "demo-p"))
    models.Invitation.objects.bulk_create(invitations)
    CheckIn.objects.bulk_create(check_ins)


def _record(
    activity: models.Activity, theme: tuple[str, str, str, str], *, state: str = enums.MinutesState.PUBLISHED
) -> None:
    """Write minutes of a held activity, published two days later or still a draft."""
    present = activity.check_ins.count()
    published = activity.ends_at + timedelta(days=2) if state == enums.MinutesState.PUBLISHED else None
    minutes = models.Minutes.objects.create(
        activity=activity,
        chair=f"{activity.organising_area.short_name}负责人",
        guests="县住建局、社区负责人、议事员 3 人",
        body=BODY.format(people=present, theme=theme[0]),
        agreed=f"{theme[2]}，由社区牵头，一个月内完成。",
        recorder=f"{activity.organising_area.short_name}工作人员",
        state=state,
        edition=1 if published else 0,
        published_at=published,
        published_by="工作人员" if published else "",
    )
    if published:
        facts = {"body": minutes.body, "agreed": minutes.agreed, "published_by": minutes.published_by}
        models.MinutesEdition.objects.create(minutes=minutes, number=1, published_at=published, **facts)


def _photograph(activity: models.Activity, random: Random, captions: tuple[str, ...]) -> None:
    for caption in captions:
        picture = meeting_picture(random)
        photo = models.ActivityPhoto(activity=activity, caption=caption, added_by="工作人员", added_at=activity.ends_at)
        photo.width, photo.height = picture.width, picture.height
        photo.picture.save("picture.jpg", picture.as_file(), save=False)
        photo.small.save("small.jpg", thumbnail(picture.data).as_file(), save=False)
        photo.save()


def _spend(activity: models.Activity, payer: Area) -> None:
    lines = [models.ActivityCost(activity=activity, item=item, cents=cents, payer=payer) for item, cents in COSTS]
    if payer.pk != activity.organising_area.unit_id:
        lines[0].payer = activity.organising_area.unit or payer
    models.ActivityCost.objects.bulk_create(lines)


def _topic(
    activity: models.Activity, theme: tuple[str, str, str, str], people: list[Deputy], random: Random, today: date
) -> None:
    """Write the topic of a month, the further back the further on; with minutes, photos, costs and what was left to do."""
    title, studied, agreed, done = theme
    held_on = timezone.localtime(activity.starts_at).date()
    age = (today - held_on).days
    if age > 85:
        state = enums.TopicState.CLOSED
    elif age > 20:
        state = enums.TopicState.SUPERVISING
    elif age > 0:
        state = enums.TopicState.DISCUSSED
    else:
        state = enums.TopicState.STUDIED if age > -35 else enums.TopicState.PLANNED
    topic = models.Topic(
        title=title,
        area=activity.organising_area,
        team=activity.team,
        month=held_on.replace(day=1),
        reason="群众在接待日多次反映",
        activity=activity,
        state=state,
        created_by="工作人员",
    )
    if state != enums.TopicState.PLANNED:
        topic.studied_on, topic.study_note = min(today, held_on - timedelta(days=8)), studied
    if age > 0:
        topic.outcome = f"一致同意{agreed}，由社区牵头，代表跟踪。"
        _spend(activity, activity.organising_area)
    if state == enums.TopicState.CLOSED:
        topic.conclusion, topic.closed_on = f"{done}，群众满意。", held_on + timedelta(days=75)
    topic.save()
    if age > 0:
        _record(activity, theme, state=enums.MinutesState.PUBLISHED if age > 12 else enums.MinutesState.DRAFT)
        _follow(topic, theme, people, held_on, random)
    if 0 < age < 110:
        _photograph(activity, random, ("议事现场", "会后实地查看"))


def _follow(
    topic: models.Topic, theme: tuple[str, str, str, str], people: list[Deputy], held_on: date, random: Random
) -> None:
    """Write what the topic left to do: all done when it is closed; else one open, one late, one done, one dropped."""
    communities = list(Area.objects.within(topic.area).points().filter(kind="community").order_by("order", "code")[:3])
    owners = (
        {"owner_area": communities[0]} if communities else {"owner_area": topic.area},
        {"owner_deputy": random.choice(people)} if people else {"owner_name": "街道议事员"},
        {"owner_name": "县住建局"},
    )
    closed = topic.state == enums.TopicState.CLOSED
    for number, owner in enumerate(owners):
        row = models.FollowUp(
            title=(theme[2], f"回访群众：{theme[0]}", f"协调部门支持：{theme[0]}")[number],
            area=topic.area,
            activity=topic.activity,
            topic=topic,
            team=topic.team,
            due_on=held_on + timedelta(days=(30, 40, 45)[number]),
            created_by="工作人员",
            created_at=topic.activity.ends_at,
            **owner,
        )
        if closed or (topic.state == enums.TopicState.SUPERVISING and number == 0):
            row.state, row.result, row.closed_on = enums.FollowUpState.DONE, theme[3], held_on + timedelta(days=28)
        elif topic.state == enums.TopicState.SUPERVISING and number == 2 and random.random() < 0.5:
            row.state, row.drop_reason = enums.FollowUpState.DROPPED, "已由县里统一安排"
            row.closed_on = held_on + timedelta(days=20)
        row.save()


def _records_of_others(random: Random, today: date) -> None:
    """Write minutes and costs of ten other activities; the deputies of the walk have something to follow up."""
    held = models.Activity.objects.filter(
        state=enums.ActivityState.HELD, series__isnull=True, starts_at__date__lt=today
    )
    rows = held.select_related("organising_area__unit", "station__location_area").order_by("-starts_at", "-pk")
    for number, activity in enumerate(rows[:10]):
        theme = TOPICS[number]
        _record(activity, theme)
        home = Deputy.objects.filter(check_ins__activity=activity).select_related("origin").order_by("pk").first()
        _spend(activity, home.origin if home else activity.organising_area)
        if number % 4 == 0:
            _photograph(activity, random, ("活动现场",))
    own = Deputy.objects.filter(user__isnull=False).order_by("user__username")
    newest, coming = list(rows[:4]), models.Activity.objects.coming().order_by("starts_at", "pk").first()
    for deputy in own:
        facts = {"group": enums.InviteeGroup.ADDED, "state": enums.InvitationState.COMING}
        models.Invitation.objects.get_or_create(activity=newest[0], deputy=deputy, defaults=facts)
        if coming:
            models.Invitation.objects.get_or_create(
                activity=coming, deputy=deputy, defaults={"group": enums.InviteeGroup.ADDED}
            )
        for number, activity in enumerate(newest):
            days = (-9, 2, 12, 30)[number]
            models.FollowUp.objects.create(
                title=TOPICS[number + 4][2],
                detail="请先到现场看一看，和社区商量好时间。",
                area=activity.organising_area,
                activity=activity,
                owner_deputy=deputy,
                due_on=today + timedelta(days=days),
                created_by="工作人员",
                created_at=timezone.now() - timedelta(days=20),
            )
