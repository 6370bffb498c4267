from . import contact_proof
from . import statement_report
