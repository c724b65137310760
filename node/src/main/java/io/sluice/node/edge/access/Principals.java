package io.sluice.node.edge.access;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Whom a statement is about.
 *
 * @param everybody also those of whom nothing is known
 * @param names accounts and ARNs; services and whatever else is no caller of ours are left out
 */
record Principals(boolean everybody, List<String> names) {
    private static final String EVERYBODY = "*";
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

    Principals {
        names = List.copyOf(names);
    }

    /** How a caller is meant. */
    enum Match {
        /** Not at all. */
        NOBODY,
        /** By his account. */
        ACCOUNT,
        /** Himself, or as one of all. */
        CALLER
    }

    static Principals of(JsonNode principal) {
        if (principal.isTextual()) {
            return new Principals(principal.asText().equals(EVERYBODY), List.of());
        }
        List<String> names = Policy.texts(principal.path("AWS"));
        return new Principals(names.contains(EVERYBODY), names);
    }

    Match match(Identity identity) {
        if (everybody || names.contains(identity.arn())) {
            return Match.CALLER;
        }
        for (String name : names) {
            boolean root = name.startsWith("arn:aws:iam::") && name.endsWith(":root");
            String account = root ? name.substring("arn:aws:iam::".length(), name.length() - ":root".length()) : name;
            if (ACCOUNT.matcher(account).matches() && account.equals(identity.account())) {
                return Match.ACCOUNT;
            }
        }
        return Match.NOBODY;
    }
}
