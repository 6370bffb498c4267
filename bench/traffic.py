"""Rows over HTTP: people with browsers, against a real server of one process."""

import http.client
import json
import statistics
import threading
import time
from urllib.parse import urlsplit

VOTES, CLIENTS, VOTERS = 120, 4, 50


class Client:
    """One browser: a session and a connection that stays open."""

    def __init__(self, address, session):
        self.connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
        self.session = session

    def post(self, path, **params):
        """The answer's result; what the server refuses is raised."""
        body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": params})
        headers = {"Content-Type": "application/json", "Cookie": f"session_id={self.session}"}
        self.connection.request("POST", path, body, headers)
        answer = json.loads(self.connection.getresponse().read())
        if "error" in answer:
            raise RuntimeError(answer["error"].get("data", {}).get("message") or answer["error"])
        return answer["result"]

    def call(self, model, method, *args, **kwargs):
        path = f"/web/dataset/call_kw/{model}/{method}"
        return self.post(path, model=model, method=method, args=list(args), kwargs=kwargs)


def timed(function, *args, **kwargs):
    start = time.perf_counter()
    result = function(*args, **kwargs)
    return (time.perf_counter() - start) * 1000, result


def measure(ours, address, quick=False):
    """{row: figures} of everything over HTTP. ``ours``: the contestant whose database is served."""
    voters = [f"bench_voter_{number:02}" for number in range(VOTERS)]
    logins = ["bench_busy", "bench_first", *voters]
    sessions = ours.ask("call", name="sessions", logins=logins)
    busy = Client(address, sessions["bench_busy"])
    figures = inbox(busy, 5 if quick else 15)
    figures["counter_with_page"] = "bpm_approval" in json.dumps(
        busy.post("/mail/data", fetch_params=["init_messaging"])
    )
    ids = ours.ask("call", name="ask_for_votes", scene="one", count=VOTES)
    clients = [Client(address, sessions["bench_first"]) for _number in range(CLIENTS)]
    figures |= distinct(clients, ids)
    ids = ours.ask("call", name="ask_for_votes", scene="fifty", count=1, offset=VOTES)
    figures |= together([Client(address, sessions[login]) for login in voters], ids)
    figures["fifty_outcome"] = ours.ask("call", name="outcome", request_ids=ids)
    return figures


def inbox(client, rounds):
    """Open it as the menu does; vote on the first place and get what comes next."""
    action = client.post("/web/action/load", action_id="bpm_crm_addon.action_bpm_approval_inbox")
    page = client.call("bpm.approval.slot", "bpm_inbox")
    partner = client.call("res.users", "read", [client_uid(client)], ["partner_id"])[0][
        "partner_id"
    ][0]
    opened, voted, pairs = [], [], []
    for _round in range(rounds):
        first, _result = timed(client.post, "/web/action/load", action_id=action["id"])
        second, page = timed(client.call, "bpm.approval.slot", "bpm_inbox")
        opened.append(first + second)
        place = page["rows"][0]["id"]
        spent, after = timed(client.call, "bpm.approval.slot", "bpm_inbox_vote", [place], "approve")
        assert after["rows"][0]["id"] != place, "the vote did not bring the next item"
        voted.append(spent)
        read, _r = timed(client.call, "res.partner", "read", [partner], ["name", "phone"])
        write, _w = timed(client.call, "res.partner", "write", [partner], {"phone": str(_round)})
        pairs.append(read + write)
    return {
        "open": statistics.median(opened),
        "vote": statistics.median(voted),
        "pair": statistics.median(pairs),
    }


def client_uid(client):
    return client.post("/web/session/get_session_info")["uid"]


def distinct(clients, ids):
    """Several people vote at once, each on requests of their own."""
    spent = []
    start_together([
        lambda client=client, theirs=ids[number :: len(clients)]: [
            spent.append(vote(client, request)) for request in theirs
        ]
        for number, client in enumerate(clients)
    ], spent)  # fmt: skip
    return {
        "per_second": len(ids)
        / (max(end for _ms, end in spent) - min(end - ms / 1000 for ms, end in spent)),
        "p95": sorted(ms for ms, _end in spent)[int(len(spent) * 0.95)],
    }


def together(clients, ids):
    """All of them vote on one request in the same moment."""
    for client in clients:
        client.call("bpm.approval.slot", "bpm_pending")  # their page is open already
    spent = []
    start_together(
        [lambda client=client: spent.append(vote(client, ids[0])) for client in clients], spent
    )
    return {"fifty_answered": len(spent), "fifty": max(ms for ms, _end in spent)}


def vote(client, request):
    spent, _result = timed(client.call, "bpm.approval.request", "action_approve", [request])
    return spent, time.perf_counter()


def start_together(jobs, _spent):
    barrier = threading.Barrier(len(jobs))

    def run(job):
        barrier.wait()
        job()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
