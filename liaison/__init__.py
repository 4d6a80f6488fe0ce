"""WHAT PASSES BETWEEN the offices: registration (dual management), ledger (half-year rounds), oversight (county figures, home).

Each package owns its models; liaison/models.py only gathers them for Django. It alone may see all other apps.
"""
