package io.sluice.node.edge.queue;

import io.sluice.api.v1.BatchResultErrorEntry;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.QueueCommand.Hiding;
import io.sluice.node.command.QueueCommand.Receipt;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import io.sluice.node.edge.call.ApiError;
import io.sluice.node.edge.call.ApiFailure;
import io.sluice.node.edge.call.Checked;
import java.util.ArrayList;
import java.util.List;

/**
 * Receipts on their way to be settled together, deleted or hidden anew, and what became of each. Used
 * by one call, by one thread at a time.
 */
final class Settlement {
    private static final long MILLIS_PER_SECOND = 1000;

    private final Place place;
    private final Receipts receipts;
    private final List<Entry> sent = new ArrayList<>();
    private final List<String> succeeded = new ArrayList<>();
    private final List<Failed> failed = new ArrayList<>();

    Settlement(Place place, Receipts receipts) {
        this.place = place;
        this.receipts = receipts;
    }

    /** An entry that is in order; {@code seconds} is 0 where nothing is hidden. */
    private record Entry(String id, String handle, Receipt receipt, int seconds) {}

    /** An entry that is not, or was refused. */
    private record Failed(String id, ApiError error) {}

    /** Adds what is to be deleted. */
    void add(String id, String handle) {
        add(id, handle, 0);
    }

    /** Adds what is to be hidden for a new time from now. */
    void add(String id, String handle, int seconds) {
        Checked<Receipt> checked = receipts.open(place.queue(), handle);
        if (checked instanceof Checked.Good<Receipt> good) {
            sent.add(new Entry(id, handle, good.value(), seconds));
        } else if (checked instanceof Checked.Bad<Receipt> bad) {
            fail(id, bad.error());
        }
    }

    /** Adds what is wrong already. */
    void fail(String id, ApiError error) {
        failed.add(new Failed(id, error));
    }

    /** True when nothing is left to send. */
    boolean isEmpty() {
        return sent.isEmpty();
    }

    /** The receipts that are sent. */
    List<Receipt> receipts() {
        List<Receipt> all = new ArrayList<>(sent.size());
        for (Entry entry : sent) {
            all.add(entry.receipt());
        }
        return all;
    }

    /** Deletes them; strictly: only those still leased by these receipts. */
    QueueCommand deletion(boolean strict) {
        return new QueueCommand.Delete(place.queue(), receipts(), strict);
    }

    /** Hides them; strictly: only those still leased by these receipts. */
    QueueCommand hiding(boolean strict, String reason) {
        List<Hiding> hidings = new ArrayList<>(sent.size());
        for (Entry entry : sent) {
            hidings.add(new Hiding(entry.receipt(), entry.seconds() * MILLIS_PER_SECOND));
        }
        return new QueueCommand.ChangeVisibility(place.queue(), hidings, strict, reason);
    }

    /** Notes what became of a deletion. To delete what is gone is to have deleted it. */
    Settlement deleted(Reply reply) {
        return settled(reply, true);
    }

    /** Notes what became of a hiding. */
    Settlement hidden(Reply reply) {
        return settled(reply, false);
    }

    private Settlement settled(Reply reply, boolean goneIsDone) {
        Reply.Settled settled = QueueRouting.expect(Reply.Settled.class, reply, place.name());
        for (int i = 0; i < sent.size(); i++) {
            Entry entry = sent.get(i);
            if (settled.receipts().get(i) instanceof Reply.Rejected rejected
                    && !(goneIsDone && rejected.code() == RejectionCode.MESSAGE_GONE)) {
                fail(entry.id(), error(entry, rejected));
            } else {
                succeeded.add(entry.id());
            }
        }
        return this;
    }

    /** Notes that nobody knows what became of those sent, or that they were refused together. */
    Settlement failed(ApiError error) {
        for (Entry entry : sent) {
            fail(entry.id(), error);
        }
        return this;
    }

    private ApiError error(Entry entry, Reply.Rejected rejected) {
        return switch (rejected.code()) {
            case MESSAGE_GONE -> QueueErrors.messageGone(entry.handle());
            case LEASE_LOST -> QueueErrors.leaseLost(entry.handle());
            case RECEIPT_EXPIRED -> QueueErrors.receiptExpired(entry.handle());
            case HIDDEN_TOO_LONG -> QueueErrors.hiddenTooLong(entry.seconds());
            default -> QueueErrors.rejected(rejected, place.name());
        };
    }

    /** Ids of the entries that took effect. */
    List<String> succeeded() {
        return succeeded;
    }

    /** The entries that did not. */
    List<BatchResultErrorEntry> failed() {
        List<BatchResultErrorEntry> told = new ArrayList<>(failed.size());
        for (Failed entry : failed) {
            told.add(Batches.failed(entry.id(), entry.error()));
        }
        return told;
    }

    /** Fails with the first error, as a call of one entry does. */
    void check() {
        if (!failed.isEmpty()) {
            throw new ApiFailure(failed.get(0).error());
        }
    }
}
