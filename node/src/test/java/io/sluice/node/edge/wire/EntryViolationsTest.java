package io.sluice.node.edge.wire;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.node.golden.Golden;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * What no shape can say of requests: how many entries a batch has and what they are called, attributes within messages,
 * and ids of FIFO queues. By both protocols, into a golden file that is read against the contract.
 */
final class EntryViolationsTest {
    private static final WireFace FACE = new WireFace();
    private static final int ENTRIES_MAX = 10;

    /** What else an entry has. */
    private static final Map<String, String> BATCHES = new TreeMap<>(Map.of(
            "SendMessageBatch", "'MessageBody':'b'",
            "DeleteMessageBatch", "'ReceiptHandle':'r'",
            "ChangeMessageVisibilityBatch", "'ReceiptHandle':'r','VisibilityTimeout':5"));

    private static final List<String> IDS = List.of("", "a b", "a.b", "\u00e4", "x".repeat(81), "x".repeat(80), "a_-9");

    private static final List<String> ATTRIBUTES = List.of(
            "'n':{}",
            "'n':{'DataType':''}",
            "'n':{'DataType':'String'}",
            "'n':{'DataType':'String','StringValue':''}",
            "'n':{'DataType':'String','BinaryValue':'AAAA'}",
            "'n':{'DataType':'String','StringValue':'v','BinaryValue':'AAAA'}",
            "'n':{'DataType':'String','StringListValues':['v']}",
            "'n':{'DataType':'Binary','StringValue':'v'}",
            "'n':{'DataType':'Binary','BinaryValue':''}",
            "'n':{'DataType':'Binary','BinaryListValues':['AAAA']}",
            "'n':{'DataType':'Number','StringValue':'soon'}",
            "'n':{'DataType':'Number','StringValue':'1e127'}",
            "'n':{'DataType':'Text','StringValue':'v'}",
            "'n':{'DataType':'String.','StringValue':'v'}",
            "'n':{'DataType':'String." + "x".repeat(250) + "','StringValue':'v'}",
            "'':{'DataType':'String','StringValue':'v'}",
            "'a b':{'DataType':'String','StringValue':'v'}",
            "'.n':{'DataType':'String','StringValue':'v'}",
            "'n.':{'DataType':'String','StringValue':'v'}",
            "'AWS.n':{'DataType':'String','StringValue':'v'}",
            "'amazon.n':{'DataType':'String','StringValue':'v'}",
            "'" + "x".repeat(257) + "':{'DataType':'String','StringValue':'v'}");

    private final ObjectMapper json = new ObjectMapper();
    private final ViolationBook book = new ViolationBook(FACE);

    @AfterAll
    static void close() {
        FACE.close();
    }

    private void tell(String operation, String what, String request) throws Exception {
        book.tell(operation, what, (ObjectNode) json.readTree(request.replace('\'', '"')));
    }

    @Test
    void whatNoShapeSaysIsToldAsWeHaveRead() throws Exception {
        FACE.json("CreateQueue", "{\"QueueName\":\"jobs\"}");
        FACE.json("CreateQueue", "{\"QueueName\":\"jobs.fifo\",\"Attributes\":{\"FifoQueue\":\"true\"}}");
        for (Map.Entry<String, String> batch : BATCHES.entrySet()) {
            batch(batch.getKey(), batch.getValue());
        }
        attributes();
        ids();

        Golden.check(Golden.resources().resolve("wire/sqs-entry-violations.txt"), book.text("$"));
    }

    private void batch(String operation, String rest) throws Exception {
        String start = "{'QueueUrl':'jobs','Entries':[";
        tell(operation, "no entries", start + "]}");
        StringBuilder many = new StringBuilder(start);
        for (int i = 0; i <= ENTRIES_MAX; i++) {
            many.append(i == 0 ? "" : ",").append("{'Id':'e" + i + "'," + rest + "}");
        }
        tell(operation, "11 entries", many + "]}");
        for (String id : IDS) {
            tell(operation, "Id = '" + id + "'", start + "{'Id':'" + id + "'," + rest + "}]}");
        }
        String entry = "{'Id':'same'," + rest + "}";
        tell(operation, "Id repeated", start + entry + "," + entry + "]}");
        tell(operation, "Id without the rest", start + "{'Id':'e'}]}");
        tell(operation, "nowhere", start.replace("jobs", "nowhere") + "]}");
    }

    private void attributes() throws Exception {
        for (String attribute : ATTRIBUTES) {
            String given = "'MessageBody':'b','MessageAttributes':{" + attribute + "}";
            tell("SendMessage", attribute, "{'QueueUrl':'jobs'," + given + "}");
            tell("SendMessageBatch", attribute, "{'QueueUrl':'jobs','Entries':[{'Id':'e'," + given + "}]}");
        }
        StringBuilder many = new StringBuilder("{'QueueUrl':'jobs','MessageBody':'b','MessageAttributes':{");
        for (int i = 0; i <= ENTRIES_MAX; i++) {
            many.append(i == 0 ? "" : ",").append("'n" + i + "':{'DataType':'String','StringValue':'v'}");
        }
        tell("SendMessage", "11 attributes", many + "}}");
        for (String system : List.of(
                "'Other':{'DataType':'String','StringValue':'v'}",
                "'AWSTraceHeader':{'DataType':'Number','StringValue':'1'}",
                "'AWSTraceHeader':{'DataType':'String'}")) {
            tell(
                    "SendMessage",
                    "system " + system,
                    "{'QueueUrl':'jobs','MessageBody':'b','MessageSystemAttributes':{" + system + "}}");
        }
    }

    private void ids() throws Exception {
        String fifo = "{'QueueUrl':'jobs.fifo','MessageBody':'b'";
        tell("SendMessage", "no group on FIFO", fifo + ",'MessageDeduplicationId':'d'}");
        tell("SendMessage", "no deduplication on FIFO", fifo + ",'MessageGroupId':'g'}");
        tell(
                "SendMessageBatch",
                "no group on FIFO",
                "{'QueueUrl':'jobs.fifo','Entries':[{'Id':'e','MessageBody':'b','MessageDeduplicationId':'d'}]}");
        tell(
                "SendMessage",
                "DelaySeconds on FIFO",
                fifo + ",'MessageGroupId':'g','MessageDeduplicationId':'d','DelaySeconds':2}");
        tell(
                "SendMessage",
                "deduplication elsewhere",
                "{'QueueUrl':'jobs','MessageBody':'b','MessageDeduplicationId':'d'}");
        for (String id : List.of("a b", "\u00e4", "x".repeat(129))) {
            tell("SendMessage", "group " + id, fifo + ",'MessageGroupId':'" + id + "','MessageDeduplicationId':'d'}");
            tell(
                    "SendMessage",
                    "deduplication " + id,
                    fifo + ",'MessageGroupId':'g','MessageDeduplicationId':'" + id + "'}");
            tell("ReceiveMessage", "attempt " + id, "{'QueueUrl':'jobs.fifo','ReceiveRequestAttemptId':'" + id + "'}");
        }
        tell("ReceiveMessage", "attempt elsewhere", "{'QueueUrl':'jobs','ReceiveRequestAttemptId':'a'}");
    }
}
