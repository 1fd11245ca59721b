"""One service: its parts weighed together, the verdict, and the incident that follows."""
