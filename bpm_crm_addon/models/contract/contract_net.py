"""The last line: PostgreSQL itself lets no contract be signed that nobody let pass.

The guard above compares fingerprints and notes each pass in the audit trail; with it goes a seal,
which PostgreSQL makes of what stands in its tables at that moment. A deferred constraint trigger
looks once, when the transaction commits: the content as it is then has to bear the seal of a pass.
So neither a state written by SQL gets through, nor content that is changed in the same breath.
"""

from odoo import models
from odoo.tools import SQL

from ..approval.deferred import judge_now
from .contract_gate import CONTENT, LINES

TABLES = {
    "party_ids": "bpm_contract_party",
    "instalment_ids": "bpm_contract_instalment",
    "obligation_ids": "bpm_contract_obligation",
    "disagreement_ids": "bpm_contract_disagreement",
}


def _picked(row, names):
    """SQL: the columns of a row as a JSON object, without empty ones."""
    pairs = ", ".join(f"'{name}', {row}.{name}" for name in sorted(names))
    return f"jsonb_strip_nulls(jsonb_build_object({pairs}))"


def _lines(name, table):
    one = _picked("l", LINES[name])
    return f"(SELECT jsonb_agg({one} ORDER BY l.id) FROM {table} l WHERE l.contract_id = c.id)"


# Attributes are columns that come and go: they are looked up. What is empty is no content.
SEAL = f"""
CREATE OR REPLACE FUNCTION bpm_contract_seal(contract integer) RETURNS text AS $$
    SELECT encode(sha256(convert_to(jsonb_build_array(
        {_picked("c", CONTENT)},
        (SELECT jsonb_object_agg(column_.key, column_.value)
           FROM jsonb_each(to_jsonb(c)) AS column_
           JOIN bpm_partner_attribute a ON a.applies_to = 'contract' AND a.is_agreed AND a.active
                                       AND column_.key = 'x_bpm_' || a.code
          WHERE column_.value NOT IN ('null', 'false')),
        {", ".join(_lines(name, table) for name, table in TABLES.items())},
        (SELECT jsonb_agg(v.sha256 ORDER BY d.id)
           FROM bpm_document d JOIN bpm_document_version v ON v.id = d.current_version_id
          WHERE d.res_model = 'bpm.contract' AND d.res_id = c.id AND d.contract_text)
    )::text, 'UTF8')), 'hex') FROM bpm_contract c WHERE c.id = contract
$$ LANGUAGE sql STABLE
"""
FUNCTION = """
CREATE OR REPLACE FUNCTION bpm_contract_net() RETURNS trigger AS $$
DECLARE
    now_in text;
    before boolean;
BEGIN
    -- Our tables are gone while the addon is being removed, or not there yet.
    IF to_regclass('bpm_approval_route') IS NULL OR to_regclass('bpm_journal') IS NULL
       OR to_regclass('bpm_partner_attribute') IS NULL OR to_regclass('bpm_document') IS NULL THEN
        RETURN NULL;
    END IF;
    SELECT state, taken_over INTO now_in, before FROM bpm_contract WHERE id = NEW.id;
    IF now_in IS NULL OR now_in IN ('draft', 'approval', 'approved', 'cancelled') THEN
        RETURN NULL;
    END IF;
    IF NOT EXISTS (SELECT FROM bpm_approval_route WHERE model_name = 'bpm.contract'
                      AND state = 'active' AND active AND gate = 'sign') THEN
        RETURN NULL;
    END IF;
    IF EXISTS (
        SELECT FROM bpm_journal j
         WHERE j.res_model = 'bpm.contract' AND j.res_id = NEW.id
           AND ((j.event IN ('passed', 'no_route', 'own_authority')
                 AND j.data ->> 'seal' = bpm_contract_seal(NEW.id))
                OR (before AND j.event = 'contract_taken_over'))) THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'Contract % is not approved as it stands. Ask for its approval first.', NEW.id
          USING ERRCODE = 'check_violation', TABLE = 'bpm_contract',
                CONSTRAINT = 'bpm_contract_net';
END
$$ LANGUAGE plpgsql
"""
# Suspending or ending what is in force asks nobody: it passed when it was signed.
TRIGGERS = """
DROP TRIGGER IF EXISTS bpm_contract_net ON bpm_contract;
DROP TRIGGER IF EXISTS bpm_contract_net_insert ON bpm_contract;
CREATE CONSTRAINT TRIGGER bpm_contract_net AFTER UPDATE OF state ON bpm_contract
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.state NOT IN ('draft', 'approval', 'approved', 'cancelled')
          AND OLD.state IN ('draft', 'approval', 'approved', 'cancelled', 'signing')
          AND OLD.state <> NEW.state)
    EXECUTE FUNCTION bpm_contract_net();
CREATE CONSTRAINT TRIGGER bpm_contract_net_insert AFTER INSERT ON bpm_contract
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.state NOT IN ('draft', 'approval', 'approved', 'cancelled'))
    EXECUTE FUNCTION bpm_contract_net();
"""


class BpmContract(models.Model):
    _inherit = "bpm.contract"

    def _auto_init(self):
        # PostgreSQL alters no table whose rows a trigger has yet to look at: let it look now.
        judge_now(self.env.cr)
        return super()._auto_init()

    def init(self):
        super().init()
        self.env.cr.execute("SET LOCAL check_function_bodies = off")  # tables may come later
        for statement in (SEAL, FUNCTION, TRIGGERS):
            self.env.cr.execute(statement)

    def _bpm_entry(self, event, digest, **data):
        """Override of `approval`: a pass bears the seal of what stands in the database."""
        return super()._bpm_entry(event, digest, **data, seal=self._seal())

    def _seal(self):
        """What PostgreSQL makes of the content of this contract."""
        self._flush_content()
        [(seal,)] = self.env.execute_query(SQL("SELECT bpm_contract_seal(%s)", self.id))
        return seal

    def _flush_content(self):
        """Write what the seal is made of."""
        names, lines = self._bpm_shipped_fields()
        self.flush_recordset(names)
        for name in lines:
            self[name].flush_recordset(lines[name])
        self.env["bpm.document"].flush_model(["contract_text", "current_version_id"])
        self.env["bpm.document.version"].flush_model(["sha256"])

    def _sql_error_to_message(self, exc):
        """Give the database's refusal a sentence of ours."""
        if getattr(exc.diag, "constraint_name", "") == "bpm_contract_net":
            return self.env._(
                "A contract is not approved as it stands. Use Request Approval, then go on."
            )
        return super()._sql_error_to_message(exc)
