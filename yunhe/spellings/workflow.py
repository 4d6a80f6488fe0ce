"""Writing the spellings that offices use for areas."""

from django.db import transaction

from yunhe.accounts.models import User
from yunhe.areas.models import Area, AreaAlias
from yunhe.areas.spelling import fold
from yunhe.audit.record import record
from yunhe.spellings.policies import can_keep_spellings, can_remove_spelling


@transaction.atomic
def add_spelling(area: Area, *, text: str, is_former_name: bool, by: User) -> AreaAlias:
    """Let `text` mean `area` from the next import on. Raises Denied. Side effects: one AreaAlias (folded), one event."""
    can_keep_spellings(by, area)
    alias = AreaAlias.objects.create(
        area=area, alias=fold(text), is_former_name=is_former_name, added_by=by.display_name
    )
    label = "曾用名" if is_former_name else "写法"
    record("areas.add_spelling", "添加区划写法", area, by=by, areas=[area], changes={label: [None, alias.alias]})
    return alias


@transaction.atomic
def remove_spelling(alias: AreaAlias, *, by: User) -> None:
    """Take a spelling away again. Raises Denied. Side effects: the AreaAlias is deleted, one event."""
    can_remove_spelling(by, alias)
    record(
        "areas.remove_spelling",
        "删除区划写法",
        alias.area,
        by=by,
        areas=[alias.area],
        changes={"写法": [alias.alias, None]},
    )
    alias.delete()
