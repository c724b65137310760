package io.sluice.cluster.check;

import io.sluice.cluster.check.Operation.Count;
import io.sluice.cluster.check.Operation.Delete;
import io.sluice.cluster.check.Operation.Hide;
import io.sluice.cluster.check.Operation.Receive;
import io.sluice.cluster.check.Operation.Send;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Writes down a history by hand. Times are milliseconds from its start; every call takes ten, and a
 * message {@code m} has the digest {@code digest-m} and the receipts {@code m#1}, {@code m#2} and so on.
 */
final class HandMadeHistory {
    private static final long CALL_MILLIS = 10;

    private final History history = new History();
    private Outcome outcome = Outcome.OK;
    private String requestId = "";
    private Place place = Place.NONE;

    History history() {
        return history;
    }

    /** Outcome of the next operation only. */
    HandMadeHistory but(Outcome next) {
        outcome = next;
        return this;
    }

    /** Request id of the next operation only. */
    HandMadeHistory as(String next) {
        requestId = next;
        return this;
    }

    /** Place in a FIFO queue of the message of the next send or receive only. */
    HandMadeHistory in(String group, int number) {
        place = new Place(group, "%020d".formatted(number));
        return this;
    }

    HandMadeHistory send(long at, String message) {
        return send(at, message, 0);
    }

    HandMadeHistory send(long at, String message, int delaySeconds) {
        return sendContent(at, message, "digest-" + message, delaySeconds);
    }

    HandMadeHistory sendContent(long at, String message, String digest, int delaySeconds) {
        String messageId = outcome == Outcome.OK ? message : "";
        return record(new Send(call(at), digest, messageId, delaySeconds, place()));
    }

    HandMadeHistory receive(long at, int visibilitySeconds, String message, int receiveCount) {
        return receiveAs(at, visibilitySeconds, message, receiveCount, message + "#" + receiveCount);
    }

    HandMadeHistory receiveAs(long at, int visibilitySeconds, String message, int receiveCount, String receipt) {
        Delivery delivery = new Delivery(message, "digest-" + message, receipt, receiveCount, place());
        return record(new Receive(call(at), visibilitySeconds, List.of(delivery)));
    }

    /** The first receive of messages of one group, which have these numbers. */
    HandMadeHistory receiveBatch(long at, int visibilitySeconds, String group, Map<String, Integer> numbers) {
        List<Delivery> deliveries = new ArrayList<>();
        numbers.forEach((message, number) -> deliveries.add(new Delivery(
                message,
                "digest-" + message,
                message + "#1",
                1,
                in(group, number).place())));
        return record(new Receive(call(at), visibilitySeconds, deliveries));
    }

    HandMadeHistory receiveNothing(long at) {
        return record(new Receive(call(at), 30, List.of()));
    }

    HandMadeHistory delete(long at, String message, int receiveCount) {
        return record(new Delete(call(at), message, message + "#" + receiveCount));
    }

    HandMadeHistory hide(long at, String message, int receiveCount, int visibilitySeconds) {
        return record(new Hide(call(at), message, message + "#" + receiveCount, visibilitySeconds));
    }

    HandMadeHistory count(long at, long visible, long inFlight, long delayed) {
        return record(new Count(call(at), visible, inFlight, delayed));
    }

    /** A receive that waits so long and is told that there is nothing. */
    HandMadeHistory longPollForNothing(long at, long millis) {
        Call call = new Call("actor", "n1", "", nanos(at), nanos(at + millis), Outcome.OK, "");
        return record(new Receive(call, 30, List.of()));
    }

    HandMadeHistory longCall(long at, long millis) {
        Call call = new Call("actor", "n1", "", nanos(at), nanos(at + millis), Outcome.UNKNOWN, "");
        return record(new Receive(call, 30, List.of()));
    }

    static long nanos(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private Call call(long at) {
        Call call = new Call("actor", "n1", requestId, nanos(at), nanos(at + CALL_MILLIS), outcome, "");
        outcome = Outcome.OK;
        requestId = "";
        return call;
    }

    private Place place() {
        Place next = place;
        place = Place.NONE;
        return next;
    }

    private HandMadeHistory record(Operation operation) {
        history.record(operation);
        return this;
    }
}
