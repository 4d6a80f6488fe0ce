"""Pages of stations, codes, check-ins and activities."""
