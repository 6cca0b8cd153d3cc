"""The team inbox: every conversation has somebody who cares for it, and is done or not."""
