package io.sluice.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * An access key and its secret, by which a client says who it is. Written as {@code ID:SECRET}.
 *
 * @param keyId as {@code sluice key create} has told it
 * @param secret told once, when the key was made
 */
public record AccessCredentials(String keyId, String secret) {
    /** Environment variable with {@code ID:SECRET}. */
    public static final String VARIABLE = "SLUICE_CREDENTIALS";

    /** Environment variable with the path of a file that holds {@code ID:SECRET}; the other one wins. */
    public static final String FILE_VARIABLE = "SLUICE_CREDENTIALS_FILE";

    public AccessCredentials {
        if (keyId.isEmpty() || secret.isEmpty() || !(keyId + secret).chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("credentials are written ID:SECRET, of visible ASCII characters");
        }
    }

    /** The credentials of that text. */
    public static AccessCredentials parse(String text) {
        int colon = text.indexOf(':');
        return new AccessCredentials(
                text.substring(0, Math.max(0, colon)), text.substring(colon + 1).strip());
    }

    /** The credentials in a file. */
    public static AccessCredentials read(Path file) {
        try {
            return parse(Files.readString(file, StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            throw new IllegalArgumentException("credentials cannot be read: " + e, e);
        }
    }

    /** The credentials that the environment names, if it does. */
    public static Optional<AccessCredentials> of(Map<String, String> environment) {
        String text = environment.getOrDefault(VARIABLE, "");
        if (!text.isEmpty()) {
            return Optional.of(parse(text));
        }
        String file = environment.getOrDefault(FILE_VARIABLE, "");
        return file.isEmpty() ? Optional.empty() : Optional.of(read(Path.of(file)));
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return keyId;
    }
}
