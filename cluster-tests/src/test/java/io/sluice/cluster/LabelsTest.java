package io.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.v1.AddPermissionRequest;
import io.sluice.api.v1.ListQueueTagsRequest;
import io.sluice.api.v1.RemovePermissionRequest;
import io.sluice.api.v1.TagQueueRequest;
import io.sluice.api.v1.UntagQueueRequest;
import io.sluice.cluster.harness.Cluster;
import io.sluice.cluster.harness.ClusterExtension;
import io.sluice.cluster.harness.EachInTurn;
import io.sluice.cluster.harness.Requests;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tags and permissions are the same at every node, and what is repeated under the next leader changes nothing. */
@Tag("cluster")
final class LabelsTest {
    private static final String ARN = Requests.arn("labelled");
    private static final String POLICY = "Policy";
    /** What is left of the tags once one is taken away. */
    private static final Map<String, String> LEFT = Map.of("team", "blue", "Team", "");

    @RegisterExtension
    static final ClusterExtension CLUSTER = ClusterExtension.sharedByFaults();

    private final Cluster cluster = CLUSTER.get();
    private final EachInTurn nodes = new EachInTurn(cluster);

    @Test
    void tagsAndPermissionsAreChangedOnceWhoeverLeads() {
        String url = cluster.createQueue("labelled", Map.of());
        TagQueueRequest tag = TagQueueRequest.newBuilder()
                .setQueueUrl(url)
                .putAllTags(Map.of("team", "blue", "Team", "", "stage", "test"))
                .setRequestId("tag-once")
                .build();
        UntagQueueRequest untag = UntagQueueRequest.newBuilder()
                .setQueueUrl(url)
                .addAllTagKeys(List.of("stage", "never"))
                .setRequestId("untag-once")
                .build();
        var tagged = nodes.ask(queues -> queues.tagQueue(tag));
        var untagged = nodes.ask(queues -> queues.untagQueue(untag));
        add(adding(url, "readers", List.of("111111111111"), List.of("ReceiveMessage")));
        add(adding(url, "writers", List.of("111111111111", "222222222222"), List.of("SendMessage", "GetQueueUrl")));
        String both = policy(url);
        remove(removing(url, "readers", "remove-once"));
        String one = policy(url);

        nodes.leadElsewhere(url);

        var retagged = nodes.ask(queues -> queues.tagQueue(tag));
        assertThat(retagged).isEqualTo(tagged);
        assertThat(tags(url)).isEqualTo(LEFT);
        var reuntagged = nodes.ask(queues -> queues.untagQueue(untag));
        assertThat(reuntagged).isEqualTo(untagged);
        add(adding(url, "readers", List.of("111111111111"), List.of("ReceiveMessage")));
        assertThat(policy(url)).isEqualTo(one);
        remove(removing(url, "readers", "remove-once"));
        for (int i = 0; i < cluster.nodes().size(); i++) {
            assertThat(tags(url)).isEqualTo(LEFT);
            assertThat(policy(url)).isEqualTo(one);
        }
        assertPolicies(both, one);
        AddPermissionRequest again = adding(url, "writers", List.of("333333333333"), List.of("*")).toBuilder()
                .setRequestId("add-again")
                .build();
        assertThat(nodes.refusal(queues -> queues.addPermission(again)))
                .isEqualTo("InvalidParameterValue: Value writers for parameter Label is invalid. Reason: Already"
                        + " exists.");
        assertThat(nodes.refusal(queues -> queues.removePermission(removing(url, "readers", "remove-again"))))
                .isEqualTo("InvalidParameterValue: Value readers for parameter Label is invalid. Reason: can't find"
                        + " label.");
        remove(removing(url, "writers", "remove-last"));
        assertThat(nodes.attributes(url)).doesNotContainKey(POLICY);
    }

    /** As AWS writes them: one principal or action alone, several as a list. */
    private static void assertPolicies(String both, String one) {
        String writers = "{\"Sid\":\"writers\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":["
                + "\"arn:aws:iam::111111111111:root\",\"arn:aws:iam::222222222222:root\"]},"
                + "\"Action\":[\"SQS:SendMessage\",\"SQS:GetQueueUrl\"],\"Resource\":\"" + ARN + "\"}";
        String readers = "{\"Sid\":\"readers\",\"Effect\":\"Allow\","
                + "\"Principal\":{\"AWS\":\"arn:aws:iam::111111111111:root\"},"
                + "\"Action\":\"SQS:ReceiveMessage\",\"Resource\":\"" + ARN + "\"}";
        String head = "{\"Version\":\"2008-10-17\",\"Id\":\"" + ARN + "/SQSDefaultPolicy\",\"Statement\":[";
        assertThat(both).isEqualTo(head + readers + "," + writers + "]}");
        assertThat(one).isEqualTo(head + writers + "]}");
    }

    private static AddPermissionRequest adding(String url, String label, List<String> accounts, List<String> actions) {
        return AddPermissionRequest.newBuilder()
                .setQueueUrl(url)
                .setLabel(label)
                .addAllAwsAccountIds(accounts)
                .addAllActions(actions)
                .setRequestId("add-" + label)
                .build();
    }

    private void add(AddPermissionRequest request) {
        var unused = nodes.ask(queues -> queues.addPermission(request));
    }

    private static RemovePermissionRequest removing(String url, String label, String requestId) {
        return RemovePermissionRequest.newBuilder()
                .setQueueUrl(url)
                .setLabel(label)
                .setRequestId(requestId)
                .build();
    }

    private void remove(RemovePermissionRequest request) {
        var unused = nodes.ask(queues -> queues.removePermission(request));
    }

    private String policy(String url) {
        return nodes.attributes(url).getOrDefault(POLICY, "");
    }

    private Map<String, String> tags(String url) {
        ListQueueTagsRequest request =
                ListQueueTagsRequest.newBuilder().setQueueUrl(url).build();
        return nodes.ask(queues -> queues.listQueueTags(request)).getTagsMap();
    }
}
