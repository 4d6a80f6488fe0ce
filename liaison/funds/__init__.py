"""The money of deputies' activities (代表活动经费): budget lines of each office, and every cent that moves between their buckets.

Read in this order: money, enums, models, workflow/posting, workflow. How it works: docs/parts/funds.md.
"""
