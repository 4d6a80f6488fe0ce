"""Pages of accounts: the own session, the own account, everybody's accounts for the administrators."""
