package io.sluice.node.edge.wire.sign;

import io.sluice.node.edge.call.ApiError;
import io.sluice.node.edge.call.ErrorShape;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;

/** Times of signatures: how they are written, and how far from now they may be. */
final class SignatureTimes {
    private static final DateTimeFormatter BASIC = new DateTimeFormatterBuilder()
            .appendValue(ChronoField.YEAR, 4)
            .appendValue(ChronoField.MONTH_OF_YEAR, 2)
            .appendValue(ChronoField.DAY_OF_MONTH, 2)
            .appendLiteral('T')
            .appendValue(ChronoField.HOUR_OF_DAY, 2)
            .appendValue(ChronoField.MINUTE_OF_HOUR, 2)
            .appendValue(ChronoField.SECOND_OF_MINUTE, 2)
            .appendLiteral('Z')
            .toFormatter(Locale.ROOT);

    private SignatureTimes() {}

    /** An HTTP date as signatures write times; as it is when it is none. */
    static String ofHttpDate(String date) {
        try {
            return BASIC.format(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .withZoneSameInstant(ZoneOffset.UTC));
        } catch (DateTimeException unreadable) {
            // Said to be unreadable where the time is checked.
            return date;
        }
    }

    private static Optional<Instant> read(String time) {
        try {
            return Optional.of(LocalDateTime.parse(time, BASIC).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    /** What is wrong with the time of a claim; empty when nothing is. */
    static Optional<ApiError> problem(Claim claim, Instant now, Duration skewMax) {
        Optional<Instant> read = read(claim.time());
        if (read.isEmpty()) {
            return Optional.of(new ApiError(
                    ErrorShape.INCOMPLETE_SIGNATURE,
                    "Date must be in ISO-8601 'basic format'. Got '" + claim.time() + "'. See"
                            + " http://en.wikipedia.org/wiki/ISO_8601"));
        }
        if (!claim.time().startsWith(claim.day())) {
            return Optional.of(SignatureErrors.invalid("Date in Credential scope does not match YYYYMMDD from ISO-8601"
                    + " version of date from HTTP: '" + claim.day() + "' != '"
                    + claim.time().substring(0, 8)
                    + "', from '" + claim.time() + "'."));
        }
        Instant signed = read.get();
        String skew = skewMax.toSeconds() % 60 == 0 ? skewMax.toMinutes() + " min.)" : skewMax.toSeconds() + " sec.)";
        if (signed.isAfter(now.plus(skewMax))) {
            return Optional.of(SignatureErrors.invalid("Signature not yet current: " + claim.time()
                    + " is still later than " + text(now.plus(skewMax)) + " (" + text(now) + " + " + skew));
        }
        if (claim.expiresSeconds().isPresent()) {
            Instant end = signed.plusSeconds(claim.expiresSeconds().get());
            return end.isBefore(now)
                    ? Optional.of(new ApiError(
                            ErrorShape.REQUEST_EXPIRED,
                            "Signature expired: " + text(end) + " is now earlier than " + text(now)))
                    : Optional.empty();
        }
        return signed.isBefore(now.minus(skewMax))
                ? Optional.of(SignatureErrors.invalid("Signature expired: " + claim.time() + " is now earlier than "
                        + text(now.minus(skewMax)) + " (" + text(now) + " - " + skew))
                : Optional.empty();
    }

    private static String text(Instant time) {
        return BASIC.format(time.atOffset(ZoneOffset.UTC));
    }
}
