# Order follows the dependency table: each concept may know those above it.
from . import audit
from . import partner
from . import rule
from . import approval
from . import outreach
from . import document
from . import contract
from . import desk
from . import orchestration
