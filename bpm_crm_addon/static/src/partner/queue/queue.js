import { Component, onWillStart, useEffect, useRef, useState } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useHotkey } from "@web/core/hotkeys/hotkey_hook";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

import { tellRefusal } from "../../refusal";
import { QueueItem } from "./queue_item";

const MODEL = "bpm.partner.finding";

/**
 * The Data Queue: doubts by what is at stake, one open at a time. A desk screen shows the list
 * beside it, a phone one doubt after the other. Each act is one call that brings what is next.
 */
export class Queue extends Component {
    static template = "bpm_crm_addon.Queue";
    static components = { Layout, QueueItem };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.ui = useState(useService("ui"));
        this.list = useRef("list");
        this.display = { controlPanel: {} };
        this.state = useState({
            items: [],
            total: 0,
            done_today: 0,
            verified: 0,
            fresh: 0,
            idle: 0,
            current: false,
            writing: false,
            busy: false,
        });
        onWillStart(() => this.load());
        this.useKeys();
        useEffect(
            () => {
                this.list.el?.querySelector(".o_current")?.scrollIntoView({ block: "nearest" });
            },
            () => [this.state.current]
        );
    }

    useKeys() {
        const onItem = (verb) => () => this.item?.verbs.includes(verb) && this.press(verb);
        useHotkey("j", () => this.move(1), { allowRepeat: true });
        useHotkey("k", () => this.move(-1), { allowRepeat: true });
        for (const [key, verb] of Object.entries({ a: "accept", e: "edit", b: "branch", m: "merge", q: "ask", l: "leave", s: "skip" })) {
            useHotkey(key, onItem(verb));
        }
        useHotkey("enter", onItem("open"), { isAvailable: (target) => !target.closest("button, a, input, .o_dialog") });
    }

    // --- what is shown -----------------------------------------------------------------------

    get item() {
        return this.state.items.find((item) => item.id === this.state.current);
    }

    get heading() {
        return _t("%s waiting", this.state.total);
    }

    get progress() {
        const { done_today, verified, fresh } = this.state;
        const parts = [_t("%s done today", done_today), _t("verified %s %", verified)];
        return [...parts, ...(fresh ? [_t("%s this week", `+${fresh}`)] : [])].join(" · ");
    }

    get empty() {
        const { idle } = this.state;
        if (this.kind) {
            return _t("No two counterparties look like one. New ones are compared when they are entered, all others at night.");
        }
        return idle
            ? _t("Everything at stake is verified. Checked long ago and idle: %s.", idle)
            : _t("Everything at stake is verified, and nothing was checked too long ago.");
    }

    get hasMore() {
        return this.state.total > this.state.items.length;
    }

    // --- loading -----------------------------------------------------------------------------

    /** Possible Duplicates is this page with one kind of doubts, named by its action. */
    get kind() {
        return this.props.action.context?.bpm_queue_kind || false;
    }

    ask(method, args, kwargs = {}) {
        return this.orm.call(MODEL, method, args, { ...kwargs, context: { bpm_queue_kind: this.kind } });
    }

    async load(more = 0) {
        this.show(await this.ask("bpm_queue", [], { shown: this.state.items.length + more }));
    }

    /** The current doubt stays, or the next takes its place. */
    show(queue) {
        const place = this.state.items.findIndex((item) => item.id === this.state.current);
        Object.assign(this.state, queue, { writing: false });
        const { items } = this.state;
        if (!this.item) {
            const next = items[Math.min(Math.max(place, 0), items.length - 1)];
            this.state.current = next ? next.id : false;
        }
    }

    move(step) {
        const { items, current } = this.state;
        const next = items[items.findIndex((item) => item.id === current) + step];
        if (next) {
            this.select(next);
        }
    }

    select(item) {
        this.state.current = item.id;
        this.state.writing = false;
    }

    // --- acting ------------------------------------------------------------------------------

    /** What a key or a button does: some want words first, in place. */
    press(verb) {
        if (verb === "edit" || verb === "ask") {
            this.state.writing = verb;
        } else if (verb === "open") {
            if (this.item.verbs.includes("open")) {
                this.open();
            }
        } else if (verb === "merge") {
            this.merge();
        } else {
            this.act(verb);
        }
    }

    async act(verb, { alike = false, text = null } = {}) {
        if (this.state.busy || !this.item) {
            return;
        }
        await this.call("bpm_queue_act", [[this.item.id], verb], { alike, text, shown: this.state.items.length });
    }

    checkIdle() {
        return this.call("bpm_queue_idle", []);
    }

    async call(method, args, kwargs = {}) {
        this.state.busy = true;
        try {
            const { said, ...queue } = await this.ask(method, args, kwargs);
            this.show(queue);
            if (said) {
                this.notification.add(said, { type: "success" });
            }
        } catch (error) {
            tellRefusal(this.notification, error);
            await this.load();
        } finally {
            this.state.busy = false;
        }
    }

    // --- going elsewhere ---------------------------------------------------------------------

    open() {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: this.item.model,
            res_id: this.item.holder_id,
            views: [[false, "form"]],
        });
    }

    async merge() {
        this.action.doAction(await this.orm.call(MODEL, "bpm_queue_merge", [[this.item.id]]));
    }
}

registry.category("actions").add("bpm_partner_queue", Queue);
