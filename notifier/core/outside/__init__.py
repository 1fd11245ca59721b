"""What others know: official pages, places elsewhere, reports of people, and how it is weighed."""
