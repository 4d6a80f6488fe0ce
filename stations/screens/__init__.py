"""Screens (屏幕码): a station's PC or tablet that shows a code which changes every 30 seconds.

A photo of a printed code proves nothing; a code that is read from a screen within 90 seconds proves that somebody stood
before it. `stamps` says what such a code carries; the device needs no account, only its secret link.
"""
