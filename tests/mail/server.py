"""A real SMTP server for the tests: aiosmtpd, with certificates of an authority of its own.

    server.py FOLDER MODE      MODE is plain, starttls or tls

It writes the authority's certificate into FOLDER/authority.pem and prints one JSON object a line: first its port, then
what happens. What it does with a mail depends on the name that it is for:

    put.off     451 at the first try, as greylisting does
    refused     550
    cut         the connection is cut in the middle of DATA at the first try
    lost        the mail is taken, and the connection is cut before that is said, at the first try
    held        the mail is taken, and that is not said for as long as they wait for it, at the first try
    half        the head of the mail is read, and no more of it for as long as they wait, at the first try
    liar        it is welcome, and refused once it is there
    babble      whatever was sent, the answer is none of SMTP

With FOLDER/password there it wants to be told that, by the account `noodklok`.
"""

import asyncio
import json
import pathlib
import ssl
import sys

import trustme
from aiosmtpd.smtp import SMTP, AuthResult

folder, mode = pathlib.Path(sys.argv[1]), sys.argv[2]
tried = set()


def say(**what):
    print(json.dumps(what), flush=True)


def first(address):
    """Whether this is the first try."""
    new = address not in tried
    tried.add(address)
    return new


def name(address):
    return address.partition("@")[0]


async def hold(raw):
    """Answers nothing; whoever hangs up ends it."""
    say(event="holds", raw=raw.decode())
    try:
        await asyncio.get_running_loop().create_future()
    finally:
        say(event="left")


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        encrypted = server.transport.get_extra_info("ssl_object") is not None
        say(event="rcpt", to=address, tls=encrypted, user=session.auth_data)
        if name(address) == "put.off" and first(address):
            return "451 4.7.1 greylisted, try again later"
        if name(address) == "refused":
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server, session, envelope):
        if any(name(to) == "liar" for to in envelope.rcpt_tos):
            say(event="lied")
            return "554 5.7.1 refused after all"
        if any(name(to) == "babble" for to in envelope.rcpt_tos):
            say(event="babbled")
            return "hello there"
        say(event="mail", sender=envelope.mail_from, to=envelope.rcpt_tos, raw=envelope.content.decode())
        if any(name(to) == "lost" and first(to) for to in envelope.rcpt_tos):
            server.transport.abort()
            return "421 lost"
        if any(name(to) == "held" and first(to) for to in envelope.rcpt_tos):
            await hold(envelope.content)
        return "250 2.0.0 taken"


class Server(SMTP):
    async def smtp_DATA(self, arg):
        if any(name(to) == "cut" and first(to) for to in self.envelope.rcpt_tos):
            await self.push("354 End data with <CR><LF>.<CR><LF>")
            await self._reader.readline()
            say(event="cut")
            self.transport.abort()
            return
        if any(name(to) == "half" and first(to) for to in self.envelope.rcpt_tos):
            await self.push("354 End data with <CR><LF>.<CR><LF>")
            await hold(await self._reader.readuntil(b"\r\n\r\n"))
        await super().smtp_DATA(arg)


def authenticate(server, session, envelope, mechanism, data):
    password = (folder / "password").read_bytes().strip()
    fits = data.login == b"noodklok" and data.password == password
    say(event="login", fits=fits)
    return AuthResult(success=fits, auth_data="noodklok" if fits else None, handled=fits)


async def main():
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "authority.pem"))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost", "127.0.0.1").configure_cert(context)
    login = (folder / "password").exists()

    def protocol():
        return Server(
            Handler(),
            hostname="localhost",
            enable_SMTPUTF8=True,
            tls_context=context if mode == "starttls" else None,
            require_starttls=mode == "starttls",
            auth_required=login,
            auth_require_tls=mode == "starttls",
            authenticator=authenticate if login else None,
        )

    wrapped = context if mode == "tls" else None
    listener = await asyncio.get_running_loop().create_server(protocol, "127.0.0.1", 0, ssl=wrapped)
    say(event="listens", port=listener.sockets[0].getsockname()[1])
    await listener.serve_forever()


asyncio.run(main())
