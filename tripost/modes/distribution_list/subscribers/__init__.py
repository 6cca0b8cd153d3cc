"""Who is on a list: added by hand, paste or file; what is known of them; who gets a post."""
