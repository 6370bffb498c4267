import { _t } from "@web/core/l10n/translation";

/**
 * What a person can do with an approval request, and what must be asked before.
 * A verb without `title` is carried out at once.
 */
export function verbs() {
    const returnReasons = [
        _t("The discount is too high."),
        _t("Prepayment is needed."),
        _t("Payment terms need another look."),
        _t("Please explain the price."),
    ];
    const rejectReasons = [
        _t("It does not pay for us."),
        _t("The customer owes us too much."),
        _t("We do not sell on such terms."),
    ];
    return {
        approve: {},
        remind: {},
        take_back: {},
        withdraw: {},
        remark: {
            title: _t("Approve with remarks"),
            verbLabel: _t("Approve with Remarks"),
            explanation: _t("It is approved, and your remark stays with it."),
            textRequired: true,
        },
        return: {
            title: _t("Return for changes"),
            verbLabel: _t("Return for Changes"),
            reasons: returnReasons,
            textRequired: true,
        },
        reject: {
            title: _t("Reject"),
            verbLabel: _t("Reject"),
            verbClass: "btn-danger",
            reasons: rejectReasons,
            textRequired: true,
        },
        offer: {},
        accept: {},
        withdraw_offer: {},
        decline: {
            title: _t("Answer the counter-offer"),
            verbLabel: _t("Send"),
            explanation: _t("It is not accepted, and the approver decides again with your answer."),
            textLabel: _t("Your answer"),
            textRequired: true,
        },
        ask: {
            title: _t("Ask"),
            verbLabel: _t("Ask"),
            textLabel: _t("Your question"),
            textRequired: true,
            asksPerson: true,
            personOptional: true,
            personLabel: _t("Whom"),
            asksPause: true,
        },
        answer: {
            title: _t("Answer"),
            verbLabel: _t("Send"),
            textLabel: _t("Your answer"),
            textRequired: true,
        },
        forward: {
            title: _t("Forward to a colleague"),
            verbLabel: _t("Forward"),
            explanation: _t("The colleague decides instead of you."),
            asksPerson: true,
        },
        add: {
            title: _t("Ask one more person"),
            verbLabel: _t("Add Approver"),
            explanation: _t("This person has to agree as well."),
            asksPerson: true,
            asksText: false,
        },
        move: {
            title: _t("Hand over"),
            verbLabel: _t("Hand Over"),
            textRequired: true,
        },
        reassign: {
            title: _t("Hand over to another person"),
            verbLabel: _t("Hand Over"),
            explanation: _t("Several people are asked now. The person you choose decides instead of one of them."),
            asksPerson: true,
            textRequired: true,
        },
    };
}
