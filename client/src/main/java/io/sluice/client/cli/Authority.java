package io.sluice.client.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A small certificate authority: keys and certificates are made by the JDK's {@code keytool}, the one tool that is
 * there wherever Sluice runs, and written as the PEM that nodes and clients read. Its own key is in {@code ca.p12},
 * protected by the permissions of the file and nothing else.
 */
final class Authority {
    private static final String STORE = "ca.p12";
    private static final String PASSWORD = "sluice";
    private static final String ALIAS = "ca";
    private static final int AUTHORITY_DAYS = 3_650;
    private static final int SECONDS_MAX = 60;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:]*");
    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "::1");

    private final Path directory;

    private Authority(Path directory) {
        this.directory = directory;
    }

    /** The authority of a directory; founds it when there is none. */
    static Authority in(Path directory) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Authority authority = new Authority(directory);
        if (!Files.exists(directory.resolve(STORE))) {
            authority.make(
                    ALIAS, AUTHORITY_DAYS, "CN=Sluice authority", List.of("bc:c=ca:true", "ku:c=keyCertSign,cRLSign"));
        }
        authority.write("ca.pem", pem(authority.certificates(ALIAS)), false);
        return authority;
    }

    /** A pair for a node: shown to clients, and to other nodes by both sides. */
    void issueForNode(String name, List<String> hosts, int days) throws IOException, InterruptedException {
        List<String> names = new ArrayList<>(LOOPBACK);
        names.addAll(hosts);
        String alternatives = names.stream().map(Authority::alternative).collect(Collectors.joining(","));
        issue(name, days, List.of("san=" + alternatives, "eku=serverAuth,clientAuth", "ku:c=digitalSignature"));
    }

    /** A pair for a client; it names no host, so that no node takes it for a node's. */
    void issueForClient(String name, int days) throws IOException, InterruptedException {
        issue(name, days, List.of("eku=clientAuth", "ku:c=digitalSignature"));
    }

    private void issue(String name, int days, List<String> extensions) throws IOException, InterruptedException {
        if (!NAME.matcher(name).matches() || name.equals(ALIAS)) {
            throw new IllegalArgumentException("'" + name + "' is no name for a certificate");
        }
        forget(name);
        make(name, days, "CN=" + name, extensions);
        write(name + ".key", pem(key(name)), true);
        write(name + ".pem", pem(certificates(name)), false);
    }

    private void make(String alias, int days, String subject, List<String> extensions)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("-genkeypair", "-alias", alias, "-keyalg", "EC"));
        words.addAll(List.of("-groupname", "secp256r1", "-dname", subject, "-validity", Integer.toString(days)));
        // Clocks of nodes may differ a little from ours.
        words.addAll(List.of("-startdate", "-1H"));
        if (!alias.equals(ALIAS)) {
            words.addAll(List.of("-signer", ALIAS));
        }
        extensions.forEach(extension -> words.addAll(List.of("-ext", extension)));
        keytool(words);
    }

    /** A pair that was issued before makes room for the next. */
    private void forget(String name) throws IOException {
        try {
            KeyStore all = open();
            if (all.containsAlias(name)) {
                all.deleteEntry(name);
                try (OutputStream out = Files.newOutputStream(store())) {
                    all.store(out, PASSWORD.toCharArray());
                }
            }
        } catch (GeneralSecurityException unreadable) {
            throw new IOException("cannot change " + store() + ": " + unreadable.getMessage(), unreadable);
        }
    }

    private static String alternative(String host) {
        if (ADDRESS.matcher(host).matches()) {
            return "ip:" + host;
        }
        if (!NAME.matcher(host).matches()) {
            throw new IllegalArgumentException("'" + host + "' is neither a host name nor an address");
        }
        return "dns:" + host;
    }

    private void keytool(List<String> words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(words);
        command.addAll(List.of("-keystore", store().toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("keytool did not end within " + SECONDS_MAX + " s");
        }
        if (process.exitValue() != 0) {
            throw new IOException("keytool could not " + words + ": " + said.strip());
        }
        Files.setPosixFilePermissions(store(), PosixFilePermissions.fromString("rw-------"));
    }

    private Path store() {
        return directory.resolve(STORE);
    }

    private List<Certificate> certificates(String alias) throws IOException {
        try {
            List<Certificate> chain = new ArrayList<>(List.of(open().getCertificateChain(alias)));
            if (chain.size() > 1) {
                chain.remove(chain.size() - 1); // the authority's own: whoever trusts it has it
            }
            return chain;
        } catch (GeneralSecurityException unreadable) {
            throw new IOException("cannot read " + store() + ": " + unreadable.getMessage(), unreadable);
        }
    }

    private PrivateKey key(String alias) throws IOException {
        try {
            return (PrivateKey) open().getKey(alias, PASSWORD.toCharArray());
        } catch (GeneralSecurityException unreadable) {
            throw new IOException("cannot read " + store() + ": " + unreadable.getMessage(), unreadable);
        }
    }

    private KeyStore open() throws IOException, GeneralSecurityException {
        KeyStore opened = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store())) {
            opened.load(in, PASSWORD.toCharArray());
        }
        return opened;
    }

    private static String pem(List<Certificate> chain) throws IOException {
        StringBuilder text = new StringBuilder();
        try {
            for (Certificate certificate : chain) {
                text.append(block("CERTIFICATE", certificate.getEncoded()));
            }
        } catch (GeneralSecurityException unwritable) {
            throw new IOException("a certificate cannot be written: " + unwritable.getMessage(), unwritable);
        }
        return text.toString();
    }

    private static String pem(PrivateKey key) {
        return block("PRIVATE KEY", key.getEncoded());
    }

    private static String block(String label, byte[] encoded) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }

    /** Replaces a file in one step: a node may be reading it. */
    private void write(String name, String text, boolean secret) throws IOException {
        Path fresh = directory.resolve(name + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(
                fresh,
                PosixFilePermissions.asFileAttribute(
                        PosixFilePermissions.fromString(secret ? "rw-------" : "rw-r--r--")));
        Files.writeString(fresh, text);
        Files.move(fresh, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
