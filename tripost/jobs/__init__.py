"""The job table: work that must happen later, once, also after a crash."""
