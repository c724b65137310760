package io.sluice.node.edge.access;

import java.util.List;

/**
 * What the holders of certificates may do by themselves, by the user that a certificate names.
 *
 * @param entries asked in their order; the first that fits counts alone
 */
public record CertificateScopes(List<Entry> entries) {
    private static final Scope NOTHING = new Scope(List.of(), List.of());

    public CertificateScopes {
        entries = List.copyOf(entries);
    }

    /**
     * What those may do who are called so.
     *
     * @param name of a user, {@link CertificateName#user}, with {@code *} and {@code ?}
     */
    public record Entry(String name, Scope scope) {}

    /** What this user may do; nothing, if no entry names him. */
    public Scope of(CertificateName certificate) {
        return entries.stream()
                .filter(entry -> Wildcards.match(entry.name(), certificate.user()))
                .map(Entry::scope)
                .findFirst()
                .orElse(NOTHING);
    }
}
