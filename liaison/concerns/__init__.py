"""Concerns (群众诉求): handed in behind a code without an account, followed by number and secret, answered, rated.

Owns Concern with its photos, moves, echoes (我也遇到), the units that handle, and answer templates. Read in this order:
enums (the whole state machine), models, routing and clocks (pure), policies, workflow, guard (spam), views.
"""
