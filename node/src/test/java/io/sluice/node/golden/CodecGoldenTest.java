package io.sluice.node.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.node.command.Command;
import io.sluice.node.command.Entry;
import io.sluice.node.command.EntryCodec;
import io.sluice.node.command.GroupChange;
import io.sluice.node.command.MoveState;
import io.sluice.node.command.Parcel;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import io.sluice.node.command.ReplyCodec;
import io.sluice.node.machine.assembly.Machines;
import io.sluice.node.model.RequestId;
import io.sluice.node.model.ResourceId;
import io.sluice.node.model.ResourceKind;
import io.sluice.node.model.ResourceName;
import io.sluice.node.model.TabletId;
import io.sluice.node.state.Table;
import io.sluice.node.state.catalog.CatalogTables;
import io.sluice.node.state.catalog.ResourceRow;
import io.sluice.node.state.queue.HeldRow;
import io.sluice.node.state.queue.MoveRow;
import io.sluice.node.state.queue.QueueTables;
import io.sluice.node.state.tablet.OutboxRow;
import io.sluice.node.state.tablet.TabletTables;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is on log and disk stays readable for ever: a changed byte of any command, reply, key or row shows here. */
final class CodecGoldenTest {
    private static final int ROUNDS = 200;
    private static final RequestId REQUEST = new RequestId(0x1122334455667788L, 0x99aabbccddeeff00L);

    @Test
    void commandsKeepTheirBytes() {
        StringBuilder text = new StringBuilder();
        for (Class<?> type : Records.family(Command.class)) {
            Command command = (Command) new Records(Draw.counting()).of(type);
            add(text, command, EntryCodec.encodeItem(REQUEST, command));
        }
        for (Class<?> type : Records.family(GroupChange.class)) {
            GroupChange change = (GroupChange) new Records(Draw.counting()).of(type);
            Command command = new QueueCommand.ChangeGroups(new ResourceId(7), change);
            add(text, command, EntryCodec.encodeItem(REQUEST, command));
        }
        Entry entry = new Records(Draw.counting()).of(Entry.class);
        add(text, entry, EntryCodec.encode(entry));

        Golden.check(Golden.resources().resolve("codec/commands.txt"), text.toString());
    }

    @Test
    void repliesKeepTheirBytes() {
        StringBuilder text = new StringBuilder();
        for (Class<?> type : Records.family(Reply.class)) {
            Reply reply = (Reply) new Records(Draw.counting()).of(type);
            add(text, reply, ReplyCodec.encode(reply));
        }
        for (RejectionCode code : RejectionCode.values()) {
            Reply reply = new Reply.Rejected(code, "");
            add(text, reply, ReplyCodec.encode(reply));
        }

        Golden.check(Golden.resources().resolve("codec/replies.txt"), text.toString());
    }

    @Test
    void rowsKeepTheirBytes() {
        StringBuilder text = new StringBuilder();
        for (TableTypes.Typed<?, ?> typed : TableTypes.all()) {
            text.append(typed.table().id())
                    .append(' ')
                    .append(typed.table().id().number())
                    .append('\n');
            addRow(text, typed);
        }
        for (HeldRow.State state : HeldRow.State.values()) {
            HeldRow row = new HeldRow(state, 0, 0, 0, 0);
            add(text, row, QueueTables.HELD.rows().encode(row));
        }
        for (MoveState state : MoveState.values()) {
            MoveRow row = new MoveRow(
                    state,
                    new MoveRow.Terms(Optional.empty(), 0, 0, 0),
                    new MoveRow.Progress(0, 0, 0),
                    "",
                    Optional.empty());
            add(text, row, QueueTables.MOVES.rows().encode(row));
        }
        for (Class<?> type : Records.family(Parcel.class)) {
            OutboxRow row = new OutboxRow((Parcel) new Records(Draw.counting()).of(type));
            add(text, row, TabletTables.OUTBOX.rows().encode(row));
        }
        for (ResourceRow.State state : ResourceRow.State.values()) {
            ResourceName name = new ResourceName(ResourceKind.QUEUE, "", "");
            ResourceRow row = new ResourceRow(name, TabletId.CATALOG, state);
            add(text, row, CatalogTables.RESOURCES.rows().encode(row));
        }

        Golden.check(Golden.resources().resolve("codec/rows.txt"), text.toString());
        assertThat(TableTypes.all().stream().<Table<?, ?>>map(TableTypes.Typed::table))
                .containsExactlyElementsOf(Machines.TABLES);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void commandsSurviveTheirCodec(long seed) {
        Records records = new Records(Draw.random(new Random(seed)));
        for (int i = 0; i < ROUNDS; i++) {
            for (Class<?> type : Records.family(Command.class)) {
                Entry.Item item = new Entry.Item(records.of(RequestId.class), (Command) records.of(type));
                byte[] bytes = EntryCodec.encodeItem(item.requestId(), item.command());
                assertThat(EntryCodec.decodeItem(bytes)).isEqualTo(item);
            }
            Entry entry = records.of(Entry.class);
            assertThat(EntryCodec.decode(ByteBuffer.wrap(EntryCodec.encode(entry))))
                    .isEqualTo(entry);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void repliesSurviveTheirCodec(long seed) {
        Records records = new Records(Draw.random(new Random(seed)));
        for (int i = 0; i < ROUNDS; i++) {
            for (Class<?> type : Records.family(Reply.class)) {
                Reply reply = (Reply) records.of(type);
                assertThat(ReplyCodec.decode(ReplyCodec.encode(reply))).isEqualTo(reply);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void rowsSurviveTheirCodecAndKeysKeepTheirOrder(long seed) {
        Records records = new Records(Draw.random(new Random(seed)));
        for (int i = 0; i < ROUNDS; i++) {
            TableTypes.all().forEach(typed -> survives(typed, records));
        }
    }

    private static <K extends Comparable<K>, V> void survives(TableTypes.Typed<K, V> typed, Records records) {
        Table<K, V> table = typed.table();
        K one = records.of(typed.key());
        K other = records.of(typed.key());
        V row = records.of(typed.row());
        byte[] oneBytes = table.keys().encode(one);
        assertThat(table.keys().decode(oneBytes)).isEqualTo(one);
        assertThat(table.rows().decode(table.rows().encode(row))).isEqualTo(row);
        assertThat(Integer.signum(Arrays.compareUnsigned(oneBytes, table.keys().encode(other))))
                .isEqualTo(Integer.signum(one.compareTo(other)));
    }

    private static <K extends Comparable<K>, V> void addRow(StringBuilder text, TableTypes.Typed<K, V> typed) {
        K key = new Records(Draw.counting()).of(typed.key());
        V row = new Records(Draw.counting()).of(typed.row());
        add(text, key, typed.table().keys().encode(key));
        add(text, row, typed.table().rows().encode(row));
    }

    /** Long lines of hex are broken, for people read the diffs. */
    private static void add(StringBuilder text, Object value, byte[] bytes) {
        List<String> words = List.of(value.toString().split("(?<=,) "));
        String line = "";
        for (String word : words) {
            if (line.length() + word.length() > 100) {
                text.append(line).append('\n');
                line = "   ";
            }
            line += (line.isEmpty() ? "" : " ") + word;
        }
        text.append(line).append('\n');
        String hex = HexFormat.of().formatHex(bytes);
        if (hex.isEmpty()) {
            text.append("  no bytes\n");
        }
        for (int i = 0; i < hex.length(); i += 100) {
            text.append("  ").append(hex, i, Math.min(i + 100, hex.length())).append('\n');
        }
    }
}
