"""How people come onto a list by themselves, say what they want, and leave again."""
