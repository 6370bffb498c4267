import { Component, onWillStart, useEffect, useRef, useState } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useHotkey } from "@web/core/hotkeys/hotkey_hook";
import { useService } from "@web/core/utils/hooks";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

import { tellRefusal } from "../../refusal";
import { ReviewHeld } from "./review_held";
import { ReviewItem } from "./review_item";

const MODEL = "bpm.payment.reminder";
const KEYS = { s: "send", x: "skip", p: "promise", d: "dispute" };

/**
 * Payment Reminders: who gets one today and what it says, who gets none and why. One is open at a
 * time; a desk screen shows the list beside it, a phone one after the other.
 */
export class Review extends Component {
    static template = "bpm_crm_addon.Review";
    static components = { Layout, ReviewHeld, ReviewItem };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.ui = useState(useService("ui"));
        this.list = useRef("list");
        this.display = { controlPanel: {} };
        this.state = useState({
            items: [],
            total: 0,
            sums: "",
            held: [],
            may_send: false,
            prepared: false,
            alone: false,
            notice: null,
            current: false,
            text: null,
            busy: false,
        });
        onWillStart(() => this.load());
        this.useKeys();
        useEffect(
            (current) => {
                this.list.el?.querySelector(".o_current")?.scrollIntoView({ block: "nearest" });
                this.loadText(current);
            },
            () => [this.state.current]
        );
    }

    useKeys() {
        useHotkey("j", () => this.move(1), { allowRepeat: true });
        useHotkey("k", () => this.move(-1), { allowRepeat: true });
        for (const [key, verb] of Object.entries(KEYS)) {
            useHotkey(key, () => this.press(verb));
        }
        useHotkey("enter", () => this.press("open"), { isAvailable: (target) => !target.closest("button, a, input, .o_dialog") });
    }

    // --- what is shown -----------------------------------------------------------------------

    get item() {
        return this.state.items.find((item) => item.id === this.state.current);
    }

    get heading() {
        const { total, sums } = this.state;
        return total ? _t("%(count)s to review · %(sums)s", { count: total, sums }) : "";
    }

    get sendAllLabel() {
        return _t("Send all %s", this.state.total);
    }

    get hasMore() {
        return this.state.items.length >= 40 && this.state.total > this.state.items.length;
    }

    get toDo() {
        return this.state.held.filter((group) => group.to_do);
    }

    get rest() {
        return this.state.held.filter((group) => !group.to_do);
    }

    get needsYou() {
        return _t("Needs You");
    }

    get noReminder() {
        return _t("No reminder today");
    }

    get emptyTitle() {
        if (!this.state.alone) {
            return _t("Nothing to review.");
        }
        return this.toDo.length ? _t("Only these need you.") : _t("Nothing needs you.");
    }

    get empty() {
        if (this.state.alone) {
            return _t("Reminders are prepared at five in the morning and go out by themselves.");
        }
        return this.state.prepared
            ? _t("All of today's reminders are decided. The next ones are prepared at five in the morning.")
            : _t("Nothing is waiting. Reminders are prepared at five in the morning, from what is open then.");
    }

    // --- loading -----------------------------------------------------------------------------

    async load(more = 0) {
        this.show(await this.orm.call(MODEL, "bpm_review", [], { shown: this.state.items.length + more }));
    }

    /** The current reminder stays, or the next takes its place. */
    show(review) {
        const place = this.state.items.findIndex((item) => item.id === this.state.current);
        Object.assign(this.state, review);
        const { items } = this.state;
        if (!this.item) {
            const next = items[Math.min(Math.max(place, 0), items.length - 1)];
            this.state.current = next ? next.id : false;
        }
    }

    /** What will be said, once the reminder is open. */
    async loadText(current) {
        this.state.text = null;
        if (!current) {
            return;
        }
        const text = await this.orm.silent.call(MODEL, "bpm_review_text", [[current]]);
        if (current === this.state.current) {
            this.state.text = text;
        }
    }

    move(step) {
        const { items, current } = this.state;
        const next = items[items.findIndex((item) => item.id === current) + step];
        if (next) {
            this.state.current = next.id;
        }
    }

    // --- acting ------------------------------------------------------------------------------

    /** What a key or a button does. */
    press(verb) {
        if (!this.item) {
            return;
        }
        if (verb === "open") {
            return this.openPartner(this.item.partner_id);
        }
        if (!this.state.may_send || this.state.busy) {
            return;
        }
        if (verb === "promise" || verb === "dispute") {
            return this.note(verb);
        }
        return this.call("bpm_review_act", [[this.item.id], verb]);
    }

    sendAll() {
        this.dialog.add(ConfirmationDialog, {
            title: _t("Send all"),
            body: _t("Reminders to %(count)s counterparties, %(sums)s in all, go into the outbox.", {
                count: this.state.total,
                sums: this.state.sums,
            }),
            confirmLabel: _t("Send"),
            confirm: () => this.call("bpm_review_all", []),
            cancel: () => {},
        });
    }

    prepare() {
        return this.call("bpm_review_prepare", []);
    }

    async call(method, args) {
        if (this.state.busy) {
            return;
        }
        this.state.busy = true;
        try {
            const shown = this.state.items.length;
            const { said, ...review } = await this.orm.call(MODEL, method, args, { shown });
            this.show(review);
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

    /** A promise or a dispute is noted in a form of its own. What else is due is proposed anew after it. */
    async note(verb) {
        const action = await this.orm.call(MODEL, "bpm_review_note", [[this.item.id], verb]);
        await this.action.doAction(action, { onClose: () => this.prepare() });
    }

    openPartner(id) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "res.partner",
            res_id: id,
            views: [[false, "form"]],
        });
    }
}

registry.category("actions").add("bpm_payment_review", Review);
