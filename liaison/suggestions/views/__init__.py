"""Pages of suggestions: drafting and signing on the deputy's phone, working them in the office."""
