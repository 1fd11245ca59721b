"""What a person can do: use another service meanwhile, or try something on their own side."""
