from . import approval_pdf
from . import attribute_file
from . import audit_trail
from . import demo_login
from . import sale_portal
from . import partner_import
from . import outreach_public
from . import gateway_receipt, odoo_receipt
from . import papers, papers_public, papers_portal
from . import campaign_public
from . import contract_sign
