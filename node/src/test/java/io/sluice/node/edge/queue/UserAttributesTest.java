package io.sluice.node.edge.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.sluice.api.v1.MessageAttributeValue;
import io.sluice.node.edge.call.ApiError;
import io.sluice.node.edge.call.Checked;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UserAttributesTest {
    private static final String RESERVED = "You can't use message attribute names beginning with 'AWS.' or 'Amazon.'."
            + " These strings are reserved for internal use. Additionally, they cannot start or end with '.'.";

    private final Digests digests = new Digests();

    private static String text(Map<String, MessageAttributeValue> given) {
        return UserAttributes.check(given).match(good -> "good", ApiError::text);
    }

    private static MessageAttributeValue value(String type, String value) {
        return MessageAttributeValue.newBuilder()
                .setDataType(type)
                .setStringValue(value)
                .build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a.b", "a..b", "A-b_9", "awsome", "\u00e9t\u00e9"})
    void takesNames(String name) {
        assertThat(text(Map.of(name, value("String", "x")))).isEqualTo("good");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AWS.x", "aws.x", "Amazon.x", "AMAZON.x", ".x", "x."})
    void refusesReservedNames(String name) {
        assertThat(text(Map.of(name, value("String", "x")))).isEqualTo(RESERVED);
    }

    @Test
    void refusesOtherNames() {
        assertThat(text(Map.of("", value("String", "x"))))
                .isEqualTo("The request must contain non-empty message (user) attribute names.");
        assertThat(text(Map.of("a b", value("String", "x"))))
                .isEqualTo("Message (user) attributes name can only contain upper and lower score characters, digits,"
                        + " periods, hyphens and underscores. ");
        assertThat(text(Map.of("n".repeat(256), value("String", "x")))).isEqualTo("good");
        assertThat(text(Map.of("n".repeat(257), value("String", "x"))))
                .isEqualTo("Message (user) attribute name must be shorter than 256 bytes.");
    }

    @ParameterizedTest
    @CsvSource({"String, good", "String.custom, good", "Number, good", "Number.int, good"})
    void takesTypes(String type, String outcome) {
        assertThat(text(Map.of("a", value(type, "1")))).isEqualTo(outcome);
    }

    @ParameterizedTest
    @ValueSource(strings = {"StringList", "string", "Strings", "String.", "Text"})
    void refusesOtherTypes(String type) {
        assertThat(text(Map.of("a", value(type, "1"))))
                .isEqualTo("The type of message (user) attribute 'a' is invalid. You must use only the following"
                        + " supported type prefixes: Binary, Number, String.");
    }

    @Test
    void refusesNoTypeAndLongOnes() {
        assertThat(text(Map.of("a", value("", "1"))))
                .isEqualTo("The message (user) attribute 'a' must contain a non-empty message attribute type.");
        assertThat(text(Map.of("a", value("String." + "x".repeat(250), "1"))))
                .isEqualTo("Message (user) attribute type must be shorter than 256 bytes.");
    }

    @Test
    void refusesValuesThatAreNone() {
        assertThat(text(Map.of("X", value("String", ""))))
                .isEqualTo("Message (user) attribute 'X' must contain a non-empty value of type 'String'.");
        assertThat(text(Map.of("X", value("Binary", "x"))))
                .isEqualTo("Message (user) attribute 'X' with type 'Binary' must use field 'Binary'.");
        assertThat(text(Map.of("X", value("Number", "one"))))
                .isEqualTo("Can't cast the value of message (user) attribute 'X' to a number.");
        assertThat(text(Map.of("X", value("String", "\u0001")))).startsWith("Invalid characters found.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "1",
                "-1",
                "+1",
                "1.5",
                ".5",
                "1e10",
                "1E-128",
                "1e126",
                "-1e126",
                "12345678901234567890123456789012345678",
                "1234567890123456789012345678901234567800"
            })
    void takesNumbers(String number) {
        assertThat(AttributeNumbers.isNumber(number)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " 1",
                "x",
                "0x1",
                "1e",
                "NaN",
                "1e127",
                "1.1e126",
                "1e-129",
                "1e999999999",
                "123456789012345678901234567890123456789"
            })
    void refusesOtherNumbers(String number) {
        assertThat(AttributeNumbers.isNumber(number)).isFalse();
    }

    @Test
    void takesTenAndNoMore() {
        Map<String, MessageAttributeValue> given = new HashMap<>();
        for (int i = 0; i < 10; i++) {
            given.put("a" + i, value("String", "x"));
        }

        assertThat(text(given)).isEqualTo("good");
        given.put("b", value("String", "x"));
        assertThat(text(given)).isEqualTo("Number of message attributes [11] exceeds the allowed maximum [10].");
    }

    @Test
    void digestsAsAwsDoes() {
        assertThat(md5(Map.of("Foo", value("String", "Bar")))).isEqualTo("ae7155c6026991b6d54b11589678bf9c");
        assertThat(md5(Map.of("k", value("String", "x")))).isEqualTo("a45daa70926828a2f0a1db3418e6feb4");
        assertThat(md5(Map.of("timestamp", value("Number", "1493147359900"))))
                .isEqualTo("235c5c510d26fb653d073faed50ae77c");
        assertThat(md5(Map.of(
                        "Help.Me", value("String", "Me"),
                        "Hello", value("String", "There"),
                        "General", value("String", "Kenobi"))))
                .isEqualTo("4c360f3fdafd970e05fae2f149d997f5");
        assertThat(md5(Map.of(
                        "attr1",
                        MessageAttributeValue.newBuilder()
                                .setDataType("Binary")
                                .setBinaryValue(ByteString.copyFrom(
                                        "traceparent\u001e00-774062d6c37081a5a0b9b5b88e30627c-2d2482211f6489da-01",
                                        StandardCharsets.UTF_8))
                                .build())))
                .isEqualTo("8cbe4db156db8a94db8b801b7addb984");
        assertThat(digests.ofAttributes(TraceHeader.asAttributes(
                        "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1")))
                .isEqualTo("5ae4d5d7636402d80f4eb6d213245a88");
    }

    private String md5(Map<String, MessageAttributeValue> given) {
        Checked<List<UserAttribute>> checked = UserAttributes.check(given);
        return checked.match(digests::ofAttributes, ApiError::text);
    }

    @Test
    void countsNameTypeAndValue() {
        int size = UserAttributes.check(Map.of("n\u00e4me", value("String", "v\u00e4l")))
                .match(UserAttributes::sizeBytes, bad -> -1);

        assertThat(size).isEqualTo(5 + 6 + 4);
    }

    @Test
    void takesTheCharactersOfXml() {
        assertThat(legal("a\t\n\r \u007f\u0085\ud7ff\ue000\ufffd" + Character.toString(0x10FFFF)))
                .isTrue();
        for (String illegal : new String[] {"\u0000", "\u0008", "\u000b", "\u000c", "\u001f", "\ufffe", "\uffff"}) {
            assertThat(legal("a" + illegal + "b"))
                    .as("%x", (int) illegal.charAt(0))
                    .isFalse();
        }
    }

    @Test
    void halfAPairIsNoCharacter() {
        for (String illegal : new String[] {"\ud800", "\udfff", "\udc00\ud800", "\ud800\ud800", "\ud83d\ude00\ude00"}) {
            assertThat(legal("a" + illegal)).isFalse();
            assertThat(legal(illegal + "b")).isFalse();
        }
        assertThat(legal("a\ud83d\ude00\ud800\udc00b")).isTrue();
    }

    private static boolean legal(String text) {
        return MessageText.isLegal(text);
    }
}
