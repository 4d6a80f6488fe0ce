"""Pages of voters' matters: public ones (sending, following, answering), and those of staff and deputies."""
