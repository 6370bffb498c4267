"""What a mail that came back says about the address it went to (RFC 3464, RFC 3463)."""


def judge_bounce(action, status):
    """ "dead": no such mailbox; "failed": not delivered this time; "": it may be delivered yet.

    >>> judge_bounce("failed", "5.1.1"), judge_bounce("failed", "5.1.10")
    ('dead', 'dead')

    A full mailbox or a suspicion of spam is no fault of the address:

    >>> judge_bounce("failed", "5.2.2"), judge_bounce("failed", "5.7.1"), judge_bounce("failed", "")
    ('failed', 'failed', 'failed')
    >>> judge_bounce("delayed", "4.4.1"), judge_bounce("relayed", "2.0.0")
    ('', '')
    """
    action, status = (action or "failed").strip().lower(), (status or "").strip()
    if action != "failed":
        return ""
    return "dead" if status.startswith("5.1.") else "failed"
