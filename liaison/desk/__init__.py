"""The home pages and the county page: what waits for whom, and figures counted over every noun."""
