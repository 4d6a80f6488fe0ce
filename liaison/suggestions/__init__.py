"""Suggestions of deputies (代表建议): from a voter's matter to a draft, co-signed, handed in, replied to, judged.

Owns Suggestion, CoSigner, SuggestionStep. Read in this order: enums, clocks and checks (pure), models, policies, workflow.
Its clocks are calendar months of the law and never mix with those of voters' matters.
"""
