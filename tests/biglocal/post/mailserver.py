"""A real mail server on a port of this machine, which takes, refuses, defers, stalls or hangs up."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


class Server(SMTP):
    """Speaks SMTP; hangs up in the middle of a message whose recipient is `drops@…`."""

    async def smtp_DATA(self, arg: str) -> None:
        if not self.envelope.rcpt_tos[0].startswith("drops"):
            await super().smtp_DATA(arg)
            return
        await self.push("354 go on")
        await self._reader.readline()
        self.transport.abort()


class MailServer(Controller):
    """What it does goes by the recipient; whatever it takes is in `taken`, in order.

    `refused@` gets 550, `deferred@` 450, `spam@` 554 after the whole message, `stalls@` no answer,
    and `held@` is taken and answered only when `release` is set.
    """

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.has_taken = threading.Event()
        self.release = threading.Event()
        self.pause = 0.0
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        super().__init__(self, hostname="127.0.0.1", port=port)

    def factory(self) -> SMTP:
        return Server(self, hostname="mail.example.org")

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if address.startswith("refused"):
            return "550 5.1.1 No such person here"
        if address.startswith("deferred"):
            return "450 4.2.1 Come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        address = envelope.rcpt_tos[0]
        if address.startswith("spam"):
            return "554 5.7.1 This looks like spam"
        if address.startswith("stalls"):
            await self.wait_for(lambda: False)
        await asyncio.sleep(self.pause)
        self.taken.append(message_from_bytes(envelope.content, policy=policy.default))
        self.has_taken.set()
        if address.startswith("held"):
            await self.wait_for(self.release.is_set)
        return "250 Taken"

    async def wait_for(self, is_so: Callable[[], bool]) -> None:
        while not is_so():
            await asyncio.sleep(0.01)
