"""One claim is few statements, whatever is set up (issue 5, 10: 40 mails and 20 SMS a second)."""

from tests.outreach.phone_case import PhoneCase

MOST = 7  # statements per message that is about no document


class TestWorkerSpeed(PhoneCase):
    def statements(self, count, **values):
        """How many statements the worker needs for so many messages."""
        for number in range(count):
            address = f"+38067000{count:02}{number:02}" if values else f"n{number}@test.invalid"
            self.enqueue(
                **{
                    "partner_id": False,
                    "occurrence": f"speed {count}",
                    "address": address,
                    **values,
                }
            )
        self.env.flush_all()
        before = self.env.cr.sql_log_count
        self.run_worker()
        return self.env.cr.sql_log_count - before

    def test_statements_per_message(self):
        for values in ({}, {"channel": "sms"}):
            self.statements(1, **values)
            few, many = self.statements(2, **values), self.statements(12, **values)
            self.assertLessEqual((many - few) / 10, MOST)
