"""Joint meetings of the two units of a dual management (双向共管联席会议), what they resolve, and the evidence of the
four two-way links.

Read enums.py (the moves), models/, workflow/, then agenda.py (drafted from data) and evidence.py (counted from records).
"""
