from . import contact_proof
from . import payment_letter, statement_report
