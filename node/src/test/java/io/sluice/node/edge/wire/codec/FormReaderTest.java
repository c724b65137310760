package io.sluice.node.edge.wire.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.node.edge.wire.shape.Models;
import io.sluice.node.edge.wire.shape.ServiceModel;
import io.sluice.node.edge.wire.shape.Shape;
import io.sluice.node.edge.wire.shape.Structure;
import io.sluice.node.edge.wire.shape.StructureShape;
import io.sluice.node.edge.wire.shape.TestModels;
import io.sluice.node.edge.wire.shape.Value;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FormReaderTest {
    /** Shapes are equal only to themselves, so all tests use those of one model. */
    private static final ServiceModel SQS = Models.sqs();

    @Test
    void listsAreOrderedByNumberNotByText() throws Unreadable {
        String form = IntStream.of(10, 9, 1, 2, 30)
                .mapToObj(i -> "AttributeName." + i + "=A" + i)
                .collect(Collectors.joining("&"));

        assertThat(sqs("GetQueueAttributes", form).of(member("GetQueueAttributes", "AttributeNames")))
                .hasToString("Sequence[elements=[Text[text=A1], Text[text=A2], Text[text=A9], Text[text=A10],"
                        + " Text[text=A30]]]");
    }

    @Test
    void mapsAreReadByTheirQueryNameOrByTheNameOfTheModel() throws Unreadable {
        Value tags = new Value.Table(Map.of("team", new Value.Text("blue")));

        assertThat(sqs("TagQueue", "Tag.1.Key=team&Tag.1.Value=blue").of(member("TagQueue", "Tags")))
                .isEqualTo(tags);
        assertThat(sqs("TagQueue", "Tags.1.Key=team&Tags.1.Value=blue").of(member("TagQueue", "Tags")))
                .isEqualTo(tags);
    }

    @Test
    void structuresLieInMapsInListsInStructures() throws Unreadable {
        String entry = "SendMessageBatchRequestEntry.1.";
        Structure read = sqs(
                "SendMessageBatch",
                entry + "Id=a&" + entry + "MessageBody=b+c%26d&" + entry + "MessageAttribute.1.Name=n&" + entry
                        + "MessageAttribute.1.Value.DataType=Binary&" + entry
                        + "MessageAttribute.1.Value.BinaryValue=aGVsbG8%3D");

        Value.Sequence entries =
                (Value.Sequence) Objects.requireNonNull(read.of(member("SendMessageBatch", "Entries")));
        Structure first = (Structure) entries.elements().get(0);
        assertThat(first.toString()).contains("Text[text=b c&d]", "Text[text=Binary]");
        assertThat(first.toString()).contains("size=5 contents=\"hello\"");
    }

    @Test
    void aBareNameIsAnEmptyListAndAnAbsentOneIsNone() throws Unreadable {
        assertThat(sqs("GetQueueAttributes", "AttributeNames=").of(member("GetQueueAttributes", "AttributeNames")))
                .hasToString("Sequence[elements=[]]");
        assertThat(sqs("GetQueueAttributes", "").of(member("GetQueueAttributes", "AttributeNames")))
                .isNull();
    }

    @Test
    void listsThatAreNotFlatHaveMembersAndMapsHaveEntries() throws Unreadable {
        ServiceModel sns = TestModels.sns();
        StructureShape shape =
                Objects.requireNonNull(sns.operations().get("CreateTopic")).input();
        Structure read = FormReader.read(
                shape,
                form("Tags.member.1.Key=a&Tags.member.1.Value=b&Attributes.entry.1.key=FifoTopic"
                        + "&Attributes.entry.1.value=true"));

        assertThat(String.valueOf(read.of(Objects.requireNonNull(shape.member("Tags")))))
                .contains("[text=a]", "[text=b]");
        assertThat(read.of(Objects.requireNonNull(shape.member("Attributes"))))
                .isEqualTo(new Value.Table(Map.of("FifoTopic", new Value.Text("true"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "VisibilityTimeout=abc | \"abc\" is not a whole number in range",
                "VisibilityTimeout=3000000000 | \"3000000000\" is not a whole number in range",
                "WaitTimeSeconds= | \"\" is not a whole number in range"
            })
    void aNumberThatIsNoneIsUnreadable(String form, String text) {
        assertThatThrownBy(() -> sqs("ReceiveMessage", form))
                .isInstanceOf(Unreadable.class)
                .hasMessage(text.replace('"', '\''));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%4", "a=%zz", "a=%ff", "%c3=1", "a=%ed%a0%80"})
    void brokenEscapesAndWhatIsNotUtf8AreUnreadable(String form) {
        assertThatThrownBy(() -> form(form)).isInstanceOf(Unreadable.class);
    }

    @Test
    void sizesAreBounded() {
        String many = IntStream.range(0, 10_001).mapToObj(i -> "p" + i + "=").collect(Collectors.joining("&"));
        String deep = "a.".repeat(17) + "b=1";

        assertThatThrownBy(() -> form(many)).isInstanceOf(Unreadable.class);
        assertThatThrownBy(() -> sqs("ListQueues", deep)).isInstanceOf(Unreadable.class);
    }

    @Test
    void noiseIsUnreadableOrSomethingElseButNeverAFault() {
        Random random = new Random(4);
        String letters = "abAttributeName.1.2%&=+.9Value";
        for (int i = 0; i < 5_000; i++) {
            StringBuilder noise = new StringBuilder();
            for (int length = random.nextInt(60); length > 0; length--) {
                noise.append(letters.charAt(random.nextInt(letters.length())));
            }
            try {
                assertThat(sqs("SetQueueAttributes", noise.toString())).isNotNull();
            } catch (Unreadable expected) {
                assertThat(expected.getMessage()).isNotEmpty();
            }
        }
    }

    private static Form form(String text) throws Unreadable {
        return Form.parse("", text.getBytes(StandardCharsets.UTF_8));
    }

    private static Structure sqs(String operation, String form) throws Unreadable {
        return FormReader.read(input(operation), form(form));
    }

    private static StructureShape input(String operation) {
        return Objects.requireNonNull(SQS.operations().get(operation)).input();
    }

    private static Shape.Member member(String operation, String name) {
        return Objects.requireNonNull(input(operation).member(name));
    }
}
