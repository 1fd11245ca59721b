"""The known services and the user's own: schema, loader, search."""
