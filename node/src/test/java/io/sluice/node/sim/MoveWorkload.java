package io.sluice.node.sim;

import static io.sluice.node.sim.MoveQueues.isFifo;
import static io.sluice.node.sim.MoveQueues.mayBeDropped;
import static io.sluice.node.sim.MoveQueues.tablet;

import io.sluice.node.command.BrowseFilter;
import io.sluice.node.command.BrowsedState;
import io.sluice.node.command.Bytes;
import io.sluice.node.command.Command;
import io.sluice.node.command.GroupChange;
import io.sluice.node.command.GroupPolicy;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.QueueCommand.Destination;
import io.sluice.node.command.QueueCommand.Outgoing;
import io.sluice.node.command.QueueCommand.Receipt;
import io.sluice.node.command.Reply;
import io.sluice.node.command.Selection;
import io.sluice.node.command.TabletCommand;
import io.sluice.node.model.ResourceId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What clients ask of the queues of {@link MoveSimulation}, drawn from chance and from what they were answered. */
final class MoveWorkload {
    /** Receipts of a queue that are remembered. */
    private static final int RECEIPTS_MAX = 20;

    private final Chance chance;
    private final Map<ResourceId, List<Receipt>> receipts = new HashMap<>();
    private long lastMessage;

    MoveWorkload(Chance chance) {
        this.chance = chance;
    }

    /** Any of those that messages are sent to. */
    ResourceId queue() {
        return new ResourceId(1 + chance.below(10));
    }

    /** What a client asks of a queue. */
    Command command(ResourceId queue) {
        int what = chance.below(1000);
        if (what < 250) {
            byte[] body = ("m" + ++lastMessage).getBytes(StandardCharsets.UTF_8);
            return new QueueCommand.Send(queue, List.of(outgoing(queue, body)));
        }
        if (what < 275 && isFifo(queue)) {
            return new QueueCommand.ChangeGroups(queue, skip());
        }
        if (what < 640) {
            return new QueueCommand.Receive(
                    queue, 1 + chance.below(5), OptionalLong.of(chance.one(List.of(0L, 0L, 50L, 2_000L))), true);
        }
        if (what < 800) {
            List<Receipt> known = receipts.getOrDefault(queue, List.of());
            return new QueueCommand.Delete(
                    queue, known.isEmpty() ? List.of() : List.of(chance.one(known), chance.one(known)));
        }
        if (what < 850) {
            return new TabletCommand.Sweep(queue);
        }
        if (what < 930) {
            return redrive(queue);
        }
        if (what < 960) {
            return new QueueCommand.StartMove(queue, destination(queue), chance.one(List.of(0, 5, 50, 500)));
        }
        if (what < 990) {
            return new QueueCommand.CancelMove(queue, 1 + chance.below(8));
        }
        return mayBeDropped(queue) ? new TabletCommand.DropResource(queue) : new TabletCommand.Sweep(queue);
    }

    /** The first of a group goes to the dead letters by hand, or after fewer receives than its queue allows. */
    private GroupChange skip() {
        return switch (chance.below(10)) {
            case 0 -> new GroupChange.SetPolicy(new GroupPolicy(GroupPolicy.Action.SKIP, 1 + chance.below(2)));
            case 1 -> new GroupChange.SetPolicy(GroupPolicy.AWS);
            default -> new GroupChange.Skip(chance.one(List.of("g", "h")), false);
        };
    }

    private Outgoing outgoing(ResourceId queue, byte[] body) {
        return new Outgoing(
                new Bytes(body),
                body.length,
                OptionalLong.empty(),
                isFifo(queue) ? chance.one(List.of("g", "h")) : "",
                isFifo(queue) ? "id" + lastMessage : "",
                false,
                chance.percent(15) ? OptionalLong.of(200 + chance.below(4_000)) : OptionalLong.empty(),
                Optional.empty());
    }

    /** Picks dead letters, all or those of one queue. */
    private Command redrive(ResourceId queue) {
        List<String> sources = chance.percent(40) ? List.of("q" + (1 + chance.below(10))) : List.of();
        return pick(
                queue, destination(queue), List.of(), new Selection(List.of(), sources, List.of(), Optional.empty()));
    }

    private QueueCommand pick(
            ResourceId queue, Optional<Destination> to, List<BrowsedState> states, Selection selection) {
        return new QueueCommand.StartMove(
                queue,
                to,
                chance.one(List.of(0, 5, 50)),
                Optional.of(new BrowseFilter(states, "", 0, Long.MAX_VALUE, "", Optional.of(selection))));
    }

    /** Takes back what a redrive out of a queue has brought, from a queue that it may have brought it to. */
    List<QueueCommand> undo(Selection.Redrive redrive, Optional<Destination> to) {
        List<ResourceId> targets = to.map(one -> List.of(one.queue()))
                .orElseGet(() -> MoveQueues.creates().stream()
                        .filter(one -> one.redrive()
                                .filter(its -> its.target().equals(redrive.queue()))
                                .isPresent())
                        .map(QueueCommand.Create::queue)
                        .toList());
        Destination back = new Destination(
                redrive.queue(), tablet(redrive.queue()), "q" + redrive.queue().value());
        Selection brought = new Selection(List.of(), List.of(), List.of(), Optional.of(redrive));
        return targets.stream()
                .map(target -> pick(target, Optional.of(back), List.of(BrowsedState.VISIBLE), brought))
                .toList();
    }

    private Optional<Destination> destination(ResourceId queue) {
        ResourceId to = new ResourceId(isFifo(queue) ? 7 + chance.below(4) : 1 + chance.below(6));
        return chance.percent(60) || to.equals(queue)
                ? Optional.empty()
                : Optional.of(new Destination(to, tablet(to), "q" + to.value()));
    }

    /** A receive reached its client. */
    void learn(ResourceId queue, Reply.Received received) {
        List<Receipt> known = receipts.computeIfAbsent(queue, any -> new ArrayList<>());
        received.messages().forEach(one -> known.add(new Receipt(one.sequence(), one.lease())));
        if (known.size() > RECEIPTS_MAX) {
            known.subList(0, known.size() - RECEIPTS_MAX).clear();
        }
    }
}
