from . import ir_ui_menu, res_config_settings, res_users, res_users_settings
from . import strictness_cost

# What the company's own data say.
from . import xray_sources
from . import xray_overdue, xray_parties, xray_sleeping
from . import xray
from . import xray_discounts, xray_doubts, xray_leak, xray_money, xray_orders, xray_regulars

# Pages: everybody's desk, the administrator's set-up, the director's five sentences.
from . import desk, desk_jobs, desk_offer
from . import card_requests, card_decisions, card_calls, card_parties, card_money
from . import card_reminders, card_outbox, card_system, card_director, card_contracts
from . import setup, setup_company, setup_trial, setup_steps, setup_country, setup_reminders
from . import setup_contracts
from . import director, director_offers, director_discounts, director_money, director_rules
from . import director_sellers, director_settings, director_mail, director_contracts
from . import demo_company
