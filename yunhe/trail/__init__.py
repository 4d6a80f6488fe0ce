"""The trail as people read it: the auditor's register, the history of one thing on its page."""
