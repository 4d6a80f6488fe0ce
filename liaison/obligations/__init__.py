"""The obligations calendar (工作任务): what each unit, pair of units and team owes by when, with evidence that is found by itself.

Read in this order: enums, periods (pure), models, catalogue (the rules that every county has), evidence and finders,
workflow, jobs, views.
"""
