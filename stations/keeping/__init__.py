"""What a station keeps about itself (站务): opening hours, the people at the desk, deputies posted there, its rules."""
