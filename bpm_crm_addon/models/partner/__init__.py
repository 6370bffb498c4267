# Import of counterparties from a file.
from . import (
    import_job,
    import_row,
    import_profile,
    import_turn,
    res_partner_name_key,
    look_alike,
    import_reader,
    import_tables,
    import_fields,
    import_open,
    import_columns,
    import_preview,
    import_page,
    import_quiet,
    import_run,
    import_references,
    import_undo,
    import_cron,
    import_rejected,
)

# The catalogue: what a company wants to know of its counterparties.
from . import ir_model_fields
from . import attribute_set
from . import attribute
from . import attribute_check
from . import attribute_part
from . import attribute_option
from . import attribute_column
from . import attribute_tag
from . import attribute_build
from . import attribute_beside
from . import attribute_words
from . import attribute_table
from . import attribute_retype
from . import attribute_view
from . import attribute_details
from . import attribute_pack
from . import attribute_unpack
from . import attribute_catalogue
from . import starter_sets

# Roles: what a counterparty is to the company.
from . import role
from . import role_assignment
from . import role_facts

# What is written: history, doubts, what is protected.
from . import attribute_value
from . import finding
from . import finding_values
from . import finding_doubles
from . import finding_sources
from . import beside_holder
from . import attribute_holder
from . import attribute_past
from . import attribute_carry
from . import lead_doubts
from . import res_partner
from . import birthday
from . import protected

# Verification: what is doubtful, who checks it, how far a doubt goes.
from . import vat
from . import snapshot
from . import verification
from . import stakes
from . import strictness
from . import finding_batch
from . import finding_cron
from . import question
from . import finding_queue
from . import finding_acts
from . import quality
from . import quality_report

# How counterparties belong together.
from . import relation

# Several cards of one counterparty become one, and may be separated again.
from . import merge
from . import merge_pointers
from . import merge_check
from . import merge_line
from . import merge_move
from . import merge_undo
from . import merge_company_links
from . import merge_branch
from . import merge_page
from . import merge_door
from . import merge_words

# A person asks what is held, and to be forgotten.
from . import erasure_kinds
from . import erasure

# Against taking the client base away.
from . import reading
from . import reading_places
from . import reading_settings
from . import res_users

# Handing clients over from one person to others.
from . import handover
from . import handover_line
from . import handover_run
from . import handover_preview

# The card: who a counterparty is at a glance.
from . import payment_grace
from . import portrait
from . import portrait_money
from . import portrait_debt
from . import portrait_sales
from . import product_template
from . import sales_reports
from . import portrait_bought
from . import timeline
from . import timeline_rows
from . import chips
from . import entry
from . import res_config_settings

# Registries of firms, asked by tax number.
from . import registry_provider
from . import registry_lookup
from . import res_partner_registry
