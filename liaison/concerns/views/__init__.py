"""Pages of concerns: public ones (sending, following, answering), and those of staff and deputies."""
