"""What PostgreSQL judges when a transaction commits (sale_order_net.py), judged earlier."""


def judge_now(cr):
    """Have PostgreSQL judge now what was written so far; what comes later waits for the commit."""
    cr.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cr.execute("SET CONSTRAINTS ALL DEFERRED")
