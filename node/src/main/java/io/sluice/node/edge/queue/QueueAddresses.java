package io.sluice.node.edge.queue;

import io.sluice.node.edge.call.ApiCall;
import io.sluice.node.edge.call.Checked;
import io.sluice.node.model.ResourceKind;
import io.sluice.node.model.ResourceName;

/**
 * Names, URLs and ARNs of queues. A URL is taken from any host and port, for any node serves any
 * queue; only its last two path segments count: account and name.
 *
 * @param baseUrl scheme, host and port of the URLs that are given out, without a slash at the end
 * @param region for ARNs
 */
public record QueueAddresses(String baseUrl, String region) {
    /** Characters of a name (AWS: 80, the suffix of FIFO queues among them). */
    static final int NAME_CHARS_MAX = 80;

    /** Suffix of the names of FIFO queues. */
    static final String FIFO_SUFFIX = ".fifo";

    private static final int URL_CHARS_MAX = 2048;
    private static final int ACCOUNT_CHARS_MAX = 64;

    /** The queue that a URL means, or a bare name of this account. */
    Checked<ResourceName> parse(String account, String queueUrl) {
        if (queueUrl.isEmpty()) {
            return Checked.bad(QueueErrors.missing("QueueUrl"));
        }
        int slash = queueUrl.lastIndexOf('/');
        if (slash < 0) {
            return existing(account, queueUrl);
        }
        if (queueUrl.length() > URL_CHARS_MAX) {
            return Checked.bad(QueueErrors.address(queueUrl.substring(0, URL_CHARS_MAX)));
        }
        int end = queueUrl.length();
        if (slash == end - 1) {
            end = slash;
            slash = queueUrl.lastIndexOf('/', end - 1);
        }
        int before = slash <= 0 ? -1 : queueUrl.lastIndexOf('/', slash - 1);
        if (slash < 0 || isAuthority(queueUrl, before, slash)) {
            return Checked.bad(QueueErrors.address(queueUrl));
        }
        String owner = queueUrl.substring(before + 1, slash);
        if (!isName(owner, ACCOUNT_CHARS_MAX)) {
            return Checked.bad(QueueErrors.address(queueUrl));
        }
        return existing(owner, queueUrl.substring(slash + 1, end));
    }

    /** True when what stands between the slashes is no account but the host, as in {@code http://host/name}. */
    private static boolean isAuthority(String url, int before, int slash) {
        return slash == before + 1 || (before > 0 && url.charAt(before - 1) == '/');
    }

    /** The queue of that name and owner. A name that no queue can have is one that no queue has. */
    Checked<ResourceName> existing(String owner, String name) {
        String stem = isFifo(name) ? name.substring(0, name.length() - FIFO_SUFFIX.length()) : name;
        if (name.length() > NAME_CHARS_MAX || !isName(stem, NAME_CHARS_MAX)) {
            return Checked.bad(QueueErrors.missingQueue());
        }
        return Checked.good(new ResourceName(ResourceKind.QUEUE, owner, name));
    }

    /** The standard queue of this account that a name is to be given to. */
    Checked<ResourceName> creatable(String account, String name) {
        return isName(name, NAME_CHARS_MAX)
                ? Checked.good(new ResourceName(ResourceKind.QUEUE, account, name))
                : Checked.bad(QueueErrors.queueName());
    }

    /** The FIFO queue of this account that a name is to be given to. */
    Checked<ResourceName> creatableFifo(String account, String name) {
        return isFifo(name) && existing(account, name) instanceof Checked.Good<ResourceName> good
                ? good
                : Checked.bad(QueueErrors.fifoName());
    }

    /** True for the name of a FIFO queue; all of them, and no others, have such names. */
    static boolean isFifo(String name) {
        return name.endsWith(FIFO_SUFFIX);
    }

    /** True for 1 to so many letters, digits, hyphens and underscores. */
    static boolean isName(String text, int charsMax) {
        int length = text.length();
        if (length == 0 || length > charsMax) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            boolean legal =
                    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
            if (!legal) {
                return false;
            }
        }
        return true;
    }

    /** The URL that is given out: where the caller has reached this node, if the wire tells. */
    String url(ApiCall call, ResourceName queue) {
        return call.origin().orElse(baseUrl) + "/" + queue.account() + "/" + queue.name();
    }

    /** The ARN that is given out. */
    String arn(ResourceName queue) {
        return "arn:aws:sqs:" + region + ":" + queue.account() + ":" + queue.name();
    }
}
