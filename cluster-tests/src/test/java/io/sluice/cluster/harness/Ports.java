package io.sluice.cluster.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Finds free loopback ports below those that the system gives to outgoing connections. */
final class Ports {
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 30_000;
    private static final int TRIES_MAX = 10_000;
    private static final int PORTS_OF_A_NODE = 4;

    private Ports() {}

    /** So many different ports that nobody listens on. They are free now, not reserved. */
    static List<Integer> free(int count) {
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < TRIES_MAX && ports.size() < count; i++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (!ports.contains(port) && isFree(port)) {
                ports.add(port);
            }
        }
        if (ports.size() < count) {
            throw new IllegalStateException("fewer than " + count + " free ports");
        }
        return List.copyOf(ports);
    }

    /** The first of the ports that the launcher takes for so many nodes: ten apart, and four for each. */
    static int firstForLauncher(int nodes) {
        for (int i = 0; i < TRIES_MAX; i++) {
            int first = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (IntStream.range(0, nodes * 10)
                    .filter(offset -> offset % 10 < PORTS_OF_A_NODE)
                    .allMatch(offset -> isFree(first + offset))) {
                return first;
            }
        }
        throw new IllegalStateException("no free ports for " + nodes + " nodes in a row");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false; // somebody has it
        }
    }
}
