"""The one line above a view holds what it says."""

import pytest
from django.db import transaction
from django.http import HttpResponse

from yunhe.accounts.decorators import asks, gives, lists, office_required, reads, writes
from yunhe.accounts.enums import Role
from yunhe.accounts.models import User
from yunhe.kit.readonly import WriteRefusedError
from yunhe.kit.refusals import Denied

KINDS = {
    reads: ({"GET", "HEAD"}, True),
    lists: ({"GET", "HEAD", "POST"}, True),
    asks: ({"GET", "HEAD", "POST"}, False),
    writes: ({"POST"}, False),
    gives: ({"GET", "HEAD"}, False),
}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_each_kind_of_view_lets_in_its_methods_and_its_people(kind, county, staff, appoint, rf):
    methods, is_reading = KINDS[kind]
    view = kind(office_required)(lambda request: HttpResponse(f"{User.objects.update(large_type=True)}"))
    assert view.methods == methods
    for method in ("GET", "HEAD", "POST", "PUT"):
        request = rf.generic(method, "/")
        request.user = staff(county.fuyun)
        if method not in methods:
            assert view(request).status_code == 405
        elif is_reading and method != "POST":
            with pytest.raises(WriteRefusedError), transaction.atomic():
                view(request)
        else:
            assert view(request).status_code == 200
        request.user = appoint(Role.DEPUTY, county.fuyun)
        if method in methods:
            with pytest.raises(Denied, match="此页面供"):
                view(request)
