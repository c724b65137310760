package io.sluice.node.edge.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.node.edge.access.Judge.Verdict;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JudgeTest {
    private static final String OWNER = "111111111111";
    private static final String OTHER = "222222222222";
    private static final String ARN = "arn:aws:sqs:us-east-1:" + OWNER + ":jobs";
    private static final Scope NOTHING = new Scope(List.of(), List.of());
    private static final Action SEND = Action.ofQueues("SendMessage");

    private static Caller caller(String account, Scope scope) {
        try {
            return new Caller(
                    new Identity(account, "ann", "KEY", scope, false),
                    Optional.of(InetAddress.getByName("10.1.2.3")),
                    true);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("a literal needs no name service", e);
        }
    }

    private static Verdict judge(Caller caller, Action action, String... statements) {
        Circumstances call = new Circumstances(caller, action, ARN, OWNER, Instant.parse("2026-03-01T12:00:00Z"));
        Optional<Policy> policy = statements.length == 0
                ? Optional.empty()
                : Optional.of(Policy.parse(
                        "{\"Statement\":[" + String.join(",", statements).replace('\'', '"') + "]}"));
        return Judge.judge(call, policy);
    }

    private static String statement(String effect, String principal, String rest) {
        return "{'Effect':'" + effect + "','Principal':" + principal + "," + rest + "}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                // account; scope; statement; verdict
                "111111111111; all; ; ALLOWED",
                "111111111111; none; ; NOT_ALLOWED",
                "222222222222; all; ; NOT_ALLOWED",
                "111111111111; none; '*'; ALLOWED",
                "111111111111; none; {'AWS':'*'}; ALLOWED",
                "111111111111; none; {'AWS':'arn:aws:iam::111111111111:user/ann'}; ALLOWED",
                "111111111111; none; {'AWS':'arn:aws:iam::111111111111:user/bob'}; NOT_ALLOWED",
                "111111111111; none; {'AWS':'arn:aws:iam::111111111111:root'}; NOT_ALLOWED",
                "111111111111; none; {'AWS':'111111111111'}; NOT_ALLOWED",
                "111111111111; none; {'Service':'sns.amazonaws.com'}; NOT_ALLOWED",
                "222222222222; all; '*'; ALLOWED",
                "222222222222; none; '*'; NOT_ALLOWED",
                "222222222222; all; {'AWS':'222222222222'}; ALLOWED",
                "222222222222; all; {'AWS':'arn:aws:iam::222222222222:root'}; ALLOWED",
                "222222222222; all; {'AWS':['333333333333','222222222222']}; ALLOWED",
                "222222222222; all; {'AWS':'arn:aws:iam::222222222222:user/ann'}; ALLOWED",
                "222222222222; all; {'AWS':'arn:aws:iam::222222222222:user/*'}; NOT_ALLOWED",
                "222222222222; all; {'AWS':'333333333333'}; NOT_ALLOWED",
            },
            quoteCharacter = '"')
    void anAllowanceIsForWhomItNames(String account, String scope, String principal, Verdict verdict) {
        Caller caller = caller(account, scope.equals("all") ? Scope.EVERYTHING : NOTHING);
        String[] statements = principal == null
                ? new String[0]
                : new String[] {statement("Allow", principal, "'Action':'sqs:SendMessage','Resource':'" + ARN + "'")};

        assertThat(judge(caller, SEND, statements)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "'Action':'SQS:SendMessage'; ALLOWED",
                "'Action':'sqs:sendmessage'; ALLOWED",
                "'Action':['sqs:Receive*','sqs:Send*']; ALLOWED",
                "'Action':'*'; ALLOWED",
                "'Action':'sqs:ReceiveMessage'; NOT_ALLOWED",
                "'NotAction':'sqs:ReceiveMessage'; ALLOWED",
                "'NotAction':'sqs:*'; NOT_ALLOWED",
                "'Action':'*','Resource':'arn:aws:sqs:*:*:jo?s'; ALLOWED",
                "'Action':'*','Resource':'arn:aws:sqs:us-east-1:111111111111:other'; NOT_ALLOWED",
                "'Action':'*','NotResource':'arn:aws:sqs:us-east-1:111111111111:other'; ALLOWED",
                "'Action':'*','NotResource':'*'; NOT_ALLOWED",
            })
    void aStatementIsAboutTheActionsAndResourcesThatItNames(String rest, Verdict verdict) {
        assertThat(judge(caller(OWNER, NOTHING), SEND, statement("Allow", "'*'", rest)))
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "'StringEquals':{'aws:PrincipalAccount':'111111111111'}; true",
                "'StringEquals':{'AWS:principalaccount':['2','111111111111']}; true",
                "'StringEquals':{'aws:PrincipalAccount':'2'}; false",
                "'StringNotEquals':{'aws:PrincipalAccount':['2','3']}; true",
                "'StringNotEquals':{'aws:PrincipalAccount':['2','111111111111']}; false",
                "'StringEqualsIgnoreCase':{'aws:username':'ANN'}; true",
                "'StringLike':{'aws:username':'a*'}; true",
                "'StringNotLike':{'aws:username':'a*'}; false",
                "'ArnLike':{'aws:PrincipalArn':'arn:aws:iam::*:user/a*'}; true",
                "'ArnEquals':{'aws:PrincipalArn':'arn:aws:iam::111111111111:user/ann'}; true",
                "'ArnLike':{'aws:PrincipalArn':'arn:*'}; false",
                "'ArnNotLike':{'aws:PrincipalArn':'arn:aws:iam::222222222222:user/*'}; true",
                "'ArnLike':{'aws:SourceArn':'arn:aws:sns:*:*:*'}; false",
                "'ArnLikeIfExists':{'aws:SourceArn':'arn:aws:sns:*:*:*'}; true",
                "'StringNotEquals':{'aws:SourceAccount':'1'}; true",
                "'IpAddress':{'aws:SourceIp':'10.0.0.0/8'}; true",
                "'IpAddress':{'aws:SourceIp':['192.168.0.0/16','10.1.2.3']}; true",
                "'IpAddress':{'aws:SourceIp':'10.1.2.4/31'}; false",
                "'IpAddress':{'aws:SourceIp':'10.1.2.2/31'}; true",
                "'IpAddress':{'aws:SourceIp':'::ffff:10.1.2.3'}; true",
                "'IpAddress':{'aws:SourceIp':'fd00::/8'}; false",
                "'NotIpAddress':{'aws:SourceIp':'10.0.0.0/8'}; false",
                "'NotIpAddress':{'aws:SourceIp':'11.0.0.0/8'}; true",
                "'Bool':{'aws:SecureTransport':'true'}; true",
                "'Bool':{'aws:SecureTransport':false}; false",
                "'DateGreaterThan':{'aws:CurrentTime':'2026-03-01T11:59:59Z'}; true",
                "'DateLessThan':{'aws:CurrentTime':'2026-03-01'}; false",
                "'DateLessThanEquals':{'aws:EpochTime':'1772366400'}; true",
                "'NumericGreaterThan':{'aws:EpochTime':'1772366400'}; false",
                "'NumericGreaterThanEquals':{'aws:EpochTime':1772366400}; true",
                "'Null':{'aws:SourceArn':'true'}; true",
                "'Null':{'aws:SourceIp':'true'}; false",
                "'Null':{'aws:SourceIp':'false'}; true",
                "'ForAnyValue:StringEquals':{'aws:username':['bob','ann']}; true",
                "'ForAllValues:StringEquals':{'aws:TagKeys':['a']}; true",
                "'StringEquals':{'aws:username':'ann'},'Bool':{'aws:SecureTransport':'false'}; false",
            })
    void aConditionHoldsAsAwsHasIt(String conditions, boolean holds) {
        String rest = "'Action':'*','Condition':{" + conditions + "}";

        assertThat(judge(caller(OWNER, NOTHING), SEND, statement("Allow", "'*'", rest)))
                .isEqualTo(holds ? Verdict.ALLOWED : Verdict.NOT_ALLOWED);
        assertThat(judge(caller(OWNER, Scope.EVERYTHING), SEND, statement("Deny", "'*'", rest)))
                .isEqualTo(holds ? Verdict.DENIED : Verdict.ALLOWED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'BinaryEquals':{'aws:username':'YW5u'}",
                "'Strange':{'aws:username':'ann'}",
                "'IpAddress':{'aws:SourceIp':'example.com'}",
                "'IpAddress':{'aws:SourceIp':'10.0.0.0/33'}",
                "'NumericEquals':{'aws:EpochTime':'now'}",
                "'DateEquals':{'aws:CurrentTime':'today'}"
            })
    void whatIsNotUnderstoodAllowsNothingAndDeniesAll(String condition) {
        String rest = "'Action':'*','Condition':{" + condition + "}";

        assertThat(judge(caller(OWNER, NOTHING), SEND, statement("Allow", "'*'", rest)))
                .isEqualTo(Verdict.NOT_ALLOWED);
        assertThat(judge(caller(OWNER, Scope.EVERYTHING), SEND, statement("Deny", "'*'", rest)))
                .isEqualTo(Verdict.DENIED);
    }

    @Test
    void anExplicitDenialWinsInAnyOrder() {
        String allow = statement("Allow", "'*'", "'Action':'*'");
        String deny = statement("Deny", "{'AWS':'" + OWNER + "'}", "'Action':'sqs:Send*'");

        assertThat(judge(caller(OWNER, Scope.EVERYTHING), SEND, allow, deny)).isEqualTo(Verdict.DENIED);
        assertThat(judge(caller(OWNER, Scope.EVERYTHING), SEND, deny, allow)).isEqualTo(Verdict.DENIED);
        assertThat(judge(caller(OTHER, Scope.EVERYTHING), SEND, deny, allow)).isEqualTo(Verdict.ALLOWED);
    }

    @Test
    void aDenialOfAllButSomeIsForTheOthers() {
        String deny = "{'Effect':'Deny','NotPrincipal':{'AWS':'arn:aws:iam::" + OWNER + ":user/ann'},'Action':'*'}";

        assertThat(judge(caller(OWNER, Scope.EVERYTHING), SEND, deny)).isEqualTo(Verdict.ALLOWED);
        assertThat(judge(caller(OTHER, Scope.EVERYTHING), SEND, deny)).isEqualTo(Verdict.DENIED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DeleteQueue",
                "SetQueueAttributes",
                "AddPermission",
                "TagQueue",
                "StartMessageMoveTask",
                "RedriveDeadLetters",
                "UndoRedrive",
                "SetDelivery",
                "SkipMessageGroupHead"
            })
    void someActionsAreTheOwnersAlone(String operation) {
        Action action = Action.ofQueues(operation);
        String allow = statement("Allow", "'*'", "'Action':'*'");

        assertThat(judge(caller(OTHER, Scope.EVERYTHING), action, allow)).isEqualTo(Verdict.NOT_ALLOWED);
        assertThat(judge(caller(OWNER, NOTHING), action, allow)).isEqualTo(Verdict.ALLOWED);
    }

    @Test
    void inDevelopmentModeNothingIsDenied() {
        Caller anybody = Caller.development(OWNER);

        assertThat(judge(anybody, SEND, statement("Deny", "'*'", "'Action':'*'")))
                .isEqualTo(Verdict.ALLOWED);
    }
}
