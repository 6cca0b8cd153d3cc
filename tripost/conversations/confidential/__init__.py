"""Who sees a confidential conversation: named by people, arriving for few, broken into."""
