"""Importing households (联系户名册) and pairing lists (结对表) through yunhe.imports."""
