package io.sluice.client.consumer;

import io.sluice.client.ReceivedMessage;
import io.sluice.client.consumer.InHand.Stage;
import io.sluice.client.consumer.Step.Kind;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What befalls messages from when they come to when a step settles them: they wait for their group and for a thread,
 * are handled, lost, or given back. For the consumer's own thread; threads of handlers only post to it.
 */
final class Handling {
    private final HandlerThreads handlers;
    private final Confinement loop;
    private final StepQueue steps;
    private final HandSet hand;
    private final Tally tally;
    private final GroupLines lines = new GroupLines();
    private final BooleanSupplier running;
    private final Runnable flush;

    /**
     * Begins with nothing in hand.
     *
     * @param running whether handlers may begin with messages
     * @param flush sends the steps that came to be when a handler was done
     */
    Handling(
            HandlerThreads handlers,
            Confinement loop,
            StepQueue steps,
            HandSet hand,
            Tally tally,
            BooleanSupplier running,
            Runnable flush) {
        this.handlers = handlers;
        this.loop = loop;
        this.steps = steps;
        this.hand = hand;
        this.tally = tally;
        this.running = running;
        this.flush = flush;
    }

    void received(List<ReceivedMessage> messages) {
        tally.received.add(messages.size());
        long nowNanos = System.nanoTime();
        for (ReceivedMessage message : messages) {
            InHand item = new InHand(message, nowNanos);
            hand.add(item);
            if (!running.getAsBoolean()) {
                giveBack(item);
            } else if (lines.enter(item)) {
                handlers.handle(item, this::handled);
            }
        }
    }

    /** The node has given messages up, or others have had them: what the handler does is in vain. */
    void lost(List<String> receipts) {
        for (String receipt : receipts) {
            @Nullable InHand item = hand.remove(receipt);
            if (item != null && taken(item)) {
                item.interrupt();
                tally.leasesLost.increment();
                lines.failed(item).forEach(this::giveBack);
            }
        }
    }

    /** Gives back what no handler has begun. */
    void giveBackWaiting() {
        for (InHand item : hand.all()) {
            if (item.take(Stage.WAITING, Stage.SETTLING)) {
                steps.add(Kind.RETURN, item.receipt());
            }
        }
    }

    /** Interrupts the handlers, and gives back all that is not being settled. */
    void giveBackAll() {
        hand.all().forEach(this::giveBack);
    }

    /** Called by a handler's thread. */
    private void handled(InHand item, boolean succeeded, String failure) {
        loop.post(() -> {
            if (!item.take(Stage.HANDLED, Stage.SETTLING)) {
                return;
            }
            item.failed(failure);
            if (!succeeded) {
                tally.failedHandlings.increment();
            }
            steps.add(succeeded ? Kind.ACKNOWLEDGE : Kind.RELEASE, item.receipt());
            goOn(item, succeeded);
            flush.run();
        });
    }

    /** What was behind a message in its group is handled, or goes back with it. */
    private void goOn(InHand item, boolean succeeded) {
        if (succeeded) {
            @Nullable InHand next = lines.succeeded(item);
            if (next != null && running.getAsBoolean()) {
                handlers.handle(next, this::handled);
            }
        } else {
            lines.failed(item).forEach(this::giveBack);
        }
    }

    private void giveBack(InHand item) {
        if (taken(item)) {
            item.interrupt();
            steps.add(Kind.RETURN, item.receipt());
        }
    }

    private static boolean taken(InHand item) {
        return item.take(Stage.WAITING, Stage.SETTLING) || item.take(Stage.HANDLED, Stage.SETTLING);
    }
}
