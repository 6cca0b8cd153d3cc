"""Pages without login or JavaScript: sign-in, set-up, unsubscribe."""
