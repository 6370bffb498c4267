from . import contact_purpose, department, res_company

# The outbox.
from . import message, message_enqueue
