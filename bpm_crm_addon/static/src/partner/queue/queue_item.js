import { Component, useEffect, useRef, useState } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";

/** One doubt in full: what was entered, what may be meant, and what can be done about it. */
export class QueueItem extends Component {
    static template = "bpm_crm_addon.QueueItem";
    static props = { item: Object, busy: Boolean, writing: [Boolean, String], onPress: Function, onAct: Function, onCancel: Function };

    setup() {
        this.words = useRef("words");
        this.state = useState({ text: "" });
        useEffect(
            (writing) => {
                if (writing) {
                    this.state.text = writing === "edit" ? this.props.item.suggestion || this.props.item.value : this.props.item.question;
                    this.words.el?.focus();
                }
            },
            () => [this.props.writing, this.props.item.id]
        );
    }

    get acceptLabel() {
        const { suggestion } = this.props.item;
        return suggestion ? _t("Accept %s", suggestion) : _t("Verified");
    }

    get alikeLabel() {
        return _t("Accept all %s alike", this.props.item.alike + 1);
    }

    get moreLabel() {
        return _t("%s more like this", this.props.item.alike);
    }

    /** The buttons after the first one, each with its key. */
    get others() {
        const words = {
            edit: [_t("Edit"), "E"],
            branch: [_t("Branch of…"), "B"],
            merge: [_t("Merge…"), "M"],
            ask: [_t("Ask the seller"), "Q"],
            leave: [this.props.item.kind === "double" ? _t("They are two") : _t("Leave as it is"), "L"],
            skip: [_t("Skip 30 days"), "S"],
        };
        return this.props.item.verbs
            .filter((verb) => words[verb])
            .map((verb) => ({ verb, label: words[verb][0], key: words[verb][1] }));
    }

    get canAccept() {
        return this.props.item.verbs.includes("accept");
    }

    send() {
        return this.props.onAct(this.props.writing, { text: this.state.text });
    }

    onKeydown(ev) {
        if (ev.key === "Enter" && !ev.shiftKey) {
            ev.preventDefault();
            ev.stopPropagation();
            this.send();
        } else if (ev.key === "Escape") {
            ev.stopPropagation();
            this.props.onCancel();
        }
    }
}
