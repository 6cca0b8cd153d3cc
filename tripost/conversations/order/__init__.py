"""Order among conversations: merge, split, link, move, who takes part, forward, twins."""
