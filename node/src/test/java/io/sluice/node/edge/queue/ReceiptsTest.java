package io.sluice.node.edge.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.node.command.QueueCommand.Receipt;
import io.sluice.node.edge.call.ApiError;
import io.sluice.node.model.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReceiptsTest {
    private static final ResourceId QUEUE = new ResourceId(12);

    private final Receipts receipts = new Receipts(() -> Optional.of(Face.SECRET));

    private String opened(Receipts by, ResourceId queue, String handle) {
        return by.open(queue, handle).match(Receipt::toString, ApiError::text);
    }

    @Test
    void opensWhatItSealed() {
        Random random = new Random(3);
        for (int i = 0; i < 1000; i++) {
            Receipt receipt = new Receipt(random.nextLong(), random.nextLong());

            String handle = receipts.seal(QUEUE, receipt.sequence(), receipt.lease());

            assertThat(handle).hasSize(44).matches("[A-Za-z0-9_-]+");
            assertThat(opened(receipts, QUEUE, handle)).isEqualTo(receipt.toString());
        }
    }

    @Test
    void isReadByEveryNodeOfTheClusterAndNoOther() {
        String handle = receipts.seal(QUEUE, 5, 1);
        Receipts sameCluster = new Receipts(() -> Optional.of(Face.SECRET));
        Receipts otherCluster = new Receipts(() -> Optional.of("ff".repeat(32)));

        assertThat(opened(sameCluster, QUEUE, handle)).isEqualTo(new Receipt(5, 1).toString());
        assertThat(opened(otherCluster, QUEUE, handle)).contains("is not a valid receipt handle");
    }

    @Test
    void refusesTheHandleOfAnotherQueue() {
        String handle = receipts.seal(QUEUE, 5, 1);

        assertThat(opened(receipts, new ResourceId(13), handle))
                .isEqualTo("The input receipt handle \"" + handle + "\" is not a valid receipt handle.");
    }

    @Test
    void refusesAHandleWithAnyCharacterChanged() {
        String handle = receipts.seal(QUEUE, 5, 1);
        for (int i = 0; i < handle.length(); i++) {
            char other = handle.charAt(i) == 'A' ? 'B' : 'A';
            String forged = handle.substring(0, i) + other + handle.substring(i + 1);

            assertThat(opened(receipts, QUEUE, forged)).as("%d", i).contains("is not a valid receipt handle");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "!", "AAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==", "\u00e9"})
    void refusesGarbage(String handle) {
        assertThat(opened(receipts, QUEUE, handle))
                .isEqualTo("The input receipt handle \"" + handle + "\" is not a valid receipt handle.");
    }

    @Test
    void asksForAHandle() {
        assertThat(opened(receipts, QUEUE, "")).isEqualTo("The request must contain the parameter ReceiptHandle.");
    }

    @Test
    void isUnreadyUntilTheSecretIsKnown() {
        String[] known = {""};
        Receipts late = new Receipts(() -> Optional.of(known[0]));

        assertThat(late.unready()).isNotNull();
        known[0] = Face.SECRET;
        assertThat(late.unready()).isNull();
        assertThat(late.seal(QUEUE, 5, 1)).isEqualTo(receipts.seal(QUEUE, 5, 1));
    }

    @Test
    void makesMessageIdsThatCanBeReadBack() {
        long[] numbers = {0, 1, 0x3FF, 0x400, (1L << 58) - 1};
        long[] sequences = {0, 1, Long.MAX_VALUE, Long.MIN_VALUE, -1, 0x4000_0000_0000_0000L};
        for (long number : numbers) {
            for (long sequence : sequences) {
                String id = MessageIds.of(new ResourceId(number), sequence);

                assertThat(id).matches("[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
                assertThat(MessageIds.read(id)).contains(new MessageIds.Origin(new ResourceId(number), sequence));
            }
        }
        assertThat(MessageIds.read("not an id")).isEmpty();
        assertThat(MessageIds.read("7c9e6679-7425-40de-944b-e07fc1f90ae7")).isEmpty();
    }

    @Test
    void filtersAttributesByNameAndPrefix() {
        AttributeFilter filter = AttributeFilter.of(List.of("exact", "pre.*", "bad name!"));

        assertThat(filter.wants("exact")).isTrue();
        assertThat(filter.wants("exactly")).isFalse();
        assertThat(filter.wants("pre.x")).isTrue();
        assertThat(filter.wants("prefix")).isTrue();
        assertThat(filter.wants("other")).isFalse();
        for (String every : new String[] {"All", "*", ".*"}) {
            assertThat(AttributeFilter.of(List.of("x", every)).wants("other")).isTrue();
        }
        assertThat(AttributeFilter.of(List.of()).wants("other")).isFalse();
    }
}
