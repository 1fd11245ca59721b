"""What is known of the user's network and country in the simulated world: RIPEstat, IODA, OONI. Nothing unusual.

A source that is wrong says the opposite: another network, a country that is cut off, a service that is blocked.
"""

from notifier.simulation.servers.contract import Asked, Said, Server, json_of
from notifier.simulation.testers import Testers


def ripestat(testers: Testers) -> Server:
    """Whose the user's address is."""

    def answer(asked: Asked) -> Said:
        number = testers.provider(asked.t_s)
        if "whats-my-ip" in asked.path:
            return json_of({"status": "ok", "data": {"ip": f"5.{number >> 16}.{number >> 8 & 255}.{number & 255}"}})
        number = 64_496 if asked.lies() else number
        return json_of({"status": "ok", "data": {"asns": [str(number)], "prefix": "5.0.0.0/8"}})

    return Server(answer, _about_nothing)


def ioda() -> Server:
    """Whether the internet of a country or a network fails as such."""

    def answer(asked: Asked) -> Said:
        level = "critical" if asked.lies() else "normal"
        alerts = [{"datasource": each, "time": asked.now_s - 1800, "level": level} for each in ("bgp", "ping-slash24")]
        return json_of({"type": "outages.alerts", "error": None, "data": alerts})

    return Server(answer, _about_nothing)


def ooni() -> Server:
    """What volunteers found blocked there."""

    def answer(asked: Asked) -> Said:
        bad = 80 if asked.lies() else 1
        counts = {"anomaly_count": bad, "confirmed_count": bad // 2, "measurement_count": 90, "ok_count": 90 - bad}
        return json_of({"v": 0, "dimension_count": 1, "result": [{"probe_asn": "AS64500", **counts}]})

    return Server(answer, _about_nothing)


def _about_nothing(_path: str, _body: bytes) -> str:
    return ""
