"""Home pages, the landing page of a code, county figures and the demo county: what needs to see every app."""
