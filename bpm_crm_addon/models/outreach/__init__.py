from . import contact_purpose, department, res_company

# The outbox.
from . import message, message_enqueue, message_state
from . import journal_words, message_acts, outbox_switch, outbox_page, outbox_page_parts
from . import outbox_worker, outbox_claim, outbox_trouble, outbox_invariants
