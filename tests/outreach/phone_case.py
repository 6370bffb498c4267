"""A company whose messages to phones leave through a gateway on loopback."""

from tests.faults.outbox_world import GATEWAY
from tests.faults.sms_server import sms_server
from tests.outreach.outbox_case import OutboxCase

NUMBER = "+380671234567"


class PhoneCase(OutboxCase):
    """``script`` is the gateway's own truth; ``ann`` has a phone; no rule of law holds."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        server = sms_server()
        cls.script, cls.port = server.__enter__()
        cls.addClassCleanup(server.__exit__, None, None, None)
        cls.env["res.config.settings"].create({"group_bpm_capability_outreach": True}).execute()
        cls.env["bpm.contact.policy"].search([]).action_archive()
        cls.env["bpm.message"].search([("state", "=", "queued")])._move("cancelled")
        cls.company.country_id = cls.env.ref("base.ua")
        cls.ann.write({"country_id": cls.env.ref("base.ua").id, "phone": "067 123 45 67"})
        cls.gateways = cls.env["bpm.gateway"]
        cls.gateways.search([]).action_archive()
        cls.gateway = cls.gateway_of("Test gateway", price=0.5)

    @classmethod
    def gateway_of(cls, name, **values):
        url = f"http://127.0.0.1:{cls.port}/send"
        return cls.gateways.create({**GATEWAY, "seconds": 10, "name": name, "url": url, **values})

    def setUp(self):
        super().setUp()
        self.script.ledger.clear()
        self.script.heads.clear()
        self.script.mode = "ok"

    @classmethod
    def text(cls, **values):
        """A service: it goes out as it is; advertising would end with its way out."""
        return cls.enqueue(
            **{
                "channel": "sms",
                "subject": "",
                "body": "Hello Ann",
                "purpose": "statement",
                **values,
            }
        )

    def run_worker(self):
        """Run it as the scheduler does; its commits are the test's savepoints."""
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref("bpm_crm_addon.ir_cron_outbox").method_direct_trigger()
        self.env.invalidate_all()
