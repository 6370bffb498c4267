import { Component, useEffect, useRef, useState } from "@odoo/owl";

import { Dialog } from "@web/core/dialog/dialog";
import { RecordSelector } from "@web/core/record_selectors/record_selector";
import { _t } from "@web/core/l10n/translation";
import { user } from "@web/core/user";

/**
 * Asks for what a decision needs before it is sent: a few words, a person, or both.
 *
 * `decide({ comment, userId })` is called once, when the person presses the main button.
 */
export class DecisionDialog extends Component {
    static template = "bpm_crm_addon.DecisionDialog";
    static components = { Dialog, RecordSelector };
    static props = {
        title: String,
        verbLabel: String,
        verbClass: { type: String, optional: true },
        explanation: { type: String, optional: true },
        reasons: { type: Array, element: String, optional: true },
        textLabel: { type: String, optional: true },
        asksText: { type: Boolean, optional: true },
        textRequired: { type: Boolean, optional: true },
        asksPerson: { type: Boolean, optional: true },
        personOptional: { type: Boolean, optional: true },
        personLabel: { type: String, optional: true },
        asksPause: { type: Boolean, optional: true },
        decide: Function,
        close: Function,
    };
    static defaultProps = { verbClass: "btn-primary", reasons: [], asksText: true };

    setup() {
        this.state = useState({ text: "", userId: false, pause: false });
        this.text = useRef("text");
        this.personLabel = this.props.personLabel || _t("Person");
        this.personPlaceholder = this.props.personOptional ? _t("The requester") : _t("Choose a colleague…");
        this.personDomain = [
            ["share", "=", false],
            ["id", "!=", user.userId],
        ];
        useEffect(
            (field) => {
                field?.focus();
            },
            () => [this.text.el]
        );
    }

    get canDecide() {
        const hasText = this.state.text.trim().length > 0;
        const hasPerson = !this.props.asksPerson || this.props.personOptional || this.state.userId;
        return (!this.props.textRequired || hasText) && hasPerson;
    }

    useReason(reason) {
        const text = this.state.text.trim();
        this.state.text = text && !text.includes(reason) ? `${text} ${reason}` : text || reason;
        this.text.el.focus();
    }

    onKeydown(ev) {
        if (ev.key === "Enter" && (ev.ctrlKey || ev.metaKey)) {
            ev.preventDefault();
            this.decide();
        }
    }

    decide() {
        if (!this.canDecide) {
            return;
        }
        const { text, userId, pause } = this.state;
        this.props.decide({ comment: text.trim(), userId, pause });
        this.props.close();
    }
}
