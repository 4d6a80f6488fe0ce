"""Codes on paper: print batches, what each print says, the reprint list."""
