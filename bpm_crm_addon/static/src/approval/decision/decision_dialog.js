import { Component, useEffect, useRef, useState } from "@odoo/owl";

import { Dialog } from "@web/core/dialog/dialog";
import { RecordSelector } from "@web/core/record_selectors/record_selector";
import { _t } from "@web/core/l10n/translation";
import { user } from "@web/core/user";

/**
 * Asks for what a decision needs before it is sent: a few words, a person, or both.
 *
 * `decide({ comment, userId, pause, choice })` is called once, when the person presses the main button.
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
        choices: { type: Array, element: Object, optional: true },
        decide: Function,
        close: Function,
    };
    static defaultProps = { verbClass: "btn-primary", reasons: [], choices: [], asksText: true };

    setup() {
        const { choices } = this.props;
        const choice = choices.length === 1 ? choices[0].id : false;
        this.state = useState({ text: "", userId: false, pause: false, choice });
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

    get explanation() {
        const { choices, explanation } = this.props;
        return choices.length === 1
            ? _t("The person you choose decides instead of %s.", choices[0].name)
            : explanation;
    }

    choiceLabel({ name, step }) {
        return step ? `${name} – ${step}` : name;
    }

    get canDecide() {
        const hasText = this.state.text.trim().length > 0;
        const hasPerson = !this.props.asksPerson || this.props.personOptional || this.state.userId;
        const hasChoice = !this.props.choices.length || this.state.choice;
        return (!this.props.textRequired || hasText) && hasPerson && hasChoice;
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
        const { text, userId, pause, choice } = this.state;
        this.props.decide({ comment: text.trim(), userId, pause, choice });
        this.props.close();
    }
}
