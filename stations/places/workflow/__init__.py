"""Every write of stations: the tree and what a station keeps about itself."""

from stations.places.workflow.hours import add_exception, remove_exception, set_hours, set_rules
from stations.places.workflow.postings import close_posting, end_posting, post_deputies, post_received
from stations.places.workflow.staff import ask_keeper, remove_staff, save_staff
from stations.places.workflow.tree import (
    BuiltTree,
    build_tree,
    close_station,
    create_station,
    edit_station,
    reopen_station,
)
