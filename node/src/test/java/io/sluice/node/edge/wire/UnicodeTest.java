package io.sluice.node.edge.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** Every character that a message may have goes in by one protocol and out by the others as it was. */
final class UnicodeTest {
    /** Of each plane beyond the first every so many characters, and both ends. */
    private static final int STRIDE = 61;

    private static final int CHUNK_CHARS = 60_000;
    private static final int WAYS_OUT = 3;
    private static final String QUEUE = "/000000000000/unicode";

    /** As JSON escapes them; the last are halves of pairs, which no encoding can write. */
    private static final List<String> ILLEGAL =
            List.of("\\u0000", "\\u000b", "\\u001f", "\\ufffe", "\\uffff", "\\ud800", "\\udc00", "\\udc00\\ud800");

    private static final String CHARACTERS = "Invalid characters found. Valid unicode characters are";

    private static final WireFace FACE = new WireFace();
    private final ObjectMapper json = new ObjectMapper();

    @AfterAll
    static void close() {
        FACE.close();
    }

    @BeforeAll
    static void make() throws Exception {
        FACE.json("CreateQueue", "{\"QueueName\":\"unicode\"}");
    }

    @Test
    void everyLegalCharacterSurvivesEveryWay() throws Exception {
        for (String text : chunks()) {
            String attribute = text.substring(0, Math.min(text.length(), 2_000));
            String whole = Character.isHighSurrogate(attribute.charAt(attribute.length() - 1))
                    ? attribute.substring(0, attribute.length() - 1)
                    : attribute;
            for (int copy = 0; copy < WAYS_OUT; copy++) {
                sendAsJson(text, whole);
                sendAsForm(text, whole);
            }
            received(text, whole);
            received(text, whole);
        }
    }

    @Test
    void whatXmlCannotHaveIsRefused() throws Exception {
        FACE.json("CreateQueue", "{\"QueueName\":\"refused\"}");
        for (String illegal : ILLEGAL) {
            String text = "\"a" + illegal + "b\"";
            refused("SendMessage", "'MessageBody':" + text, "#InvalidMessageContents");
            String attribute = "'MessageBody':'b','MessageAttributes':{'n':{'DataType':";
            refused("SendMessage", attribute + "'String','StringValue':" + text + "}}", CHARACTERS);
            refused("SendMessage", attribute + "\"String." + text.substring(1) + ",'StringValue':'v'}}", CHARACTERS);
            refused(
                    "SendMessage",
                    "'MessageBody':'b','MessageSystemAttributes':{'AWSTraceHeader':{'DataType':'String','StringValue':"
                            + text + "}}",
                    CHARACTERS);
            refused("TagQueue", "'Tags':{'k':" + text + "}", CHARACTERS);
            // The reader of JSON finds half a pair in a name itself, and says so in its own words.
            refused("TagQueue", "'Tags':{" + text + ":'v'}", illegal.contains("\\ud") ? "broken at byte" : CHARACTERS);
            refused("SetQueueAttributes", "'Attributes':{'KmsMasterKeyId':" + text + "}", "#InvalidAttributeValue");
        }
        assertThat(FACE.json("ReceiveMessage", "{\"QueueUrl\":\"refused\"}").body())
                .isEqualTo("{}");
        assertThat(FACE.json("ListQueueTags", "{\"QueueUrl\":\"refused\"}").body())
                .isEqualTo("{}");
        assertThat(FACE.json("GetQueueAttributes", "{\"QueueUrl\":\"refused\",\"AttributeNames\":[\"KmsMasterKeyId\"]}")
                        .body())
                .isEqualTo("{}");
    }

    private static void refused(String operation, String rest, String with) throws Exception {
        String body = FACE.json(operation, "{'QueueUrl':'refused',".replace('\'', '"') + rest.replace('\'', '"') + "}")
                .body();

        assertThat(body).as(rest).contains(with);
    }

    private void sendAsJson(String text, String attribute) throws Exception {
        String body = json.createObjectNode()
                .put("QueueUrl", QUEUE)
                .put("MessageBody", text)
                .set(
                        "MessageAttributes",
                        json.createObjectNode()
                                .set(
                                        "n",
                                        json.createObjectNode()
                                                .put("DataType", "String")
                                                .put("StringValue", attribute)))
                .toString();
        assertThat(FACE.json("SendMessage", body).statusCode()).isEqualTo(200);
    }

    private static void sendAsForm(String text, String attribute) throws Exception {
        String form = "Action=SendMessage&MessageBody=" + encoded(text) + "&MessageAttribute.1.Name=n"
                + "&MessageAttribute.1.Value.DataType=String&MessageAttribute.1.Value.StringValue="
                + encoded(attribute);
        assertThat(FACE.form(QUEUE, form).statusCode()).isEqualTo(200);
    }

    /** Receives copies of a message by JSON, by XML and by the JSON of forms. */
    private void received(String text, String attribute) throws Exception {
        String asked = "{\"QueueUrl\":\"unicode\",\"MessageAttributeNames\":[\"All\"]}";
        JsonNode message = json.readTree(FACE.json("ReceiveMessage", asked).body())
                .path("Messages")
                .path(0);
        same(message.path("Body").asText(), text);
        same(message.path("MessageAttributes").path("n").path("StringValue").asText(), attribute);

        String receive = "Action=ReceiveMessage&MessageAttributeName.1=All";
        byte[] document = FACE.form(QUEUE, receive).body().getBytes(StandardCharsets.UTF_8);
        Element xml = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(document))
                .getDocumentElement();
        same(xml.getElementsByTagName("Body").item(0).getTextContent(), text);
        same(xml.getElementsByTagName("StringValue").item(0).getTextContent(), attribute);

        HttpRequest asJson = FACE.request(QUEUE)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(receive))
                .build();
        JsonNode last = json.readTree(FACE.send(asJson).body())
                .path("ReceiveMessageResponse")
                .path("ReceiveMessageResult")
                .path("messages")
                .path(0);
        same(last.path("Body").asText(), text);
    }

    /** The difference, rather than two books of sixty thousand characters. */
    private static void same(String is, String was) {
        int at = 0;
        while (at < is.length() && at < was.length() && is.charAt(at) == was.charAt(at)) {
            at++;
        }
        assertThat(at).as("first character that differs").isEqualTo(was.length());
        assertThat(is).hasSize(was.length());
    }

    private static List<String> chunks() {
        return chunks(CHUNK_CHARS);
    }

    /** Every legal character of the first plane and many of the others, in pieces. */
    static List<String> chunks(int chars) {
        StringBuilder all = new StringBuilder("\t\n\r\r\n");
        for (int point = 0x20; point <= Character.MAX_CODE_POINT; point++) {
            boolean first = point < Character.MIN_SUPPLEMENTARY_CODE_POINT;
            boolean end = (point & 0xFFFF) < 4 || (point & 0xFFFF) > 0xFFFB;
            boolean surrogate = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
            if (!surrogate && point != 0xFFFE && point != 0xFFFF && (first || end || point % STRIDE == 0)) {
                all.appendCodePoint(point);
            }
        }
        List<String> chunks = new ArrayList<>();
        for (int from = 0; from < all.length(); ) {
            int to = Math.min(all.length(), from + chars);
            if (to < all.length() && Character.isLowSurrogate(all.charAt(to))) {
                to++;
            }
            chunks.add(all.substring(from, to));
            from = to;
        }
        return chunks;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
