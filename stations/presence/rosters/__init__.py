"""Sign-in sheets of activities, brought in as attendance."""
