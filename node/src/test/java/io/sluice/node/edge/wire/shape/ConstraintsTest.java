package io.sluice.node.edge.wire.shape;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against the words that clients have seen of Kinesis. */
final class ConstraintsTest {
    private static final ServiceModel KINESIS = TestModels.kinesis();

    @Test
    void whatIsInOrderIsNotComplainedOf() {
        assertThat(Constraints.violated(request("DescribeStream").put("StreamName", text("orders"))))
                .isEmpty();
    }

    @Test
    void aComplaintNamesValuePathAndRule() {
        assertThat(Constraints.violated(request("DescribeStream").put("StreamName", text(""))))
                .hasValue("2 validation errors detected: Value '' at 'streamName' failed to satisfy constraint: Member"
                        + " must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; Value '' at 'streamName' failed"
                        + " to satisfy constraint: Member must have length greater than or equal to 1");
    }

    @Test
    void whatIsMissingIsNull() {
        assertThat(Constraints.violated(request("GetRecords")))
                .hasValue("1 validation error detected: Value null at 'shardIterator' failed to satisfy constraint:"
                        + " Member must not be null");
    }

    @Test
    void numbersAndValuesHaveTheirRange() {
        Structure wrong = request("GetShardIterator")
                .put("StreamName", text("s"))
                .put("ShardId", text("shardId-0"))
                .put("ShardIteratorType", text("BACKWARDS"));

        assertThat(Constraints.violated(wrong))
                .hasValueSatisfying(text -> assertThat(text)
                        .startsWith("1 validation error detected: Value 'BACKWARDS' at 'shardIteratorType' failed to"
                                + " satisfy constraint: Member must satisfy enum value set: [")
                        .contains("TRIM_HORIZON"));
        assertThat(Constraints.violated(request("ListStreams").put("Limit", new Value.Whole(10_001))))
                .hasValueSatisfying(
                        text -> assertThat(text).endsWith("Member must have value less than or equal to 10000"));
    }

    @Test
    void elementsAreNumberedFromOneAndBytesShowTheirSize() {
        StructureShape entry = (StructureShape)
                ((Shape.Sequence) member("PutRecords", "Records").shape()).element();
        ByteString large = ByteString.copyFrom(new byte[10_485_761]);
        Structure wrong =
                new Structure(entry).put("Data", new Value.Blob(large)).put("PartitionKey", text("k"));

        assertThat(Constraints.violated(request("PutRecords")
                        .put("StreamName", text("s"))
                        .put("Records", new Value.Sequence(List.of(wrong)))))
                .hasValueSatisfying(text -> assertThat(text)
                        .contains("Value 'java.nio.HeapByteBuffer[pos=0 lim=10485761 cap=10485761]' at"
                                + " 'records.1.member.data' failed to satisfy constraint: Member must have length less"
                                + " than or equal to"));
    }

    @Test
    void aMapIsShownWholeWithAllRulesOfItsParts() {
        Structure wrong = request("AddTagsToStream")
                .put("StreamName", text("s"))
                .put("Tags", new Value.Table(Map.of("", text("v"))));

        assertThat(Constraints.violated(wrong))
                .hasValue("1 validation error detected: Value '{=v}' at 'tags' failed to satisfy constraint: Map keys"
                        + " must satisfy constraint: [Member must have length less than or equal to 128, Member must"
                        + " have length greater than or equal to 1]");
    }

    @Test
    void atMostTenAreTold() {
        StructureShape entry = (StructureShape)
                ((Shape.Sequence) member("PutRecords", "Records").shape()).element();
        Structure wrong = request("PutRecords")
                .put(
                        "Records",
                        new Value.Sequence(IntStream.range(0, 20)
                                .<Value>mapToObj(i -> new Structure(entry))
                                .toList()));

        assertThat(Constraints.violated(wrong))
                .hasValueSatisfying(text -> assertThat(text).startsWith("10 validation errors detected: "));
    }

    private static Shape.Member member(String operation, String name) {
        return Objects.requireNonNull(
                Objects.requireNonNull(KINESIS.operations().get(operation))
                        .input()
                        .member(name));
    }

    private static Structure request(String operation) {
        return new Structure(
                Objects.requireNonNull(KINESIS.operations().get(operation)).input());
    }

    private static Value text(String text) {
        return new Value.Text(text);
    }
}
