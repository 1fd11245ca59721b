"""A campaign: many outages, faults of the line and hard networks, on real sockets and at the default interval.

Each is a story that is told once (`tests.lab.campaign.happenings`) and played twice: by the real program in the lab,
and by the simulation with the same services and faults. What both gave is judged by the same rules and stands side by
side in one table. `make bench ARGS=lab` plays all of it, `pytest -m lab` a short part.
"""
