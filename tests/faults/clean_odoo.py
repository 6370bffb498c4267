"""A database of plain Odoo to install into, and everything in it that can be compared."""

import os
import subprocess
from pathlib import Path

import psycopg2

ROOT = Path(__file__).resolve().parents[2]

# What may be asked before and after; each query returns one text per thing there is.
WHAT_THERE_IS = {
    "tables, columns": """
        SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable
          FROM information_schema.columns WHERE table_schema = 'public'""",
    "functions": """
        SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace""",
    "triggers": """
        SELECT tgrelid::regclass || ' ' || tgname FROM pg_trigger WHERE NOT tgisinternal""",
    "indexes": "SELECT indexname || ' ' || indexdef FROM pg_indexes WHERE schemaname = 'public'",
    # Two fields of Odoo share the table rule_group_rel, one cascades and one restricts: whichever
    # Odoo sets up last, in any update that touches both models, decides. It is not ours.
    "constraints": """
        SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
          FROM pg_constraint WHERE connamespace = 'public'::regnamespace
           AND conname <> 'rule_group_rel_group_id_fkey'""",
    "models": "SELECT model FROM ir_model",
    "fields": "SELECT model || '.' || name FROM ir_model_fields",
    "names of things": "SELECT module || '.' || name FROM ir_model_data",
    "views": "SELECT id || coalesce(key, '') || coalesce(arch_db::text, '') FROM ir_ui_view",
    "menus": "SELECT id || name::text FROM ir_ui_menu",
    "actions": "SELECT id || name::text FROM ir_actions",
    "scheduled actions": "SELECT id || cron_name || active FROM ir_cron",
    "groups": "SELECT id || name::text FROM res_groups",
    "groups that imply groups": "SELECT gid || ' ' || hid FROM res_groups_implied_rel",
    "groups of users": "SELECT uid || ' ' || gid FROM res_groups_users_rel",
    "users": "SELECT login || active || coalesce(action_id, 0) FROM res_users",
    "access rows": "SELECT id || name FROM ir_model_access",
    "rules": "SELECT id || name::text || coalesce(domain_force, '') FROM ir_rule",
    "parameters": "SELECT key FROM ir_config_parameter",
    "assets": "SELECT name || path FROM ir_asset",
    "filters": "SELECT name || model_id FROM ir_filters",
    "exports": "SELECT name || resource FROM ir_exports",
    "sequences": "SELECT name || coalesce(code, '') FROM ir_sequence",
    "default values": "SELECT field_id || json_value FROM ir_default",
    "messages": "SELECT id || coalesce(model, '') FROM mail_message",
    "activities": "SELECT id || coalesce(res_model, '') FROM mail_activity",
    "followers": "SELECT id || res_model FROM mail_followers",
    "subtypes of messages": "SELECT id || name::text FROM mail_message_subtype",
    "templates of mails": "SELECT id || name::text FROM mail_template",
    "attachments": """
        SELECT id || coalesce(res_model, '') || coalesce(res_field, '') FROM ir_attachment
         WHERE url IS NULL OR url NOT LIKE '/web/assets/%'""",
    "orders, untouched": """
        SELECT id || ' ' || xmin || coalesce(write_date::text, '') FROM sale_order""",
    "lines of orders, untouched": """
        SELECT id || ' ' || xmin || coalesce(write_date::text, '') FROM sale_order_line""",
}


class CleanOdoo:
    """A copy of plain Odoo with demo data, or of Odoo with the addon, under a name of its own."""

    def __init__(self, name, layer="odoo"):
        self.name, self.layer = name, layer

    def __enter__(self):
        self._run("database", "clone", self.name, "--layer", self.layer)
        return self

    def __exit__(self, *_error):
        self._run("database", "drop", self.name)

    def odoo(self, *arguments, script=None):
        """Run Odoo's command line on the database; what it logged."""
        options = ("-d", self.name, "--no-http")
        if script is not None:
            return self._run("odoo", "shell", *options, "--log-level=warn", *arguments, text=script)
        return self._run("odoo", *options, "--stop-after-init", *arguments)

    def _run(self, program, *arguments, text=""):
        done = subprocess.run(
            [ROOT / "scripts" / program, *arguments],
            input=text, capture_output=True, text=True, check=False,
        )  # fmt: skip
        log = done.stdout + done.stderr
        assert done.returncode == 0 and "Traceback" not in log, log[-4000:]
        return log

    def rows(self, query):
        """The rows of a query, in a transaction of its own."""
        host = {name: os.environ[key] for name, key in (("host", "PGHOST"), ("port", "PGPORT"))}
        connection = psycopg2.connect(dbname=self.name, **host)
        try:
            with connection, connection.cursor() as cursor:
                cursor.execute(query)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()

    def everything(self):
        """{what: set of texts} for all of WHAT_THERE_IS."""
        return {
            what: {text for (text,) in self.rows(query)} for what, query in WHAT_THERE_IS.items()
        }
