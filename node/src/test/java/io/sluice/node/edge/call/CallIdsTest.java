package io.sluice.node.edge.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.node.model.RequestId;
import io.sluice.node.model.ResourceKind;
import io.sluice.node.model.ResourceName;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CallIdsTest {
    private static final ResourceName JOBS = new ResourceName(ResourceKind.QUEUE, "000000000000", "jobs");
    private static final ResourceName MAIL = new ResourceName(ResourceKind.QUEUE, "000000000000", "mail");

    private final CallIds ids = new CallIds(new Random(7));

    private CallId id(String chosen, ApiOperation operation, ResourceName scope) {
        return ids.of(chosen, operation, scope).match(good -> good, bad -> {
            throw new AssertionError(bad.text());
        });
    }

    @Test
    void keepsTheNumbersOfOurClients() {
        RequestId id =
                id("00000000deadbeef-258", ApiOperation.SEND_MESSAGE, JOBS).only();

        assertThat(id).isEqualTo(new RequestId(0xdeadbeefL, (258L << 8) | (4 << 3)));
        assertThat(id("ffffffffffffffff-0", ApiOperation.SEND_MESSAGE, JOBS).client())
                .isEqualTo(-1);
    }

    @Test
    void isTheSameOnEveryRetry() {
        for (String chosen : new String[] {"00000000deadbeef-9", "order 17", "a"}) {
            assertThat(id(chosen, ApiOperation.SEND_MESSAGE, JOBS))
                    .isEqualTo(id(chosen, ApiOperation.SEND_MESSAGE, JOBS));
        }
    }

    @Test
    void neverMixesUpOperationsStepsTextsOrQueues() {
        String[] texts = {"00000000deadbeef-9", "00000000deadbeef-10", "00000000deadbeef-09", "order", "Order"};
        Set<RequestId> seen = new HashSet<>();
        int made = 0;
        for (String text : texts) {
            for (ApiOperation operation : ApiOperation.values()) {
                for (int step = 0; step < CallId.STEPS_MAX; step++) {
                    seen.add(id(text, operation, JOBS).step(step));
                    made++;
                }
            }
        }

        assertThat(seen).hasSize(made);
        assertThat(id("order", ApiOperation.SEND_MESSAGE, JOBS))
                .isNotEqualTo(id("order", ApiOperation.SEND_MESSAGE, MAIL));
    }

    @Test
    void hasRoomForAsManyOperationsAsANumberCanName() {
        long longest = 9_999_999_999_999_999L;
        Set<RequestId> seen = new HashSet<>();
        for (long call : new long[] {0, 1, longest}) {
            for (int operation = 1; operation <= ApiOperation.NUMBER_MAX; operation++) {
                for (int step = 0; step < CallId.STEPS_MAX; step++) {
                    seen.add(CallIds.numbered(7, call, operation).step(step));
                }
            }
        }

        assertThat(seen).hasSize(3 * ApiOperation.NUMBER_MAX * CallId.STEPS_MAX);
        // What the first 31 were called before there was room for more.
        assertThat(CallIds.numbered(7, longest, 31).only()).isEqualTo(new RequestId(7, (longest << 8) | (31 << 3)));
    }

    @Test
    void numbersOperationsOnceAndWithinBounds() {
        assertThat(ApiOperation.values())
                .extracting(ApiOperation::number)
                .doesNotHaveDuplicates()
                .allMatch(number -> number >= 1 && number <= ApiOperation.NUMBER_MAX);
    }

    @Test
    void drawsAFreshIdForACallWithoutOne() {
        assertThat(id("", ApiOperation.SEND_MESSAGE, JOBS)).isNotEqualTo(id("", ApiOperation.SEND_MESSAGE, JOBS));
    }

    @Test
    void takesSixtyFourCharactersAndNoMore() {
        String longest = "x".repeat(CallIds.CHARS_MAX);

        assertThat(ids.of(longest, ApiOperation.SEND_MESSAGE, JOBS)).isInstanceOf(Checked.Good.class);
        assertThat(ids.of(longest + "x", ApiOperation.SEND_MESSAGE, JOBS)).isInstanceOf(Checked.Bad.class);
    }
}
