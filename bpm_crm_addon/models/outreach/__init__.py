from . import settled_code, contact_purpose, department, res_company, res_config_settings

# Gateways to phones.
from . import gateway, gateway_receipt_setup, gateway_route

# The outbox.
from . import message, message_fit, message_enqueue, message_state
from . import journal_words, message_acts, outbox_switch, outbox_page, outbox_page_parts
from . import outbox_worker, outbox_workers, outbox_batch, outbox_claim, outbox_settle
from . import outbox_trouble
from . import outbox_invariants
from . import gateway_receipt, gateway_try, mail_bounce, message_answer, sms_sms

# Contact rules, consents and the stop list.
from . import contact_policy, contact_policy_words, contact_book, contact_person, contact_facts
from . import contact_verdict, contact_verdict_words, contact_count
from . import suppression, dead_address, consent_wording, consent, consent_acts
from . import contact_journal_words, message_unsubscribe, sms_way_out, res_partner
from . import timeline, portrait

# Texts.
from . import message_template, template_text, template_fields, template_upgrade, message_about
from . import template_trouble

# Payment reminders.
from . import reminder_level
from . import payment_company, payment_run, payment_reminder, payment_reach
from . import payment_facts, payment_prepare, payment_schedule
from . import payment_text, payment_papers, payment_send, payment_outcome, payment_effects
from . import payment_unreached
from . import payment_promise, payment_dispute, payment_note, payment_review
from . import payment_goes, invoice_link, sale_order, further_credit, metric
from . import call_verdict, payment_call, payment_call_release, payment_call_note, mail_activity
from . import payment_exceptions, payment_held, payment_line, payment_line_words
from . import payment_line_next, outbox_reminders

# Budgets, promotions, reminders about anything, campaigns.
from . import department_budget, promotion, audience, audience_forecast, message_way_out
from . import department_member
from . import reminder, reminder_step, reminder_switch, reminder_occurrence
from . import reminder_writer, reminder_forecast
from . import reminder_change, reminder_due, reminder_run, reminder_words
from . import campaign, campaign_state, campaign_content, campaign_member
from . import campaign_run, campaign_links, campaign_bought, campaign_results, campaign_promotion
from . import campaign_test, campaign_journal_words
from . import campaign_starter, segment, message_report, outbox_ahead
