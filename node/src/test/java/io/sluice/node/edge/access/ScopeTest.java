package io.sluice.node.edge.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScopeTest {
    private static final String JOBS = "arn:aws:sqs:us-east-1:111111111111:jobs";

    @ParameterizedTest
    @CsvSource({
        "'',''           ,true",
        "*,''            ,true",
        "*,abc           ,true",
        "a*c,abbbc       ,true",
        "a*c,abbbd       ,false",
        "a*b*c,axbybzc   ,true",
        "a?c,abc         ,true",
        "a?c,ac          ,false",
        "a?,a            ,false",
        "orders-*,orders-,true",
        "orders-*,orders ,false",
        "a.c,abc         ,false",
        "**a**,bab       ,true",
        "ab,abc          ,false",
    })
    void wildcardsStandForAnyCharactersOrForOne(String pattern, String text, boolean matches) {
        assertThat(Wildcards.match(pattern, text.strip())).isEqualTo(matches);
    }

    @Test
    void aPatternOfManyStarsIsDecidedInTime() {
        String pattern = "*a".repeat(Scope.PATTERN_CHARS_MAX / 2);

        assertThat(Wildcards.match(pattern, "b".repeat(10_000))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "sqs:SendMessage,SendMessage,true",
        "SQS:sendmessage,SendMessage,true",
        "sqs:SendMessage,SendMessageBatch,true",
        "sqs:SendMessage,ReceiveMessage,false",
        "sqs:*,PurgeQueue,true",
        "sqs:Get*,GetQueueUrl,true",
        "sluice:*,GetQueueUrl,false",
        "*,GetQueueUrl,true",
    })
    void anActionIsAllowedByItsNameWhateverTheCase(String allowed, String operation, boolean may) {
        Scope scope = new Scope(List.of(allowed), List.of("*"));

        assertThat(scope.allows(Action.ofQueues(operation), JOBS)).isEqualTo(may);
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:sqs:us-east-1:111111111111:jobs,true",
        "arn:aws:sqs:*:*:jobs,true",
        "arn:aws:sqs:us-east-1:111111111111:j*,true",
        "arn:aws:sqs:us-east-1:111111111111:job,false",
        "arn:aws:sqs:us-east-1:222222222222:*,false",
        "*,true",
    })
    void aResourceIsAllowedByItsArn(String allowed, boolean may) {
        Scope scope = new Scope(List.of("sqs:*"), List.of(allowed));

        assertThat(scope.allows(Action.ofQueues("SendMessage"), JOBS)).isEqualTo(may);
    }

    @Test
    void nothingIsAllowedByNothing() {
        assertThat(new Scope(List.of(), List.of("*")).allows(Action.ofQueues("SendMessage"), JOBS))
                .isFalse();
        assertThat(new Scope(List.of("*"), List.of()).allows(Action.ofQueues("SendMessage"), JOBS))
                .isFalse();
    }
}
