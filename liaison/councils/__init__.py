"""Council meetings (议事会): who is called, the agenda, the roll, votes on projects for the people (民生实事)."""
