"""The half-year ledger (台账): a round each half-year, one entry per deputy living elsewhere, confirmed and countersigned.

Read in this order: enums, models, policies, workflow, jobs, views.
"""
