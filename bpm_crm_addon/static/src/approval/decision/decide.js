import { useComponent, useEnv } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useBus } from "@web/core/utils/hooks";

import { DecisionDialog } from "./decision_dialog";
import { OfferDialog } from "./offer_dialog";
import { verbs } from "./verbs";

export const APPROVAL_CHANGED = "BPM:APPROVAL-CHANGED";

/**
 * Ask the person for what the verb needs.
 *
 * @param {string} name of what is decided on, for the dialog's title
 * @param {number} requestId of what is decided on, where the dialog looks things up
 * @param {{id: number, name: string, step: string}[]} choices the decisions one of which is meant
 * @returns {Promise<{comment: string, userId: number|false, percent: number|undefined,
 *   pause: boolean|undefined, choice: number|undefined}|null>} null when they changed their mind
 */
export function askFor(env, verb, name, requestId, choices = []) {
    const asked = verbs()[verb];
    if (verb === "offer") {
        return askIn(env, OfferDialog, { requestId, name: name || "" });
    }
    if (!asked.title) {
        return Promise.resolve({ comment: "", userId: false });
    }
    const title = name ? `${asked.title}: ${name}` : asked.title;
    return askIn(env, DecisionDialog, { ...asked, title, choices });
}

function askIn(env, dialog, props) {
    return new Promise((resolve) => {
        let answer = null;
        env.services.dialog.add(
            dialog,
            { ...props, decide: (given) => (answer = given) },
            { onClose: () => resolve(answer) }
        );
    });
}

/** What was given in a dialog, as the server's methods take it. */
export function asArguments({ comment, userId, percent, pause }) {
    return {
        comment,
        user_id: userId || false,
        ...(percent === undefined ? {} : { percent }),
        ...(pause ? { pause } : {}),
    };
}

/** Carry out a verb on requests, asking first when needed. Null when the person gave up. */
export async function decide(env, { verb, ids, name, choices, offerId }) {
    const given = await askFor(env, verb, name, ids[0], choices);
    if (!given) {
        return null;
    }
    const result = await env.services.orm.call("bpm.approval.request", "bpm_decide", [ids, verb], {
        ...asArguments(given),
        places: given.choice ? [given.choice] : [],
        ...(offerId ? { offer_id: offerId } : {}),
    });
    announce(env, result);
    return result;
}

/** Say what happened; a decision can be taken back from the same notice. */
export function announce(env, result) {
    const { message, kind, take_back: ids } = result;
    const buttons = [];
    if (ids?.length) {
        buttons.push({
            name: _t("Take Back"),
            onClick: async () => {
                close();
                await decide(env, { verb: "take_back", ids });
            },
        });
    }
    const close = env.services.notification.add(message, {
        type: kind || "success",
        buttons,
        autocloseDelay: ids?.length ? 10000 : 4000,
    });
    env.bus.trigger(APPROVAL_CHANGED, result.documents || []);
}

/**
 * Call `callback(model, id)` when an approval of a document changed, here or elsewhere.
 */
export function useApprovalChanges(callback) {
    const component = useComponent();
    const env = useEnv();
    useBus(env.bus, APPROVAL_CHANGED, ({ detail }) => {
        for (const [model, id] of detail) {
            callback.call(component, model, id);
        }
    });
}

// Buttons of forms return these two: ask and decide; or say what was done.
registry.category("actions").add("bpm_approval_decide", async (env, { params }) => {
    const done = await decide(env, params);
    return done && { type: "ir.actions.act_window_close" };
});

registry.category("actions").add("bpm_approval_done", (env, { params }) => {
    announce(env, params);
    return { type: "ir.actions.act_window_close" };
});
