"""Who may sign in, for which area and in which role; what is in scope; how a refusal is said.

Read in this order: enums, models, scope, policies, workflow, views.
"""
