"""Addresses that hold a NUL: an answer, never an error."""

import pytest

from tests.factories.imports import ImportRowFactory, ImportRunFactory


@pytest.mark.parametrize("address", ["/c/a%00b/", "/c/a%00b/concern/", "/accounts/%00"])
def test_an_address_with_a_nul_is_not_found(db, client, address):
    assert client.get(address).status_code == 404


def test_a_nul_in_what_is_asked_for_is_left_out(county, staff, sign_in):
    clerk = staff(county.chishi)
    run = ImportRunFactory(area=county.chishi, uploaded_by=clerk, state="preview")
    ImportRowFactory(run=run)
    client = sign_in(clerk)
    for address in (f"/imports/{run.pk}/", "/imports/", "/deputies/", "/"):
        assert client.get(f"{address}?q=%00&%00=x&state=%00&page=%00").status_code == 200, address
    assert 'value="ab"' in client.get("/deputies/?q=a%00b").content.decode()
