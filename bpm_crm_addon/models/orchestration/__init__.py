# A merge of counterparties and the proofs of approvals.
from . import merge_approval
