"""Rotas (值班): who receives voters at a station on which day, and swaps."""
