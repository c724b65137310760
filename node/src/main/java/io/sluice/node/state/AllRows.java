package io.sluice.node.state;

import java.util.Arrays;
import java.util.List;

/** Every row of every table of a tablet, as bytes. Whatever the shape of a table's keys, none is left out. */
public final class AllRows {
    /** No key of numbers has more bytes, and no text goes beyond so many: the ends of any shape are read from these. */
    private static final int KEY_BYTES_MAX = 64;

    private AllRows() {}

    /** Takes one row. */
    public interface Visitor {
        /** The bytes of a key and of its row; returns whether to go on. */
        boolean row(TableId table, byte[] key, byte[] row);
    }

    /**
     * Visits the rows by table, in the given order, and in key order, until the visitor says stop. The
     * time it takes grows with the rows: never within a turn.
     *
     * @return true when every row was visited
     */
    public static boolean visit(View view, List<Table<?, ?>> tables, Visitor visitor) {
        for (Table<?, ?> table : tables) {
            if (!visit(view, table, visitor)) {
                return false;
            }
        }
        return true;
    }

    private static <K extends Comparable<K>, V> boolean visit(View view, Table<K, V> table, Visitor visitor) {
        K lowest = table.keys().decode(new byte[KEY_BYTES_MAX]);
        K highest = table.keys().decode(bytesOfOnes());
        if (lowest.equals(highest)) { // a table with one row: a scan from a key to itself would be empty
            return view.get(table, lowest)
                    .map(row -> visitor.row(
                            table.id(),
                            table.keys().encode(lowest),
                            table.rows().encode(row)))
                    .orElse(true);
        }
        boolean[] goOn = {true};
        view.scan(table, lowest, highest, (key, row) -> {
            goOn[0] = visitor.row(
                    table.id(), table.keys().encode(key), table.rows().encode(row));
            return goOn[0];
        });
        return goOn[0];
    }

    private static byte[] bytesOfOnes() {
        byte[] bytes = new byte[KEY_BYTES_MAX];
        Arrays.fill(bytes, (byte) 0xff);
        return bytes;
    }
}
