"""Whether an event would make somebody's telephone ring, by the push rules that their own homeserver gives them."""

import fnmatch
import re


class Rules:
    """The rules of one account, in the order in which they are tried."""

    def __init__(self, kinds):
        order = ("override", "content", "room", "sender", "underride")
        self.rules = [(kind, rule) for kind in order for rule in kinds.get(kind, [])]

    def weigh(self, event, user, room):
        """`quiet`, `notify` or `highlight`; the first rule that matches decides."""
        for kind, rule in self.rules:
            if rule.get("enabled", True) and self.matches(kind, rule, event, user, room):
                return told(rule["actions"])
        return "quiet"

    def matches(self, kind, rule, event, user, room):
        content = event.get("content") or {}
        # Whoever says whom they mean is not searched for names.
        if "m.mentions" in content and rule["rule_id"] in NAMES:
            return False
        if kind == "room":
            return event["room"] == rule["rule_id"]
        if kind == "sender":
            return event.get("sender") == rule["rule_id"]
        if kind == "content":
            return found(rule["pattern"], content.get("body"))
        return all(holds(condition, event, user, room) for condition in rule.get("conditions", []))


NAMES = (".m.rule.contains_display_name", ".m.rule.contains_user_name", ".m.rule.roomnotif")


def told(actions):
    if "notify" not in actions:
        return "quiet"
    lit = any(isinstance(act, dict) and act.get("set_tweak") == "highlight" and act.get("value", True) for act in actions)
    return "highlight" if lit else "notify"


def field(event, key):
    """A field by its dotted name, in which a dot or backslash of the name itself stands behind a backslash."""
    value = event
    for part in re.split(r"(?<!\\)\.", key):
        part = re.sub(r"\\(.)", r"\1", part)
        if not isinstance(value, dict) or part not in value:
            return None
        value = value[part]
    return value


def found(pattern, text):
    """A glob between word borders, as for bodies."""
    if not isinstance(text, str):
        return False
    glob = fnmatch.translate(pattern).removeprefix("(?s:").removesuffix(")\\Z")
    return re.search(rf"(^|\W){glob}(\W|$)", text, re.IGNORECASE | re.DOTALL) is not None


def holds(condition, event, user, room):
    kind, key = condition["kind"], condition.get("key", "")
    if kind == "event_match":
        value, pattern = field(event, key), condition.get("pattern", "")
        if key == "content.body":
            return found(pattern, value)
        return isinstance(value, str) and fnmatch.fnmatch(value.lower(), pattern.lower())
    if kind == "event_property_is":
        return field(event, key) == condition.get("value")
    if kind == "event_property_contains":
        values = field(event, key)
        return isinstance(values, list) and condition.get("value") in values
    if kind == "contains_display_name":
        member = room and room.users.get(user)
        return bool(member and member.display_name) and found(member.display_name, field(event, "content.body"))
    if kind == "room_member_count":
        asked, count = condition.get("is", ""), room.member_count if room else 0
        number = int(re.sub(r"\D", "", asked) or 0)
        sign = re.match(r"[<>=]*", asked).group()
        return {"": count == number, "==": count == number, "<": count < number, ">": count > number}.get(
            sign, count >= number if sign == ">=" else count <= number
        )
    if kind == "sender_notification_permission":
        return bool(room) and room.power_levels.can_user_notify(event.get("sender"), condition.get("key", "room"))
    return False
