package io.sluice.cluster.fake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Passes bytes on to a port until it dies. A gRPC server that is stopped says farewell to its
 * callers; a killed process does not, and its connections just break, as they do here.
 */
final class Relay implements AutoCloseable {
    private final ServerSocket server;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    private Relay(ServerSocket server, int target) {
        this.server = server;
        this.target = target;
    }

    static Relay to(int target) {
        try {
            Relay relay = new Relay(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
            daemon("relay-accept", relay::accept);
            return relay;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen", e);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket caller = server.accept();
                Socket callee = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(caller);
                sockets.add(callee);
                daemon("relay-there", () -> copy(caller, callee));
                daemon("relay-back", () -> copy(callee, caller));
            } catch (IOException e) {
                close(); // the relay is dead, or what it stands before is
            }
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One side is gone; closing both tells the other.
            return;
        }
    }

    private static void daemon(String name, Runnable action) {
        Thread thread = new Thread(action, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Breaks every connection, and refuses further ones. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close a relay", e);
        }
        sockets.forEach(Relay::reset);
    }

    private static void reset(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0); // as of a process that is gone
        } catch (IOException e) {
            return; // it was closed already
        }
    }
}
