# Where counterparties and approvals meet.
from . import merge_approval
from . import handover_approval
