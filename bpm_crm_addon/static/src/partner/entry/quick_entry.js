import { Component, onMounted, useRef, useState } from "@odoo/owl";

import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";

import { LookAlikes } from "./look_alikes";

/** A counterparty in two taps: a name, a phone, saved. Whatever is typed is accepted. */
export class QuickEntry extends Component {
    static template = "bpm_crm_addon.QuickEntry";
    static components = { Dialog, LookAlikes };
    static props = { close: Function, onSaved: { type: Function, optional: true } };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.name = useRef("name");
        this.phone = useRef("phone");
        this.state = useState({ name: "", phone: "", isCompany: true, chosen: false, busy: false });
        onMounted(() => this.name.el.focus());
    }

    get title() {
        return _t("New Counterparty");
    }

    get isEmpty() {
        return !this.state.name.trim() && !this.state.phone.trim();
    }

    /** The kind follows the name until somebody has chosen it. */
    onHints({ is_company: isCompany }) {
        if (!this.state.chosen) {
            this.state.isCompany = isCompany;
        }
    }

    choose(isCompany) {
        Object.assign(this.state, { isCompany, chosen: true });
    }

    onNameKey(ev) {
        if (ev.key === "Enter") {
            ev.preventDefault();
            this.phone.el.focus();
        }
    }

    onPhoneKey(ev) {
        if (ev.key === "Enter") {
            ev.preventDefault();
            this.save();
        }
    }

    async save() {
        if (this.state.busy || this.isEmpty) {
            return;
        }
        this.state.busy = true;
        const { name, phone, isCompany } = this.state;
        let partner;
        try {
            partner = await this.orm.call("res.partner", "bpm_quick_create", [], { name, phone, is_company: isCompany });
        } finally {
            this.state.busy = false;
        }
        this.props.close();
        const buttons = [{ name: _t("Open"), primary: true, onClick: () => this.open(partner) }];
        this.notification.add(_t("%s is noted down.", partner.name), { type: "success", buttons });
        await this.props.onSaved?.(partner);
    }

    open({ id }) {
        this.props.close();
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "res.partner",
            res_id: id,
            views: [[false, "form"]],
        });
    }

    /** Everything else, on Odoo's own form, with what is typed already. */
    more() {
        const { name, phone, isCompany } = this.state;
        this.props.close();
        return this.action.doAction({
            type: "ir.actions.act_window",
            name: this.title,
            res_model: "res.partner",
            views: [[false, "form"]],
            context: { default_name: name, default_phone: phone, default_is_company: isCompany },
        });
    }
}

/** Open the small form; `onSaved` is called with the counterparty that was made. */
export function enterQuickly(env, onSaved) {
    env.services.dialog.add(QuickEntry, { onSaved });
}

registry.category("actions").add("bpm_quick_entry", (env) => enterQuickly(env));
