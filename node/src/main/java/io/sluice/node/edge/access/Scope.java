package io.sluice.node.edge.access;

import java.util.List;
import java.util.Locale;

/**
 * What an identity may do by itself: these actions on these resources. Both must match; an empty list allows nothing.
 *
 * @param actions as AWS writes them, {@code sqs:SendMessage} or {@code sqs:*}, whatever their case; those of our
 *     administration begin with {@code sluice:}
 * @param resources ARNs, with {@code *} and {@code ?}
 */
public record Scope(List<String> actions, List<String> resources) {
    /** Patterns of either list. */
    public static final int PATTERNS_MAX = 50;

    /** Characters of a pattern. */
    public static final int PATTERN_CHARS_MAX = 512;

    /** Everything. */
    public static final Scope EVERYTHING = new Scope(List.of("*"), List.of("*"));

    public Scope {
        // Names of actions have no case, so all are compared in lower case.
        actions =
                actions.stream().map(action -> action.toLowerCase(Locale.ROOT)).toList();
        resources = List.copyOf(resources);
    }

    /** Whether it allows an action on a resource. */
    public boolean allows(Action action, String arn) {
        return matches(actions, action.comparable()) && matches(resources, arn);
    }

    private static boolean matches(List<String> patterns, String text) {
        for (String pattern : patterns) {
            if (Wildcards.match(pattern, text)) {
                return true;
            }
        }
        return false;
    }
}
