"""Work that processes share: each speaks to the database through a connection of its own."""

import asyncio
import threading

import pytest
from django.db import connection

from partnerships.management.sharing import shared_out


def process_of_the_database(part: tuple[int, int]) -> int:
    """The process of PostgreSQL that answers: there is one for each connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


def in_a_thread_of_its_own(do):
    """What `do` gives: in the thread of the tests, the event loop of a browser may be running."""
    given = []

    def run():
        try:
            given.append(do())
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return given[0]


if connection.vendor == "postgresql":

    @pytest.mark.django_db(transaction=True)
    def test_no_process_speaks_through_a_connection_that_is_hidden_from_who_starts_it():
        """While an event loop runs, Django keeps connections apart, and hides those from before it.
        To a process that is forked then no loop runs, and it would find them again, open."""

        async def share():
            return list(shared_out(process_of_the_database, [1, 2], at_once=1, workers=1))

        def ask():
            before = process_of_the_database((1, 1))
            shared = asyncio.run(share())
            return before, shared, process_of_the_database((1, 1))

        before, shared, after = in_a_thread_of_its_own(ask)
        assert len(shared) == 2
        assert before not in shared
        assert after == before
