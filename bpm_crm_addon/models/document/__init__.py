# Papers: kinds, documents, versions.
from . import document_type, document, document_version, document_access
from . import document_number, document_add, document_freeze, document_state
from . import document_look, ir_attachment

# Templates and what they are filled with.
from . import document_template, document_template_version, document_clause
from . import document_facts, sale_order, res_partner
from . import document_generate

# Papers to collect.
from . import dossier_requirement, dossier, dossier_paper, dossier_link
from . import journal_words
