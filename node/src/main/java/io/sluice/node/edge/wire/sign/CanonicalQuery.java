package io.sluice.node.edge.wire.sign;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The query as it is signed: each name and value escaped in one way, in the order of names and values. A bare plus is a
 * space, as forms have it: were it signed as a plus, a signature over one would hold for the other.
 */
final class CanonicalQuery {
    private static final String SIGNATURE = "X-Amz-Signature";

    private CanonicalQuery() {}

    /** A parameter, still encoded. */
    record Pair(String name, String value) {}

    static List<Pair> pairs(String query) {
        List<Pair> pairs = new ArrayList<>();
        for (String part : query.split("&", -1)) {
            if (!part.isEmpty()) {
                int equal = part.indexOf('=');
                pairs.add(
                        equal < 0 ? new Pair(part, "") : new Pair(part.substring(0, equal), part.substring(equal + 1)));
            }
        }
        return pairs;
    }

    static String of(String query) {
        return pairs(query).stream()
                .map(pair -> new Pair(Escapes.inOneWay(pair.name()), Escapes.inOneWay(pair.value())))
                .filter(pair -> !pair.name().equals(SIGNATURE))
                .sorted(Comparator.comparing(Pair::name).thenComparing(Pair::value))
                .map(pair -> pair.name() + "=" + pair.value())
                .collect(Collectors.joining("&"));
    }
}
