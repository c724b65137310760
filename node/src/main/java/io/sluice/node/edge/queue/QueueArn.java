package io.sluice.node.edge.queue;

import io.sluice.node.edge.call.Checked;
import io.sluice.node.model.ResourceKind;
import io.sluice.node.model.ResourceName;
import java.util.Optional;

/** ARN of a queue: {@code arn:aws:sqs:region:account:name}. */
record QueueArn(String region, String account, String name) {
    private static final int CHARS_MAX = 512;
    private static final int PARTS = 6;

    /** The ARN of that text, if it is one of a queue. */
    static Optional<QueueArn> parse(String text) {
        if (text.length() > CHARS_MAX) {
            return Optional.empty();
        }
        String[] parts = text.split(":", -1);
        boolean isOfQueue = parts.length == PARTS
                && parts[0].equals("arn")
                && !parts[1].isEmpty()
                && parts[2].equals("sqs")
                && !parts[3].isEmpty()
                && !parts[4].isEmpty()
                && !parts[5].isEmpty();
        return isOfQueue ? Optional.of(new QueueArn(parts[3], parts[4], parts[5])) : Optional.empty();
    }

    /** The ARN that a parameter of a call must be. */
    static Checked<QueueArn> parameter(String name, String text) {
        if (text.isEmpty()) {
            return Checked.bad(QueueErrors.missing(name));
        }
        return parse(text).map(Checked::good).orElseGet(() -> Checked.bad(QueueErrors.arnFormat(name)));
    }

    /** The queue's name in this cluster; empty when it is of another region, or no queue can have it. */
    Optional<ResourceName> resource(QueueAddresses addresses) {
        boolean here = region.equals(addresses.region())
                && addresses.existing(account, name) instanceof Checked.Good<ResourceName>;
        return here ? Optional.of(new ResourceName(ResourceKind.QUEUE, account, name)) : Optional.empty();
    }

    /** True when the name is one of a FIFO queue. */
    boolean isFifo() {
        return name.endsWith(QueueAddresses.FIFO_SUFFIX);
    }
}
