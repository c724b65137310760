package io.sluice.node.edge.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which policies a queue takes: those of the form and within the limits of AWS. */
final class PolicyTest {
    private static final String STATEMENT = "{'Effect':'Allow','Principal':'*','Action':'SQS:*','Resource':'*'%s}";

    private static boolean taken(String policy) {
        return QueueAttributes.forSet(Map.of("Policy", policy.replace('\'', '"')), false)
                .match(good -> true, error -> {
                    assertThat(error.text()).isEqualTo("Invalid value for the parameter Policy.");
                    assertThat(error.shape().shapeName()).isEqualTo("InvalidAttributeValue");
                    return false;
                });
    }

    /** What is said of a policy that has more of something than it may. */
    private static String overLimit(String policy) {
        return QueueAttributes.forSet(Map.of("Policy", policy.replace('\'', '"')), false)
                .match(good -> "taken", error -> {
                    assertThat(error.shape().shapeName()).isEqualTo("OverLimit");
                    return error.text();
                });
    }

    private static String several(String format, int count) {
        return IntStream.range(0, count).mapToObj(format::formatted).collect(Collectors.joining(","));
    }

    private static String statements(String statements) {
        return "{'Version':'2012-10-17','Statement':[" + statements + "]}";
    }

    private static String actions(int count) {
        return statements("{'Effect':'Allow','Principal':'*','Action':[" + several("'SQS:A%d'", count) + "]}");
    }

    private static String principals(int count) {
        return statements("{'Effect':'Allow','Principal':{'AWS':[" + several("'%012d'", count - 1)
                + "],'Service':'sns.amazonaws.com'},'Action':'SQS:SendMessage'}");
    }

    private static String conditions(int count) {
        return statements("{'Effect':'Allow','Principal':'*','Action':'SQS:*','Condition':{'StringEquals':{"
                + several("'aws:k%d':'v'", count - 1) + "},'Bool':{'aws:SecureTransport':'true'}}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'Statement':" + "{'Effect':'Deny','Principal':'*','Action':'SQS:*'}}",
                "{'Version':'2008-10-17','Id':'i','Statement':[{'Sid':'a','Effect':'Allow',"
                        + "'Principal':{'AWS':'arn:aws:iam::111111111111:root'},'Action':['SQS:SendMessage']}]}",
                "{'Statement':[{'Effect':'Allow','NotPrincipal':{'AWS':['1','2']},'NotAction':'SQS:DeleteQueue'}]}",
            })
    void takesWhatHasTheForm(String policy) {
        assertThat(taken(policy)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{'Statement':[]}",
                "{'Statement':'all'}",
                "{'Statement':['all']}",
                "{'Version':'2020-01-01','Statement':{'Effect':'Allow','Principal':'*','Action':'SQS:*'}}",
                "{'Statement':{'Principal':'*','Action':'SQS:*'}}",
                "{'Statement':{'Effect':'allow','Principal':'*','Action':'SQS:*'}}",
                "{'Statement':{'Effect':'Allow','Action':'SQS:*'}}",
                "{'Statement':{'Effect':'Allow','Principal':'somebody','Action':'SQS:*'}}",
                "{'Statement':{'Effect':'Allow','Principal':{},'Action':'SQS:*'}}",
                "{'Statement':{'Effect':'Allow','Principal':{'AWS':[]},'Action':'SQS:*'}}",
                "{'Statement':{'Effect':'Allow','Principal':{'AWS':7},'Action':'SQS:*'}}",
                "{'Statement':{'Effect':'Allow','Principal':'*','NotPrincipal':'*','Action':'SQS:*'}}",
                "{'Statement':{'Effect':'Allow','Principal':'*','NotPrincipal':7,'Action':'SQS:*'}}",
                "{'Statement':{'Effect':'Allow','Principal':'*'}}",
                "{'Statement':{'Effect':'Allow','Principal':'*','Action':[]}}",
                "{'Statement':{'Effect':'Allow','Principal':'*','Action':'SQS:*','Condition':'never'}}",
                "{'Statement':{'Sid':7,'Effect':'Allow','Principal':'*','Action':'SQS:*'}}",
                "{'Statement':{'Effect':'Allow','Principal':'*','Action':'SQS:*'}} more",
            })
    void refusesWhatHasNot(String policy) {
        assertThat(taken(policy)).isFalse();
    }

    @Test
    void takesAsMuchAsAwsAndNoMore() {
        String statement = STATEMENT.formatted("");
        assertThat(taken(statements(several(statement, 20)))).isTrue();
        assertThat(overLimit(statements(several(statement, 21))))
                .isEqualTo("21 statements were found in the submitted policy, max allowed is 20");
        assertThat(taken(actions(7))).isTrue();
        assertThat(overLimit(actions(8)))
                .isEqualTo("8 actions were found in a statement from the submitted policy, max allowed is 7");
        assertThat(taken(principals(50))).isTrue();
        assertThat(overLimit(principals(51)))
                .isEqualTo("51 principals were found in the submitted policy, max allowed is 50");
        assertThat(taken(conditions(10))).isTrue();
        assertThat(overLimit(conditions(11)))
                .isEqualTo("11 conditions were found in the submitted policy, max allowed is 10");
        int rest = 8192 - statements(statement).length();
        String padded = STATEMENT.formatted(",'Sid':'" + "x".repeat(rest - 9) + "'");
        assertThat(statements(padded)).hasSize(8192);
        assertThat(taken(statements(padded))).isTrue();
        assertThat(overLimit(statements(padded) + " ")).isEqualTo("Submitted policy is over max allowed size.");
    }

    @Test
    void takesALabelOnce() {
        String labelled = STATEMENT.formatted(",'Sid':'s%d'");
        assertThat(taken(statements(several(labelled, 2)))).isTrue();
        assertThat(taken(statements(several(STATEMENT.formatted(",'Sid':'s'"), 2))))
                .isFalse();
    }
}
