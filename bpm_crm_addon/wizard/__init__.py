from . import absence
from . import approval_ready_rule
from . import approval_ready_rule_replay
from . import base_module_uninstall
from . import demo_company
from . import incident_dismiss
from . import journal_export
