package io.sluice.node.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** A connection of HTTP/1.1 by hand: it writes what the test says, byte by byte, and reads answer by answer. */
final class RawConnection implements AutoCloseable {
    private static final int MILLIS_MAX = 20_000;

    private final Socket socket;
    private final InputStream in;

    RawConnection(int port) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(MILLIS_MAX);
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /**
     * An answer.
     *
     * @param headers by their names in small letters, none of which comes twice
     */
    record Answer(int status, Map<String, String> headers, String body) {
        Answer {
            headers = Map.copyOf(headers);
        }

        Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }
    }

    void write(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a request, and reads what answers it. */
    Answer ask(String request) throws IOException {
        write(request);
        return read();
    }

    Answer read() throws IOException {
        String first = line();
        assertThat(first).startsWith("HTTP/1.1 ");
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            assertThat(headers.put(name, line.substring(colon + 1).strip()))
                    .as(name + " comes once")
                    .isNull();
        }
        assertThat(headers).as("what tells where the answer ends").containsKey("content-length");
        int length = Integer.parseInt(Objects.requireNonNull(headers.get("content-length")));
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        return new Answer(Integer.parseInt(first.split(" ")[1]), headers, body);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int one = in.read(); one != '\n'; one = in.read()) {
            if (one < 0) {
                throw new IOException("the connection has ended within an answer, after: " + line);
            }
            line.append((char) one);
        }
        return line.toString().stripTrailing();
    }

    /** Waits for the port to end the connection; false when it sends something instead. */
    boolean ends() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException reset) {
            // What was still on its way to the port when it closed.
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
