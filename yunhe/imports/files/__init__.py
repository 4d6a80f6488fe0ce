"""Reading files that may be hostile. All of this runs in a child process with limits; nothing here imports Django.

Read in this order: child (limits, what goes in and out), kinds (what a file is), cells (how much is taken), then the readers:
workbooks (xlsx) with parts and looks, old_workbooks (xls), other_workbooks (xlsb, ods), webpages, tables_2003, delimited.
The parent's side is yunhe.imports.reading.
"""
