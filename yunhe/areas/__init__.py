"""The one tree of territory: county > township, town, street, zone > village, community.

Owns areas, their dated codes, their spellings, and what lies within what. Knows nothing of people.
Read in this order: enums, querysets, models, index, workflow.
"""
