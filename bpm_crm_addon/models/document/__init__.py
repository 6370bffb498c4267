# Papers: kinds, documents, versions.
from . import owned, document_type, document, document_version, document_access
from . import document_number, document_add, document_freeze, document_state
from . import document_look, ir_attachment

# Templates and what they are filled with.
from . import document_template, document_template_version, document_clause
from . import fact_words, document_facts, attribute_facts, sale_order, res_partner
from . import product_template
from . import template_faults, document_generate, document_pdf, template_page

# Papers to collect.
from . import dossier_requirement, dossier, dossier_paper, dossier_stand
from . import dossier_refresh, dossier_waive, dossier_link, dossier_screen, dossier_export
from . import accounting_papers, retention, document_compare
from . import document_screen, document_approval, health
from . import journal_words

# Signed papers go to another archive, where a company has one.
from . import archive_company, archive_event
