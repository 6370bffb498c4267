"""Values of which a counterparty may have several: tags, roles, and attributes of that type."""

TAG = "bpm.partner.attribute.tag"
CHOICES = {"category_id": "res.partner.category", "bpm_role_ids": "bpm.partner.role"}
SEVERAL = (*CHOICES.values(), TAG)  # models of choices a counterparty may have several of
MADE = ("res.partner.category", TAG)  # a role is a decision, and not made by a list


class TagLists:
    """The list of choices behind each field, asked once per import and remembered."""

    def __init__(self, env):
        self.env = env
        self._lists = {}

    def __contains__(self, name):
        """Whether the field holds several values."""
        return self.env["res.partner"]._fields[name].type == "many2many"

    def __getitem__(self, name):
        if name not in self._lists:
            self._lists[name] = TagList(self.env, *self._behind(name))
        return self._lists[name]

    def _behind(self, name):
        """(model of the choices, what is written into a new one)."""
        if name in CHOICES:
            return CHOICES[name], {}
        attributes_sudo = self.env["bpm.partner.attribute"].sudo()
        domain = [("applies_to", "=", "partner"), ("code", "=", name.removeprefix("x_bpm_"))]
        return TAG, {"attribute_id": attributes_sudo.search(domain).id}

    def make(self, wanted):
        """Create the choices that are missing. `wanted`: {field: names}."""
        for name, texts in wanted.items():
            self[name].make(texts)

    def forget(self):
        """What was created has been rolled back."""
        self._lists = {}


class TagList:
    """`ids`: {name in small letters: id} of the choices there are; `names`: {id: name}."""

    def __init__(self, env, model, more):
        self.choices, self.more = env[model], more
        found = self.choices.search([(name, "=", value) for name, value in more.items()])
        self.ids, self.names = {}, {}
        self._learn(found)

    def _learn(self, choices):
        self.ids.update((one.name.lower(), one.id) for one in choices)
        self.names.update((one.id, one.name) for one in choices)

    def usable(self, names):
        """Of these names, those of choices there are or that the person may create."""
        if self.choices._name in MADE and self.choices.has_access("create"):
            return names
        return [name for name in names if name.lower() in self.ids]

    def known(self, names):
        """The ids of these names; one that does not exist yet stays a text till then."""
        return frozenset(self.ids.get(name.lower(), name) for name in names)

    def make(self, names):
        """Create those that are missing."""
        missing = {name.lower(): name for name in names if name.lower() not in self.ids}
        if missing:
            self._learn(
                self.choices.create([self.more | {"name": name} for name in missing.values()])
            )

    def id_of(self, tag):
        """The id of a choice that may have been a text until it was made."""
        return self.ids[tag.lower()] if isinstance(tag, str) else tag
