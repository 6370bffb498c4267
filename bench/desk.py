"""My Desk's first paint beside 100 000 partners and 10 000 open requests, as people get it.

The requests are those of `work_ours.make_waiting`, all of one salesperson, all at one approver who
is the salesperson's manager as well: the worst case for both. Runs last: the other rows are
measured without the partners.
"""

import statistics

import traffic

PARTNERS = 100_000
PEOPLE = {"salesperson": "bench_seller", "approver": "bench_busy"}
# From the press on the menu to the first painted frame with a card in it.
FIRST_PAINT = """
new Promise((done) => {
    const content = ".o_bpm_desk_card:not([aria-busy=true]), .o_bpm_desk_nothing";
    const start = performance.now();
    const look = () => {
        if (document.querySelector(content)) {
            requestAnimationFrame(() => done(performance.now() - start));
        } else {
            requestAnimationFrame(look);
        }
    };
    document.querySelector("[data-menu-xmlid='bpm_crm_addon.menu_bpm_desk']").click();
    look();
})
"""


def measure(ours, address, rounds=9):
    """{"desk_rpc": ms, "desk_paint": ms} of the slower of the two people."""
    ours.ask("call", name="make_partners", count=PARTNERS, people=PEOPLE)
    sessions = ours.ask("call", name="sessions", logins=list(PEOPLE.values()))
    spent = [
        statistics.median(calls(traffic.Client(address, session), rounds))
        for session in sessions.values()
    ]
    painted = [paints(address, login, ours.database, rounds) for login in PEOPLE.values()]
    return {"desk_rpc": max(spent), "desk_paint": max(painted)}


def calls(client, rounds):
    """Milliseconds of the one call the desk makes, the first one left out."""
    client.call("bpm.desk", "desk")
    return [traffic.timed(client.call, "bpm.desk", "desk")[0] for _round in range(rounds)]


def paints(address, login, database, rounds):
    """The median in Chromium, the web client being loaded already."""
    import programs
    from browser import Browser

    with Browser(programs.browser()) as browser:
        browser.login(address, login, database=database)
        spent = []
        for _round in range(rounds + 1):
            browser.goto("/odoo/bpm-my-requests", ".o_control_panel")
            spent.append(browser.evaluate(FIRST_PAINT))
        return statistics.median(spent[1:])
