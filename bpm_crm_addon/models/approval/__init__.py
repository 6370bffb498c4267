# Configuration: who has to approve what.
from . import approval_route
from . import approval_route_states
from . import approval_route_facts
from . import approval_step
from . import approval_version
from . import approval_health
from . import approval_health_order
from . import approval_health_money
from . import approval_step_health
from . import approval_step_people
from . import approval_step_words
from . import approval_ready_rule
from . import approval_ready_rule_names
from . import approval_replay

# People: managers, limits, absences.
from . import res_users
from . import res_users_limits
from . import approval_limit
from . import resource_calendar
from . import approval_substitution
from . import approval_substitution_lookup
from . import approval_substitution_change

# Requests and the decisions on them.
from . import approval_request
from . import approval_slot
from . import request_facts
from . import request_submit
from . import request_create
from . import request_promise
from . import base_document
from . import request_people
from . import request_world
from . import request_plan
from . import request_lock
from . import request_decide
from . import request_write
from . import request_after
from . import request_places
from . import request_actions
from . import request_stuck
from . import request_absence
from . import request_pdf
from . import request_chain

# The guard on every controlled model, and what documents say of their approval.
from . import approvable
from . import base_guard
from . import base_hooks
from . import base_judge
from . import base_route
from . import base_gate
from . import base_watching
from . import base_blocked
from . import base_refusal
from . import ir_attachment
from . import base_fingerprint
from . import base_fields
from . import base_preview
from . import base_line
from . import base_line_returned

# Quotations.
from . import account_move
from . import sale_order
from . import sale_order_undo
from . import sale_order_fingerprint
from . import sale_order_reason
from . import sale_order_net
from . import sale_order_line
from . import sale_order_facts
from . import sale_order_facts_search
from . import sale_order_debt
from . import sale_order_outside
from . import account_payment_term

# A quotation's roads that do not pass through a write of its state.
from . import sale_roads
from . import sale_roads_out
from . import sale_roads_mail
from . import payment_transaction
from . import ir_actions_report

# Screens.
from . import inbox
from . import inbox_row
from . import request_screen
from . import waiting_board
from . import request_live
from . import line_for_approver
from . import sale_order_screen
from . import sale_order_list
from . import sale_order_threshold
from . import res_users_messaging

# Notices.
from . import approval_notice
from . import approval_notice_people
from . import approval_notice_outcome
from . import approval_bell
from . import approval_mail
from . import approval_chatter

# Talking about a request: counter-offers, questions and answers, the clock that stands still.
from . import approval_offer
from . import approval_question
from . import slot_pause
from . import request_offer
from . import request_offer_accept
from . import base_offer
from . import sale_order_offer
from . import request_question
from . import approval_notice_talk
from . import talk_rows
from . import request_talk
from . import base_line_talk
from . import sale_order_talk

# The approval sheet.
from . import request_sheet
from . import request_sheet_rows
from . import request_sheet_past

# What the past tells about routes.
from . import answers_sql
from . import approval_statistics
from . import approval_statistics_around
from . import approval_statistics_goals
from . import approval_advice_words
from . import approval_advice
from . import approval_advice_doors

# What must always be true.
from . import invariants
from . import invariants_talk
