import { Component, onWillStart, onWillUpdateProps, useEffect, useRef, useState } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

import { tellRefusal } from "../../refusal";
import { decide, useApprovalChanges } from "../decision/decide";
import { shortSpan, shortTime } from "../time";
import { ApprovalTalk } from "../talk/talk";
import { ApprovalChain } from "./approval_chain";
import { setLineFlags } from "./line_flag";

const ICONS = {
    needed: "fa-info-circle",
    required: "fa-info-circle",
    waiting: "fa-hourglass-half",
    offer: "fa-share",
    question: "fa-question-circle",
    returned: "fa-reply",
    rejected: "fa-times-circle",
    approved: "fa-check-circle",
    changed: "fa-exclamation-triangle",
    watching: "fa-eye",
};
const LEVELS = { info: "alert-info", warning: "alert-warning", danger: "alert-danger", success: "alert-success" };
const ASKABLE = ["needed", "required", "returned", "rejected", "changed"];
const REQUEST_BUTTON = "button[name='action_bpm_request_approval']";

/**
 * One line under the header of a document: who has to agree and why, where it is now, what
 * happened. It informs; the header's buttons act. Nothing is shown when no approval is concerned.
 *
 * The line is fetched with the document and again after it was saved or decided on; the old one
 * stays until the new one is there, so that nothing jumps.
 */
export class ApprovalLine extends Component {
    static template = "bpm_crm_addon.ApprovalLine";
    static components = { ApprovalChain, ApprovalTalk };
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.root = useRef("root");
        this.state = useState({ line: { kind: "none" }, open: false, comment: "", urgent: false });
        onWillStart(() => this.load(this.props.record));
        onWillUpdateProps(async ({ record }) => {
            if (record !== this.props.record) {
                const same = record.resId === this.props.record.resId;
                await this.load(record);
                if (!same) {
                    Object.assign(this.state, { open: false, comment: "", urgent: false });
                }
            }
        });
        useApprovalChanges(this.onApprovalChanged);
        this.reloadAfterSaving();
        this.sendCommentWithRequest();
    }

    get isSmall() {
        return this.env.isSmall;
    }

    get isShown() {
        return this.state.line.kind !== "none";
    }

    get icon() {
        return ICONS[this.state.line.kind] || "fa-info-circle";
    }

    get levelClass() {
        return LEVELS[this.state.line.level] || "o_bpm_line_quiet text-muted";
    }

    get canComment() {
        return ASKABLE.includes(this.state.line.kind) && this.props.record.data.bpm_can_request;
    }

    /** Urgent is a word with a budget: how much of it is left is told beside the tick. */
    get urgentLabel() {
        return _t("Urgent (%s left this week)", this.state.line.urgent_left);
    }

    get thresholdButton() {
        // After an approval the choice is to undo or to ask; a third way would only crowd the line.
        return this.canComment && this.state.line.kind !== "changed" && this.state.line.threshold_button;
    }

    /** "Usually 3 h → today ~15:30", once there is history to say so. */
    get usual() {
        const { usual_hours: hours, expected_finish: finish } = this.state.line.preview || {};
        if (!hours || !finish) {
            return "";
        }
        // Working hours: two of them are not a quarter of a day.
        const span = hours < 1 ? shortSpan(hours * 60) : _t("%s h", Math.round(hours));
        return _t("Usually %(span)s of working time → %(finish)s", { span, finish: shortTime(finish) });
    }

    get seen() {
        return ["waiting", "offer", "question", "returned"].includes(this.state.line.kind) ? this.state.line.detail || [] : [];
    }

    /** The header has the others already. */
    get buttons() {
        return (this.state.line.buttons || []).filter(
            ({ name, verb }) => verb || name === "action_bpm_undo_change"
        );
    }

    get hasSheet() {
        return this.state.line.kind === "approved" && this.state.line.request_id;
    }

    get talk() {
        return this.state.line.talk || [];
    }

    /** What the requester said, for the person who is asked. */
    get words() {
        return this.state.line.kind === "waiting" ? this.state.line.comment : "";
    }

    get changes() {
        return this.state.line.changes || [];
    }

    get steps() {
        const { chain, preview } = this.state.line;
        return (chain?.length ? chain : preview?.steps) || [];
    }

    /** One dot per step, as far as the request has come. */
    get dots() {
        return this.state.line.kind === "waiting" && this.steps.length > 1 ? this.steps : [];
    }

    // --- loading ---------------------------------------------------------------------------

    async load(record) {
        if (!record.resId || record.data.bpm_approval_shown === false) {
            this.show({ kind: "none" });
            return;
        }
        const asked = (this.asked = Symbol());
        const line = await this.orm.silent.call(record.resModel, "bpm_approval_line", [[record.resId]]);
        if (asked === this.asked) {
            this.show(line || { kind: "none" });
        }
    }

    show(line) {
        setLineFlags(line.flags || {}, this.state.line.flags);
        this.state.line = line;
    }

    reloadAfterSaving() {
        let wasDirty = false;
        useEffect(
            (dirty) => {
                if (wasDirty && !dirty) {
                    this.load(this.props.record);
                }
                wasDirty = dirty;
            },
            () => [this.props.record.dirty]
        );
    }

    async onApprovalChanged(model, id) {
        const { record } = this.props;
        if (model !== record.resModel || id !== record.resId) {
            return;
        }
        const before = JSON.stringify(this.state.line);
        await this.load(record);
        // What the page shows already is no reason to read it anew under somebody's hands.
        if (JSON.stringify(this.state.line) !== before && !(await record.isDirty())) {
            await record.model.load();
        }
    }

    // --- acting ----------------------------------------------------------------------------

    get hasWords() {
        return this.state.urgent || Boolean(this.state.comment.trim());
    }

    /** The header's Request button takes along what was typed and ticked here. */
    sendCommentWithRequest() {
        useEffect(
            (form) => {
                const onClick = (ev) => {
                    if (this.hasWords && ev.target.closest(REQUEST_BUTTON)) {
                        ev.stopPropagation();
                        ev.preventDefault();
                        this.request();
                    }
                };
                form?.addEventListener("click", onClick, { capture: true });
                return () => form?.removeEventListener("click", onClick, { capture: true });
            },
            () => [this.root.el?.closest(".o_form_view, .o_form_renderer")]
        );
    }

    onCommentKeydown(ev) {
        if (ev.key === "Enter" && this.hasWords) {
            ev.preventDefault();
            this.request();
        }
    }

    press({ name, verb, offer_id }) {
        return verb ? this.talkBack(verb, offer_id) : this.act(name);
    }

    /** Accept, answer or take back: the request does it, and its news reload the document. */
    async talkBack(verb, offerId) {
        const { record } = this.props;
        if (await record.save()) {
            await decide(this.env, { verb, ids: [this.state.line.request_id], offerId });
        }
    }

    /** The paper that proves the approval. */
    async printSheet() {
        const ids = [this.state.line.request_id];
        await this.action.doAction(await this.orm.call("bpm.approval.request", "action_bpm_sheet", [ids]));
    }

    async request() {
        const { comment, urgent } = this.state;
        try {
            await this.act("action_bpm_request_approval", { comment: comment.trim(), urgent });
            Object.assign(this.state, { comment: "", urgent: false });
        } catch (error) {
            tellRefusal(this.notification, error);
        }
    }

    /** Save what is being typed, then carry out a method of the document. */
    async act(method, kwargs = {}) {
        const { record } = this.props;
        if (!(await record.save())) {
            return;
        }
        const result = await this.orm.call(record.resModel, method, [[record.resId]], kwargs);
        if (result?.type) {
            await this.action.doAction(result);
        }
        await record.model.load();
    }
}

export const approvalLine = {
    component: ApprovalLine,
};
registry.category("view_widgets").add("bpm_approval_line", approvalLine);
