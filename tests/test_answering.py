"""What this machine tries for the user's others, and what it does not."""

import asyncio

from notifier import answering
from notifier.sources.reader import NetworkReader
from notifier.sources.remote import RemoteCheck, Try


def test_what_others_may_have_read_here() -> None:
    web = answering.target_of(RemoteCheck(Try.WEB, "shop.example", method="GET", statuses=(200,), text="fine"))
    assert web is not None
    assert (web.kind, web.key) == ("http", "https://shop.example/")
    for check in (RemoteCheck(Try.CONNECT, "shop.example", 443), RemoteCheck(Try.NAME, "shop.example")):
        found = answering.target_of(check)
        assert found is not None
        assert found.remote == check
    for wrong in (
        RemoteCheck(Try.CONNECT, "shop.example", 0),
        RemoteCheck(Try.WEB, "shop.example", path="/ /"),
        RemoteCheck(Try.WEB, "shop.example", method="DELETE"),
        RemoteCheck(Try.WEB, "shop.example", statuses=(99,)),
    ):
        assert answering.target_of(wrong) is None, wrong


def test_what_is_in_ones_own_network_is_read_for_nobody() -> None:
    async def main() -> dict[str, bool]:
        async with NetworkReader() as reader:
            hosts = (
                "a host",
                "-",
                "printer.local",
                "localhost",
                "192.168.1.1",
                "10.0.0.1",
                "9.9.9.9",
                "nowhere.example",
            )
            return {each: await answering.may_be_read(reader, each) for each in hosts}

    may = asyncio.run(main())
    assert {each for each, allowed in may.items() if allowed} == {"9.9.9.9", "nowhere.example"}
