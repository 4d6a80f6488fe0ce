"""People who are no deputies and work with them (议事员、网格员、党员、村社干部), each kept once."""
