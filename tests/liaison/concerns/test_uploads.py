"""How much one request may upload."""

import pytest
from django.urls import reverse

from tests.factories.stations import CodeFactory
from tests.pictures import upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(settings):
    """Let strangers send 2,000 bytes and people of the office 9,000."""
    settings.UPLOAD_MAX_BYTES_UNKNOWN, settings.UPLOAD_MAX_BYTES = 2_000, 9_000


def test_a_stranger_may_send_less_than_somebody_who_is_signed_in(small, client, tree, county, staff, sign_in):
    address = reverse("concern-send", args=[CodeFactory(station=tree.zhongshan).token])
    assert client.post(address, {"photos": upload(b"x" * 1_000)}).status_code == 200
    assert client.post(address, {"photos": upload(b"x" * 3_000)}).status_code == 400
    known = sign_in(staff(county.chishi))
    assert known.post(address, {"photos": upload(b"x" * 3_000)}).status_code == 200
    assert known.post(address, {"photos": upload(b"x" * 10_000)}).status_code == 400
