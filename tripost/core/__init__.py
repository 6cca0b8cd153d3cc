"""Pure grammar and text: no database, no sockets, no clock."""
