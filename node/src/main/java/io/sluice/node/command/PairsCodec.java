package io.sluice.node.command;

import io.sluice.record.v1.PairRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Bytes of names and values; in name order, for a proto map has no order of its own. */
public final class PairsCodec {
    private PairsCodec() {}

    /** Records of pairs, in name order. */
    public static List<PairRecord> toRecords(SortedMap<String, String> pairs) {
        List<PairRecord> records = new ArrayList<>(pairs.size());
        for (Map.Entry<String, String> pair : pairs.entrySet()) {
            records.add(PairRecord.newBuilder()
                    .setName(pair.getKey())
                    .setValue(pair.getValue())
                    .build());
        }
        return records;
    }

    /** Pairs of records. */
    public static SortedMap<String, String> fromRecords(List<PairRecord> records) {
        SortedMap<String, String> pairs = new TreeMap<>();
        records.forEach(record -> pairs.put(record.getName(), record.getValue()));
        return pairs;
    }
}
