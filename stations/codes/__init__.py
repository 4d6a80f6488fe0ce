"""Codes (三码): their pictures and prints, the screens that show them, the record of scans."""
