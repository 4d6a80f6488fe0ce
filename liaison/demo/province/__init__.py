"""A whole province of invented people, to measure on: places, people, what they do. Written by COPY, in bounded memory.

Nothing in it tells a story: numbers and the way rows lie on the disk are those of life. What happens is written in order of time,
so the rows of one county lie all over the table, and a few deputies are guests in another county.
"""
