"""What happens once at installation and once at removal."""

from odoo.tools import SQL


def post_init_hook(env):
    """No document is touched: those that exist are taken in when a first route needs it.

    Only the first look is prepared: the X-ray opens after installation where it has something to
    tell.
    """
    if env["bpm.xray"]._has_own_data():
        env.ref("bpm_crm_addon.todo_bpm_xray").action_open()
    # In the background, right after: doubts about what is there, and what accounting knows of it.
    for cron in ("ir_cron_partner_queue", "ir_cron_partner_metric"):
        env["ir.cron"]._bpm_wake(f"bpm_crm_addon.{cron}")


def uninstall_hook(env):
    """Leave Odoo as it was before: what Odoo's own removal does not know of goes here."""
    # First, while everything still works: nobody else knows how to take it away.
    env["bpm.demo.company"]._remove()
    # Guards in `write` look at this; while tables are dropped they must not ask them.
    env.registry._bpm_uninstalling = True
    _remove_attributes(env)
    _drop_functions(env.cr)
    _hand_papers_back(env.cr)
    _let_go(env.cr)
    _forget_leftovers(env)


def _remove_attributes(env):
    """The columns and tables that were made for attributes: Odoo takes them for the company's."""
    attributes = (
        env["bpm.partner.attribute"].with_context(active_test=False).search([("code", "!=", False)])
    )
    attributes._remove_parts(*attributes._parts())
    # Odoo deletes what the addon brought, sets among it, before it drops the tables: nothing may
    # hold on to a set then.
    env.cr.execute("TRUNCATE bpm_partner_attribute CASCADE")


def _drop_functions(cr):
    """Our SQL functions, with every trigger that calls them."""
    cr.execute("""
        SELECT p.oid::regprocedure::text FROM pg_proc p
         WHERE p.proname LIKE 'bpm\\_%' AND p.pronamespace = current_schema()::regnamespace
    """)
    for (function,) in cr.fetchall():
        cr.execute(SQL("DROP FUNCTION %s CASCADE", SQL(function)))


def _let_go(cr):
    """Our tables let go of one another. Odoo deletes what the addon brought, row by row, before it
    drops the tables; a campaign of the company's own must not hold on to a shipped text then."""
    cr.execute("""
        SELECT k.conrelid::regclass::text, k.conname
          FROM pg_constraint k
          JOIN pg_class child ON child.oid = k.conrelid
          JOIN pg_class parent ON parent.oid = k.confrelid
         WHERE k.contype = 'f' AND child.relnamespace = current_schema()::regnamespace
           AND child.relname LIKE 'bpm\\_%' AND parent.relname LIKE 'bpm\\_%'
    """)
    for table, name in cr.fetchall():
        cr.execute(
            SQL("ALTER TABLE %s DROP CONSTRAINT %s", SQL.identifier(table), SQL.identifier(name))
        )


def _hand_papers_back(cr):
    """Files of papers become attachments of what the papers belonged to: the company keeps them.
    Those of invoices that filed themselves are there already; the second row of the file goes."""
    cr.execute("""
        SELECT copied.id FROM bpm_document_version v
          JOIN bpm_document d ON d.id = v.document_id
          JOIN ir_attachment source ON source.id = d.source_attachment
          JOIN ir_attachment copied
            ON copied.id = v.attachment_id AND copied.checksum = source.checksum
    """)
    doubles = [number for (number,) in cr.fetchall()]
    cr.execute("""
        UPDATE ir_attachment a
           SET res_model = CASE WHEN d.res_model NOT LIKE 'bpm.%' THEN d.res_model
                                WHEN d.partner_id IS NOT NULL THEN 'res.partner' END,
               res_id = CASE WHEN d.res_model NOT LIKE 'bpm.%' THEN d.res_id
                             ELSE coalesce(d.partner_id, 0) END
          FROM bpm_document_version v JOIN bpm_document d ON d.id = v.document_id
         WHERE a.id IN (v.attachment_id, v.pdf_attachment_id)
    """)
    cr.execute("UPDATE bpm_document_version SET attachment_id = NULL, pdf_attachment_id = NULL")
    cr.execute(SQL("DELETE FROM ir_attachment WHERE id = ANY(%s)", doubles))


def _forget_leftovers(env):
    """What was made while working with the addon and carries no mark of its origin."""
    for model, field_name, pattern in (
        ("ir.config_parameter", "key", "bpm_crm_addon.%"),
        ("ir.asset", "path", "%bpm_crm_addon/%"),
        ("ir.filters", "model_id", "bpm.%"),
        ("ir.exports", "resource", "bpm.%"),
        ("ir.filters", "domain", "%x_bpm_%"),
        ("ir.exports.line", "name", "x_bpm_%"),
    ):
        records = env[model].with_context(active_test=False)
        records.search([(field_name, "=like", pattern)]).unlink()
    # Addons that extend Odoo's discussions and activities name every model that has some, and the
    # choices of their fields; these names would stay.
    for model, pattern in (
        ("ir.model.inherit", "model_inherit__bpm_%"),
        ("ir.model.fields.selection", "selection__bpm_%"),
    ):
        env["ir.model.data"].search(
            [
                ("model", "=", model),
                ("name", "=like", pattern),
                ("module", "!=", "bpm_crm_addon"),
            ]
        ).unlink()
