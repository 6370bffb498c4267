"""The logins of the demo data, one per job; every password is the login itself."""

import cluster

JOBS = {
    "admin": "administrator: users, routes, settings",
    "salesperson": "sells: writes quotes and asks for approval",
    "bondar": "sells in the second team",
    "leader": "leads the sales team: approves their quotes",
    "koval": "leads the second team; away today, leader stands in",
    "finance": "watches margins, limits and money",
    "lawyer": "reads and approves contracts",
    "steward": "keeps partner data clean",
    "collections": "reminds of unpaid invoices",
    "director": "sees what waits, where and why",
}


def present(database):
    """(login, job) of those that exist in the database."""
    known = ", ".join(f"'{login}'" for login in JOBS)
    found = cluster.query(
        f"SELECT login FROM res_users WHERE active AND login IN ({known})", database
    ).split()
    return [(login, job) for login, job in JOBS.items() if login in found]
