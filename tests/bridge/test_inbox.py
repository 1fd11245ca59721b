import asyncio
import threading

from notifier.bridge.inbox import Inbox


def test_calls_before_the_loop_wait_and_keep_their_order() -> None:
    inbox, called = Inbox(), list[int]()
    for number in range(5):
        assert inbox.put(lambda number=number: called.append(number))  # type: ignore[misc]

    async def live() -> None:
        inbox.open(asyncio.get_running_loop())
        inbox.put(lambda: called.append(5))
        await asyncio.sleep(0)
        await asyncio.sleep(0)

    asyncio.run(live())
    assert called == [0, 1, 2, 3, 4, 5]


def test_calls_after_the_end_are_refused() -> None:
    inbox = Inbox()
    inbox.close()
    assert not inbox.put(lambda: None)


def test_many_threads_lose_nothing() -> None:
    inbox, called = Inbox(), list[tuple[int, int]]()
    done = threading.Barrier(5)

    def put(name: int) -> None:
        for number in range(1000):
            inbox.put(lambda number=number: called.append((name, number)))  # type: ignore[misc]
        done.wait()

    async def live() -> None:
        threads = [threading.Thread(target=put, args=(name,)) for name in range(4)]
        for thread in threads:
            thread.start()
        inbox.open(asyncio.get_running_loop())
        await asyncio.to_thread(done.wait)
        await asyncio.sleep(0)
        for thread in threads:
            thread.join()

    asyncio.run(live())
    assert len(called) == 4000
    for name in range(4):
        assert [number for each, number in called if each == name] == list(range(1000))
