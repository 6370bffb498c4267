# Where counterparties and approvals meet.
from . import merge_approval
from . import handover_approval

# Where concepts meet that may not know each other: a hook of one, answered with another.
from . import party_stakes
from . import party_queue
from . import party_gate
from . import contract_gate
from . import partner_card
from . import papers_asked
