"""The moves of a delivery, written out."""

from tests.kit.machines import spelled, written
from yunhe.notices.enums import DELIVERY

MOVES = """
    waiting   send       *  sent
    waiting   give_up    *  given_up
    given_up  try_again  *  waiting
"""


def test_the_table_is_the_one_that_was_agreed():
    assert spelled(DELIVERY) == written(MOVES)
