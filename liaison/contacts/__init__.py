"""Contacts: households, who keeps in touch with whom (结对, 1+M+N), visits (走访), campaigns (大走访), the contact map (联系图).

`matching` is pure: it knows no model. `drawing` turns a map into SVG.
"""
