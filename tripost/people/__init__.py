"""Users, teams, grants, sessions, tokens; `policies` is the one function of law 7."""
