package io.sluice.node.raft;

import io.sluice.node.command.Bytes;
import io.sluice.node.command.Command;
import io.sluice.node.command.Reply;
import io.sluice.node.model.RequestId;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A command that joins, at its end, an entry which is about to be proposed, because what it waits for
 * is in that entry: it then needs no entry of its own after it.
 *
 * @param encodedItem the command with its request id as an encoded ItemRecord
 * @param answered given the reply, or why there is none ({@link ProposeFailure})
 */
public record Rider(
        RequestId requestId,
        Command command,
        Bytes encodedItem,
        BiConsumer<@Nullable Reply, @Nullable Throwable> answered) {}
