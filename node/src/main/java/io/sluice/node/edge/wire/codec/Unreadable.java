package io.sluice.node.edge.wire.codec;

/** What a client has sent does not have the shape that it must have; the message is for the client. */
public final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    private final String text;

    /** Says what is wrong, as AWS does where it is known. */
    public Unreadable(String text) {
        // A mistake of a client: where in our code it was noticed is of no interest, and costs time.
        super(text, null, false, false);
        this.text = text;
    }

    /** What is wrong, for the client. */
    public String text() {
        return text;
    }
}
