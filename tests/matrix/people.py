"""People in Matrix rooms, on an independent client (matrix-nio), for the tests in tests/it/matrix.

Lines of JSON in: {"id": 1, "do": "say", "who": "noord.melder", …}; the methods of `People` named `do_…` are the words.
Lines of JSON out: {"id": 1, "ok": …} or {"id": 1, "error": "…"}, and {"saw": {…}} for every event that somebody sees.
It ends with its input.
"""

import asyncio
import hashlib
import hmac
import json
import secrets
import sys
import time
from pathlib import Path
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).parent))

import aiohttp
from nio import AsyncClient, AsyncClientConfig, MegolmEvent, SyncResponse
from nio.store import SqliteMemoryStore

from push import Rules

FILTER = {"room": {"timeline": {"limit": 500}}, "presence": {"types": []}}
POLL = 30_000  # milliseconds that a sync waits


class Person:
    """One account on one device, syncing until it is told to leave off."""

    def __init__(self, people, who, account, keys):
        self.people, self.who, self.keys = people, who, keys
        self.user, self.token = account["user_id"], account["access_token"]
        config = AsyncClientConfig(store=SqliteMemoryStore, encryption_enabled=keys, store_sync_tokens=False)
        self.client = AsyncClient(people.url, self.user, config=config, store_path="/")
        self.client.restore_login(self.user, account["device_id"], self.token)
        self.unread = []
        self.told, self.rooms = set(), set()
        self.joins = True
        self.rules = Rules({})
        self.one_at_a_time = asyncio.Lock()
        self.task = None

    async def start(self):
        rules = await self.people.call("GET", "/_matrix/client/v3/pushrules/", token=self.token)
        self.rules = Rules(rules["json"].get("global", {}))
        if self.keys:
            await self.client.keys_upload()
        self.again()

    def again(self):
        if self.task is None:
            self.task = asyncio.create_task(self.follow())

    async def leave_off(self):
        if self.task is not None:
            self.task.cancel()
            await asyncio.gather(self.task, return_exceptions=True)
            self.task = None

    async def follow(self):
        while True:
            try:
                # Through nio's own bookkeeping, but without its loop, which swallows what it cannot read.
                response = await self.client.sync(timeout=POLL if self.client.next_batch else 0, sync_filter=FILTER)
                if not isinstance(response, SyncResponse):
                    await asyncio.sleep(0.2)
                    continue
                await self.mind_keys()
                await self.tell(response)
            except asyncio.CancelledError:
                raise
            except (aiohttp.ClientError, asyncio.TimeoutError, OSError):
                await asyncio.sleep(0.2)
            except Exception as bad:  # one bad event must not stop the others from being seen
                say({"trouble": f"{self.who}: {type(bad).__name__}: {bad}"})
                await asyncio.sleep(0.2)

    async def mind_keys(self):
        if not self.keys:
            return
        async with self.one_at_a_time:
            await self.client.send_to_device_messages()
            if self.client.should_upload_keys:
                await self.client.keys_upload()
            if self.client.should_query_keys:
                await self.client.keys_query()
            if self.client.should_claim_keys:
                await self.client.keys_claim(self.client.get_users_for_key_claiming())

    async def tell(self, response):
        for room, info in response.rooms.invite.items():
            self.people.saw(self, room, {"type": "invited", "content": invitation(info.invite_state)})
            if self.joins:
                asyncio.create_task(self.join(room))
        for room, info in response.rooms.join.items():
            for event in info.state:
                self.see(room, event, stated=True)
            if info.timeline.limited and room in self.rooms:
                await self.look_back(room, info.timeline.prev_batch)
            self.rooms.add(room)
            for event in info.timeline.events:
                self.see(room, event)
        for room, info in response.rooms.leave.items():
            for event in info.timeline.events:
                self.see(room, event)
        for room, event in list(self.unread):
            read = self.decrypt(event)
            if read is not None:
                self.unread.remove((room, event))
                self.see(room, read)

    async def look_back(self, room, start):
        """What lies between the last sync and this one: a homeserver gives at most a hundred events at once."""
        missed = []
        while start:
            page = await self.client.room_messages(room, start, limit=100)
            chunk = getattr(page, "chunk", [])
            new = [event for event in chunk if event.event_id not in self.told]
            missed += new
            start = page.end if chunk and len(new) == len(chunk) else None
        for event in reversed(missed):
            self.see(room, event)

    def decrypt(self, event):
        try:
            return self.client.decrypt_event(event)
        except Exception:  # no key yet
            return None

    def see(self, room, event, stated=False):
        source = dict(event.source)
        self.told.add(source.get("event_id"))
        hidden = isinstance(event, MegolmEvent)
        if hidden and self.keys:
            self.unread.append((room, event))
        source["encrypted"] = bool(getattr(event, "decrypted", False)) or source.get("type") == "m.room.encrypted"
        source["readable"] = not hidden and source.get("type") != "m.room.encrypted"
        source["stated"] = stated
        self.people.saw(self, room, source)

    async def join(self, room, tries=20):
        # An invite can be seen before the homeserver lets one in.
        for _ in range(tries):
            done = await self.people.call("POST", f"/_matrix/client/v3/join/{quote(room)}", {}, token=self.token)
            if done["status"] == 200:
                return done["json"]["room_id"]
            await asyncio.sleep(0.2)
        raise Trouble(f"{self.who} cannot join {room}: {done}")

    async def in_room(self, room):
        for _ in range(500):
            if room in self.client.rooms:
                return self.client.rooms[room]
            await asyncio.sleep(0.02)
        raise Trouble(f"{self.who} is not in {room}")

    async def send(self, room, kind, content):
        known = await self.in_room(room)
        await self.mind_keys()
        # Whoever has no keys writes in plain text, also in an encrypted room.
        async with self.one_at_a_time:
            done = await self.client.room_send(room, kind, content, ignore_unverified_devices=True)
        event = getattr(done, "event_id", None)
        if event is None:
            raise Trouble(f"{self.who} cannot send to {known.room_id}: {done}")
        return event


class Trouble(Exception):
    """What a test is told."""


def invitation(events):
    """What an invite shows of its room."""
    shown = {}
    for event in events:
        source = getattr(event, "source", None) or {}
        shown[source.get("type", "?")] = {"sender": source.get("sender"), **(source.get("content") or {})}
    return shown


class People:
    def __init__(self, url, secret):
        self.url, self.secret = url, secret
        self.everybody, self.http = {}, None

    async def call(self, method, path, body=None, token=None):
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        async with self.http.request(method, self.url + path, json=body, headers=headers) as answer:
            text = await answer.text()
            try:
                return {"status": answer.status, "json": json.loads(text)}
            except ValueError:
                return {"status": answer.status, "json": {"text": text}}

    async def must(self, method, path, body=None, token=None):
        answer = await self.call(method, path, body, token)
        if answer["status"] != 200:
            raise Trouble(f"{method} {path}: {answer}")
        return answer["json"]

    def saw(self, person, room, source):
        source["who"], source["room"] = person.who, room
        if not source.get("stated") and source.get("sender") != person.user:
            known = person.client.rooms.get(room)
            source["push"] = person.rules.weigh(source, person.user, known)
        say({"saw": source})

    # --- accounts -----------------------------------------------------------------------------------------------------

    async def do_register(self, user, password, admin=False, login=True, name=None):
        """An account by the homeserver's shared secret; without `login` it has no device yet."""
        path = "/_synapse/admin/v1/register"
        nonce = (await self.must("GET", path))["nonce"]
        parts = [nonce, user, password, "admin" if admin else "notadmin"]
        mac = hmac.new(self.secret.encode(), "\0".join(parts).encode(), hashlib.sha1).hexdigest()
        body = {"nonce": nonce, "username": user, "password": password, "admin": admin, "mac": mac}
        body |= {"inhibit_login": not login, "displayname": name or user}
        return await self.must("POST", path, body)

    async def do_person(self, who, user, keys=True, name=None):
        """Somebody with an account who follows the rooms, and joins whatever they are invited to."""
        account = await self.do_register(user, secrets.token_hex(8), name=name)
        person = Person(self, who, account, keys)
        self.everybody[who] = person
        await person.start()
        return {"user": person.user, "device": account["device_id"], "token": person.token}

    async def do_joins(self, who, joins):
        """Whether somebody accepts invites by themselves."""
        self.everybody[who].joins = joins

    async def do_leave_off(self, who):
        """Puts the telephone away."""
        await self.everybody[who].leave_off()

    async def do_again(self, who):
        """Takes it up again."""
        self.everybody[who].again()

    async def do_knows_device(self, who, user, timeout=20):
        """Waits until somebody knows a device of an account, so that it can read what they write."""
        person = self.everybody[who]
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            if not person.keys or any(True for _ in person.client.device_store.active_user_devices(user)):
                return True
            async with person.one_at_a_time:
                if person.client.should_query_keys:
                    await person.client.keys_query()
            await asyncio.sleep(0.05)
        raise Trouble(f"{who} knows no device of {user}")

    # --- rooms --------------------------------------------------------------------------------------------------------

    async def do_create(self, who, name="", encrypted=False, invite=(), alias=None, powers=None, version=None, more=None):
        """A private room; `powers` over those of its creator."""
        state = [{"type": "m.room.encryption", "state_key": "", "content": {"algorithm": "m.megolm.v1.aes-sha2"}}]
        body = {"preset": "private_chat", "invite": list(invite), "name": name}
        body["initial_state"] = state if encrypted else []
        if powers:
            body["power_level_content_override"] = {"users": powers}
        body |= {"room_alias_name": alias} if alias else {}
        body |= {"room_version": version} if version else {}
        body |= more or {}
        person = self.everybody[who]
        return (await self.must("POST", "/_matrix/client/v3/createRoom", body, person.token))["room_id"]

    async def do_join(self, who, room):
        return await self.everybody[who].join(room)

    async def do_in_room(self, who, room):
        await self.everybody[who].in_room(room)

    async def do_api(self, method, path, body=None, who=None, token=None):
        """Any request, as somebody; a status other than 200 is an answer too."""
        token = token or (self.everybody[who].token if who else None)
        return await self.call(method, path, body, token)

    # --- what is said -------------------------------------------------------------------------------------------------

    async def do_say(self, who, room, body, msgtype="m.text", html=None, mentions=None, reply_to=None, thread=None, edit=None):
        """A message. `mentions` are accounts, `edit` the event that it replaces."""
        content = {"msgtype": msgtype, "body": body}
        if html is not None:
            content |= {"format": "org.matrix.custom.html", "formatted_body": html}
        if mentions is not None:
            content["m.mentions"] = {"user_ids": mentions}
        relation = {}
        if thread:
            relation = {"rel_type": "m.thread", "event_id": thread}
        if reply_to:
            relation["m.in_reply_to"] = {"event_id": reply_to}
        if edit:
            content = {**content, "body": f"* {body}", "m.new_content": content}
            relation = {"rel_type": "m.replace", "event_id": edit}
        if relation:
            content["m.relates_to"] = relation
        return await self.everybody[who].send(room, "m.room.message", content)

    async def do_said_ago(self, who, room, body, minutes):
        """What they said a while ago: only an application service may say when that was."""
        at = int(time.time() * 1000) - minutes * 60_000
        path = f"/_matrix/client/v3/rooms/{quote(room)}/send/m.room.message/{secrets.token_hex(8)}"
        path += f"?user_id={quote(self.everybody[who].user)}&ts={at}"
        return (await self.must("PUT", path, {"msgtype": "m.text", "body": body}, self.secret))["event_id"]

    async def do_say_all(self, who, room, bodies):
        """One after the other, as quickly as the homeserver takes them."""
        person = self.everybody[who]
        return [await person.send(room, "m.room.message", {"msgtype": "m.text", "body": body}) for body in bodies]

    async def do_react(self, who, room, event, key):
        relation = {"rel_type": "m.annotation", "event_id": event, "key": key}
        return await self.everybody[who].send(room, "m.reaction", {"m.relates_to": relation})

    async def do_send(self, who, room, type, content):
        """An event of any type, encrypted where the room is."""
        return await self.everybody[who].send(room, type, content)

    async def do_send_bare(self, who, room, type, content):
        """An event as it is, never encrypted, with whatever content."""
        path = f"/_matrix/client/v3/rooms/{quote(room)}/send/{quote(type)}/{secrets.token_hex(8)}"
        return (await self.must("PUT", path, content, self.everybody[who].token))["event_id"]

    async def do_state(self, who, room, type, content, key=""):
        path = f"/_matrix/client/v3/rooms/{quote(room)}/state/{quote(type)}/{quote(key)}"
        return (await self.must("PUT", path, content, self.everybody[who].token))["event_id"]

    async def do_redact(self, who, room, event):
        path = f"/_matrix/client/v3/rooms/{quote(room)}/redact/{quote(event)}/{secrets.token_hex(8)}"
        return (await self.must("PUT", path, {}, self.everybody[who].token))["event_id"]


def say(line):
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


async def answer(people, request):
    number, word = request.pop("id"), request.pop("do")
    try:
        say({"id": number, "ok": await getattr(people, f"do_{word}")(**request)})
    except Exception as bad:
        say({"id": number, "error": f"{word}: {type(bad).__name__}: {bad}"})


async def main():
    people = People(sys.argv[1], sys.argv[2])
    lines = asyncio.StreamReader(limit=64 * 1024 * 1024)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    async with aiohttp.ClientSession() as people.http:
        tasks = set()
        while line := await lines.readline():
            task = asyncio.create_task(answer(people, json.loads(line)))
            tasks.add(task)
            task.add_done_callback(tasks.discard)
        for person in people.everybody.values():
            await person.leave_off()
            await person.client.close()


asyncio.run(main())
