package io.sluice.node.edge.queue;

import static io.sluice.node.edge.queue.Face.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.sluice.api.v1.AddPermissionRequest;
import io.sluice.api.v1.GetQueueAttributesRequest;
import io.sluice.api.v1.RemovePermissionRequest;
import io.sluice.api.v1.SetQueueAttributesRequest;
import io.sluice.node.command.QueueCommand;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PermissionsTest {
    private static final String ARN = "arn:aws:sqs:us-east-1:000000000000:jobs";
    private static final List<String> ACCOUNT = List.of("111111111111");
    private static final List<String> SEND = List.of("SendMessage");

    private final Face face = new Face();

    @BeforeEach
    void create() {
        face.create("jobs");
    }

    @AfterEach
    void close() {
        face.close();
    }

    private void add(String label, List<String> accounts, List<String> actions) {
        add(label, accounts, actions, "");
    }

    private void add(String label, List<String> accounts, List<String> actions, String requestId) {
        face.queues.addPermission(AddPermissionRequest.newBuilder()
                .setQueueUrl("jobs")
                .setLabel(label)
                .addAllAwsAccountIds(accounts)
                .addAllActions(actions)
                .setRequestId(requestId)
                .build());
    }

    private void remove(String label) {
        face.queues.removePermission(RemovePermissionRequest.newBuilder()
                .setQueueUrl("jobs")
                .setLabel(label)
                .build());
    }

    private void set(String policy) {
        face.queues.setQueueAttributes(SetQueueAttributesRequest.newBuilder()
                .setQueueUrl("jobs")
                .putAttributes("Policy", policy)
                .build());
    }

    private String policy() {
        return face.queues
                .getQueueAttributes(GetQueueAttributesRequest.newBuilder()
                        .setQueueUrl("jobs")
                        .addAttributeNames("Policy")
                        .build())
                .getAttributesOrDefault("Policy", "");
    }

    private static String json(String text) {
        return text.replace('\'', '"').replace("ARN", ARN);
    }

    @Test
    void makesThePolicyThatAwsMakes() {
        add("one", ACCOUNT, SEND);

        assertThat(policy())
                .isEqualTo(json("{'Version':'2008-10-17','Id':'ARN/SQSDefaultPolicy','Statement':[{'Sid':'one',"
                        + "'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::111111111111:root'},"
                        + "'Action':'SQS:SendMessage','Resource':'ARN'}]}"));
    }

    @Test
    void writesSeveralAsLists() {
        add("one", ACCOUNT, SEND);
        add("two", List.of("222222222222", "333333333333", "222222222222"), List.of("*", "PurgeQueue", "*"));

        assertThat(policy())
                .endsWith(json(",{'Sid':'two','Effect':'Allow','Principal':{'AWS':["
                        + "'arn:aws:iam::222222222222:root','arn:aws:iam::333333333333:root']},"
                        + "'Action':['SQS:*','SQS:PurgeQueue'],'Resource':'ARN'}]}"));
    }

    @Test
    void takesStatementsAwayAndThePolicyWithTheLast() {
        add("one", ACCOUNT, SEND);
        add("two", ACCOUNT, SEND);

        remove("one");
        assertThat(policy()).contains("\"two\"").doesNotContain("\"one\"");
        remove("two");
        assertThat(policy()).isEmpty();
        for (String label : List.of("two", "x".repeat(80))) {
            refused(
                    () -> remove(label),
                    "Value " + label + " for parameter Label is invalid. Reason: can't find label.");
        }
    }

    @Test
    void addsToWhatWasSet() {
        set(json("{'Version':'2012-10-17','Statement':{'Sid':'all','Effect':'Deny','Principal':'*',"
                + "'Action':'SQS:*','Resource':'ARN'}}"));

        add("one", ACCOUNT, SEND);

        assertThat(policy())
                .startsWith(json("{'Version':'2012-10-17','Statement':[{'Sid':'all','Effect':'Deny',"))
                .contains("\"Sid\":\"one\"");
        refused(() -> add("all", ACCOUNT, SEND), "Value all for parameter Label is invalid. Reason: Already exists.");
        remove("all");
        assertThat(policy()).doesNotContain("\"all\"");
    }

    @Test
    void tellsARetryThatItWasDone() {
        add("one", ACCOUNT, SEND, "call-1");
        add("one", ACCOUNT, SEND, "call-1");

        assertThat(face.router.executed(QueueCommand.ReplacePolicy.class)).hasSize(2);
        refused(
                () -> add("one", ACCOUNT, SEND, "call-2"),
                "Value one for parameter Label is invalid. Reason: Already exists.");
    }

    @Test
    void makesTheChangeAgainWhenSomebodyWasFaster() {
        face.router.queue("jobs").rivals(Permissions.ATTEMPTS_MAX - 1);
        add("one", ACCOUNT, SEND);
        assertThat(policy()).contains("\"one\"");

        face.router.queue("jobs").rivals(Permissions.ATTEMPTS_MAX);
        assertFails(
                () -> add("two", ACCOUNT, SEND),
                Status.Code.RESOURCE_EXHAUSTED,
                "RequestThrottled",
                "Request is throttled: the policy of queue jobs is being changed by others.");
    }

    @Test
    void takesSevenActionsAndNoMore() {
        List<String> eight = List.of(
                "ChangeMessageVisibility",
                "DeleteMessage",
                "GetQueueAttributes",
                "GetQueueUrl",
                "ListDeadLetterSourceQueues",
                "PurgeQueue",
                "ReceiveMessage",
                "SendMessage");
        add("one", ACCOUNT, eight.subList(0, 7));

        overLimit(() -> add("two", ACCOUNT, eight), "8 Actions were found, maximum allowed is 7.");
    }

    @Test
    void takesTwentyStatementsAndNoMore() {
        for (int i = 0; i < 20; i++) {
            add("s" + i, ACCOUNT, SEND);
        }

        overLimit(() -> add("more", ACCOUNT, SEND), "21 Statements were found, maximum allowed is 20.");
    }

    @Test
    void takesFiftyPrincipalsAndNoMore() {
        add("one", accounts(49), SEND);
        add("two", ACCOUNT, SEND);

        overLimit(() -> add("more", ACCOUNT, SEND), "51 Principals were found, maximum allowed is 50.");
    }

    @Test
    void takesNoMoreThanEightKilobytes() {
        String long1 = "x".repeat(7_900);
        set(json("{'Statement':{'Sid':'a','Effect':'Allow','Principal':'*','Action':'SQS:" + long1 + "'}}"));

        overLimit(
                () -> add("x".repeat(80), accounts(3), SEND),
                "8308 bytes of policy were found, maximum allowed is 8192.");
    }

    private static List<String> accounts(int count) {
        return IntStream.range(0, count).mapToObj("%012d"::formatted).toList();
    }

    private static void overLimit(ThrowingCallable call, String text) {
        assertFails(call, Status.Code.FAILED_PRECONDITION, "OverLimit", text);
    }

    private static void refused(ThrowingCallable call, String text) {
        assertFails(call, Status.Code.INVALID_ARGUMENT, "InvalidParameterValue", text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | 111111111111 | SendMessage | MissingParameter | The request must contain the parameter Label.",
                "a b | 111111111111 | SendMessage | InvalidParameterValue | Label can only include alphanumeric"
                        + " characters, hyphens, or underscores. 1 to 80 in length",
                "one | '' | SendMessage | InvalidParameterValue | Value [] for parameter PrincipalId is invalid."
                        + " Reason: Unable to verify.",
                "one | 1234 | SendMessage | InvalidParameterValue | Value [1234] for parameter PrincipalId is invalid."
                        + " Reason: Unable to verify.",
                "one | 111111111111 | '' | MissingParameter | The request must contain the parameter Actions.",
                "one | 111111111111 | DeleteQueue | InvalidParameterValue | Value SQS:DeleteQueue for parameter"
                        + " ActionName is invalid. Reason: Only the queue owner is allowed to invoke this action.",
                "one | 111111111111 | sendmessage | InvalidParameterValue | Value SQS:sendmessage for parameter"
                        + " ActionName is invalid. Reason: Please refer to the appropriate WSDL for a list of valid"
                        + " actions.",
            })
    void refusesInAwsWords(String label, String account, String action, String shape, String text) {
        assertFails(
                () -> add(
                        label,
                        account.isEmpty() ? List.of() : List.of(account),
                        action.isEmpty() ? List.of() : List.of(action)),
                Status.Code.INVALID_ARGUMENT,
                shape,
                text);
        assertThat(policy()).isEmpty();
    }
}
