"""WHO: deputies, their mandates, where they come from and where they live, their teams.

Does not own stations, registrations or ledgers. Each folder is a noun; read in this order: people, mandates, teams, rosters.
"""
