import { Component, onMounted, onWillStart, onWillUnmount, useState } from "@odoo/owl";

import { browser } from "@web/core/browser/browser";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

import { tellRefusal } from "../../refusal";

const MODEL = "bpm.message";
const EVERY = 20000;

/** The cockpit of the outbox: what goes out, what needs a person, what rules kept back. */
export class Outbox extends Component {
    static template = "bpm_crm_addon.Outbox";
    static components = { Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.display = { controlPanel: {} };
        this.state = useState({ page: null, busy: false });
        onWillStart(() => this.load());
        onMounted(() => {
            this.timer = browser.setInterval(() => document.visibilityState === "visible" && this.load(false), EVERY);
        });
        onWillUnmount(() => browser.clearInterval(this.timer));
    }

    /** `ahead`: look at what is to come as well; that changes slowly and takes longer. */
    async load(ahead = true) {
        const page = await this.orm.silent.call(MODEL, "bpm_outbox", [ahead]);
        page.ahead ??= this.state.page.ahead;
        this.state.page = page;
    }

    // --- what is shown -----------------------------------------------------------------------

    get top() {
        return this.state.page.state;
    }

    get heading() {
        return { live: _t("Sending is on"), paused: _t("Paused"), rehearsal: _t("Rehearsal"), mixed: _t("Companies differ") }[this.top.mode];
    }

    get tone() {
        return { live: "success", paused: "danger", rehearsal: "info", mixed: "warning" }[this.top.mode];
    }

    get speed() {
        const parts = [_t("%s a minute", this.top.rate)];
        if (this.top.is_limited) {
            parts.push(_t("at most %s an hour", this.top.ceiling));
        }
        return parts.join(" · ");
    }

    get canPause() {
        return this.top.modes.some((one) => one.mode !== "paused");
    }

    get canResume() {
        return this.top.modes.some((one) => one.mode === "paused");
    }

    get rehearsal() {
        const { day, days } = this.top;
        return day > days
            ? _t("The rehearsal has run its %s days. Everything is prepared and judged, nothing is sent until you go live.", days)
            : _t("Rehearsal, day %s of %s: everything is prepared and judged by the contact rules, nothing is sent.", day, days);
    }

    label(act) {
        return { check: _t("Check"), look: _t("Look"), release: _t("Release"), send_anew: _t("Send Anew"), fix: _t("Fix in Card") }[act];
    }

    /** One button stands out: Release, when something is held. */
    isPrimary(need, act) {
        return act === "release" && this.state.page.needs.find((one) => one.acts.includes("release")) === need;
    }

    // --- acting ------------------------------------------------------------------------------

    async open(key) {
        this.action.doAction(await this.orm.call(MODEL, "bpm_outbox_open", [key]));
    }

    openProblem(id) {
        this.action.doAction({ type: "ir.actions.act_window", res_model: "bpm.incident", res_id: id, views: [[false, "form"]] });
    }

    openAhead(ahead) {
        return ahead.key ? this.open(ahead.key) : this.action.doAction(ahead.action);
    }

    async press(need, act) {
        if (act === "check" || act === "look") {
            return this.open(need.key);
        }
        if (act === "fix") {
            return this.action.doAction(await this.orm.call(MODEL, "bpm_outbox_fix", [need.key]));
        }
        if (act === "send_anew") {
            const body = _t("%s messages will be said again. Those without an answer may have arrived already.", need.count);
            return this.ask(body, _t("Send Anew"), () => this.call("bpm_outbox_act", [act, need.key]));
        }
        return this.call("bpm_outbox_act", [act, need.key]);
    }

    pause() {
        return this.call("bpm_outbox_pause", []);
    }

    resume() {
        return this.call("bpm_outbox_resume", []);
    }

    goLive() {
        const body = _t("From now on reminders and other messages leave for real. What was rehearsed stays a rehearsal.");
        this.ask(body, _t("Go Live"), () => this.call("bpm_outbox_go_live", []));
    }

    ask(body, confirmLabel, confirm) {
        this.dialog.add(ConfirmationDialog, { body, confirmLabel, confirm, cancel: () => {} });
    }

    async call(method, args) {
        this.state.busy = true;
        try {
            const said = await this.orm.call(MODEL, method, args);
            if (said?.params?.message) {
                this.notification.add(said.params.message, { type: "success" });
            }
        } catch (error) {
            tellRefusal(this.notification, error);
        } finally {
            this.state.busy = false;
        }
        await this.load();
    }
}

registry.category("actions").add("bpm_outbox", Outbox);
