"""Times the bot's own part of an answer in Matrix, beside a bot that only answers, on a real Synapse.

    ~/.cache/noodklok/synapse/bin/python benches/matrix/measure.py target/release/noodklok [--n 300] [--slice 25] [--idle 300]

Both bots reach the homeserver through one loopback proxy, which stamps the last byte of the /sync answer that carries a
command (as it is handed to the bot) and the first byte of the PUT that answers it. The two are paired by the event that the answer replies to. Slices
alternate. Ours writes a line into the log of a record (durably) for each command; the other (matrix-nio) says "pong".
`tests/run` makes the Python environment.
"""

import argparse
import asyncio
import json
import re
import secrets
import shutil
import signal
import statistics
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
TESTS = HERE.parents[1] / "tests" / "matrix"
SECRET = "only for this measurement"
RECORD = "INC-2026-0001"
# An answer's echo names the command too, as what it replies to; that is not the command's own arrival.
CARRIED = re.compile(rb'(?<!"m\.in_reply_to":\{)"event_id":"(\$[^"]+)"')
REPLIED = re.compile(rb'"m\.in_reply_to":\s?\{\s?"event_id":\s?"(\$[^"]+)"')


# --- The proxy ------------------------------------------------------------------------------------------------------------

async def head_of(reader):
    head = await reader.readuntil(b"\r\n\r\n")
    fields = dict(line.split(b":", 1) for line in head.split(b"\r\n")[1:] if b":" in line)
    return head, {name.lower(): value.strip() for name, value in fields.items()}


async def body_of(reader, fields):
    if fields.get(b"transfer-encoding", b"").lower() != b"chunked":
        return await reader.readexactly(int(fields.get(b"content-length", 0)))
    raw = b""
    while True:
        line = await reader.readuntil(b"\r\n")
        size = int(line.split(b";")[0], 16)
        raw += line + await reader.readexactly(size + 2)
        if size == 0:
            return raw


async def proxy(target, log):
    """One line of JSON in `log` for each /sync answer with events, and for each event that is sent."""
    out = open(log, "a", buffering=1)

    async def serve(reader, writer):
        up_reader = up_writer = None
        try:
            up_reader, up_writer = await asyncio.open_connection("127.0.0.1", target, limit=1 << 26)
            while True:
                first = await reader.read(1)
                if not first:
                    break
                began = time.monotonic()
                rest, fields = await head_of(reader)
                head = first + rest
                method, path = head.split(b" ", 2)[:2]
                if fields.get(b"expect"):
                    writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
                body = await body_of(reader, fields)
                up_writer.write(head + body)
                if method == b"PUT" and b"/send/m.room." in path:
                    replied = REPLIED.findall(body)
                    out.write(json.dumps({"put": began, "to": [event.decode() for event in replied]}) + "\n")
                head, fields = await head_of(up_reader)
                bare = method == b"HEAD" or b" 204 " in head.split(b"\r\n")[0]
                body = b"" if bare else await body_of(up_reader, fields)
                # Before the last byte leaves: afterwards the reader may already run instead of us.
                ended = time.monotonic()
                writer.write(head + body)
                await writer.drain()
                if b"/sync" in path:
                    events = [event.decode() for event in CARRIED.findall(body)]
                    out.write(json.dumps({"sync": ended, "events": events}) + "\n")
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            for each in (writer, up_writer):
                if each:
                    each.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, limit=1 << 26)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


# --- The bot that only answers --------------------------------------------------------------------------------------------

async def answering(url, account):
    from nio import AsyncClient, AsyncClientConfig, RoomMessageText
    from nio.store import SqliteMemoryStore

    account = json.loads(account)
    config = AsyncClientConfig(store=SqliteMemoryStore, encryption_enabled=True, store_sync_tokens=False)
    client = AsyncClient(url, account["user_id"], config=config, store_path="/")
    client.restore_login(account["user_id"], account["device_id"], account["access_token"])

    async def said(room, event):
        if event.sender != client.user_id and event.body.startswith("!"):
            relation = {"m.in_reply_to": {"event_id": event.event_id}}
            content = {"msgtype": "m.notice", "body": "pong", "m.relates_to": relation}
            await client.room_send(room.room_id, "m.room.message", content, ignore_unverified_devices=True)

    await client.keys_upload()
    await client.sync(timeout=0)
    client.add_event_callback(said, RoomMessageText)
    print("ready", flush=True)
    await client.sync_forever(timeout=30_000)


# --- The world ------------------------------------------------------------------------------------------------------------

class People:
    """tests/matrix/people.py, and what it sees."""

    async def start(self, url):
        pipe = asyncio.subprocess.PIPE
        script = [sys.executable, str(TESTS / "people.py"), url, SECRET]
        self.child = await asyncio.create_subprocess_exec(*script, stdin=pipe, stdout=pipe, limit=1 << 26)
        self.open, self.seen, self.number = {}, [], 0
        self.task = asyncio.create_task(self.read())
        return self

    async def read(self):
        while line := await self.child.stdout.readline():
            line = json.loads(line)
            if "saw" in line:
                self.seen.append(line["saw"])
            elif "id" in line:
                self.open.pop(line["id"]).set_result(line)

    async def ask(self, do, **request):
        self.number += 1
        waiting = self.open[self.number] = asyncio.get_running_loop().create_future()
        self.child.stdin.write(json.dumps({"id": self.number, "do": do, **request}).encode() + b"\n")
        done = await waiting
        if "error" in done:
            raise RuntimeError(done["error"])
        return done["ok"]

    async def until(self, what, test, patience=60):
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            for seen in self.seen:
                if test(seen):
                    return seen
            await asyncio.sleep(0.02)
        raise RuntimeError(f"nobody saw: {what}")

    async def hears(self, bot, text, patience=60):
        said = lambda seen: seen.get("sender") == bot and text in str(seen.get("content", {}).get("body", ""))
        return await self.until(text, said, patience)


def free_port():
    import socket
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


async def homeserver(folder, port):
    """As tests/it/matrix/homeserver.rs makes it, with all limits raised."""
    high = {"per_second": 10_000, "burst_count": 10_000}
    each = lambda *names: {name: high for name in names}
    at = lambda name: str(folder / name)
    settings = {
        "server_name": "localhost", "pid_file": at("pid"), "report_stats": False, "trusted_key_servers": [],
        "listeners": [{"port": port, "bind_addresses": ["127.0.0.1"], "type": "http", "tls": False,
                       "resources": [{"names": ["client"], "compress": False}]}],
        "database": {"name": "sqlite3", "args": {"database": at("homeserver.db")}},
        "log_config": at("log.yaml"), "media_store_path": at("media"), "signing_key_path": at("signing.key"),
        "registration_shared_secret": SECRET, "macaroon_secret_key": SECRET, "form_secret": SECRET,
        "federation_domain_whitelist": [], "url_preview_enabled": False, "presence": {"enabled": False},
        "bcrypt_rounds": 4, "rc_login": each("address", "account", "failed_attempts"),
        "rc_joins": each("local", "remote"), "rc_invites": each("per_room", "per_user", "per_issuer"),
        **each("rc_message", "rc_registration", "rc_room_creation", "rc_joins_per_room", "rc_admin_redaction"),
    }
    handler = {"class": "logging.FileHandler", "filename": at("homeserver.log")}
    log = {"version": 1, "handlers": {"file": handler}, "root": {"level": "WARNING", "handlers": ["file"]}}
    (folder / "homeserver.yaml").write_text(json.dumps(settings))
    (folder / "log.yaml").write_text(json.dumps(log))
    (folder / "signing.key").write_text("ed25519 a_test " + "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc" + "\n")
    command = [sys.executable, "-m", "synapse.app.homeserver", "--config-path", at("homeserver.yaml")]
    quiet = asyncio.subprocess.DEVNULL
    child = await asyncio.create_subprocess_exec(*command, cwd=folder, stdout=quiet, stderr=quiet)
    for _ in range(600):
        try:
            (await asyncio.open_connection("127.0.0.1", port))[1].close()
            return child
        except OSError:
            await asyncio.sleep(0.1)
    raise RuntimeError("Synapse does not start")


def configure(folder, matrix, accounts, rooms):
    """The example organisation, with accounts and rooms written into it."""
    shutil.copytree(HERE.parents[1] / "config", folder)
    general = folder / "noodklok.toml"
    lines = [f"{key} = {json.dumps(value)}" for key, value in matrix.items()]
    general.write_text(general.read_text() + "\n[matrix]\n" + "\n".join(lines) + "\n")
    path, table, written = folder / "organisation.toml", "", []
    for line in path.read_text().replace("demo = true", "demo = false", 1).splitlines():
        table = line if line.startswith("[") else table
        written.append(line)
        named = re.fullmatch(r'id = "(.*)"', line)
        there = {"[[person]]": accounts, "[[room]]": rooms}.get(table, {}).get(named[1] if named else None)
        if there:
            written.append(f"matrix = {json.dumps(there)}")
    path.write_text("\n".join(written))


class World:
    """One room with ours, one with the other bot, and who writes in them."""

    def __init__(self, options, folder, url, through, stamps, encrypted):
        self.options, self.folder, self.url, self.through = options, folder, url, through
        self.stamps, self.encrypted, self.sent = stamps, encrypted, {"noodklok": [], "answering": []}

    async def start(self):
        tail = secrets.token_hex(3)
        self.people = people = await People().start(self.url)
        self.who, accounts = ["noord.melder", "noord.voorzitter"], {}
        for who in self.who:
            person = await people.ask("person", who=who, user=f"{who.replace('.', '-')}-{tail}", keys=self.encrypted)
            accounts[who] = person["user"]
        ours = await people.ask("register", user=f"noodklok-{tail}", password="measured", login=False)
        other = await people.ask("register", user=f"other-{tail}", password="measured")
        self.bot, self.other = ours["user_id"], other["user_id"]
        create = {"who": self.who[0], "encrypted": self.encrypted, "version": "12"}
        invite = [accounts[self.who[1]]]
        powers = {self.bot: 100}
        self.room = await people.ask("create", invite=[*invite, self.bot], powers=powers, name="meldingen", **create)
        self.pong = await people.ask("create", invite=[*invite, self.other], name="pong", **create)
        await people.ask("join", who=self.who[1], room=self.room)
        await people.ask("join", who=self.who[1], room=self.pong)
        path = f"/_matrix/client/v3/join/{self.pong}"
        await people.ask("api", method="POST", path=path, body={}, token=other["access_token"])
        pipe = asyncio.subprocess.PIPE
        command = [sys.executable, __file__, "answering", self.through, json.dumps(other)]
        self.answering = await asyncio.create_subprocess_exec(*command, stdout=pipe)
        await self.answering.stdout.readline()
        home = self.folder / f"noodklok-{tail}"
        matrix = {"homeserver": self.through, "user": self.bot, "password_file": "matrix-password",
                  "encryption": self.encrypted, "unsigned_devices": "warn"}
        self.config, self.data = home / "config", home / "data"
        home.mkdir()
        configure(self.config, matrix, accounts, {"meldingen-noord": self.room})
        (self.config / "matrix-password").write_text("measured\n")
        self.said = open(home / "said.log", "a")
        await self.bot_up()
        joined = lambda seen: (seen["room"] == self.room and seen.get("state_key") == self.bot
                               and seen["content"].get("membership") == "join")
        await people.until("the bot joins", joined)
        if self.encrypted:
            for bot in (self.bot, self.other):
                await people.ask("knows_device", who=self.who[1], user=bot)
                await people.ask("knows_device", who=self.who[0], user=bot)
        await people.ask("say", who=self.who[0], room=self.room, body="!meld lek in het dak")
        await people.hears(self.bot, RECORD)
        await people.ask("say", who=self.who[1], room=self.room, body=f"!ontvangen {RECORD}")
        await people.hears(self.bot, "volgt dit op")
        return self

    async def bot_up(self):
        command = [self.options.binary, "run", "--config", str(self.config), "--data", str(self.data)]
        quiet = asyncio.subprocess.DEVNULL
        self.child = await asyncio.create_subprocess_exec(*command, stdin=quiet, stdout=self.said, stderr=self.said)

    async def bot_down(self):
        self.child.send_signal(signal.SIGTERM)
        await self.child.wait()

    async def slice(self, which):
        """Two commands a second."""
        room = self.room if which == "noodklok" else self.pong
        for _ in range(self.options.slice):
            began = time.monotonic()
            body = f"!log {RECORD} w{len(self.sent[which]):04}"
            self.sent[which].append(await self.people.ask("say", who=self.who[1], room=room, body=body))
            await asyncio.sleep(max(0, 0.5 - (time.monotonic() - began)))

    def times(self, which):
        """In milliseconds, of the commands whose answer was seen."""
        carried, answered = {}, {}
        for line in map(json.loads, self.stamps.read_text().splitlines()):
            for event in line.get("events", ()):
                carried.setdefault(event, line["sync"])
            for event in line.get("to", ()):
                answered.setdefault(event, line["put"])
        # Ours and the sender see nothing of each other's syncs: only bots go through the proxy.
        return [1000 * (answered[event] - carried[event])
                for event in self.sent[which] if event in answered and event in carried]

    def rss(self):
        status = Path(f"/proc/{self.child.pid}/status").read_text()
        return int(re.search(r"RssAnon:\s+(\d+)", status)[1]) / 1024

    async def catch_up(self, count):
        """Seconds from the start of the binary until the last of `count` messages, each tenth a command, is answered."""
        await self.bot_down()
        bodies = [f"!log {RECORD} c{n:04}q" if n % 10 == 9 else f"praat {n}" for n in range(count)]
        events = await self.people.ask("say_all", who=self.who[1], room=self.room, bodies=bodies)
        wanted = {event for n, event in enumerate(events) if n % 10 == 9}
        began = time.monotonic()
        await self.bot_up()
        while time.monotonic() - began < 240:
            lines = [json.loads(line) for line in self.stamps.read_text().splitlines() if '"put"' in line]
            answers = {event: line["put"] for line in lines for event in line["to"] if event in wanted}
            if len(answers) == len(wanted):
                return max(answers.values()) - began, len(wanted)
            await asyncio.sleep(0.2)
        raise RuntimeError(f"only {len(answers)} of {len(wanted)} commands were answered")

    async def close(self):
        for child in (self.child, self.answering):
            if child.returncode is None:
                child.terminate()
                await child.wait()
        self.people.child.stdin.close()
        await self.people.child.wait()


def figures(times):
    if len(times) < 2:
        return f"n {len(times)}"
    ordered = sorted(times)
    p99 = ordered[min(len(ordered) - 1, int(0.99 * len(ordered)))]
    return f"n {len(times)}, p50 {statistics.median(times):.1f} ms, p99 {p99:.1f} ms, max {ordered[-1]:.1f} ms"


async def measure(options, folder):
    port = free_port()
    synapse = await homeserver(folder, port)
    url, stamps = f"http://127.0.0.1:{port}", folder / "stamps.jsonl"
    stamps.touch()
    pipe = asyncio.subprocess.PIPE
    between = await asyncio.create_subprocess_exec(sys.executable, __file__, "proxy", str(port), str(stamps), stdout=pipe)
    through = f"http://127.0.0.1:{int(await between.stdout.readline())}"
    try:
        for encrypted in (False, True):
            if options.only and (options.only == "encrypted") != encrypted:
                continue
            kind = "encrypted" if encrypted else "plain"
            world = await World(options, folder, url, through, stamps, encrypted).start()
            try:
                await asyncio.sleep(2)
                while len(world.sent["answering"]) < options.n:
                    await world.slice("noodklok")
                    await world.slice("answering")
                await asyncio.sleep(2)
                ours, other = world.times("noodklok"), world.times("answering")
                print(f"{kind}: noodklok {figures(ours)}; answering {figures(other)}", flush=True)
                if ours and other:
                    print(f"{kind}: ratio of medians {statistics.median(ours) / statistics.median(other):.2f}", flush=True)
                if options.idle:
                    await asyncio.sleep(options.idle)
                    print(f"{kind}: RssAnon {world.rss():.1f} MiB after {options.idle} s idle, 1 room", flush=True)
                if options.catch_up:
                    seconds, commands = await world.catch_up(options.catch_up)
                    print(f"{kind}: {options.catch_up} messages caught up in {seconds:.1f} s, {commands} commands", flush=True)
            finally:
                await world.close()
    finally:
        for child in (between, synapse):
            child.terminate()
            await child.wait()


def main():
    if sys.argv[1:2] == ["proxy"]:
        return asyncio.run(proxy(int(sys.argv[2]), sys.argv[3]))
    if sys.argv[1:2] == ["answering"]:
        return asyncio.run(answering(*sys.argv[2:4]))
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("binary")
    words.add_argument("--n", type=int, default=300, help="commands for each bot, plain and encrypted")
    words.add_argument("--slice", type=int, default=25, help="commands before it is the other's turn")
    words.add_argument("--idle", type=int, default=300, help="seconds before the memory is read")
    words.add_argument("--catch-up", type=int, default=1000, help="messages while the bot is away; 0: none")
    words.add_argument("--only", choices=["plain", "encrypted"])
    words.add_argument("--keep", action="store_true", help="keep the folder, to look into")
    options = words.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="noodklok-measure-"))
    try:
        asyncio.run(measure(options, folder))
    finally:
        print(folder) if options.keep else shutil.rmtree(folder, ignore_errors=True)


main()
