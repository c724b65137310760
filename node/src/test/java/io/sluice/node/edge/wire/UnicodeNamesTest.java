package io.sluice.node.edge.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Names of attributes, tags, and values of bytes go in by one protocol and out by both as they were. */
final class UnicodeNamesTest {
    /** Fewer than a tag's value may have, for one of these characters may be two. */
    private static final int TAG_CHARS = 200;

    private static final int TAGS = 45;
    private static final int NAME_CHARS = 60;
    private static final WireFace FACE = new WireFace();

    private final ObjectMapper json = new ObjectMapper();

    @AfterAll
    static void close() {
        FACE.close();
    }

    @Test
    void everyLegalCharacterOfATagSurvives() throws Exception {
        List<String> chunks = UnicodeTest.chunks(TAG_CHARS);
        for (int from = 0, queue = 0; from < chunks.size(); from += TAGS, queue++) {
            String path = "/000000000000/tags-" + queue;
            FACE.json("CreateQueue", "{\"QueueName\":\"tags-" + queue + "\"}");
            Map<String, String> tags = new LinkedHashMap<>();
            for (String chunk : chunks.subList(from, Math.min(from + TAGS, chunks.size()))) {
                tags.put(chunk.substring(0, chunk.offsetByCodePoints(0, 20)), chunk);
            }
            if (queue % 2 == 0) {
                ObjectNode request = json.createObjectNode().put("QueueUrl", path);
                tags.forEach(request.putObject("Tags")::put);
                assertThat(FACE.json("TagQueue", request.toString()).body()).isEqualTo("{}");
            } else {
                StringBuilder form = new StringBuilder("Action=TagQueue");
                int[] number = {0};
                tags.forEach((key, value) -> form.append("&Tag." + ++number[0] + ".Key=" + encoded(key))
                        .append("&Tag." + number[0] + ".Value=" + encoded(value)));
                assertThat(FACE.form(path, form.toString()).statusCode()).isEqualTo(200);
            }

            JsonNode told = json.readTree(FACE.json("ListQueueTags", "{\"QueueUrl\":\"" + path + "\"}")
                            .body())
                    .path("Tags");
            Element xml = xml(FACE.form(path, "Action=ListQueueTags").body());
            assertThat(told).hasSameSizeAs(tags.entrySet());
            tags.forEach((key, value) -> assertThat(told.path(key).asText()).isEqualTo(value));
            assertThat(pairs(xml, "Tag", "Key", "Value")).isEqualTo(tags);
        }
    }

    @Test
    void everyLegalNameOfAnAttributeAndEveryByteSurvives() throws Exception {
        FACE.json("CreateQueue", "{\"QueueName\":\"names\"}");
        byte[] bytes = new byte[512];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i + i / 256);
        }
        String value = Base64.getEncoder().encodeToString(bytes);
        Map<String, String> attributes = new LinkedHashMap<>();
        for (String name : names()) {
            attributes.put(name, value);
        }
        ObjectNode request = json.createObjectNode().put("QueueUrl", "names").put("MessageBody", "b");
        ObjectNode given = request.putObject("MessageAttributes");
        StringBuilder form = new StringBuilder("Action=SendMessage&MessageBody=b");
        int number = 0;
        for (String name : attributes.keySet()) {
            given.putObject(name).put("DataType", "Binary.\u00e9\u20ac").put("BinaryValue", value);
            String at = "&MessageAttribute." + ++number;
            form.append(at + ".Name=" + encoded(name) + at + ".Value.DataType=" + encoded("Binary.\u00e9\u20ac"))
                    .append(at + ".Value.BinaryValue=" + encoded(value));
        }
        JsonNode sent =
                json.readTree(FACE.json("SendMessage", request.toString()).body());
        String again = FACE.form("/000000000000/names", form.toString()).body();
        assertThat(again)
                .contains("<MD5OfMessageAttributes>"
                        + sent.path("MD5OfMessageAttributes").asText() + "<");

        JsonNode received = json.readTree(
                        FACE.json("ReceiveMessage", "{\"QueueUrl\":\"names\",\"MessageAttributeNames\":[\"All\"]}")
                                .body())
                .path("Messages")
                .path(0)
                .path("MessageAttributes");
        assertThat(received).hasSameSizeAs(attributes.keySet());
        attributes.keySet().forEach(name -> {
            assertThat(received.path(name).path("BinaryValue").asText()).isEqualTo(value);
            assertThat(received.path(name).path("DataType").asText()).isEqualTo("Binary.\u00e9\u20ac");
        });
        Element xml = xml(FACE.form("/000000000000/names", "Action=ReceiveMessage&MessageAttributeName.1=All")
                .body());
        assertThat(pairs(xml, "MessageAttribute", "Name", "BinaryValue")).isEqualTo(attributes);
    }

    private static List<String> names() {
        StringBuilder all = new StringBuilder("-_0123456789");
        for (char c = 'A'; c <= '\u017f'; c++) {
            if (c >= '\u00c0' || (c <= 'z' && Character.isLetter(c))) {
                all.append(c);
            }
        }
        List<String> names = new ArrayList<>();
        for (int from = 0; from < all.length(); from += NAME_CHARS) {
            names.add("a." + all.substring(from, Math.min(all.length(), from + NAME_CHARS)));
        }
        return names;
    }

    private static Map<String, String> pairs(Element xml, String element, String key, String value) {
        Map<String, String> pairs = new LinkedHashMap<>();
        NodeList all = xml.getElementsByTagName(element);
        for (int i = 0; i < all.getLength(); i++) {
            Element one = (Element) all.item(i);
            pairs.put(
                    one.getElementsByTagName(key).item(0).getTextContent(),
                    one.getElementsByTagName(value).item(0).getTextContent());
        }
        return pairs;
    }

    private static Element xml(String document) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
