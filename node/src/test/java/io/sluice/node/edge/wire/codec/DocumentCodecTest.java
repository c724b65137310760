package io.sluice.node.edge.wire.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.sluice.node.edge.wire.shape.Models;
import io.sluice.node.edge.wire.shape.ServiceModel;
import io.sluice.node.edge.wire.shape.Shape;
import io.sluice.node.edge.wire.shape.Structure;
import io.sluice.node.edge.wire.shape.StructureShape;
import io.sluice.node.edge.wire.shape.TestModels;
import io.sluice.node.edge.wire.shape.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DocumentCodecTest {
    private static final DocumentCodec JSON = DocumentCodec.json();
    private static final DocumentCodec CBOR = DocumentCodec.cbor();
    private static final ServiceModel KINESIS = TestModels.kinesis();

    @Test
    void whateverThreeModelsCanSayComesBackTheSame() throws Unreadable {
        RandomValues values = new RandomValues(1);
        for (ServiceModel model : TestModels.all()) {
            for (StructureShape shape : shapes(model)) {
                for (int i = 0; i < 20; i++) {
                    Structure said = values.structure(shape);
                    assertThat(JSON.read(shape, JSON.write(said))).isEqualTo(said);
                    assertThat(CBOR.read(shape, CBOR.write(said))).isEqualTo(said);
                }
            }
        }
    }

    @Test
    void mutilatedDocumentsAreUnreadableOrSomethingElseButNeverAFault() {
        RandomValues values = new RandomValues(2);
        Random random = new Random(3);
        for (StructureShape shape : shapes(KINESIS)) {
            for (DocumentCodec codec : List.of(JSON, CBOR)) {
                byte[] whole = codec.write(values.structure(shape));
                for (int i = 0; i < 50; i++) {
                    byte[] broken = whole.clone();
                    for (int flips = random.nextInt(4); flips >= 0; flips--) {
                        broken[random.nextInt(broken.length)] = (byte) random.nextInt();
                    }
                    tryToRead(codec, shape, Arrays.copyOf(broken, 1 + random.nextInt(broken.length)));
                }
            }
        }
    }

    private static void tryToRead(DocumentCodec codec, StructureShape shape, byte[] bytes) {
        try {
            assertThat(codec.read(shape, bytes)).isNotNull();
        } catch (Unreadable expected) {
            assertThat(expected.getMessage()).isNotEmpty();
        }
    }

    @Test
    void jsonHasSecondsAndBase64AndCborHasMillisecondsUnderATagAndBytes() throws Unreadable {
        StructureShape record = output("GetRecords");
        StructureShape element = (StructureShape) ((Shape.Sequence)
                        Objects.requireNonNull(record.member("Records")).shape())
                .element();
        Structure said = new Structure(element)
                .put("ApproximateArrivalTimestamp", new Value.Time(1_448_654_312_120L))
                .put("Data", new Value.Blob(ByteString.copyFromUtf8("hello")));

        assertThat(new String(JSON.write(said), StandardCharsets.UTF_8))
                .isEqualTo("{\"ApproximateArrivalTimestamp\":1448654312.12,\"Data\":\"aGVsbG8=\"}");
        // bf: a map without length; c1 1b: tag 1 and eight bytes of number; 45: five bytes; ff: the end.
        assertThat(HexFormat.of().formatHex(CBOR.write(said)))
                .isEqualTo("bf" + "781b"
                        + HexFormat.of().formatHex("ApproximateArrivalTimestamp".getBytes(StandardCharsets.UTF_8))
                        + "c11b000001514a8692b8" + "6444617461" + "4568656c6c6f" + "ff");
        assertThat(CBOR.read(element, HexFormat.of().parseHex("a16444617461" + "4568656c6c6f")))
                .isEqualTo(new Structure(element).put("Data", new Value.Blob(ByteString.copyFromUtf8("hello"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"Limit\":\"5\"} | class java.lang.String can not be converted to an Integer",
                "{\"Limit\":true} | class java.lang.Boolean can not be converted to an Integer",
                "{\"Limit\":[5]} | Start of list found where not expected",
                "{\"Limit\":{}} | Start of structure or map found where not expected.",
                "{\"Limit\":3000000000} | A number is out of the range of an Integer",
                "{\"Limit\":1e400} | A number is out of range",
                "{\"StreamName\":5} | class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be"
                        + " converted to a String",
                "{\"StreamName\":\"a\"} {} | Something follows the document",
                "[] | Expected a document of one structure",
                "  | Expected a document of one structure"
            })
    void aValueOfAnotherKindIsToldInTheWordsOfAws(@Nullable String document, String text) {
        assertUnreadable("DescribeStream", document == null ? "" : document, text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"Records\":{}} | Expected list or null",
                "{\"Records\":[5]} | Expected structure or null",
                "{\"Records\":[null]} | Expected structure or null",
                "{\"Records\":[{\"Data\":\"abc\"}]} | 'abc' can not be converted to a Blob: Base64 encoded length is"
                        + " expected a multiple of 4 bytes but found: 3",
                "{\"Records\":[{\"Data\":\"a*c=\"}]} | 'a*c=' can not be converted to a Blob: Invalid Base64 character"
            })
    void partsAreHeldToTheirShapes(String document, String text) {
        assertUnreadable("PutRecords", document, text);
    }

    @Test
    void nullIsAbsentUnknownMembersAreSkippedAndFractionsAreCut() throws Unreadable {
        StructureShape shape = input("DescribeStream");
        String document = "{\"StreamName\":null,\"Unheard\":{\"of\":[1,{\"x\":2}]},\"Limit\":7.9}";

        assertThat(JSON.read(shape, document.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new Structure(shape).put("Limit", new Value.Whole(7)));
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 100_000})
    void depthIsBoundedAlsoWhereNobodyLooks(int depth) throws Unreadable {
        String document = "{\"Unheard\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
        StructureShape shape = Objects.requireNonNull(Models.sqs().operations().get("ListQueues"))
                .input();
        if (depth < 64) {
            assertThat(JSON.read(shape, document.getBytes(StandardCharsets.UTF_8)))
                    .isEqualTo(new Structure(shape));
        } else {
            assertThatThrownBy(() -> JSON.read(shape, document.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(Unreadable.class);
        }
    }

    private static void assertUnreadable(String operation, String document, String text) {
        assertThatThrownBy(() -> JSON.read(input(operation), document.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Unreadable.class)
                .hasMessage(text);
    }

    private static StructureShape input(String operation) {
        return Objects.requireNonNull(KINESIS.operations().get(operation)).input();
    }

    private static StructureShape output(String operation) {
        return Objects.requireNonNull(KINESIS.operations().get(operation))
                .output()
                .orElseThrow();
    }

    private static List<StructureShape> shapes(ServiceModel model) {
        List<StructureShape> shapes = new ArrayList<>();
        model.operations().values().forEach(operation -> {
            shapes.add(operation.input());
            operation.output().ifPresent(shapes::add);
        });
        return shapes;
    }
}
