import { Component, onWillStart, useEffect, useRef, useState } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useHotkey } from "@web/core/hotkeys/hotkey_hook";
import { useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

import { tellRefusal } from "../../refusal";
import { announce, asArguments, askFor, decide, useApprovalChanges } from "../decision/decide";
import { InboxEmpty } from "./inbox_empty";
import { InboxRow } from "./inbox_row";

const MODEL = "bpm.approval.slot";

/**
 * Waiting for Me: what a person has to decide, most urgent first, decided in place.
 *
 * One call opens it; each vote is one call that also brings what comes next. For keys see useKeys.
 */
export class ApprovalInbox extends Component {
    static template = "bpm_crm_addon.ApprovalInbox";
    static components = { InboxEmpty, InboxRow, Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.ui = useState(useService("ui"));
        this.list = useRef("list");
        this.display = { controlPanel: {} };
        this.state = useState({
            rows: [],
            total: 0,
            all: 0,
            overdue: 0,
            told: {},
            last: false,
            decided_today: 0,
            current: false,
            selected: {},
            search: "",
            scope: "all",
            busy: false,
        });
        this.scopes = [
            ["all", _t("All")],
            ["mine", _t("Mine")],
            ["substitute", _t("As substitute")],
            ["overdue", _t("Overdue")],
        ];
        this.onSearch = useDebounced(() => this.load(), 250);
        onWillStart(() => this.load());
        useApprovalChanges(() => !this.state.busy && this.load());
        this.followCounter();
        this.useKeys();
        useEffect(
            () => {
                this.list.el?.querySelector(".o_bpm_inbox_row.o_current")?.scrollIntoView({ block: "nearest" });
            },
            () => [this.state.current]
        );
    }

    /** Something was asked, or decided elsewhere, while the list is open. */
    followCounter() {
        const counter = useState(useService("bpm_approval_counter"));
        let known = counter.count;
        useEffect(
            (count) => {
                const changed = count !== known;
                known = count;
                if (changed && !this.state.busy && Math.min(this.state.all, 100) !== Math.min(count, 100)) {
                    this.load();
                }
            },
            () => [counter.count]
        );
    }

    /** Keys that decide mean what is ticked; with nothing ticked, the current row. */
    useKeys() {
        const onTargets = (verb) => () => this.vote(verb, this.targets);
        const onRow = (callback) => () => this.currentRow && callback(this.currentRow);
        const away = { isAvailable: (target) => !target.closest("button, a, .o_dialog, .dropdown-menu") };
        useHotkey("j", () => this.move(1), { allowRepeat: true });
        useHotkey("k", () => this.move(-1), { allowRepeat: true });
        useHotkey("s", onRow((row) => this.isSelectable && this.toggle(row)));
        useHotkey("shift+s", () => this.isSelectable && this.toggleAll());
        useHotkey("a", onTargets("approve"));
        useHotkey("m", onTargets("remark"));
        useHotkey("r", onTargets("return"));
        useHotkey("x", onTargets("reject"));
        useHotkey("f", onTargets("forward"));
        useHotkey("q", onTargets("ask"));
        useHotkey("e", () => this.offer(this.targets));
        useHotkey("t", () => this.takeBack());
        useHotkey("enter", onRow((row) => this.open(row)), away);
    }

    // --- what is shown -----------------------------------------------------------------------

    get currentRow() {
        return this.state.rows.find((row) => row.id === this.state.current);
    }

    get selectedRows() {
        return this.state.rows.filter((row) => this.state.selected[row.id]);
    }

    get targets() {
        const { selectedRows, currentRow } = this;
        return selectedRows.length || !currentRow ? selectedRows : [currentRow];
    }

    get isSelectable() {
        return this.state.rows.length > 1;
    }

    get allSelected() {
        return this.selectedRows.length === this.state.rows.length;
    }

    get selectAllLabel() {
        return this.hasMore ? _t("Select the %s shown", this.state.rows.length) : _t("Select all");
    }

    get keysLabel() {
        const count = this.selectedRows.length;
        return count ? _t("For the selected (%s):", count) : "";
    }

    get approveSelectedLabel() {
        return _t("Approve selected (%s)", this.selectedRows.length);
    }

    get heading() {
        const { told, overdue } = this.state;
        return overdue ? _t("%(count)s waiting · %(overdue)s overdue", told) : _t("%s waiting", told.count);
    }

    get decidedTodayLabel() {
        return _t("Decided today: %s", this.state.decided_today);
    }

    get isFiltered() {
        return this.state.scope !== "all" || Boolean(this.state.search.trim());
    }

    /** Few things need no searching. */
    get hasTools() {
        return this.state.all > 5 || this.isFiltered;
    }

    get hasMore() {
        return this.state.total > this.state.rows.length;
    }

    isExpanded(row) {
        return this.ui.isSmall || row.id === this.state.current;
    }

    // --- loading -----------------------------------------------------------------------------

    get wanted() {
        const { search, scope, rows } = this.state;
        return { search: search.trim(), scope, shown: rows.length };
    }

    async load(more = 0) {
        const wanted = this.wanted;
        wanted.shown += more;
        this.show(await this.orm.call(MODEL, "bpm_inbox", [], wanted));
    }

    /** Put an answer of the server on the screen; the current row stays, or the next takes over. */
    show(inbox) {
        const place = this.state.rows.findIndex((row) => row.id === this.state.current);
        Object.assign(this.state, inbox);
        const { rows } = this.state;
        if (!this.currentRow) {
            const next = rows[Math.min(Math.max(place, 0), rows.length - 1)];
            this.state.current = next ? next.id : false;
        }
        const ids = new Set(rows.map((row) => row.id));
        for (const id of Object.keys(this.state.selected)) {
            if (!ids.has(Number(id))) {
                delete this.state.selected[id];
            }
        }
    }

    setScope(scope) {
        this.state.scope = scope;
        this.load();
    }

    // --- moving ------------------------------------------------------------------------------

    move(step) {
        const { rows, current } = this.state;
        const place = rows.findIndex((row) => row.id === current) + step;
        if (rows[place]) {
            this.select(rows[place]);
        }
    }

    select(row) {
        if (this.state.current !== row.id) {
            this.state.current = row.id;
            this.orm.silent.call(MODEL, "bpm_seen", [[row.id]]);
        }
    }

    toggle(row) {
        this.state.selected[row.id] = !this.state.selected[row.id];
    }

    toggleAll() {
        const all = !this.allSelected;
        this.state.selected = Object.fromEntries(this.state.rows.map(({ id }) => [id, all]));
    }

    // --- deciding ----------------------------------------------------------------------------

    async vote(verb, rows) {
        if (this.state.busy || !rows.length) {
            return;
        }
        this.state.busy = true;
        try {
            const [{ name, request_id }] = rows;
            const what = rows.length > 1 ? _t("%s documents", rows.length) : name;
            const given = await askFor(this.env, verb, what, request_id);
            if (given) {
                await this.send(verb, rows, given);
            }
        } finally {
            this.state.busy = false;
        }
    }

    async send(verb, rows, given) {
        const ids = rows.map((row) => row.id);
        try {
            const { result, ...inbox } = await this.orm.call(MODEL, "bpm_inbox_vote", [ids, verb], {
                ...this.wanted,
                ...asArguments(given),
            });
            this.show(inbox);
            this.lastDecided = result.take_back || [];
            announce(this.env, result);
        } catch (error) {
            tellRefusal(this.notification, error);
            await this.load();
        }
    }

    /** A counter-offer says other values of one document. */
    offer(rows) {
        if (rows.length > 1) {
            this.notification.add(_t("A counter-offer is made for one document at a time: select one."), {
                type: "info",
            });
        } else if (rows.length && rows[0].can_offer) {
            return this.vote("offer", rows);
        }
    }

    /** The decision taken last on this screen. */
    async takeBack() {
        const ids = this.lastDecided || [];
        if (this.state.busy || !ids.length) {
            return;
        }
        this.state.busy = true;
        this.lastDecided = [];
        try {
            await decide(this.env, { verb: "take_back", ids });
        } catch (error) {
            tellRefusal(this.notification, error);
        } finally {
            this.state.busy = false;
        }
        await this.load();
    }

    // --- going elsewhere ---------------------------------------------------------------------

    open(row) {
        return this.openRequest(row.request_id);
    }

    openRequest(id) {
        return this.action.doAction("bpm_crm_addon.action_bpm_approval_request_page", {
            props: { resId: id, resIds: this.state.rows.map((row) => row.request_id) },
        });
    }

    openDecided() {
        this.action.doAction("bpm_crm_addon.action_bpm_approval_request_decided");
    }

    openAway() {
        this.action.doAction("bpm_crm_addon.action_bpm_absence");
    }
}

registry.category("actions").add("bpm_approval_inbox", ApprovalInbox);
