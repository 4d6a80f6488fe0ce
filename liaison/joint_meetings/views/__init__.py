"""Pages of pairs, joint meetings and resolutions."""
