package io.sluice.cluster.check;

/**
 * A rule that was broken.
 *
 * @param rule its number in the list of invariants, such as {@code Q1}
 * @param detail what was seen, with ids and times
 */
public record Violation(String rule, String detail) {
    @Override
    public String toString() {
        return rule + ": " + detail;
    }
}
