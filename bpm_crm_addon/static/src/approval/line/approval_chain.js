import { Component } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";
import { shortTime } from "../time";

const ICONS = {
    approved: ["fa-check-circle", "text-success"],
    remarked: ["fa-check-circle", "text-success"],
    rejected: ["fa-times-circle", "text-danger"],
    returned: ["fa-reply", "text-danger"],
    pending: ["fa-hourglass-half", "text-warning"],
    waiting: ["fa-circle-o", "text-muted"],
};

/** The people of an approval in their order, with what each of them did and when. */
export class ApprovalChain extends Component {
    static template = "bpm_crm_addon.ApprovalChain";
    static props = { steps: Array };

    get rows() {
        return this.props.steps.map((step, index) => ({
            key: index,
            number: step.sequence || index + 1,
            name: step.name,
            people: (step.people || []).map((person) => this.personLabel(person)).join(", "),
            reason: step.reason || "",
            applies: step.applies !== false,
            icon: (ICONS[step.state] || ICONS.waiting).join(" "),
            status: this.statusOf(step),
            comment: step.comment || "",
        }));
    }

    personLabel(person) {
        if (typeof person === "string") {
            return person;
        }
        if (person.for) {
            return _t("%(name)s (for %(absent)s, away)", { name: person.name, absent: person.for });
        }
        return person.away ? _t("%s (away)", person.name) : person.name;
    }

    statusOf(step) {
        const at = step.at ? shortTime(step.at) : "";
        const said = {
            approved: _t("approved %s", at),
            remarked: _t("approved with remarks %s", at),
            rejected: _t("rejected %s", at),
            returned: _t("returned %s", at),
            skipped: _t("not needed any more"),
            pending: step.seen_at ? _t("asked %(at)s, seen %(seen)s", { at, seen: shortTime(step.seen_at) }) : _t("asked %s", at),
        };
        if (step.applies === false) {
            return _t("not needed");
        }
        return (said[step.state] || "").trim();
    }
}
