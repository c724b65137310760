package io.sluice.node.golden;

import io.sluice.node.command.Command;
import io.sluice.node.command.DeliveryLimits;
import io.sluice.node.command.Query;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.Rate;
import io.sluice.node.model.ResourceId;
import java.util.Optional;
import java.util.function.Function;

/** The lines of a script about how queues give their messages. A rate is written {@code 5/2}: 5 in 2 seconds. */
final class DeliveryActions {
    private final Function<String, ResourceId> queues;

    DeliveryActions(Function<String, ResourceId> queues) {
        this.queues = queues;
    }

    Optional<Query> query(Words words) {
        return words.verb().equals("delivery")
                ? Optional.of(new Query.DescribeDelivery(queues.apply(words.text("queue"))))
                : Optional.empty();
    }

    Optional<Command> command(Words words) {
        return switch (words.verb()) {
            case "pause" -> Optional.of(set(words, Optional.of(true), Optional.empty()));
            case "go-on" -> Optional.of(set(words, Optional.of(false), Optional.empty()));
            case "limit" -> Optional.of(set(words, Optional.empty(), Optional.of(limits(words))));
            default -> Optional.empty();
        };
    }

    private QueueCommand set(Words words, Optional<Boolean> paused, Optional<DeliveryLimits> limits) {
        return new QueueCommand.SetDelivery(queues.apply(words.text("queue")), paused, limits);
    }

    private static DeliveryLimits limits(Words words) {
        return new DeliveryLimits(
                words.find("rate").map(DeliveryActions::rate),
                words.number("in-flight", 0),
                words.find("group-rate").map(DeliveryActions::rate),
                words.number("group-in-flight", 0));
    }

    private static Rate rate(String text) {
        String[] parts = text.split("/");
        return new Rate(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }
}
