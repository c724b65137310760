package io.sluice.node.edge.queue;

import static io.sluice.node.edge.queue.Face.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.sluice.api.v1.BrowseFilter;
import io.sluice.api.v1.BrowseMessagesRequest;
import io.sluice.api.v1.BrowseMessagesResponse;
import io.sluice.api.v1.BrowsedMessage;
import io.sluice.api.v1.MessageState;
import io.sluice.api.v1.SearchMessagesRequest;
import io.sluice.api.v1.SearchMessagesResponse;
import io.sluice.node.command.BrowseCursor;
import io.sluice.node.command.BrowseEntry;
import io.sluice.node.command.BrowsedState;
import io.sluice.node.command.Query;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class BrowsesTest {
    private final Face face = new Face();

    @BeforeEach
    void create() {
        face.create("jobs");
        face.router.browsed = seen(PayloadSievesTest.message("häßlich"));
    }

    @AfterEach
    void close() {
        face.close();
    }

    private static Reply seen(BrowseEntry... messages) {
        return new Reply.Browsed(List.of(messages), new BrowseCursor(6, 2, 3), true, 40, 1, 1_000_000);
    }

    private BrowseMessagesResponse browse(Consumer<BrowseMessagesRequest.Builder> change) {
        BrowseMessagesRequest.Builder request =
                BrowseMessagesRequest.newBuilder().setQueueUrl("jobs");
        change.accept(request);
        return face.queues.browseMessages(request.build());
    }

    private SearchMessagesResponse search(Consumer<SearchMessagesRequest.Builder> change) {
        SearchMessagesRequest.Builder request =
                SearchMessagesRequest.newBuilder().setQueueUrl("jobs");
        change.accept(request);
        return face.queues.searchMessages(request.build());
    }

    @Test
    void showsMessagesAsTheyAre() {
        BrowseMessagesResponse page = browse(request -> {});

        BrowsedMessage message = page.getMessages(0);
        assertThat(message.getBody()).isEqualTo("häßlich");
        assertThat(message.getBodySize()).isEqualTo(9);
        assertThat(message.getState()).isEqualTo(MessageState.MESSAGE_STATE_IN_FLIGHT);
        assertThat(message.getMessageId())
                .isEqualTo(MessageIds.of(face.router.placed("jobs").resource(), 5));
        assertThat(message.getReceiveCount()).isEqualTo(2);
        assertThat(message.getDueMillis()).isEqualTo(1_000_005);
        assertThat(message.getMessageAttributesOrThrow("color").getStringValue())
                .isEqualTo("red");
        assertThat(message.getMessageGroupId()).isEqualTo("g1");
        assertThat(page.getMore()).isTrue();
        assertThat(page.getScanned()).isEqualTo(40);
        assertThat(page.getAtMillis()).isEqualTo(1_000_000);
        assertThat(face.router.executed())
                .noneMatch(one -> one.command().polls().isPresent());
    }

    @Test
    void goesOnFromACursorOfTheSameQueueOnly() {
        String cursor = browse(request -> {}).getCursor();
        browse(request -> request.setCursor(cursor));

        assertThat(face.router.browses.get(0).from()).isEqualTo(BrowseCursor.START);
        assertThat(face.router.browses.get(1).from()).isEqualTo(new BrowseCursor(6, 2, 3));

        face.create("others");
        for (String wrong : List.of("x", "AAAA", "!", cursor + "A")) {
            assertFails(
                    () -> browse(request -> request.setCursor(wrong)),
                    Status.Code.INVALID_ARGUMENT,
                    "InvalidParameterValue",
                    "Value " + wrong + " for parameter Cursor is invalid. Reason: It must come from a former answer for"
                            + " the same queue.");
        }
        assertFails(
                () -> browse(request -> request.setCursor(cursor).setQueueUrl("others")),
                Status.Code.INVALID_ARGUMENT,
                "InvalidParameterValue",
                "Value " + cursor + " for parameter Cursor is invalid. Reason: It must come from a former answer for"
                        + " the same queue.");
    }

    @Test
    void cutsBodiesBeforeACharacterThatDoesNotFit() {
        assertThat(browse(request -> request.setBodyBytesMax(2)).getMessages(0).getBody())
                .isEqualTo("h");
        assertThat(browse(request -> request.setBodyBytesMax(3)).getMessages(0).getBody())
                .isEqualTo("hä");
        assertThat(browse(request -> request.setBodyBytesMax(0)).getMessages(0).getBody())
                .isEmpty();
    }

    @Test
    void asksForWhatIsWanted() {
        search(request -> request.setExpression("body != ''")
                .setMaxResults(7)
                .setMaxScanned(500)
                .setNewest(9)
                .setFilter(BrowseFilter.newBuilder()
                        .addStates(MessageState.MESSAGE_STATE_DELAYED)
                        .setMessageGroupId("g")
                        .setMinAgeMillis(5)
                        .setMaxAgeMillis(6)));

        Query.Browse asked = face.router.browses.get(0);
        assertThat(asked.filter())
                .isEqualTo(new io.sluice.node.command.BrowseFilter(
                        List.of(BrowsedState.DELAYED), "g", 5, 6, "body != ''"));
        assertThat(asked.newest()).isEqualTo(OptionalLong.of(9));
        assertThat(asked.messagesMax()).isEqualTo(7);
        assertThat(asked.scannedMax()).isEqualTo(500);
    }

    @Test
    void refusesWhatIsOutOfBounds() {
        bad(
                () -> browse(request -> request.setMaxResults(0)),
                "Value 0 for parameter MaxResults is invalid. Reason: Must be between 1 and 1000.");
        bad(
                () -> browse(request -> request.setMaxResults(1001)),
                "Value 1001 for parameter MaxResults is invalid. Reason: Must be between 1 and 1000.");
        bad(
                () -> browse(request -> request.setNewest(-1)),
                "Value -1 for parameter Newest is invalid. Reason: Must be between 0 and 1000000.");
        bad(
                () -> browse(request -> request.setBodyBytesMax(1048577)),
                "Value 1048577 for parameter BodyBytesMax is invalid. Reason: Must be between 0 and 1048576.");
        bad(
                () -> search(request -> request.setExpression("true").setMaxScanned(100001)),
                "Value 100001 for parameter MaxScanned is invalid. Reason: Must be between 1 and 100000.");
        bad(() -> browse(request -> request.setNewest(1).setCursor("x")), "Cursor and Newest exclude each other.");
        bad(
                () -> browse(
                        request -> request.setFilter(BrowseFilter.newBuilder().addStatesValue(0))),
                "Value 0 for parameter States is invalid. Reason: Must be visible, in flight or delayed.");
        bad(
                () -> browse(
                        request -> request.setFilter(BrowseFilter.newBuilder().addStatesValue(4))),
                "Value 4 for parameter States is invalid. Reason: Must be visible, in flight or delayed.");
        bad(
                () -> browse(request -> request.setFilter(
                        BrowseFilter.newBuilder().setMinAgeMillis(2).setMaxAgeMillis(1))),
                "Value 2 for parameter MinAgeMillis is invalid. Reason: Must not be negative, nor greater than"
                        + " MaxAgeMillis.");
        assertFails(
                () -> search(request -> {}),
                Status.Code.INVALID_ARGUMENT,
                "MissingParameter",
                "The request must contain the parameter Expression.");
    }

    private static void bad(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String text) {
        assertFails(call, Status.Code.INVALID_ARGUMENT, "InvalidParameterValue", text);
    }

    @Test
    void saysByNameThatTooManyAreLooking() {
        face.router.browsed = new Reply.Rejected(RejectionCode.BROWSE_BUSY, "18");

        assertFails(
                () -> browse(request -> {}),
                Status.Code.RESOURCE_EXHAUSTED,
                "BrowseBusy",
                "The node that leads queue jobs already looks through queues for 18 calls: try again in a second.");
    }

    @Test
    void tellsOfAMissingQueue() {
        assertFails(
                () -> browse(request -> request.setQueueUrl("none")),
                Status.Code.NOT_FOUND,
                "QueueDoesNotExist",
                "The specified queue does not exist.");
    }
}
