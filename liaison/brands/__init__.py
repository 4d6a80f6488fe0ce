"""The townships' own models (特色模式): nine plans that a unit starts, with teams, dated obligations and indicators of their own.

Read in this order: catalogue (the nine), models, policies, workflow, indicators, views.
"""
