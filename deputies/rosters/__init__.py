"""The register of deputies as an import: rosters (名册) in any layout that offices send.

Read in this order: vocabulary (headings), values and places (cells), reading (rows), matching (who is it), writing.
"""
