"""Faults on purpose: `make faults`, or `make faults ARGS="redis-away database-stopped"`.

It starts servers, web, worker and beat of its own on the loopback, lets people send forms while something breaks, and prints for
every round what was lost, doubled, told falsely or late. The figures say what is true of this machine; a round that misses its
mark ends the command with 1.
"""
