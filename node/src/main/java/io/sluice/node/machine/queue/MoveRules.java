package io.sluice.node.machine.queue;

import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.Reply;
import io.sluice.node.machine.Turn;
import io.sluice.node.model.ResourceId;
import io.sluice.node.state.queue.MoveRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The rules of moves out of queues of either kind. */
final class MoveRules {
    private MoveRules() {}

    static Reply start(QueueCommand.StartMove command, Turn turn) {
        Function<FifoQueue, Reply> inFifo = fifo -> {
            fifo.settle();
            return Moves.start(command, fifo.ledger().base, turn);
        };
        return OnQueue.run(command, turn, inFifo, (ledger, held) -> {
            OnQueue.expire(ledger, held, turn);
            held.settle();
            return Moves.start(command, ledger, turn);
        });
    }

    static Reply cancel(QueueCommand.CancelMove command, Turn turn) {
        return OnQueue.run(
                command, turn, fifo -> Moves.cancel(command, turn), (ledger, held) -> Moves.cancel(command, turn));
    }

    static Optional<Reply> goOn(ResourceId resource, Turn turn) {
        Optional<Long> running = Moves.running(turn.tx(), resource);
        if (running.isEmpty()) {
            // Whoever asks has missed the end of the move.
            turn.moving(resource, Long.MAX_VALUE);
            return Optional.empty();
        }
        MoveRow move = Moves.get(turn.tx(), resource, running.get()).orElseThrow();
        List<Reply> told = new ArrayList<>();
        onDepartures(resource, turn, (ledger, departures) -> {
            if (move.picking().isPresent()) {
                new PickStep(ledger, departures, turn, running.get()).next(move).ifPresent(told::add);
            } else {
                new MoveStep(ledger, departures, turn, running.get()).take(move);
            }
        });
        if (turn.isIdle(resource)) {
            // Until the next turns have dropped the rest, what is there may be past its retention.
            Moves.put(resource, running.get(), move, turn);
        }
        return told.stream().findFirst();
    }

    static Reply picked(QueueCommand.MovePicked command, Turn turn) {
        Optional<MoveRow> move = Moves.running(turn.tx(), command.queue())
                .filter(number -> number == command.number())
                .flatMap(number -> Moves.get(turn.tx(), command.queue(), number))
                .filter(row -> row.picking().isPresent());
        move.ifPresent(row -> onDepartures(
                command.queue(),
                turn,
                (ledger, departures) -> new PickStep(ledger, departures, turn, command.number()).take(command, row)));
        return Reply.Done.DONE;
    }

    /** Has messages leave a queue in which everything due was done, unless too much was due. */
    private static void onDepartures(ResourceId resource, Turn turn, BiConsumer<QueueLedger, Departures> leave) {
        Function<FifoQueue, Reply> inFifo = fifo -> {
            if (fifo.settle()) {
                leave.accept(fifo.ledger().base, new FifoDepartures(fifo, turn.tx()));
            }
            return Reply.Done.DONE;
        };
        OnQueue.run(resource, turn, inFifo, (ledger, held) -> {
            boolean freshEnough = OnQueue.expire(ledger, held, turn);
            held.settle();
            if (freshEnough) {
                leave.accept(ledger, new StandardDepartures(ledger, held, turn.tx()));
            }
            return Reply.Done.DONE;
        });
    }
}
