"""Sessions (会议): of the congress, its standing committee, its presidium; who was called, who came, who was on leave.

Read enums, models, workflow/roll, workflow/leaves, workflow/absences. What a sitting is worth in days of duty says `liaison/deeds`.
"""
