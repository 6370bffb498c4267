"""The demo company's program; models/desk/demo_company.py calls it."""
