from . import audit_trail
from . import approval_pdf
from . import sale_portal
