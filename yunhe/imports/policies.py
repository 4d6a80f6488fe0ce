"""Who may correct what an import has read."""

from yunhe.accounts.models import User
from yunhe.imports import registers
from yunhe.imports.enums import ImportState
from yunhe.imports.models import ImportRow, ImportRun
from yunhe.kit.refusals import Denied


def can_correct_row(user: User, row: ImportRow) -> None:
    """Whoever may import into the register corrects cells while the import waits to be confirmed."""
    registers.get(row.run.register).check_may_import(user, row.run.area)
    if row.run.state != ImportState.PREVIEW:
        raise Denied("只有待确认的导入可以改格，这次导入已经不是待确认。")


def can_correct_options(user: User, run: ImportRun) -> None:
    """Whoever may import says level and term anew while the import waits to be confirmed, of a register that has them."""
    kind = registers.get(run.register)
    kind.check_may_import(user, run.area)
    if not kind.asks_level:
        raise Denied(f"{kind.label}没有层级和届次。")
    if run.state != ImportState.PREVIEW:
        raise Denied("只有待确认的导入可以改层级和届次，这次导入已经不是待确认。")
