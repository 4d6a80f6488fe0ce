"""Presence (签到): check-ins with their stays, and their sealing into the audit chain."""
