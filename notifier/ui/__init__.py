"""What people see: it shows and asks, and decides nothing."""
