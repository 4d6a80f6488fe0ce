"""Pages of the ledger: rounds, one line, the printed register, the keepers."""
