"""WHO: terms, districts, deputies, their mandates, where they come from and where they live.

Does not own stations, registrations or ledgers. Read in this order: enums, models, querysets, policies, workflow, views.
"""
