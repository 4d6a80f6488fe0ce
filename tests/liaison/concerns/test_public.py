"""The voter's side: two pages behind a code, number and secret, following, rating; and what keeps floods away."""

import base64
import re

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from redis import Redis

from liaison.concerns import guard, photos_kept, tickets, workflow
from liaison.concerns.enums import ConcernState
from liaison.concerns.models import Concern, ConcernEcho
from liaison.concerns.scope_check import signs_in
from liaison.concerns.tasks import tell_of_step
from tests.factories.concerns import SECRET
from tests.factories.stations import ActivityFactory, CodeFactory
from tests.pictures import upload
from yunhe.notices.models import Notice
from yunhe.pictures import Picture

MATTER = {"text": "三号楼的楼道灯坏了半个月，请修一修", "category": "housing", "spot": "三号楼"}


@pytest.fixture
def code(tree):
    """The code of the point of 中山社区."""
    return CodeFactory(station=tree.zhongshan)


@pytest.fixture
def voter():
    """A browser without an account."""
    return Client(REMOTE_ADDR="203.0.113.7")


def send_url(code):
    return reverse("concern-send", args=[code.token])


def hidden(html, name):
    return re.search(rf'name="{name}" value="([^"]*)"', html).group(1)


def second_page(voter, code, **facts):
    """Return (data of the second page, its text) after the first one has been sent."""
    data = {**MATTER, "place": code.station.location_area_id if code.station else "", **facts}
    text = voter.post(send_url(code), {**data, "step": "subject"}, follow=True).content.decode()
    ticket = hidden(text, "ticket") if "第 2 步" in text else ""
    if "第 2 步" in text:
        ticket = re.findall(r'name="ticket" value="([^"]*)"', text)[-1]
    return {**data, "step": "send", "ticket": ticket}, text


def test_a_voter_hands_in_and_follows_by_number_and_secret(voter, code, county):
    first = voter.get(send_url(code)).content.decode()
    assert f'<option value="{county.zhongshan.pk}" selected>' in first
    data, second = second_page(voter, code)
    assert "第 2 步" in second
    answer = voter.post(send_url(code), {**data, "origin": county.chishi.pk, "residence": county.zhongshan.pk})
    concern = Concern.objects.get()
    assert answer["Location"] == reverse("concern-sent", args=[concern.number])
    sent = voter.get(answer["Location"]).content.decode()
    secret = tickets.secret_of(tickets.nonce_of(data["ticket"], f"code-{code.pk}"))
    assert concern.spoken_number in sent
    assert secret in sent
    assert (concern.lead, concern.origin, concern.is_anonymous) == (county.fuyun, county.chishi, True)
    assert "赤石乡" in concern.routing_reason
    other = Client()
    followed = other.post(reverse("concern-follow"), {"number": concern.spoken_number, "secret": secret.upper()})
    assert followed["Location"] == reverse("concern-followed", args=[concern.number])
    text = other.get(followed["Location"]).content.decode()
    assert "已收到，等待受理" in text
    assert "三号楼的楼道灯" in text
    assert other.get(reverse("concern-sent", args=[concern.number]) + "?print=1").status_code == 200


def test_the_same_form_sent_twice_is_one_matter_with_the_same_secret(voter, code):
    data, _ = second_page(voter, code)
    one = voter.post(send_url(code), data)
    again = Client(REMOTE_ADDR="203.0.113.9").post(send_url(code), data)
    assert one["Location"] == again["Location"]
    assert Concern.objects.count() == 1


def test_neither_secret_nor_address_nor_phone_lies_open(voter, code):
    data, _ = second_page(voter, code)
    voter.post(send_url(code), {**data, "voter_name": "蓝小花", "voter_phone": "13800138000", "agrees": "on"})
    concern = Concern.objects.get()
    secret = tickets.secret_of(tickets.nonce_of(data["ticket"], f"code-{code.pk}"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(c)::text FROM liaison_concern c")
        row = cursor.fetchone()[0]
        cursor.execute("SELECT coalesce(string_agg(session_data, ''), '') FROM django_session")
        sessions = cursor.fetchone()[0]
        cursor.execute("SELECT coalesce(string_agg(to_jsonb(a)::text, ''), '') FROM audit_auditevent a")
        trail = cursor.fetchone()[0]
    for open_text in (secret, tickets.fold(secret), "13800138000", "蓝小花", "203.0.113.7"):
        assert open_text not in row
        assert open_text not in sessions
    assert "13800138000" not in trail
    assert concern.notice_version
    assert concern.consented_at


def test_name_or_phone_need_the_consent(voter, code):
    data, _ = second_page(voter, code)
    answer = voter.post(send_url(code), {**data, "voter_phone": "13800138000"})
    assert "请勾选同意" in answer.content.decode()
    assert "13800138000" in answer.content.decode(), "nothing typed is lost"
    assert not Concern.objects.exists()


@pytest.mark.parametrize(("category", "says"), [("lawsuit", "12348"), ("emergency", "119")])
def test_what_is_no_matter_for_deputies_is_told_where_to_go_and_not_kept(voter, code, category, says):
    _, text = second_page(voter, code, category=category)
    assert says in text
    assert "没有提交" in text
    back = voter.post(send_url(code), {**MATTER, "category": category, "step": "back"}, follow=True).content.decode()
    assert MATTER["text"] in back
    assert not Concern.objects.exists()


def test_words_of_lawsuits_and_emergencies_only_make_the_page_ask(voter, code):
    data, text = second_page(voter, code, text="邻居已经起诉到法院了，判决还没执行，怎么办")
    assert "看起来是诉讼" in text
    assert "请先看一看上面的提示" in voter.post(send_url(code), data).content.decode()
    assert voter.post(send_url(code), {**data, "confirmed": "on"}).status_code == 302
    assert not signs_in("希望办一个老年食堂")


def test_what_looks_the_same_is_shown_without_the_words_of_others_and_me_too_counts_once(voter, code, concern):
    known = concern(text="三号楼楼道灯坏了半个月没人修", title="三号楼楼道灯")
    _, text = second_page(voter, code)
    assert "也许已经有人反映过" in text
    assert "三号楼楼道灯" in text
    assert known.text not in text
    ticket, url = hidden(text, "ticket"), reverse("concern-echo", args=[code.token, known.pk])
    for _ in range(2):
        answer = voter.post(url, {"ticket": ticket})
        assert answer["Location"] == reverse("concern-sent", args=[known.number])
    assert ConcernEcho.objects.count() == 1
    assert not Concern.objects.exclude(pk=known.pk).exists()
    page = voter.get(reverse("concern-followed", args=[known.number])).content.decode()
    assert "三号楼楼道灯" in page
    assert known.text not in page
    assert voter.post(url, {"ticket": "x"})["Location"] == code.get_absolute_url()


def test_photos_come_along_stripped_and_survive_a_form_that_must_be_sent_again(voter, code, clerk, sign_in):
    data, _ = second_page(voter, code)
    again = voter.post(send_url(code), {**data, "voter_name": "蓝", "photos": [upload(), upload()]})
    assert "已收下 2 张照片" in again.content.decode()
    voter.post(send_url(code), {**data, "voter_name": ""})
    concern = Concern.objects.get()
    assert concern.photos.count() == 2
    photo = concern.photos.first()
    assert voter.get(reverse("concern-own-photo", args=[concern.number, photo.pk])).status_code == 200
    assert Client().get(reverse("concern-own-photo", args=[concern.number, photo.pk])).status_code == 404
    assert sign_in(clerk).get(reverse("concerns:photo", args=[photo.pk])).status_code == 200


def test_photos_that_wait_lie_encrypted_and_only_under_their_own_form(voter, code):
    photo = Picture(b"\xff\xd8\xff the picture", 4, 3)
    photos_kept.keep("one", [photo])
    with Redis.from_url(settings.REDIS_URL) as redis:
        (key,) = redis.keys("*concern-photos-*")
        stored = redis.get(key)
        assert b"picture" not in stored
        assert base64.b64encode(photo.data) not in stored
        redis.set(key.replace(tickets.nonce_digest("one").encode(), tickets.nonce_digest("two").encode()), stored)
    assert photos_kept.kept("one") == [photo]
    assert photos_kept.kept("two") == []
    photos_kept.keep("one", [])
    assert photos_kept.kept("one") == []


def test_forged_photos_are_refused_and_the_rest_is_kept(voter, code):
    data, _ = second_page(voter, code)
    forged = upload(b"<script>alert(1)</script>")
    answer = voter.post(send_url(code), {**data, "photos": [forged]}).content.decode()
    assert "只接受 JPG" in answer
    assert MATTER["text"] in answer
    assert not Concern.objects.exists()


def test_whoever_fills_in_the_trap_is_asked_a_sum_and_a_person_goes_on(voter, code):
    data, _ = second_page(voter, code)
    asked = voter.post(send_url(code), {**data, "leave_empty": "spam"}).content.decode()
    assert "等于几" in asked
    assert 'value="spam"' not in asked
    assert not Concern.objects.exists()
    assert "请写出得数" in voter.post(send_url(code), {**data, "sealed": hidden(asked, "sealed")}).content.decode()
    one, two = re.search(r"请回答：(.)加(.)等于几", asked).groups()
    total = str(guard.WORDS.index(one) + guard.WORDS.index(two))
    solved = {**data, "sealed": hidden(asked, "sealed"), "sum": total, "leave_empty": "spam"}
    assert voter.post(send_url(code), solved).status_code == 302
    assert Concern.objects.count() == 1


def test_back_after_sending_opens_a_page_and_never_asks_to_send_again(voter, code):
    data = {**MATTER, "place": code.station.location_area_id, "step": "subject"}
    first = voter.post(send_url(code), data)
    assert first["Location"] == f"{send_url(code)}?step=send"
    second = voter.get(first["Location"]).content.decode()
    assert "第 2 步" in second
    assert MATTER["text"] in second
    ticket = re.findall(r'name="ticket" value="([^"]*)"', second)[-1]
    voter.post(send_url(code), {**data, "step": "send", "ticket": ticket})
    again = voter.get(first["Location"])
    assert again.status_code == 200
    assert "第 1 步" in again.content.decode()
    assert MATTER["text"] not in again.content.decode()


def test_the_first_page_is_filled_in_again_on_the_way_back_and_lies_sealed_in_the_session(voter, code):
    data = {**MATTER, "place": code.station.location_area_id}
    voter.post(send_url(code), {**data, "step": "subject"})
    back = voter.post(send_url(code), {**data, "step": "back"})
    assert back["Location"] == send_url(code)
    page = voter.get(send_url(code)).content.decode()
    assert MATTER["text"] in page
    assert MATTER["spot"] in page
    assert "还没有提交" not in page
    assert MATTER["text"] not in str(dict(voter.session))
    assert MATTER["text"] not in Client().get(send_url(code)).content.decode()


def test_a_form_that_a_script_sends_is_told_where_to_go_and_what_was_taken(voter, code):
    data, _ = second_page(voter, code)
    draft = "ab" * 12
    answer = voter.post(send_url(code), {**data, "draft": draft}, headers={"X-Sent-By": "script"})
    assert (answer.status_code, answer["X-Go-To"]) == (
        200,
        reverse("concern-sent", args=[Concern.objects.get().number]),
    )
    assert answer.cookies["draft_taken"].value == draft


def test_what_was_not_taken_is_not_named_as_taken(voter, code):
    data, _ = second_page(voter, code)
    refused = voter.post(send_url(code), {**data, "voter_phone": "13800138000", "draft": "ab" * 12})
    assert "请勾选同意" in refused.content.decode()
    assert "draft_taken" not in refused.cookies


def test_the_numbers_of_help_can_be_tapped(voter, code):
    first = voter.get(send_url(code)).content.decode()
    assert all(f'href="tel:{number}"' in first for number in ("110", "119", "120"))
    _, outside = second_page(voter, code, category="emergency")
    assert 'href="tel:122"' in outside


def test_hints_are_of_the_very_place_and_say_where_without_flat_numbers(voter, code, county, concern):
    concern(place=county.zhongshan, text=MATTER["text"], spot="3幢楼下502室")
    concern(place=county.dongmen, text=MATTER["text"], spot="东门菜场")
    _, text = second_page(voter, code)
    assert "3幢楼下" in text
    assert "502" not in text
    assert "东门菜场" not in text


def test_a_ticket_that_is_forged_or_of_another_code_is_not_taken(voter, code, tree):
    data, _ = second_page(voter, code)
    foreign = tickets.new_ticket("code-0")
    for ticket in ("", "x" * 500, foreign):
        answer = voter.post(send_url(code), {**data, "ticket": ticket}).content.decode()
        assert "请再点一次" in answer
    assert not Concern.objects.exists()


def test_many_sendings_are_asked_a_sum_and_then_stopped_while_others_pass(voter, code, monkeypatch):
    monkeypatch.setattr(guard, "LIMITS", {**guard.LIMITS, "client_ask": 2, "client_stop": 4})
    for number in range(2):
        data, _ = second_page(voter, code, text=f"第{number}件：水管漏水请修")
        assert voter.post(send_url(code), data).status_code == 302
    data, _ = second_page(voter, code, text="第三件：路灯不亮")
    asked = voter.post(send_url(code), data).content.decode()
    assert "等于几" in asked
    assert Concern.objects.count() == 2
    one, two = re.search(r"请回答：(.)加(.)等于几", asked).groups()
    total = guard.WORDS.index(one) + guard.WORDS.index(two)
    solved = {**data, "sealed": hidden(asked, "sealed"), "sum": guard._in_words(total)}
    assert voter.post(send_url(code), solved).status_code == 302
    assert voter.post(send_url(code), data).status_code == 429
    neighbour = Client(REMOTE_ADDR="203.0.113.99")
    data, _ = second_page(neighbour, code, text="别人的事：垃圾桶太少")
    assert neighbour.post(send_url(code), data).status_code == 302


def test_a_wrong_sum_is_asked_anew():
    summed = guard.new_sum()
    assert not guard.is_right(summed.sealed, "99")
    assert not guard.is_right("forged", "3")
    assert not guard.is_right("", "")


def test_secrets_cannot_be_guessed(code, concern, monkeypatch):
    monkeypatch.setitem(guard.LIMITS, "wrong_secrets", 3)
    known, guesser = concern(), Client()
    url = reverse("concern-follow")
    for _ in range(4):
        assert "不对" in guesser.post(url, {"number": known.number, "secret": "aaaabbbb"}).content.decode()
    stopped = guesser.post(url, {"number": known.number, "secret": SECRET})
    assert stopped.status_code == 429
    assert guesser.get(reverse("concern-followed", args=[known.number])).status_code == 302


def test_nobody_shuts_a_voter_out_with_wrong_secrets_from_elsewhere(concern, monkeypatch):
    monkeypatch.setitem(guard.LIMITS, "wrong_secrets", 3)
    known, url = concern(), reverse("concern-follow")
    for number in range(12):
        guesser = Client(REMOTE_ADDR=f"198.51.100.{number + 1}")
        guesser.post(url, {"number": known.number, "secret": "aaaabbbb"})
    answer = Client(REMOTE_ADDR="203.0.113.7").post(url, {"number": known.number, "secret": SECRET})
    assert answer.status_code == 302


def test_what_a_voter_follows_is_kept_in_no_cache(voter, code, concern, unit):
    data, _ = second_page(voter, code)
    sent = voter.post(send_url(code), data)
    number = Concern.objects.latest("pk").number
    assert sent.url == reverse("concern-sent", args=[number])
    for address in (sent.url, reverse("concern-followed", args=[number]), reverse("concern-follow")):
        answer = voter.get(address)
        assert (answer.status_code, "no-store" in answer.headers["Cache-Control"]) == (200, True), address


def followed(concern, secret=SECRET):
    browser = Client()
    browser.post(reverse("concern-follow"), {"number": concern.number, "secret": secret})
    return browser


def test_the_voter_reads_the_answer_only_when_it_has_been_given_and_rates_it(concern):
    replied = concern(ConcernState.REPLIED)
    url = reverse("concern-followed", args=[replied.number])
    assert "楼道灯已经换好" not in followed(replied).get(url).content.decode()
    told = concern(ConcernState.TOLD)
    browser, url = followed(told), reverse("concern-followed", args=[told.number])
    assert "楼道灯已经换好" in browser.get(url).content.decode()
    bad = browser.post(reverse("concern-rate", args=[told.number]), {"rating": "unsatisfied"})
    assert bad.status_code == 422
    assert "哪里不满意" in bad.content.decode()
    good = browser.post(reverse("concern-rate", args=[told.number]), {"rating": "satisfied"})
    assert good.status_code == 302
    told.refresh_from_db()
    assert (told.state, told.rating) == ("rated", "satisfied")
    browser.post(reverse("concern-rate", args=[told.number]), {"rating": "unsatisfied", "reason": "x"})
    told.refresh_from_db()
    assert told.rating == "satisfied"


def test_the_voter_answers_a_question(concern):
    paused = concern(ConcernState.PAUSED)
    browser = followed(paused)
    assert "是哪一幢" in browser.get(reverse("concern-followed", args=[paused.number])).content.decode()
    browser.post(reverse("concern-more", args=[paused.number]), {"text": "三幢"})
    paused.refresh_from_db()
    assert paused.state == "assigned"


def test_without_the_secret_nothing_is_shown_or_done(concern):
    told = concern(ConcernState.TOLD)
    stranger = Client()
    for name, method in (("concern-followed", "get"), ("concern-rate", "post"), ("concern-more", "post")):
        answer = getattr(stranger, method)(reverse(name, args=[told.number]), {"rating": "satisfied", "text": "x"})
        assert answer["Location"].startswith(reverse("concern-follow"))
    told.refresh_from_db()
    assert told.state == "told"


def test_clerks_are_not_named_to_voters(concern, clerk):
    thing = concern()
    workflow.accept(thing, by=clerk, title="楼道灯", category="housing")
    page = followed(thing).get(reverse("concern-followed", args=[thing.number])).content.decode()
    assert "受理" in page
    assert clerk.name not in page


def test_a_deputys_code_is_a_direct_line(voter, deputy, county):
    code = CodeFactory(deputy=deputy)
    assert "有事直接告诉钟新苗代表" in voter.get(code.get_absolute_url()).content.decode()
    data, text = second_page(voter, code, place=county.zhongshan.pk)
    assert "告诉钟新苗代表" in text
    voter.post(send_url(code), data)
    concern = Concern.objects.get()
    assert (concern.state, concern.is_direct, concern.deputy) == ("assigned", True, deputy)
    tell_of_step(concern.steps.get().pk)
    assert Notice.objects.get(recipient=deputy.user).url == concern.get_absolute_url()


def test_a_deputy_who_no_longer_serves_takes_nothing(voter, deputy):
    code = CodeFactory(deputy=deputy)
    deputy.mandates.update(ended_on="2026-01-01", end_reason="resigned")
    assert voter.get(send_url(code))["Location"] == code.get_absolute_url()


def test_an_activity_code_takes_matters_too(voter, county):
    code = CodeFactory(activity=ActivityFactory(organising_area=county.fuyun))
    assert "我要反映" in voter.get(code.get_absolute_url()).content.decode()
    data, _ = second_page(voter, code)
    voter.post(send_url(code), data)
    assert Concern.objects.get().lead == county.fuyun


def test_only_published_answers_are_public_and_in_the_offices_words(concern, client):
    shown = concern(
        ConcernState.CLOSED,
        may_publish=True,
        public_text="楼道灯不亮",
        public_reply="已换",
        published_at=timezone.now(),
    )
    hidden_one = concern(ConcernState.CLOSED)
    text = client.get(reverse("concern-answered-list")).content.decode()
    assert "楼道灯不亮" in text
    assert shown.text not in text
    assert hidden_one.title not in text
    assert client.get(reverse("concern-notice")).status_code == 200


def test_a_unit_answers_by_its_link_once_and_sees_no_voter(concern, unit):
    thing = concern(
        ConcernState.ASSIGNED, handling_unit=unit, voter_name="蓝小花", voter_phone="13800138000", is_anonymous=False
    )
    url = reverse("concern-unit-answer", args=[tickets.answer_ticket(thing.pk, 1)])
    page = Client().get(url).content.decode()
    assert thing.text in page
    assert "蓝" not in page
    assert "13800138000" not in page
    empty = Client().post(url, {"act": "reply", "who": "王工"}).content.decode()
    assert "请填写答复" in empty
    Client().post(url, {"act": "reply", "who": "王工", "reply": "已修", "result": "A"})
    thing.refresh_from_db()
    assert (thing.state, thing.replied_by) == ("replied", "县住建局·王工")
    assert Client().get(url).status_code == 410
    assert Client().get(url.replace("~", "~x")).status_code == 404
    assert Client().get(reverse("concern-unit-answer", args=["x"])).status_code == 404


def test_a_unit_returns_what_is_not_its_own(concern, unit):
    thing = concern(ConcernState.ASSIGNED, handling_unit=unit)
    url = reverse("concern-unit-answer", args=[tickets.answer_ticket(thing.pk, 1)])
    Client().post(url, {"act": "return", "who": "王工", "reason": "not_ours", "text": "属于交通局"})
    thing.refresh_from_db()
    assert (thing.state, thing.handler_label) == ("accepted", "")
