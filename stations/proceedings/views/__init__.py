"""Pages of what activities plan, record and leave to do, one module for each noun."""
