"""What a list has sent, to be read again: by colleagues, or by everyone."""
