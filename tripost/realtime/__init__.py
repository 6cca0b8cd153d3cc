"""The stream since a modseq, and presence."""
