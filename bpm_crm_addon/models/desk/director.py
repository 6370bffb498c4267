"""The director's page: five sentences with money."""
