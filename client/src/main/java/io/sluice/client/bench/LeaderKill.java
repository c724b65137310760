package io.sluice.client.bench;

import io.sluice.client.AdminClient;
import io.sluice.client.BrowseOptions;
import io.sluice.client.ClusterInfo;
import io.sluice.client.SluiceClient;
import io.sluice.client.SluiceException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Kills the node that leads a queue by a command of the caller's, and restarts it by another one. That a command ended
 * well proves nothing: the cluster must have missed the node, and must see it again.
 */
final class LeaderKill {
    /**
     * How fast it goes.
     *
     * @param restartAfter how long the node stays dead
     * @param patience how long it looks for the leader, for its absence and for its return
     */
    record Pace(Duration restartAfter, Duration patience) {
        static final Pace USUAL = new Pace(Duration.ofSeconds(5), Duration.ofSeconds(20));
    }

    private static final Duration LOOK = Duration.ofMillis(100);

    private final SluiceClient client;
    private final Death death;
    private final Pace pace;
    private final Consumer<String> progress;
    private final CompletableFuture<Optional<String>> trouble = new CompletableFuture<>();

    private LeaderKill(SluiceClient client, Death death, Pace pace, Consumer<String> progress) {
        this.client = client;
        this.death = death;
        this.pace = pace;
        this.progress = progress;
    }

    /** Begins, on a thread of its own, with the node that leads the queue now. */
    static LeaderKill start(SluiceClient client, String queue, Death death, Pace pace, Consumer<String> progress) {
        LeaderKill kill = new LeaderKill(client, death, pace, progress);
        Thread thread = new Thread(() -> kill.run(queue), "sluice-leader-kill");
        thread.setDaemon(true);
        thread.start();
        return kill;
    }

    /** Waits until it is over; tells why nobody was killed, or why who was is not back, if that is so. */
    Optional<String> awaitTrouble() throws InterruptedException {
        Duration most = Shell.TIME_MAX
                .multipliedBy(2)
                .plus(pace.restartAfter())
                .plus(pace.patience().multipliedBy(4));
        try {
            return trouble.get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return Optional.of("the death of the leader is not over after " + most.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw new IllegalStateException("the thread that kills the leader ended", e.getCause());
        }
    }

    private void run(String queue) {
        try {
            Optional<String> found = killAndRestart(queue);
            found.ifPresent(progress);
            trouble.complete(found);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            trouble.complete(Optional.of("interrupted while the leader was to die"));
        } catch (RuntimeException | Error e) {
            trouble.completeExceptionally(e);
            throw e;
        }
    }

    private Optional<String> killAndRestart(String queue) throws InterruptedException {
        Optional<String> leader = awaitLeader(queue);
        if (leader.isEmpty()) {
            return Optional.of("nobody was killed: no node is known to lead the queue");
        }
        String node = leader.get();
        progress.accept("killing the leader, node " + node);
        String command = filled(death.killCommand(), node);
        long killedNanos = System.nanoTime();
        Optional<String> refused = Shell.trouble(command);
        if (refused.isPresent()) {
            return refused.map(why -> "nobody was killed: " + why);
        }
        boolean missed = sees(node, seen -> !seen.reachable() || startedSince(killedNanos, seen));
        Optional<String> away = death.restartCommand().isBlank() ? Optional.empty() : restart(node, killedNanos);
        return missed ? away : Optional.of("nobody was killed: node " + node + " went on after '" + command + "'");
    }

    private Optional<String> restart(String node, long killedNanos) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(pace.restartAfter().toNanos());
        progress.accept("restarting node " + node);
        String command = filled(death.restartCommand(), node);
        Optional<String> refused = Shell.trouble(command);
        if (refused.isEmpty() && !sees(node, seen -> seen.reachable() && startedSince(killedNanos, seen))) {
            refused = Optional.of("the cluster does not see it after '" + command + "'");
        }
        return refused.map(why -> "node " + node + " was killed and did not come back: " + why);
    }

    /** Asks about the queue until an answer names its leader. */
    private Optional<String> awaitLeader(String queue) throws InterruptedException {
        return within(() -> {
            client.queues().browse(queue, BrowseOptions.upTo(1));
            return leader(client.admin(), client.queues().leaderAddress(queue));
        });
    }

    /** The node with that address. */
    static Optional<String> leader(AdminClient admin, String leaderAddress) {
        return admin.cluster().nodes().stream()
                .filter(node -> node.grpcAddress().equals(leaderAddress))
                .findFirst()
                .map(ClusterInfo.Node::nodeId);
    }

    /** Waits until the cluster sees the node so. */
    private boolean sees(String nodeId, Predicate<ClusterInfo.Node> wanted) throws InterruptedException {
        return within(() -> client.admin().cluster().nodes().stream()
                        .filter(node -> node.nodeId().equals(nodeId))
                        .filter(wanted)
                        .findFirst())
                .isPresent();
    }

    /** Looks until something is there; nothing is when its patience has come to an end. */
    private <T> Optional<T> within(Supplier<Optional<T>> look) throws InterruptedException {
        long untilNanos = System.nanoTime() + pace.patience().toNanos();
        do {
            try {
                Optional<T> seen = look.get();
                if (seen.isPresent()) {
                    return seen;
                }
            } catch (SluiceException e) {
                // An election is under way, or the node that was asked has just died: the next answer tells more.
            }
            TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
        } while (System.nanoTime() - untilNanos < 0);
        return Optional.empty();
    }

    private static boolean startedSince(long nanos, ClusterInfo.Node node) {
        return node.uptime().toNanos() < System.nanoTime() - nanos;
    }

    private static String filled(String command, String nodeId) {
        return command.replace("{node}", number(nodeId));
    }

    /** {@code n2} is number 2. */
    static String number(String nodeId) {
        String digits = nodeId.replaceAll("^.*?(\\d*)$", "$1");
        return digits.isEmpty() ? nodeId : digits;
    }
}
