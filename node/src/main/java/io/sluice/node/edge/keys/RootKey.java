package io.sluice.node.edge.keys;

import io.sluice.node.edge.access.Identity;
import io.sluice.node.edge.access.Scope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The key by which the first access key is made, and by which the cluster is administered while there are none. It is
 * in a file beside the node and in no catalog: whoever can read the file could as well read the node's disk. It may do
 * {@code sluice:*} and nothing with queues.
 */
public final class RootKey {
    private static final Pattern CONTENT = Pattern.compile("[A-Za-z0-9]{1,64}:[!-9;-~]{32,256}");
    private static final int FILE_BYTES_MAX = 1024;

    private RootKey() {}

    /**
     * The key of that file, which is made when it is not there, readable by its owner only.
     *
     * @param account that its calls are of, when they name none
     * @throws IOException when it cannot be read or made, or holds no key
     */
    public static KnownKey of(Path file, String account, SecureRandom random) throws IOException {
        if (!Files.exists(file)) {
            make(file, random);
        }
        if (Files.size(file) > FILE_BYTES_MAX) {
            throw new IOException(file + " is no root key: it has more than " + FILE_BYTES_MAX + " bytes");
        }
        String content = Files.readString(file, StandardCharsets.US_ASCII).strip();
        if (!CONTENT.matcher(content).matches()) {
            throw new IOException(
                    file + " is no root key: it must hold ID:SECRET, the secret of 32 characters or more");
        }
        int colon = content.indexOf(':');
        Scope administration = new Scope(List.of("sluice:*"), List.of("*"));
        return new KnownKey(
                new Identity(account, "root", content.substring(0, colon), administration, false),
                content.substring(colon + 1).getBytes(StandardCharsets.US_ASCII));
    }

    /** Written aside and linked, so that nodes which share the file and start at once see one key, and see it whole. */
    private static void make(Path file, SecureRandom random) throws IOException {
        Path aside = file.resolveSibling(
                file.getFileName() + "." + ProcessHandle.current().pid());
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] owners = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        Files.deleteIfExists(aside);
        Files.createFile(aside, owners);
        try {
            Files.writeString(
                    aside, "root:" + NewKeys.secret(random) + "\n", StandardOpenOption.WRITE, StandardOpenOption.SYNC);
            Files.createLink(file, aside);
        } catch (FileAlreadyExistsException another) {
            // Another node of this machine was faster: that key is as good.
            return;
        } finally {
            Files.deleteIfExists(aside);
        }
    }
}
