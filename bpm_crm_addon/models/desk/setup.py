"""The set-up checklist: facts tick its boxes."""
