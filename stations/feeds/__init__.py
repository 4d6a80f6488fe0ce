"""Calendars that phones subscribe to (ICS): each deputy's own behind a secret address, each station's for everyone.

Owns CalendarFeed. Read entries (from rows to what a calendar shows), then views.
"""
