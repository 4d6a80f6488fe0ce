"""Long work with a progress bar that can be left and found again. Each kind of job runs in a Celery worker."""
