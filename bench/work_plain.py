"""What plain Odoo does: the ground to stand on."""

import data
from lxml import etree

IMPORTED = 10_000
FIELDS_OF_OTHERS = ("bpm_", "validation", "review", "next_review", "can_review", "need_")


def make(env):
    """Nothing beyond the common data."""


def set_scene(env, scene):
    """Plain Odoo knows no routes."""


def quotes_of_seller(count, lines=1):
    return lambda env: data.quotes(env, count, lines, data.SELLER)


def write_untouched(env, quotes):
    quotes.write({"client_order_ref": "BENCH"})


def confirm(env, quotes):
    quotes.action_confirm()


def bare_columns(env):
    """The specification of Odoo's own quotation list, without anybody's additions."""
    view = env.ref("sale.view_quotation_tree")
    arch = env["sale.order"].get_views([(view.id, "list")])["views"]["list"]["arch"]
    names = [
        node.get("name") for node in etree.fromstring(arch).xpath("//field[not(ancestor::field)]")
    ]
    fields = env["sale.order"]._fields
    return {
        name: {"fields": {"display_name": {}}} if fields[name].relational else {}
        for name in names
        if name in fields and not name.startswith(FIELDS_OF_OTHERS)
    }


def reader(env):
    return data.seen_by(env["sale.order"], data.SELLER), bare_columns(env)


def read_list(env, prepared):
    orders, columns = prepared
    orders.web_search_read(
        [("client_order_ref", "=like", "BENCH-1-%")], columns, limit=80, count_limit=10001
    )


def lists(env):
    return env["res.partner"].with_context(import_file=True, tracking_disable=True), [
        [text or False for text in row] for row in data.visitors(IMPORTED)
    ]


def load(env, prepared):
    partners, rows = prepared
    for start in range(0, len(rows), 2000):  # as many as Odoo's import sends at once
        found = partners.load(data.VISITOR_FIELDS, rows[start : start + 2000])
        assert found["ids"], found["messages"][:1]
        env.flush_all()


WORKS = {
    "write_untouched": (None, quotes_of_seller(200), write_untouched),
    "confirm": (None, quotes_of_seller(1), confirm),
    "list": (None, reader, read_list),
    "import": (None, lists, load),
}
