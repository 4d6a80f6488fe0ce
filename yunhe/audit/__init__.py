"""The audit trail: append-only, signed and sealed (GB/T 22239 8.1.4.3; kept at least six months, 网络安全法 21).

Every workflow verb calls `record` in its own transaction. Events hold labels and ids as text, so they outlive what they
speak of. The database itself refuses UPDATE, DELETE and TRUNCATE on them.
"""
