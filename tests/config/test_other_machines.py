"""The settings of the user's other machines: they are asked without consent to others, once there is a broker."""

from notifier.config.model import Settings, asked_elsewhere, may_ask, watch_of


def test_they_are_asked_beside_those_that_want_consent() -> None:
    alone = Settings(broker="mqtts://broker.example.org", place="home", country="ID")
    assert (may_ask(alone), asked_elsewhere(alone)) == ((), ("machines",))
    watch = watch_of(alone)
    assert (watch.outside, watch.region_countries[0]) == (("machines",), "ID")
    assert asked_elsewhere(Settings(place="home")) == asked_elsewhere(Settings(broker="mqtts://x.example")) == ()
    both = Settings(broker="mqtts://x.example", place="home", outside_answered=True, outside=("ooni",))
    assert asked_elsewhere(both) == ("ooni", "machines")
