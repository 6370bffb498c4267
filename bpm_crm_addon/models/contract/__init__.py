# What a contract is.
from . import contract_type
from . import contract
from . import contract_party
from . import contract_lines

# What follows from its card.
from . import contract_name
from . import contract_dates
from . import contract_money
from . import contract_limit
from . import contract_terms
from . import contract_originals
from . import contract_attribute
from . import attribute_file

# Its life: one door per change of state, and what approvals ask of it.
from . import contract_states
from . import contract_acts
from . import contract_gate
from . import contract_net
from . import contract_approval
from . import contract_findings
from . import contract_attribute_check
from . import contract_signing
from . import contract_papers
from . import request_pdf
from . import paper_of_contract
from . import contract_text
from . import contract_reading
from . import contract_remark
from . import contract_facts
from . import contract_making
from . import contract_upload
from . import journal_words
from . import contract_invariants

# Dates.
from . import contract_notice
from . import message_template
from . import contract_dated
from . import dossier_dated
from . import contract_date
from . import contract_cron
from . import instalment_reminder
from . import notice_settling

# Odoo's own documents.
from . import sale_order
from . import order_limit
from . import purchase_order
from . import account_move
from . import res_partner
