"""The demo county: invented people in the real areas of 云和县, from a fixed seed.

The plan says how many deputies each township elected and how many of them moved; every figure on a page is counted
from the rows that come of it. Read in this order: plan, names, people, accounts, places, files, rounds, load.
"""
