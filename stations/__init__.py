"""WHERE: the 1+11+N stations, their codes, activities, presence and rotas.

Does not own registrations: liaison puts the landing page of a code together. Each folder is a noun; read in this order:
places, codes, activities, presence, rotas, feeds.
"""
