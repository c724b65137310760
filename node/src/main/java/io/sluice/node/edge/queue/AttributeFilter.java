package io.sluice.node.edge.queue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which user attributes a receiver asks for: exact names, {@code All}, {@code *}, {@code .*}, and
 * {@code prefix.*}. A name that no attribute has asks for nothing and is no error.
 */
final class AttributeFilter {
    /** Asks for none. */
    private static final AttributeFilter NONE = new AttributeFilter(false, Set.of(), List.of());

    private static final AttributeFilter EVERY = new AttributeFilter(true, Set.of(), List.of());
    private static final String PREFIX_MARK = ".*";

    private final boolean every;
    private final Set<String> names;
    private final List<String> prefixes;

    private AttributeFilter(boolean every, Set<String> names, List<String> prefixes) {
        this.every = every;
        this.names = names;
        this.prefixes = prefixes;
    }

    /** Reads what is asked for. */
    static AttributeFilter of(List<String> asked) {
        if (asked.isEmpty()) {
            return NONE;
        }
        Set<String> names = new HashSet<>();
        List<String> prefixes = new ArrayList<>();
        for (String name : asked) {
            if (name.equals("All") || name.equals("*") || name.equals(PREFIX_MARK)) {
                return EVERY;
            }
            if (name.endsWith(PREFIX_MARK)) {
                prefixes.add(name.substring(0, name.length() - PREFIX_MARK.length()));
            } else {
                names.add(name);
            }
        }
        return new AttributeFilter(false, names, prefixes);
    }

    /** True when nothing is asked for, so that nobody need look. */
    boolean isNone() {
        return this == NONE;
    }

    /** True when the attribute is asked for. */
    boolean wants(String name) {
        if (every || names.contains(name)) {
            return true;
        }
        for (String prefix : prefixes) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
