package io.sluice.node.sim;

import io.sluice.node.command.Command;
import io.sluice.node.command.QueueCommand;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;

/** How mutants change what is sent. */
final class SendTampering {
    private SendTampering() {}

    /** Changes what is sent to FIFO queues. */
    static Command eachOutgoing(Command command, UnaryOperator<QueueCommand.Outgoing> change) {
        return each(command, one -> one.deduplicationId().isEmpty() ? one : change.apply(one));
    }

    /** Changes what is sent to standard queues. */
    static Command eachPlain(Command command, UnaryOperator<QueueCommand.Outgoing> change) {
        return each(command, one -> one.deduplicationId().isEmpty() ? change.apply(one) : one);
    }

    /** The command with other delays, where there are some. */
    static Command withDelays(Command command, LongUnaryOperator change) {
        return each(command, one -> with(one, mapped(one.delayMillis(), change), one.ttlMillis(), one.key()));
    }

    /** The command with other keys, or none. */
    static Command withKeys(
            Command command, Function<QueueCommand.IdempotencyKey, Optional<QueueCommand.IdempotencyKey>> change) {
        return each(
                command,
                one -> with(one, one.delayMillis(), one.ttlMillis(), one.key().flatMap(change)));
    }

    /** The command with other lifetimes, or none. */
    static Command withLifetimes(Command command, LongFunction<OptionalLong> change) {
        return each(
                command,
                one -> with(
                        one,
                        one.delayMillis(),
                        one.ttlMillis().isPresent()
                                ? change.apply(one.ttlMillis().getAsLong())
                                : OptionalLong.empty(),
                        one.key()));
    }

    /** The same message with other marks. */
    static QueueCommand.Outgoing with(QueueCommand.Outgoing one, String groupId, String deduplicationId, int priority) {
        return new QueueCommand.Outgoing(
                one.payload(),
                one.sizeBytes(),
                one.delayMillis(),
                groupId,
                deduplicationId,
                one.byContent(),
                one.ttlMillis(),
                one.key(),
                priority);
    }

    private static Command each(Command command, UnaryOperator<QueueCommand.Outgoing> change) {
        return command instanceof QueueCommand.Send send
                ? new QueueCommand.Send(
                        send.queue(), send.messages().stream().map(change).toList())
                : command;
    }

    private static QueueCommand.Outgoing with(
            QueueCommand.Outgoing one,
            OptionalLong delayMillis,
            OptionalLong ttlMillis,
            Optional<QueueCommand.IdempotencyKey> key) {
        return new QueueCommand.Outgoing(
                one.payload(),
                one.sizeBytes(),
                delayMillis,
                one.groupId(),
                one.deduplicationId(),
                one.byContent(),
                ttlMillis,
                key,
                one.priority());
    }

    private static OptionalLong mapped(OptionalLong value, LongUnaryOperator change) {
        return value.isPresent() ? OptionalLong.of(change.applyAsLong(value.getAsLong())) : value;
    }
}
