"""Election (换届): who stays, who leaves, the old term archived as one volume.

Read in this order: enums, models, workflow, jobs, views.
"""
