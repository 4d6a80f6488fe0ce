"""Script, formula, forged files, ten megabytes and wrong types in every field of every public address: never a 500."""

import random
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from liaison.concerns import guard, tickets
from liaison.concerns.enums import ConcernState
from liaison.concerns.models import Concern
from tests.factories.concerns import SECRET
from tests.factories.stations import CodeFactory
from tests.pictures import picture_bytes, pixel_bomb, upload

SCRIPT = '<script>alert("x")</script><img src=x onerror=alert(1)>'
FORMULA = '=HYPERLINK("http://x","点我")'
HOSTILE = [
    SCRIPT, FORMULA, "+1+1", "-1", "@SUM(1)", "' OR 1=1 --", "{{ 7|add:7 }}{% debug %}", "\x00", "a\x00b", "\ud7ff\uffff", "😀" * 50,
    "‮倒", "x" * 5000, "0", "-1", "999999999999999999999", "1e309", "NaN", "None", "null", "[]", "{}", "../../etc/passwd",
    "%00", "１２３", "", " ", "\n\r\t",
]  # fmt: skip
FILES = [
    b"", b"MZ\x90", b"<svg onload=alert(1)>", b"GIF89a" + b"\0" * 50, b"\xff\xd8\xff" + b"\0" * 100, b"RIFF????WEBPVP8 ",
    b"\x89PNG\r\n\x1a\n" + b"\xff" * 64, pixel_bomb(), picture_bytes()[:200],
]  # fmt: skip
SEND_FIELDS = (
    "step", "text", "category", "place", "spot", "origin", "residence", "voter_name", "voter_phone", "agrees", "may_publish",
    "leave_empty", "ticket", "sealed", "sum", "confirmed",
)  # fmt: skip


@pytest.fixture(autouse=True)
def no_limits(monkeypatch):
    """Let the hostile requests through to the forms."""
    monkeypatch.setattr(guard, "LIMITS", dict.fromkeys(guard.LIMITS, 10_000))


@pytest.fixture
def code(tree):
    return CodeFactory(station=tree.zhongshan)


def good(code, county):
    data = {"text": "楼道灯坏了半个月请修", "category": "housing", "place": county.zhongshan.pk, "step": "send"}
    return {**data, "ticket": tickets.new_ticket(f"code-{code.pk}")}


def safe(answer, *, allowed=(200, 302, 400, 403, 404, 409, 410, 422, 429)):
    assert answer.status_code in allowed, answer.status_code
    if answer.status_code != 302:
        text = answer.content.decode(errors="replace")
        assert "<script>alert" not in text
        assert not re.search(r"<img[^>]*onerror", text)
        assert "14{%" not in text
    return answer


@pytest.mark.parametrize("field", SEND_FIELDS)
def test_no_field_of_the_form_breaks_it(code, county, field, slow):
    """A third of the values in each field, other ones in its neighbours; all in all with --slow."""
    client, place = Client(), SEND_FIELDS.index(field)
    for value in HOSTILE if slow else HOSTILE[place % 3 :: 3]:
        data = {**good(code, county), field: value}
        safe(client.post(reverse("concern-send", args=[code.token]), data))


def test_random_heaps_of_nonsense_do_not_break_it(code, county, slow):
    dice, client = random.Random(331125), Client()
    url = reverse("concern-send", args=[code.token])
    for _ in range(200 if slow else 30):
        data = good(code, county) | {
            name: dice.choice(HOSTILE) for name in dice.sample(SEND_FIELDS, dice.randint(1, 8))
        }
        if dice.random() < 0.4:
            data["photos"] = [SimpleUploadedFile(dice.choice(HOSTILE)[:80] or "x", dice.choice(FILES))]
        safe(client.post(url, data))
        data.pop("photos", None)
        safe(client.get(url, data))


@pytest.mark.parametrize("data", FILES, ids=range(len(FILES)))
def test_no_forged_picture_is_kept(code, county, data):
    answer = safe(
        Client().post(reverse("concern-send", args=[code.token]), {**good(code, county), "photos": [upload(data)]})
    )
    if data:
        assert answer.status_code == 200
        assert not Concern.objects.exists()


def test_ten_megabytes_of_text_are_refused_quickly_and_not_sent_back(code, county):
    client, url = Client(), reverse("concern-send", args=[code.token])
    answer = safe(client.post(url, {**good(code, county), "text": "灯" * 3_400_000}))
    assert len(answer.content) < 400_000
    assert "最多 2000 个字" in answer.content.decode()
    assert safe(client.post(url, {**good(code, county), "text": "x" * 13_000_000})).status_code == 400
    assert not Concern.objects.exists()


def test_many_fields_and_many_photos_are_refused(code, county):
    client, url = Client(), reverse("concern-send", args=[code.token])
    safe(client.post(url, {f"f{n}": "x" for n in range(1500)}))
    answer = safe(client.post(url, {**good(code, county), "photos": [upload() for _ in range(4)]}))
    assert "最多上传 3 张" in answer.content.decode()
    safe(client.post(url, b"\xff\xfe nonsense", content_type="application/json"))
    safe(client.post(url, b"--x\r\nbroken", content_type="multipart/form-data; boundary=x"))


def test_no_public_address_breaks(code, concern, unit):
    told, paused = concern(ConcernState.TOLD), concern(ConcernState.PAUSED)
    handed = concern(ConcernState.ASSIGNED, handling_unit=unit)
    browser = Client()
    for one in (told, paused):
        browser.post(reverse("concern-follow"), {"number": one.number, "secret": SECRET})
    ticket = tickets.answer_ticket(handed.pk, 1)
    for value in HOSTILE:
        safe(browser.post(reverse("concern-follow"), {"number": value, "secret": value}))
        safe(browser.get(reverse("concern-follow"), {"number": value}))
        safe(browser.post(reverse("concern-rate", args=[told.number]), {"rating": value, "reason": value}))
        safe(
            browser.post(
                reverse("concern-unit-answer", args=[ticket]),
                {"act": value, "who": value, "result": value, "check_on": value},
            )
        )
        safe(browser.post(reverse("concern-echo", args=[code.token, told.pk]), {"ticket": value}))
        safe(browser.get(reverse("concern-answered-list"), {"page": value, "size": value}))
        safe(browser.get(reverse("concern-sent", args=[told.number]), {"print": value}))
    safe(browser.post(reverse("concern-more", args=[paused.number]), {"text": SCRIPT}))
    for path in (
        "/m/x/",
        "/m/0000000000/",
        "/m/unit/x/",
        "/m/unit/1.1~x/",
        "/c/x/concern/",
        f"/c/{code.token}/concern/99999999999/echo/",
    ):
        safe(browser.get(path), allowed=(302, 404, 405))
        safe(browser.post(path), allowed=(302, 404, 405))


def test_what_was_written_is_shown_as_text_to_everyone(code, county, clerk, sign_in, concern):
    voter = Client()
    data = {**good(code, county), "text": SCRIPT + FORMULA, "spot": SCRIPT, "voter_name": SCRIPT[:20], "agrees": "on"}
    voter.post(reverse("concern-send", args=[code.token]), data)
    made = Concern.objects.get()
    for answer in (
        voter.get(reverse("concern-followed", args=[made.number])),
        voter.get(reverse("concern-sent", args=[made.number]) + "?print=1"),
        sign_in(clerk).get(made.get_absolute_url()),
        sign_in(clerk).get(reverse("concerns:concern-list")),
        sign_in(clerk).post(reverse("concerns:concern-reveal", args=[made.pk])),
    ):
        assert answer.status_code == 200
        safe(answer)


@pytest.mark.parametrize(
    "trap", [{"leave_empty": "http://x"}, {"ticket": "nonsense"}, {"sum": "0", "sealed": "x"}], ids=str
)
def test_no_photo_is_decoded_before_trap_ticket_and_sum_have_been_judged(code, county, monkeypatch, trap):
    if "sum" in trap:
        monkeypatch.setitem(guard.LIMITS, "client_ask", 0)
    monkeypatch.setattr("yunhe.pictures.fields.take_in", lambda *_args: pytest.fail("a photo was decoded"))
    data = {**good(code, county), "photos": [upload()], **trap}
    page = safe(Client().post(reverse("concern-send", args=[code.token]), data)).content.decode()
    assert "照片还没有收下" in page
