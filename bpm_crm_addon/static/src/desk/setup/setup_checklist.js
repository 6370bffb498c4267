import { Component, onWillUpdateProps, useState } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";

import { SetupCountry } from "./setup_country";
import { SetupNames } from "./setup_names";
import { SetupTrial } from "./setup_trial";

const MODEL = "bpm.setup";

/**
 * The set-up as a list: boxes that facts tick, the next step open. On its page and on My Desk.
 *
 * `card` is what the server's `setup_state` says; `reload` fetches it anew. What a step does here
 * answers with the new state, which is shown at once.
 */
export class SetupChecklist extends Component {
    static template = "bpm_crm_addon.SetupChecklist";
    static components = { SetupCountry, SetupNames, SetupTrial };
    static props = { card: Object, reload: Function, onPage: { type: Boolean, optional: true } };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ open: this.props.card.current, busy: false });
        // A step that was skipped makes way for the next one as soon as that is known.
        this.goesOn = false;
        onWillUpdateProps(({ card }) => {
            if (this.goesOn) {
                this.goesOn = false;
                this.state.open = card.current;
            }
        });
    }

    get steps() {
        return this.props.card.steps.map((step, index) => ({
            ...step,
            number: index + 1,
            open: step.name === this.state.open,
            icon: step.done ? "fa-check-circle text-success" : step.skipped ? "fa-minus-circle text-muted" : "fa-circle-o text-muted",
            box: step.done ? _t("Done") : step.skipped ? _t("Skipped") : _t("To do"),
        }));
    }

    get heading() {
        const { done, count } = this.props.card;
        return _t("%(done)s of %(count)s done", { done, count });
    }

    get isAllDone() {
        return !this.props.card.current;
    }

    minutesOf(step) {
        return step.minutes ? _t("%s min", step.minutes) : "";
    }

    toggle(step) {
        this.state.open = step.open ? false : step.name;
    }

    /** The next thing to do, offered in a step that is done. */
    nextAfter(step) {
        const next = step.done && this.steps.find(({ name }) => name === this.props.card.current);
        return next ? { name: next.name, label: _t("Next: %s", next.title) } : false;
    }

    openNext() {
        this.state.open = this.props.card.current;
    }

    async call(method, args = []) {
        this.state.busy = true;
        try {
            await this.orm.call(MODEL, method, args);
            await this.props.reload();
        } finally {
            this.state.busy = false;
        }
    }

    /** Open what a step leads to; dialogs come back here. */
    openAction({ action, context }) {
        return this.action.doAction(action, {
            additionalContext: context,
            onClose: () => this.props.reload(),
        });
    }

    skip(step) {
        this.goesOn = !step.skipped;
        this.state.open = step.name;
        return this.call("skip", [step.name, !step.skipped]);
    }

    dismiss() {
        return this.call("dismiss");
    }
}

registry.category("bpm_desk_cards").add("setup", SetupChecklist);
