"""WHERE: the 1+11+N stations, their codes, activities and check-ins.

Does not own registrations: liaison puts the landing page of a code together. Read in this order: enums, models,
policies, workflow, landing, views.
"""
