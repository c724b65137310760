package io.sluice.node.edge.call;

/**
 * What is told to a caller whose call did not succeed, whatever the wire it came by.
 *
 * @param text AWS's words, where AWS has words for it
 */
public record ApiError(ErrorShape shape, String text) {
    /** True when the caller is at fault and the same call would fail again. */
    public boolean senderFault() {
        return shape.senderFault();
    }
}
