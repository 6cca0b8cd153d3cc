"""Posts that wait: who is told of them, who decides, in the app or by answering a mail."""
