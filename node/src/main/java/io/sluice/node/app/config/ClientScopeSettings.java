package io.sluice.node.app.config;

import io.sluice.node.edge.access.Scope;
import java.util.List;

/**
 * What those may do by themselves whose certificate names them so.
 *
 * @param name common name of certificates, with {@code *} and {@code ?}
 * @param allow actions, as for an access key
 * @param on ARNs of queues, as for an access key
 */
public record ClientScopeSettings(String name, List<String> allow, List<String> on) implements Section {
    private static final String PATTERN = "[!-~]{1," + Scope.PATTERN_CHARS_MAX + "}";

    public ClientScopeSettings {
        Check.text(
                "name", name, "[A-Za-z0-9+=.@_*?-]{1,64}", "a common name that can stand in an ARN, or * and ? in it");
        patterns("allow", allow);
        patterns("on", on);
        allow = List.copyOf(allow);
        on = List.copyOf(on);
    }

    private static void patterns(String key, List<String> patterns) {
        Check.range(key, patterns.size(), 0, Scope.PATTERNS_MAX);
        patterns.forEach(pattern ->
                Check.text(key, pattern, PATTERN, "1 to " + Scope.PATTERN_CHARS_MAX + " characters without spaces"));
    }
}
