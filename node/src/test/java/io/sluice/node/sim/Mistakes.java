package io.sluice.node.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** All deliberate mistakes, and how one is caught. */
final class Mistakes {
    private Mistakes() {}

    /** Mistakes with the queues of one tablet. */
    static List<Mistake> ofQueues() {
        return Stream.<Mistake[]>of(
                        MessageMutation.values(),
                        SendMutation.values(),
                        SharingMutation.values(),
                        TabletMutation.values(),
                        FifoMutation.values())
                .flatMap(Stream::of)
                .toList();
    }

    /** Mistakes of every kind. */
    static List<Mistake> all() {
        return Stream.of(ofQueues().stream(), Stream.of(MoveMutation.values()), Stream.of(ScheduleMutation.values()))
                .<Mistake>flatMap(some -> some)
                .toList();
    }

    /** Runs seeds, from the first, until the mistake is caught under its first rule; till then under another of its. */
    static void caught(Mistake mistake, int seedsMax, LongConsumer seed) {
        for (long number = 1; number <= seedsMax; number++) {
            Optional<Throwable> caught = caught(number, seed);
            if (caught.isPresent()) {
                assertThat(caught.get()).isInstanceOf(Rule.BrokenRule.class);
                Rule rule = ((Rule.BrokenRule) caught.get()).rule();
                assertThat(mistake.broken()).as(caught.get().getMessage()).contains(rule);
                if (rule == mistake.broken().get(0)) {
                    return;
                }
            }
        }
        fail("in " + seedsMax + " seeds nobody noticed that it breaks "
                + mistake.broken().get(0));
    }

    private static Optional<Throwable> caught(long number, LongConsumer seed) {
        try {
            seed.accept(number);
            return Optional.empty();
        } catch (AssertionError e) {
            return Optional.of(Optional.ofNullable(e.getCause()).orElse(e));
        }
    }
}
