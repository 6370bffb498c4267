"""Coming and going: what installing touches, and what removing leaves behind.

Issue 2.2: uninstall leaves Odoo as it was; installing into a database with years of orders
takes seconds and touches none of them.
"""

import os
import resource
import time

import pytest

from tests.faults.clean_odoo import CleanOdoo

ORDERS = 20_000
MANY_ORDERS = """
    DO $$ DECLARE names text; last int := (SELECT max(id) FROM sale_order); BEGIN
        SELECT string_agg(quote_ident(column_name), ', ') INTO names
          FROM information_schema.columns
         WHERE table_name = 'sale_order' AND column_name <> 'id';
        EXECUTE format('INSERT INTO sale_order (%1$s)
                        SELECT %1$s FROM (SELECT * FROM sale_order LIMIT 1) o,
                               generate_series(1, {count})', names);
        SELECT string_agg(quote_ident(column_name), ', ') INTO names
          FROM information_schema.columns
         WHERE table_name = 'sale_order_line' AND column_name NOT IN ('id', 'order_id');
        EXECUTE format('INSERT INTO sale_order_line (order_id, %1$s)
                        SELECT o.id, %1$s FROM (SELECT * FROM sale_order_line LIMIT 1) line,
                               (SELECT id FROM sale_order WHERE id > %2$s) o', names, last);
    END $$
"""
# A year of work in a few lines: the demo company, entries, a problem, a comment, things people
# made themselves.
WORK = """
env['bpm.demo.company']._load(history=False)
Journal, order = env['bpm.journal'], env['sale.order'].search([], limit=1)
comment = env['bpm.journal.comment']._store(['No'])
Journal._append([{'event': 'rejected', 'res_model': 'sale.order', 'res_id': order.id,
                  'data': {'comment': comment._fingerprint()}}])
Journal._passed_before_control('sale.order')
env['bpm.incident']._raise_incident('Letter', 'No answer', order)
admin = env.ref('base.user_admin')
admin.action_id = env.ref('bpm_crm_addon.action_bpm_journal').id
env['ir.config_parameter'].set_param('bpm_crm_addon.something', 'x')
env['ir.filters'].create({'name': 'Mine', 'model_id': 'bpm.journal', 'user_ids': [admin.id]})
env['ir.exports'].create({'name': 'Mine', 'resource': 'bpm.journal'})
env['ir.asset'].create({'name': 'a', 'bundle': 'web.assets_backend', 'directive': 'remove',
                        'path': 'bpm_crm_addon/static/src/nothing.js'})
env['ir.attachment'].create({'name': 'a', 'res_model': 'bpm.incident', 'res_id': 1, 'raw': b'x'})
env['ir.default'].set('bpm.incident.dismiss', 'reason', 'Done by hand')
Attribute = env['bpm.partner.attribute']
general = env.ref('bpm_crm_addon.attribute_set_general')
env['bpm.partner.attribute.set']._switch_on_starters(['loyalty', 'promotions', 'tastes', 'requisites_ru'])
Attribute.create({'name': 'Area', 'type': 'monetary', 'set_id': general.id, 'is_indexed': True})
Attribute.create({'name': 'Source', 'applies_to': 'lead', 'set_id': general.id}).action_retire()
Attribute.create({'name': 'Penalty', 'applies_to': 'contract', 'set_id': general.id, 'type': 'float',
                  'contract_type_ids': [(6, 0, env['bpm.contract.type'].search([]).ids)]})
env['bpm.contract'].search([('state', '=', 'draft')]).x_bpm_penalty = 0.1
partner = order.partner_id
tag = env['bpm.partner.attribute.tag'].create(
    {'name': 'Jazz', 'attribute_id': Attribute.search([('code', '=', 'music')]).id})
partner.write({'x_bpm_status': 'regular', 'x_bpm_kpp': '1', 'x_bpm_music': [(6, 0, tag.ids)],
               'x_bpm_promotions': [(0, 0, {'x_promotion': 'Autumn'})], 'x_bpm_discount': 5,
               'bpm_role_ids': [(6, 0, env['bpm.partner.role'].search([]).ids)]})
env['ir.filters'].create({'name': 'Regular', 'model_id': 'res.partner', 'user_ids': [admin.id],
                          'domain': "[('x_bpm_status', '=', 'regular')]"})
env['bpm.partner.role.assignment']._cron_roles()
env.cr.commit()
"""
# Odoo loads a module's demo data when all modules it depends on have theirs.
WITH_DEMO = "UPDATE ir_module_module SET demo = {} WHERE name = 'attachment_indexation'"
REMOVE = "env.ref('base.module_bpm_crm_addon').button_immediate_uninstall()"


@pytest.fixture(scope="module")
def life():
    """Before, after installing, after working with it and removing it."""
    with CleanOdoo(f"bpm_fault_install_{os.getpid()}") as database:
        database.rows(MANY_ORDERS.format(count=ORDERS))
        stages = {"before": database.everything()}
        stages["seconds"], stages["work"] = install(database)
        database.rows(WITH_DEMO.format("true"))
        stages["installed"] = database.everything()
        database.odoo(script=WORK)
        stages["removing"] = database.odoo(script=REMOVE)
        stages["after"] = database.everything()
        yield stages


def install(database):
    """Install the addon; the seconds it took, and those that Odoo itself was at work."""
    database.rows(WITH_DEMO.format("false"))  # as in a company's database: no demo data
    start, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    database.odoo("-i", "bpm_crm_addon")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.monotonic() - start, after.ru_utime - before.ru_utime


@pytest.mark.parametrize("rows", ["orders, untouched", "lines of orders, untouched"])
def test_installing_touches_no_order(life, rows):
    """Same row versions, same dates: not one was written, not even by a computed field."""
    assert len(life["before"][rows]) > ORDERS
    touched = life["before"][rows] ^ life["installed"][rows]
    assert len(touched) == 0  # counted: showing thousands of them takes minutes


def test_installing_takes_no_longer_with_years_of_orders(life):
    """What Odoo does is measured, not the clock: other tests run beside this one."""
    with CleanOdoo(f"bpm_fault_few_{os.getpid()}") as database:
        _seconds, work = install(database)
    assert life["work"] - work < 5
    assert life["seconds"] < 180


def test_installing_is_seen_by_the_comparison(life):
    """Else the next test would find nothing whatever is left behind."""
    for what in ("tables, columns", "functions", "triggers", "models", "names of things", "views"):
        assert any("bpm" in text for text in life["installed"][what]), what


def test_removing_leaves_odoo_as_it_was(life):
    left = {
        what: sorted(life["after"][what] - there)[:20]
        for what, there in life["before"].items()
        if life["after"][what] - there
    }
    gone = {
        what: sorted(there - life["after"][what])[:20]
        for what, there in life["before"].items()
        if there - life["after"][what]
    }
    assert (left, gone) == ({}, {})


def test_removing_says_nothing_bad(life):
    bad = [line for line in life["removing"].splitlines() if " ERROR " in line]
    assert not bad
