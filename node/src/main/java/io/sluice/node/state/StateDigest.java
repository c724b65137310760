package io.sluice.node.state;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * One text that differs when any row of a tablet differs. Replicas that applied the same log have the
 * same digest at the same index, whatever their files look like.
 *
 * @param sha256 64 hexadecimal digits over table, key and row of every row, in order
 * @param rows how many rows there are
 */
public record StateDigest(String sha256, long rows) {
    /**
     * The digest of all rows; reads each of them.
     *
     * @param wanted asked before each row; empty is returned as soon as it says no
     */
    public static Optional<StateDigest> of(View view, List<Table<?, ?>> tables, BooleanSupplier wanted) {
        MessageDigest sha256 = newSha256();
        ByteBuffer lengths = ByteBuffer.allocate(3 * Integer.BYTES);
        long[] rows = new long[1];
        boolean all = AllRows.visit(view, tables, (table, key, row) -> {
            if (!wanted.getAsBoolean()) {
                return false;
            }
            // With the lengths before the bytes no two sequences of rows give the same input.
            lengths.clear();
            lengths.putInt(table.number()).putInt(key.length).putInt(row.length);
            sha256.update(lengths.array());
            sha256.update(key);
            sha256.update(row);
            rows[0]++;
            return true;
        });
        return all
                ? Optional.of(new StateDigest(HexFormat.of().formatHex(sha256.digest()), rows[0]))
                : Optional.empty();
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
