"""The real program in a network that misbehaves as told: `pytest -m lab tests/lab`."""
