"""Which account of the database does what: the owner migrates, the program only works with rows.

addresses.py reads the addresses from the environment, roles.py makes the program's accounts and gives them their rights,
and `manage.py migrate` goes to the database as its owner.
"""
