package io.sluice.node.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.node.golden.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No rule is only a name: each has a mistake that is caught under it, and one with a number a golden script. */
final class RuleTest {
    private static final Pattern REMARK = Pattern.compile("# ([QF]\\d+(?:, [QF]\\d+)*): .*");

    @ParameterizedTest
    @EnumSource(Rule.class)
    void eachRuleHasAMistakeThatMustBeCaughtUnderIt(Rule rule) {
        assertThat(Mistakes.all()).anyMatch(mistake -> mistake.broken().get(0) == rule);
    }

    @Test
    void eachNumberedRuleHasAGoldenScriptThatBeginsWithIt() throws IOException {
        Set<String> numbers = new TreeSet<>();
        for (String kind : List.of("queue", "fifo")) {
            try (Stream<Path> scripts = Files.list(Golden.resources().resolve(kind))) {
                for (Path script : scripts.toList()) {
                    Matcher remark = REMARK.matcher(Files.readAllLines(script).get(0));
                    if (remark.matches()) {
                        numbers.addAll(List.of(remark.group(1).split(", ")));
                    }
                }
            }
        }

        assertThat(numbers)
                .containsExactlyInAnyOrderElementsOf(Stream.of(Rule.values())
                        .filter(Rule::isNumbered)
                        .map(Rule::number)
                        .toList());
    }
}
