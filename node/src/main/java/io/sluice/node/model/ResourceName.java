package io.sluice.node.model;

import java.util.Comparator;

/**
 * What users call a resource: unique by kind, account and name, ordered so.
 *
 * @param account twelve digits, as AWS has them
 * @param name checked by the edge after the rules of its kind
 */
public record ResourceName(ResourceKind kind, String account, String name) implements Comparable<ResourceName> {
    private static final Comparator<ResourceName> ORDER = Comparator.comparing(ResourceName::kind)
            .thenComparing(ResourceName::account)
            .thenComparing(ResourceName::name);

    @Override
    public int compareTo(ResourceName other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return account + "/" + name;
    }
}
