"""Claims queues and jobs, stops cleanly."""
