"""The running system on one machine: set-up, embedded PostgreSQL and Redis-compatible server, one supervisor, health.

bootstrap.py needs the standard library only. Production (docker-compose.yml) uses none of this but the health page.
Read in this order: bootstrap, state, processes, postgres, valkey, services, run, heartbeat.
"""
