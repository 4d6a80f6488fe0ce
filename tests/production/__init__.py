"""What stands round the program in production, tried on the loopback: `python -m tests.production`.

A PostgreSQL and a Redis that speak TLS only, PgBouncer by transaction, and nginx with the configuration of yunhe/deploy. It needs
the Debian packages postgresql, redis-server, pgbouncer and nginx, says what is missing, and takes about two minutes.
"""
