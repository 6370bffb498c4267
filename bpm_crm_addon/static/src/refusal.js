import { RPCError } from "@web/core/network/rpc";

/** Tell what the server refused, in its own sentence; anything else is an error as ever. */
export function tellRefusal(notification, error) {
    if (!(error instanceof RPCError) || !error.data?.message) {
        throw error;
    }
    notification.add(error.data.message, { type: "warning", sticky: true });
}
