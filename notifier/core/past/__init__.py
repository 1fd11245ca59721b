"""What the history tells: stories, sums, days."""
