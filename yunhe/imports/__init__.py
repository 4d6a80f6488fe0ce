"""One flow for every register that comes in as a file: upload > preview > confirm > undo.

Read in this order: enums, models, reading, layout, workflow. What a row means is said by the register's own importer
(for deputies: deputies/rosters).
"""
