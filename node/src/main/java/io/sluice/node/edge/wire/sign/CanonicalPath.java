package io.sluice.node.edge.wire.sign;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The path as it is signed for all services but S3: without empty segments and without those that say "here" or "up",
 * and then encoded once more than it came (the contract, section 4.7).
 */
final class CanonicalPath {
    private static final String HERE = ".";
    private static final String UP = "..";

    private CanonicalPath() {}

    /** Of a path as the client wrote it. */
    static String of(String path) {
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : path.split("/", -1)) {
            if (segment.equals(UP)) {
                segments.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(HERE)) {
                segments.addLast(segment);
            }
        }
        // Only a slash that was written stands at the end: none takes the place of what was dropped there.
        String end = path.endsWith("/") && !segments.isEmpty() ? "/" : "";
        return Escapes.encoded("/" + String.join("/", segments) + end, false);
    }
}
