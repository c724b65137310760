package io.sluice.cluster.check;

import io.sluice.cluster.check.Operation.Count;
import io.sluice.cluster.check.Operation.Delete;
import io.sluice.cluster.check.Operation.Hide;
import io.sluice.cluster.check.Operation.Purge;
import io.sluice.cluster.check.Operation.Receive;
import io.sluice.cluster.check.Operation.Send;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Writes down a history by hand. Times are milliseconds from its start; every call takes ten, and a
 * message {@code m} has the digest {@code digest-m} and the receipts {@code m#1}, {@code m#2} and so on.
 */
final class HandMadeHistory {
    static final int MESSAGES_MAX = 10;

    private static final long CALL_MILLIS = 10;

    private final History history = new History();
    private Outcome outcome = Outcome.OK;
    private String requestId = "";
    private String attemptId = "";
    private int messagesMax = MESSAGES_MAX;
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

    /** Attempt id of the next receive only. */
    HandMadeHistory attempt(String next) {
        attemptId = next;
        return this;
    }

    /** How many messages the next receive asks for. */
    HandMadeHistory atMost(int next) {
        messagesMax = next;
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
        return received(call(at), visibilitySeconds, List.of(delivery));
    }

    /** The first receive of a message that has another digest than its name says. */
    HandMadeHistory receiveContent(long at, int visibilitySeconds, String message, String digest) {
        Delivery delivery = new Delivery(message, digest, message + "#1", 1, place());
        return received(call(at), visibilitySeconds, List.of(delivery));
    }

    /** Messages with the numbers of their letters, from 1. */
    static Map<String, Integer> batch(String... messages) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        for (String message : messages) {
            numbers.put(message, message.charAt(0) - 'a' + 1);
        }
        return numbers;
    }

    /** The first receive of messages of one group, which have these numbers. */
    HandMadeHistory receiveBatch(long at, int visibilitySeconds, String group, Map<String, Integer> numbers) {
        return receiveBatch(at, visibilitySeconds, group, numbers, 1);
    }

    /** The same, for the nth time. */
    HandMadeHistory receiveBatch(
            long at, int visibilitySeconds, String group, Map<String, Integer> numbers, int receiveCount) {
        List<Delivery> deliveries = new ArrayList<>();
        numbers.forEach((message, number) -> deliveries.add(new Delivery(
                message,
                "digest-" + message,
                message + "#" + receiveCount,
                receiveCount,
                in(group, number).place())));
        return received(call(at), visibilitySeconds, deliveries);
    }

    HandMadeHistory receiveNothing(long at) {
        return received(call(at), 30, List.of());
    }

    HandMadeHistory delete(long at, String message, int receiveCount) {
        return record(new Delete(call(at), message, message + "#" + receiveCount));
    }

    HandMadeHistory hide(long at, String message, int receiveCount, int visibilitySeconds) {
        return record(new Hide(call(at), message, message + "#" + receiveCount, visibilitySeconds));
    }

    /** Releases all of these with one call. */
    HandMadeHistory release(long at, int receiveCount, String... messages) {
        Call call = call(at);
        for (String message : messages) {
            record(new Hide(call, message, message + "#" + receiveCount, 0));
        }
        return this;
    }

    HandMadeHistory purge(long at) {
        return record(new Purge(call(at)));
    }

    HandMadeHistory count(long at, long visible, long inFlight, long delayed) {
        return record(new Count(call(at), visible, inFlight, delayed));
    }

    /** A receive that waits so long and is told that there is nothing. */
    HandMadeHistory longPollForNothing(long at, long millis) {
        Call call = new Call("actor", "n1", "", nanos(at), nanos(at + millis), Outcome.OK, "");
        return received(call, 30, List.of());
    }

    HandMadeHistory longCall(long at, long millis) {
        Call call = new Call("actor", "n1", "", nanos(at), nanos(at + millis), Outcome.UNKNOWN, "");
        return received(call, 30, List.of());
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

    private HandMadeHistory received(Call call, int visibilitySeconds, List<Delivery> deliveries) {
        record(new Receive(call, messagesMax, visibilitySeconds, attemptId, deliveries));
        messagesMax = MESSAGES_MAX;
        attemptId = "";
        return this;
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
