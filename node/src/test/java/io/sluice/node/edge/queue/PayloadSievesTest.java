package io.sluice.node.edge.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.sluice.node.command.BrowseEntry;
import io.sluice.node.command.BrowseFilter;
import io.sluice.node.command.BrowsedState;
import io.sluice.node.command.Bytes;
import io.sluice.node.machine.Sieve;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PayloadSievesTest {
    private static final long NOW = 1_000_000;
    private static final String ORDER =
            "{\"id\":17,\"price\":10.5,\"ok\":true,\"no\":null,\"tags\":[\"a\",\"b\"],\"to\":{\"city\":\"Ulm\"}}";

    private final PayloadSieves sieves = new PayloadSieves();

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "true; KEPT",
                "false; LEFT",
                "body.contains('price'); KEPT",
                "body.contains('prize'); LEFT",
                "body.matches('\"id\":[0-9]+,'); KEPT",
                "json.id == 17; KEPT",
                "json.id == 18; LEFT",
                "json.price > 10; KEPT",
                "json.price < 10; LEFT",
                "json.ok; KEPT",
                "json.no == null; KEPT",
                "json.to.city == 'Ulm'; KEPT",
                "'b' in json.tags; KEPT",
                "json.tags.exists(t, t == 'c'); LEFT",
                "has(json.nothing); LEFT",
                "json.nothing == 1; FAILED",
                "json.to == 'Ulm' || json.id == 17; KEPT",
                "json.id + 'x' == '17x'; FAILED",
                "attributes['color'] == 'red'; KEPT",
                "attributes['weight'] == '3'; KEPT",
                "'blob' in attributes; LEFT",
                "attributes['none'] == 'x'; FAILED",
                "group == 'g1'; KEPT",
                "state == 'in_flight'; KEPT",
                "age == 100; KEPT",
                "age > 3600; LEFT",
                "receives >= 2; KEPT",
                "size == 79; KEPT",
                "json; FAILED"
            })
    void judges(String expression, Sieve.Verdict expected) {
        Sieve sieve = sieve("", expression);

        assertThat(sieve.judge(message(ORDER), NOW)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "body ==", "body", "nothing == 1", "body.contains(1)", "age + 1", "while (true) {}"})
    void refusesWhatIsNoCondition(String expression) {
        assertThat(MessageExpression.of(expression).<Boolean>match(good -> true, bad -> false))
                .isFalse();
    }

    @Test
    void boundsAnExpression() {
        String longest = "true" + " ".repeat(4092);
        String deep = "(".repeat(300) + "true" + ")".repeat(300);

        assertThat(MessageExpression.of(longest).<Boolean>match(good -> true, bad -> false))
                .isTrue();
        assertThat(MessageExpression.of(longest + " ").<Boolean>match(good -> true, bad -> false))
                .isFalse();
        assertThat(MessageExpression.of(deep).<Boolean>match(good -> true, bad -> false))
                .isFalse();
    }

    /** Each of a thousand elements with each other: a million steps. */
    @Test
    void boundsAnEvaluation() {
        String list = "[" + "1,".repeat(999) + "1]";
        Sieve sieve = sieve("", "json.all(a, json.all(b, a == b))");

        assertThat(sieve.judge(message(list), NOW)).isEqualTo(Sieve.Verdict.FAILED);
        assertThat(sieve.judge(message("[1,1]"), NOW)).isEqualTo(Sieve.Verdict.KEPT);
    }

    /** A matcher that tries everything would take for ever. */
    @Test
    void matchesInLinearTime() {
        Sieve sieve = sieve("", "body.matches('^(a+)+$')");

        assertThat(sieve.judge(message("a".repeat(5000) + "b"), NOW)).isEqualTo(Sieve.Verdict.LEFT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain text", "{", "1 2", "123456789012345678901234567890", "{\"a\":1}}"})
    void cannotSayOfWhatIsNoJson(String body) {
        assertThat(sieve("", "json == 1").judge(message(body), NOW)).isEqualTo(Sieve.Verdict.FAILED);
    }

    @Test
    void cannotSayOfWhatIsTooDeep() {
        String deep = "[".repeat(2000) + "]".repeat(2000);

        assertThat(sieve("", "json == 1").judge(message(deep), NOW)).isEqualTo(Sieve.Verdict.FAILED);
    }

    @Test
    void picksAGroup() {
        assertThat(sieve("g1", "").judge(message("x"), NOW)).isEqualTo(Sieve.Verdict.KEPT);
        assertThat(sieve("g2", "").judge(message("x"), NOW)).isEqualTo(Sieve.Verdict.LEFT);
        assertThat(sieve("g2", "json.nothing").judge(message("x"), NOW)).isEqualTo(Sieve.Verdict.LEFT);
        assertThat(sieve("", "").judge(message("x"), NOW)).isEqualTo(Sieve.Verdict.KEPT);
    }

    private Sieve sieve(String group, String expression) {
        return sieves.make(new BrowseFilter(List.of(), group, 0, Long.MAX_VALUE, expression))
                .orElseThrow();
    }

    static BrowseEntry message(String body) {
        Bytes payload = Payloads.seal(
                body.getBytes(StandardCharsets.UTF_8),
                new byte[16],
                List.of(
                        new UserAttribute("blob", "Binary", ByteString.copyFromUtf8("b"), true),
                        new UserAttribute("color", "String", ByteString.copyFromUtf8("red"), false),
                        new UserAttribute("weight", "Number", ByteString.copyFromUtf8("3"), false)),
                "",
                "sender",
                "g1",
                "");
        return new BrowseEntry(
                5,
                BrowsedState.IN_FLIGHT,
                2,
                910_000,
                950_000,
                NOW + 5,
                "",
                NOW - 100_999,
                payload,
                Optional.empty(),
                0,
                List.of(),
                4);
    }
}
