"""Annual reports to the Party committee (请示汇报, domain: measure 1), one a unit and year, and what was decided on them.

Read in this order: enums, models, sections (what a draft is made of), workflow, views.
"""
