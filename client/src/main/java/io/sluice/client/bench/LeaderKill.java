package io.sluice.client.bench;

import io.sluice.client.AdminClient;
import io.sluice.client.ClusterInfo;
import io.sluice.client.SluiceClient;
import io.sluice.client.SluiceException;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Kills the node that leads a queue by a command of the caller's, and restarts it by another one 5 s
 * later. {@code {node}} in a command stands for the number at the end of the node's id.
 */
public final class LeaderKill {
    private static final int RESTART_AFTER_SECONDS = 5;
    private static final int COMMAND_SECONDS_MAX = 60;

    /** After this it is over, well or not. */
    static final long MILLIS_MAX = 1000L * (2 * COMMAND_SECONDS_MAX + RESTART_AFTER_SECONDS + 30);

    private final SluiceClient client;
    private final String killCommand;
    private final String restartCommand;
    private final Consumer<String> progress;

    public LeaderKill(SluiceClient client, String killCommand, String restartCommand, Consumer<String> progress) {
        this.client = client;
        this.killCommand = killCommand;
        this.restartCommand = restartCommand;
        this.progress = progress;
    }

    /** Kills and restarts on a thread of its own; {@code leaderAddress} may be empty when unknown. */
    public Thread start(String leaderAddress) {
        Thread thread = new Thread(() -> run(leaderAddress), "sluice-leader-kill");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void run(String leaderAddress) {
        try {
            Optional<String> node = leader(client.admin(), leaderAddress);
            if (node.isEmpty()) {
                progress.accept("no node leads the queue: nothing is killed");
                return;
            }
            String number = number(node.get());
            progress.accept("killing the leader, node " + node.get());
            shell(killCommand.replace("{node}", number));
            if (!restartCommand.isBlank()) {
                TimeUnit.SECONDS.sleep(RESTART_AFTER_SECONDS);
                progress.accept("restarting node " + node.get());
                shell(restartCommand.replace("{node}", number));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | SluiceException e) {
            progress.accept("the leader could not be killed or restarted: " + e.getMessage());
        }
    }

    /** The node with that address, or the one that leads most data tablets. */
    static Optional<String> leader(AdminClient admin, String leaderAddress) {
        List<ClusterInfo.Node> nodes = admin.cluster().nodes();
        return nodes.stream()
                .filter(node -> node.grpcAddress().equals(leaderAddress))
                .findFirst()
                .or(() -> nodes.stream().max(Comparator.comparingInt(ClusterInfo.Node::tabletsLed)))
                .map(ClusterInfo.Node::nodeId);
    }

    /** {@code n2} is number 2. */
    static String number(String nodeId) {
        String digits = nodeId.replaceAll("^.*?(\\d*)$", "$1");
        return digits.isEmpty() ? nodeId : digits;
    }

    private void shell(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("bash", "-c", command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(COMMAND_SECONDS_MAX, TimeUnit.SECONDS)) {
            process.destroy();
            throw new IOException("'" + command + "' takes longer than " + COMMAND_SECONDS_MAX + " s");
        }
        if (process.exitValue() != 0) {
            throw new IOException("'" + command + "' ended with " + process.exitValue());
        }
    }
}
