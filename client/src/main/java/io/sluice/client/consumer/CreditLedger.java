package io.sluice.client.consumer;

/**
 * Accounts for credit: {@code target = inHand + open + grantable}, always. Credit is never lost with a
 * stream, since what was open on it simply becomes grantable again. For one thread.
 */
final class CreditLedger {
    private final int target;
    private int open;

    CreditLedger(int target) {
        this.target = target;
    }

    /** What may be granted on a stream that is open. */
    int grantable(int inHand) {
        return Math.max(0, target - inHand - open);
    }

    /** Worth a step of its own: a quarter of the target, or all of it. */
    boolean worthGranting(int grantable) {
        return grantable > 0 && (grantable >= Math.max(1, target / 4) || open == 0);
    }

    void granted(int messages) {
        open += messages;
    }

    void received(int messages) {
        // A node that pushes more than it was granted does not make the account negative.
        open = Math.max(0, open - messages);
    }

    void streamEnded() {
        open = 0;
    }

    int open() {
        return open;
    }
}
