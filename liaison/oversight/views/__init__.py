"""Pages that need to see every app: home, county figures, the landing page of a code."""
