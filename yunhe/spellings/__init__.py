"""Spellings (写法): what offices write for an area, kept by the system administrator."""
