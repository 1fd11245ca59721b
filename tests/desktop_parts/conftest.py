"""Garbage of these tests is collected between them, in their own thread: elsewhere it could destroy a Qt object."""

from tests.garbage import garbage_in_this_thread_only as garbage_in_this_thread_only
