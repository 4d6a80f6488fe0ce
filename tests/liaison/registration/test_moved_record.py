"""A residence that is changed in the record while another community still takes part is told on the record."""

from liaison.registration.enums import RegistrationState
from tests.factories.registration import RegistrationFactory

SAID = "双向共管还在浮云街道中山社区"


def test_a_changed_residence_leads_to_the_file_that_has_to_move_on(county, cast, sign_in):
    file = RegistrationFactory(
        origin=county.chishi, community=county.zhongshan, state=RegistrationState.CO_MANAGED, residence=county.fuyun
    )
    client, deputy = sign_in(cast["origin"]), file.deputy
    assert SAID not in client.get(deputy.get_absolute_url()).content.decode()
    deputy.residence = county.shishan
    deputy.save()
    page = client.get(deputy.get_absolute_url()).content.decode()
    assert SAID in page
    assert f'<a href="{file.get_absolute_url()}">共管档案</a>' in page


def test_a_file_that_has_ended_asks_nothing(county, cast, sign_in):
    file = RegistrationFactory(origin=county.chishi, community=county.zhongshan, state=RegistrationState.ENDED)
    file.deputy.residence = county.shishan
    file.deputy.save()
    assert SAID not in sign_in(cast["origin"]).get(file.deputy.get_absolute_url()).content.decode()
