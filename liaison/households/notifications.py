"""What is said about pairs."""


def of_pairs(number: int, total: int) -> tuple[str, str]:
    """Return title and body of the notice that a deputy has got `number` households and keeps in touch with `total` now."""
    return f"新增 {number} 户联系户", f"您现在联系 {total} 户，点“我的选民”查看，最久没走访的排在前面。"
