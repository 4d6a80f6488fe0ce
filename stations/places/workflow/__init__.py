"""Every write of stations: the tree and what a station keeps about itself."""

from stations.places.workflow.affairs import (
    add_exception,
    ask_keeper,
    close_posting,
    end_posting,
    post_deputies,
    remove_exception,
    remove_staff,
    save_staff,
    set_hours,
    set_rules,
)
from stations.places.workflow.tree import (
    BuiltTree,
    build_tree,
    close_station,
    create_station,
    edit_station,
    reopen_station,
)
