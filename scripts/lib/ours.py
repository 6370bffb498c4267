"""Which databases are this checkout's: nobody else's is dropped, updated or cleaned.

On the private server all are. On one that PGHOST names, several checkouts and other people may work
under the same names: there a comment on each database made here tells the checkout.
"""

import cluster
from place import CHECKOUT, ROOT, fail


def exists(name):
    return cluster.query(f"SELECT 1 FROM pg_database WHERE datname = '{name}'") == "1"


def mark(name, what):
    """Write down whose a database is, and what it is made from."""
    cluster.query(f"COMMENT ON DATABASE \"{name}\" IS '{_quoted(what)}'")


def made_from(name):
    """What was marked, without whose it is; empty for a database that is not ours or missing."""
    comment = cluster.query(
        f"SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = '{name}'"
    )
    whose = f"{CHECKOUT} "
    return comment.removeprefix(whose) if comment.startswith(whose) else ""


def being_built(name):
    """A template's name until it is whole. Odoo creates that database: the name is the mark."""
    return f"{name}_{CHECKOUT.name}"


def check(name):
    """Refuse to touch a database that is somebody else's."""
    mine = cluster.private() or name.endswith(CHECKOUT.name) or made_from(name)
    if not mine and exists(name):
        fail(
            f"The database {name} on PGHOST={cluster.host()} was not made by this checkout"
            f" ({ROOT}): set PGHOST to another server, or drop it first if nobody needs it"
            f" (dropdb {name})."
        )


def names():
    """All databases of this checkout on the server."""
    return cluster.query(
        "SELECT datname FROM pg_database"
        f" WHERE starts_with(shobj_description(oid, 'pg_database'), '{_quoted('')}')"
        f" OR datname LIKE '%{CHECKOUT.name}'"
    ).split()


def _quoted(what):
    return f"{CHECKOUT} {what}".replace("'", "''")
