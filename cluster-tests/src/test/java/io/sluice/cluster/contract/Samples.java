package io.sluice.cluster.contract;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** A request of each operation that has all that the model wants in it. */
final class Samples {
    private static final String URL = "<url>";

    private static final Map<String, String> REQUESTS = new TreeMap<>(Map.ofEntries(
            Map.entry(
                    "AddPermission",
                    "{'QueueUrl':'<url>','Label':'l','AWSAccountIds':['111111111111'],'Actions':['SendMessage']}"),
            Map.entry("ChangeMessageVisibility", "{'QueueUrl':'<url>','ReceiptHandle':'r','VisibilityTimeout':5}"),
            Map.entry(
                    "ChangeMessageVisibilityBatch",
                    "{'QueueUrl':'<url>','Entries':[{'Id':'e','ReceiptHandle':'r','VisibilityTimeout':5}]}"),
            Map.entry("DeleteMessage", "{'QueueUrl':'<url>','ReceiptHandle':'r'}"),
            Map.entry("DeleteMessageBatch", "{'QueueUrl':'<url>','Entries':[{'Id':'e','ReceiptHandle':'r'}]}"),
            Map.entry("DeleteQueue", "{'QueueUrl':'<url>'}"),
            Map.entry("GetQueueAttributes", "{'QueueUrl':'<url>','AttributeNames':['All']}"),
            Map.entry("ListDeadLetterSourceQueues", "{'QueueUrl':'<url>'}"),
            Map.entry("ListQueueTags", "{'QueueUrl':'<url>'}"),
            Map.entry("PurgeQueue", "{'QueueUrl':'<url>'}"),
            Map.entry("ReceiveMessage", "{'QueueUrl':'<url>'}"),
            Map.entry("RemovePermission", "{'QueueUrl':'<url>','Label':'l1'}"),
            Map.entry("SendMessage", "{'QueueUrl':'<url>','MessageBody':'b'}"),
            Map.entry("SendMessageBatch", "{'QueueUrl':'<url>','Entries':[{'Id':'e','MessageBody':'b'}]}"),
            Map.entry("SetQueueAttributes", "{'QueueUrl':'<url>','Attributes':{'VisibilityTimeout':'30'}}"),
            Map.entry("TagQueue", "{'QueueUrl':'<url>','Tags':{'k':'v'}}"),
            Map.entry("UntagQueue", "{'QueueUrl':'<url>','TagKeys':['k']}"),
            Map.entry("CancelMessageMoveTask", "{'TaskHandle':'" + Stage.STRANGE_TASK + "'}"),
            Map.entry("CreateQueue", "{'QueueName':'refused-new'}"),
            Map.entry("GetQueueUrl", "{'QueueName':'refused-jobs'}"),
            Map.entry("ListMessageMoveTasks", "{'SourceArn':'" + Stage.ARN + "refused-jobs'}"),
            Map.entry("ListQueues", "{}"),
            Map.entry("StartMessageMoveTask", "{'SourceArn':'" + Stage.ARN + "refused-jobs'}")));

    private Samples() {}

    /** All operations that there are samples of. */
    static Set<String> operations() {
        return REQUESTS.keySet();
    }

    /** Whether an operation takes the URL of a queue. */
    static boolean takesUrl(String operation) {
        return of(operation, URL).contains(URL);
    }

    /** The request of an operation, with this URL where it takes one. */
    static String of(String operation, String url) {
        return Objects.requireNonNull(REQUESTS.get(operation), operation).replace(URL, url);
    }
}
