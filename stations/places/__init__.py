"""Stations (联络阵地): the 1+11+N tree, the map, and what a station keeps about itself (站务): hours, people, postings, rules."""
