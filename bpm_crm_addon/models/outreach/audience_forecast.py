"""What would become of letters if they went now: the forecast before anything is queued."""

from collections import Counter

from odoo import api, models
from odoo.tools import format_datetime

from ...engine.message_key import message_key
from .audience import Fate

CHUNK = 1000


class BpmAudience(models.AbstractModel):
    _inherit = "bpm.audience"

    def _forecast(self, letters, now, released=False):
        """[Fate] of letters that are not in the outbox yet; nothing is booked, nothing written.

        `released`: a person lets it all go, so that no rule holds it for one.
        """
        fates = {}
        for start in range(0, len(letters), CHUNK):
            part = letters[start : start + CHUNK]
            doubles = self._doubles(part)
            items = [
                (place, letter)
                for place, letter in enumerate(part, start)
                if letter.item and place - start not in doubles
            ]
            verdicts = (
                self.env["bpm.contact.policy"]
                .sudo()
                ._preview([_asked(letter.item, released) for _place, letter in items], now)
            )
            for (place, letter), verdict in zip(items, verdicts, strict=True):
                fates[place] = Fate(letter, *verdict[:4])
            for place, letter in enumerate(part, start):
                if place not in fates and letter.item:
                    fates[place] = Fate(letter, "double", None, *doubles[place - start])
                elif place not in fates:
                    fates[place] = Fate(letter, "drop", None, letter.reason, letter.text)
        return [fates[place] for place in range(len(letters))]

    def _doubles(self, letters):
        """{place: (code, who says it already)} of letters that the outbox has, or that come
        twice."""
        outbox = self.env["bpm.message"].sudo()
        rehearsal = self.company_id._bpm_is_rehearsing()
        keys = [
            message_key(one.item["address"], one.item["purpose"], one.item["occurrence"], rehearsal)
            if one.item
            else None
            for one in letters
        ]
        known = outbox._by_key({key for key in keys if key})
        said = {message.id: message for message in outbox.browse(known.values())}
        result, seen = {}, set()
        for place, key in enumerate(keys):
            if key in known:
                result[place] = "double", self._said_by(said[known[key]])
            elif key in seen:
                words = self.env._("The same address stands on another card.")
                result[place] = "twice", words
            seen.add(key)
        return {place: words for place, words in result.items() if keys[place]}

    def _said_by(self, message):
        """“Said by Sales”: the sentence for those whose message was the second."""
        if not message.department_id:
            return self.env._("Somebody else says it already.")
        department = message.department_id.with_env(self.env).sudo()
        return self.env._("Said by %s.", department.name)

    def _forecast_told(self, fates, control=0):
        """“1 240 get it, 87 no consent, 12 night – moved to 09:00”: the forecast in one line."""
        reached = sum(fate.action in ("send", "wait", "hold") for fate in fates)
        told = [self.env._("%s get it", reached)]
        names = self.env["bpm.message"]
        zone = self.company_id._bpm_zone()
        for reason, count in Counter(
            fate.reason for fate in fates if fate.action in ("drop", "double")
        ).most_common():
            told.append(f"{count} {self._short(names, reason)}")
        moved = Counter((fate.reason, fate.until) for fate in fates if fate.action == "wait")
        for (reason, until), count in moved.most_common(3):
            told.append(
                self.env._(
                    "%(count)s of them later: %(reason)s, moved to %(when)s",
                    count=count,
                    reason=self._short(names, reason),
                    when=format_datetime(self.env, until, zone, dt_format="short"),
                )
            )
        later = sum(fate.action == "step" for fate in fates)
        if later:
            told.append(self.env._("%s later steps, if they are still needed", later))
        held = sum(fate.action == "hold" for fate in fates)
        if held:
            told.append(self.env._("%s of them when a person releases them", held))
        if control:
            told.append(self.env._("%s in the control group", control))
        return ", ".join(told)

    @api.model
    def _short(self, messages, reason):
        return messages._reason_name(reason).lower() if reason else self.env._("for other reasons")


def _asked(item, released):
    """What the contact rules are asked about an item."""
    names = ("purpose", "partner_id", "channel", "address", "company_id")
    return {**{name: item[name] for name in names}, "released": released}
