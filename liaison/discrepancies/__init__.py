"""Where the sides of a dual-management registration say different things of the deputy, until a named person has settled it.

Read enums.py (facts, who settles which), models.py, workflow/ (stating, comparing, settling), then views/.
"""
