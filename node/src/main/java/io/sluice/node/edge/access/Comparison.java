package io.sluice.node.edge.access;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * An operator of conditions.
 *
 * @param negated it holds where the comparison fits none of the values, and where there is nothing to compare
 */
record Comparison(Kind kind, boolean negated) {
    private static final Map<String, Comparison> BY_NAME = Map.ofEntries(
            Map.entry("StringEquals", new Comparison(String::equals)),
            Map.entry("StringNotEquals", new Comparison(String::equals).not()),
            Map.entry("StringEqualsIgnoreCase", new Comparison(String::equalsIgnoreCase)),
            Map.entry("StringNotEqualsIgnoreCase", new Comparison(String::equalsIgnoreCase).not()),
            Map.entry("StringLike", new Comparison((value, wanted) -> Wildcards.match(wanted, value))),
            Map.entry("StringNotLike", new Comparison((value, wanted) -> Wildcards.match(wanted, value)).not()),
            Map.entry("ArnEquals", new Comparison(Comparison::isArn)),
            Map.entry("ArnLike", new Comparison(Comparison::isArn)),
            Map.entry("ArnNotEquals", new Comparison(Comparison::isArn).not()),
            Map.entry("ArnNotLike", new Comparison(Comparison::isArn).not()),
            Map.entry("Bool", new Comparison(String::equalsIgnoreCase)),
            Map.entry("IpAddress", new Comparison(AddressRange::fits, false)),
            Map.entry("NotIpAddress", new Comparison(AddressRange::fits, true)),
            Map.entry("NumericEquals", numbers(order -> order == 0)),
            Map.entry("NumericNotEquals", numbers(order -> order == 0).not()),
            Map.entry("NumericLessThan", numbers(order -> order < 0)),
            Map.entry("NumericLessThanEquals", numbers(order -> order <= 0)),
            Map.entry("NumericGreaterThan", numbers(order -> order > 0)),
            Map.entry("NumericGreaterThanEquals", numbers(order -> order >= 0)),
            Map.entry("DateEquals", times(order -> order == 0)),
            Map.entry("DateNotEquals", times(order -> order == 0).not()),
            Map.entry("DateLessThan", times(order -> order < 0)),
            Map.entry("DateLessThanEquals", times(order -> order <= 0)),
            Map.entry("DateGreaterThan", times(order -> order > 0)),
            Map.entry("DateGreaterThanEquals", times(order -> order >= 0)));

    private static final int ARN_PARTS = 6;

    /** Compares a value of a call with one of a policy; empty when either makes no sense. */
    @FunctionalInterface
    interface Kind {
        Optional<Boolean> fits(String value, String wanted);
    }

    /** Compares texts, which always make sense. */
    @FunctionalInterface
    private interface Texts {
        boolean fit(String value, String wanted);
    }

    private Comparison(Texts texts) {
        this((value, wanted) -> Optional.of(texts.fit(value, wanted)), false);
    }

    private Comparison not() {
        return new Comparison(kind, true);
    }

    /** The operator of that name. */
    static Optional<Comparison> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** Part by part, so that a star does not reach over a colon. */
    private static boolean isArn(String value, String wanted) {
        String[] parts = value.split(":", ARN_PARTS);
        String[] patterns = wanted.split(":", ARN_PARTS);
        if (parts.length != ARN_PARTS || patterns.length != ARN_PARTS) {
            return false;
        }
        for (int i = 0; i < ARN_PARTS; i++) {
            if (!Wildcards.match(patterns[i], parts[i])) {
                return false;
            }
        }
        return true;
    }

    private static Comparison numbers(IntPredicate order) {
        return new Comparison(
                (value, wanted) ->
                        number(value).flatMap(left -> number(wanted).map(right -> order.test(left.compareTo(right)))),
                false);
    }

    private static Optional<BigDecimal> number(String text) {
        try {
            return text.length() > 32 ? Optional.empty() : Optional.of(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Comparison times(IntPredicate order) {
        return new Comparison(
                (value, wanted) ->
                        time(value).flatMap(left -> time(wanted).map(right -> order.test(left.compareTo(right)))),
                false);
    }

    /** A date, a date with a time, or seconds since 1970. */
    private static Optional<Instant> time(String text) {
        try {
            if (text.matches("[0-9]{1,12}")) {
                return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
            }
            return Optional.of(
                    text.indexOf('T') < 0
                            ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
                            : OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
