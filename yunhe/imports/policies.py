"""Who may correct what an import has read."""

from yunhe.accounts.models import User
from yunhe.imports import registers
from yunhe.imports.enums import ImportState
from yunhe.imports.models import ImportRow
from yunhe.kit.refusals import Denied


def can_correct_row(user: User, row: ImportRow) -> None:
    """Whoever may import into the register corrects cells while the import waits to be confirmed."""
    registers.get(row.run.register).check_may_import(user, row.run.area)
    if row.run.state != ImportState.PREVIEW:
        raise Denied("只有待确认的导入可以改格，这次导入已经不是待确认。")
