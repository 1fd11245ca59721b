"""What the program costs, measured in one run together with what it is compared to. Run by `make bench` only."""
