package io.sluice.node.model;

/** What a resource is. The number is written to disk and never changes. */
public enum ResourceKind {
    /** What Amazon SQS calls a queue. */
    QUEUE(1);

    private final int number;

    ResourceKind(int number) {
        this.number = number;
    }

    /** The number on disk. */
    public int number() {
        return number;
    }

    /** The kind with this number on disk. */
    public static ResourceKind of(int number) {
        for (ResourceKind kind : values()) {
            if (kind.number == number) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no resource kind has the number " + number);
    }
}
