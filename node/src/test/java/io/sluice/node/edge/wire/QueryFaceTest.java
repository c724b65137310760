package io.sluice.node.edge.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** awsQuery and its XML, as SQS speaks it. */
final class QueryFaceTest {
    private static final String VERSION = "&Version=2012-11-05";
    private static final String NAMESPACE = " xmlns=\"http://queue.amazonaws.com/doc/2012-11-05/\">";

    private static final WireFace FACE = new WireFace();

    @AfterAll
    static void close() {
        FACE.close();
    }

    @Test
    void aQueueIsMadeAndNamed() throws Exception {
        HttpResponse<String> response = FACE.form("/", "Action=CreateQueue&QueueName=orders" + VERSION);
        String id = response.headers().firstValue("x-amzn-RequestId").orElseThrow();

        assertThat(response.headers().firstValue("content-type")).hasValue("text/xml");
        assertThat(response.body())
                .isEqualTo("<?xml version=\"1.0\"?>\n<CreateQueueResponse" + NAMESPACE + "<CreateQueueResult><QueueUrl>"
                        + FACE.origin() + "/000000000000/orders</QueueUrl></CreateQueueResult><ResponseMetadata>"
                        + "<RequestId>" + id + "</RequestId></ResponseMetadata></CreateQueueResponse>");
    }

    @Test
    void whoAcceptsJsonRatherThanAnythingGetsIt() throws Exception {
        make("json");
        HttpResponse<String> sent = accepting("application/json", "json", "Action=SendMessage&MessageBody=x" + VERSION);
        String id = sent.headers().firstValue("x-amzn-RequestId").orElseThrow();

        assertThat(sent.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(sent.body())
                .startsWith("{\"SendMessageResponse\":{\"SendMessageResult\":{")
                .contains("\"MD5OfMessageBody\":\"9dd4e461268c8034f5c8564e155c67a6\"", "\"SequenceNumber\":null")
                .endsWith("\"ResponseMetadata\":{\"RequestId\":\"" + id + "\"}}}");
        assertThat(accepting("application/json;q=1, text/xml", "json", "Action=ReceiveMessage" + VERSION)
                        .body())
                .contains("{\"ReceiveMessageResult\":{\"messages\":[{");
        assertThat(accepting("application/json", "json", "Action=ReceiveMessage" + VERSION)
                        .body())
                .contains("{\"ReceiveMessageResult\":{\"messages\":null}");
        assertThat(accepting("application/json", "nowhere", "Action=ReceiveMessage" + VERSION)
                        .body())
                .startsWith("{\"Error\":{\"Code\":\"AWS.SimpleQueueService.NonExistentQueue\",\"Detail\":null,");
        assertThat(accepting("text/xml, application/json", "json", "Action=ReceiveMessage" + VERSION)
                        .body())
                .startsWith("<?xml");
    }

    private static HttpResponse<String> accepting(String accept, String queue, String form) throws Exception {
        return FACE.send(FACE.request("/000000000000/" + queue)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", accept)
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build());
    }

    @Test
    void attributesAndTagsAreFlat() throws Exception {
        String made = FACE.form(
                        "/",
                        "Action=CreateQueue&QueueName=q&Attribute.1.Name=VisibilityTimeout&Attribute.1.Value=77"
                                + "&Tag.1.Key=team&Tag.1.Value=blue" + VERSION)
                .body();
        assertThat(made).contains("<QueueUrl>");

        assertThat(atQueue("q", "Action=GetQueueAttributes&AttributeName.1=VisibilityTimeout" + VERSION))
                .contains("<GetQueueAttributesResult><Attribute><Name>VisibilityTimeout</Name><Value>77</Value>"
                        + "</Attribute></GetQueueAttributesResult>");
        assertThat(atQueue("q", "Action=ListQueueTags" + VERSION))
                .contains("<ListQueueTagsResult><Tag><Key>team</Key><Value>blue</Value></Tag></ListQueueTagsResult>");
    }

    @Test
    void aMessageKeepsWhatXmlWouldChange() throws Exception {
        make("texts");
        String body = "a\r\nb \"q\" & <x> 'y' \u00e9\ud83d\ude00";
        String sent = atQueue(
                "texts",
                "Action=SendMessage&MessageBody=" + encoded(body)
                        + "&MessageAttribute.1.Name=n&MessageAttribute.1.Value."
                        + "DataType=Binary&MessageAttribute.1.Value.BinaryValue=AAH%2F" + VERSION);
        assertThat(sent).contains("<MD5OfMessageBody>", "<MD5OfMessageAttributes>", "<MessageId>");

        assertThat(atQueue(
                        "texts", "Action=ReceiveMessage&MessageAttributeName.1=All&AttributeName.1=SenderId" + VERSION))
                .contains("<Body>a&#xD;\nb &quot;q&quot; &amp; &lt;x&gt; 'y' \u00e9\ud83d\ude00</Body>")
                .contains("<MessageAttribute><Name>n</Name><Value><BinaryValue>AAH/</BinaryValue><DataType>Binary"
                        + "</DataType></Value></MessageAttribute>");
        assertThat(atQueue("texts", "Action=ReceiveMessage" + VERSION)).contains("<ReceiveMessageResult/>");
    }

    @Test
    void whatGivesNothingHasOnlyMetadata() throws Exception {
        make("purged");

        assertThat(atQueue("purged", "Action=PurgeQueue" + VERSION))
                .startsWith(
                        "<?xml version=\"1.0\"?>\n<PurgeQueueResponse" + NAMESPACE + "<ResponseMetadata><RequestId>");
    }

    @Test
    void batchesAreFlatInBothDirections() throws Exception {
        make("batches");
        String entry = "&SendMessageBatchRequestEntry.";

        assertThat(atQueue(
                        "batches",
                        "Action=SendMessageBatch" + entry + "2.Id=b" + entry + "2.MessageBody=%01" + entry + "1.Id=a"
                                + entry + "1.MessageBody=x" + VERSION))
                .contains(
                        "<SendMessageBatchResultEntry><Id>a</Id>",
                        "<BatchResultErrorEntry><Id>b</Id><SenderFault>true</SenderFault>"
                                + "<Code>InvalidMessageContents</Code>");
    }

    @Test
    void aMissingQueueHasTheOlderText() throws Exception {
        HttpResponse<String> response = FACE.form("/", "Action=GetQueueUrl&QueueName=nowhere" + VERSION);
        String id = response.headers().firstValue("x-amzn-RequestId").orElseThrow();

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .isEqualTo(
                        "<?xml version=\"1.0\"?>\n<ErrorResponse" + NAMESPACE + "<Error><Type>Sender</Type><Code>AWS."
                                + "SimpleQueueService.NonExistentQueue</Code><Message>The specified queue does not"
                                + " exist for"
                                + " this wsdl version.</Message><Detail/></Error><RequestId>" + id
                                + "</RequestId></ErrorResponse>");
    }

    @Test
    void statusesAreThoseOfTheErrors() throws Exception {
        make("gone");
        HttpResponse<String> handle =
                FACE.form("/000000000000/gone", "Action=DeleteMessage&ReceiptHandle=garbage" + VERSION);
        HttpResponse<String> number =
                FACE.form("/000000000000/gone", "Action=ReceiveMessage&WaitTimeSeconds=soon" + VERSION);

        assertThat(handle.statusCode()).isEqualTo(404);
        assertThat(handle.body()).contains("<Code>ReceiptHandleIsInvalid</Code>", "&quot;garbage&quot;");
        assertThat(number.statusCode()).isEqualTo(400);
        assertThat(number.body()).contains("<Code>MalformedInput</Code>");
    }

    @Test
    void parametersMayStandInTheAddress() throws Exception {
        sendsByAddress("got", "by+address", "by address");
    }

    @Test
    void twoDotsInAnAddressAreNoPath() throws Exception {
        sendsByAddress("dots", "../..%2F..", "../../..");
    }

    private void sendsByAddress(String queue, String escaped, String body) throws Exception {
        make(queue);
        String address = "/000000000000/" + queue + "?Action=SendMessage&MessageBody=" + escaped + VERSION;
        HttpResponse<String> response = FACE.send(FACE.request(address).GET().build());

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(atQueue(queue, "Action=ReceiveMessage")).contains("<Body>" + body + "</Body>");
    }

    @Test
    void aQueueGivenByNameWinsOverTheAddress() throws Exception {
        make("one");
        make("two");
        FACE.form("/000000000000/one", "Action=SendMessage&MessageBody=m&QueueUrl=two" + VERSION);

        assertThat(atQueue("two", "Action=ReceiveMessage" + VERSION)).contains("<Body>m</Body>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CreateQueue", "ListQueues", "FooBar"})
    void someActionsAreNotValidAtAQueue(String action) throws Exception {
        make("place");
        HttpResponse<String> response = FACE.form("/000000000000/place", "Action=" + action + "&QueueName=x" + VERSION);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .contains("<Code>InvalidAction</Code><Message>The action " + action
                        + " is not valid for this endpoint.</Message>");
    }

    @Test
    void brokenEscapesAreMalformed() throws Exception {
        assertThat(FACE.form("/", "Action=ListQueues&QueueNamePrefix=%zz" + VERSION)
                        .body())
                .contains("<Code>MalformedInput</Code>");
    }

    @Test
    void aFormAboveTheLimitIsRefusedWhetherItIsAnnouncedOrNot() throws Exception {
        String form = "x=" + "y".repeat(WireFace.BODY_BYTES_MAX);
        byte[] bytes = form.getBytes(StandardCharsets.US_ASCII);
        HttpRequest inPieces = FACE.request("/")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)))
                .build();

        for (HttpResponse<String> response : List.of(FACE.form("/", form), FACE.send(inPieces))) {
            assertThat(response.statusCode()).isEqualTo(413);
            assertThat(response.body())
                    .contains("<Type>Sender</Type><Code>RequestEntityTooLarge</Code>")
                    .contains("<RequestId>"
                            + response.headers().firstValue("x-amzn-requestid").orElseThrow() + "</RequestId>");
        }
    }

    @Test
    void otherMethodsAreNone() throws Exception {
        HttpResponse<String> response = FACE.send(FACE.request("/?Action=ListQueues" + VERSION)
                .method("PUT", HttpRequest.BodyPublishers.noBody())
                .build());

        assertThat(response.statusCode()).isEqualTo(404);
    }

    private void make(String name) throws Exception {
        FACE.form("/", "Action=CreateQueue&QueueName=" + name + VERSION);
    }

    private String atQueue(String name, String form) throws Exception {
        return FACE.form("/000000000000/" + name, form).body();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
