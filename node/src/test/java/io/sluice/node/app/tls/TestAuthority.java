package io.sluice.node.app.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Issues certificates with the JDK's {@code keytool}, and writes them as PEM. */
public final class TestAuthority {
    private static final String PASSWORD = "secret";

    private final Path directory;
    private final Path store;

    /** A new authority in an empty directory. */
    public TestAuthority(Path directory) throws Exception {
        this.directory = Files.createDirectories(directory);
        this.store = directory.resolve("store.p12");
        generate("ca", "bc:c=ca:true", "ku:c=keyCertSign");
        write("ca.pem", "CERTIFICATE", keys().getCertificate("ca").getEncoded());
    }

    /** A pair for a node on this host. */
    public void node(String name, String host) throws Exception {
        issue(name, "san=dns:localhost," + host, "eku=serverAuth,clientAuth");
    }

    /** A pair for a client. */
    public void client(String name) throws Exception {
        issue(name, "eku=clientAuth");
    }

    /** Where {@code name.pem}, {@code name.key} and {@code ca.pem} are. */
    public Path file(String name) {
        return directory.resolve(name);
    }

    private void issue(String name, String... extensions) throws Exception {
        if (keys().containsAlias(name)) {
            keytool("-delete", "-alias", name);
        }
        List<String> words = new ArrayList<>(List.of(extensions));
        generate(name, words.toArray(String[]::new));
        write(
                name + ".key",
                "PRIVATE KEY",
                keys().getKey(name, PASSWORD.toCharArray()).getEncoded());
        write(name + ".pem", "CERTIFICATE", keys().getCertificate(name).getEncoded());
    }

    private void generate(String name, String... extensions) throws Exception {
        List<String> words = new ArrayList<>(List.of("-genkeypair", "-alias", name, "-keyalg", "EC"));
        words.addAll(List.of("-groupname", "secp256r1", "-dname", "CN=" + name, "-startdate", "-1H"));
        if (!name.equals("ca")) {
            words.addAll(List.of("-signer", "ca"));
        }
        for (String extension : extensions) {
            words.addAll(List.of("-ext", extension));
        }
        keytool(words.toArray(String[]::new));
    }

    private void keytool(String... words) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(words));
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command + ": " + said);
        }
    }

    private KeyStore keys() throws IOException, GeneralSecurityException {
        KeyStore opened = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            opened.load(in, PASSWORD.toCharArray());
        }
        return opened;
    }

    private void write(String name, String label, byte[] encoded) throws IOException {
        String body = Base64.getMimeEncoder().encodeToString(encoded);
        Files.writeString(
                directory.resolve(name), "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n");
    }
}
