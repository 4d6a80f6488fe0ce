"""Every model has a factory, and the database takes what a factory makes."""

import pytest

from tests.kit.scenes import FACTORIES, Scene, is_step, models_of_the_house


def test_every_model_has_a_factory():
    assert [model for model in models_of_the_house() if model not in FACTORIES and not is_step(model)] == []


@pytest.mark.parametrize("model", sorted(FACTORIES, key=lambda model: model.__name__), ids=lambda model: model.__name__)
def test_a_factory_makes_a_row_that_the_database_takes(county, staff, model):
    made = Scene(county, staff(county.fuyun)).make(model)
    assert model._base_manager.filter(pk=made.pk).exists()
