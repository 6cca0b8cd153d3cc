"""Side-by-side measurements: ours and a peer's in turns, in one run; ratios count, not seconds."""
