"""The shared mailbox: everyone granted sees everything, mail goes out as the address."""
