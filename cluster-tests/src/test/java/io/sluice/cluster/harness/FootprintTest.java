package io.sluice.cluster.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What JVMs say of their heaps, word for word, and the kernel of mappings. */
final class FootprintTest {
    private static final String OBJECTS = """
             num     #instances         #bytes  class name (module)
            -------------------------------------------------------
               1:        166051       12428344  [B (java.base@17.0.15)
            Total       2166051      123456789
            """;
    private static final String JDK_17 = """
            7061:
             PSYoungGen      total 155136K, used 110677K [0x00000000f5580000, 0x00000000fc000000, 0x0000000100000000)
              eden space 135680K, 68% used [0x00000000f5580000,0x00000000fb03ab50,0x00000000fda00000)
             ParOldGen       total 349696K, used 169703K [0x00000000e0000000, 0x00000000f5000000, 0x00000000f5580000)
              object space 349696K, 48% used [0x00000000e0000000,0x00000000ea5b9ca0,0x00000000f5580000)
             Metaspace       used 77572K, committed 78208K, reserved 1179648K
            """;
    private static final String JDK_25 = """
            10318:
            PSYoungGen      total 155136K, used 110677K [0x00000000f5580000, 0x00000000fc000000, 0x0000000100000000)
             eden space 135680K, 68% used [0x00000000f5580000,0x00000000fb03ab50,0x00000000fda00000)
            ParOldGen       total 349696K, used 169703K [0x00000000e0000000, 0x00000000f5000000, 0x00000000f5580000)
             object space 349696K, 48% used [0x00000000e0000000,0x00000000ea5b9ca0,0x00000000f5580000)
            """;
    private static final String G1 = """
             garbage-first heap   total 524288K, used 280380K [0x00000000e0000000, 0x0000000100000000)
              region size 1024K, 2 young (2048K), 0 survivors (0K)
            """;
    private static final List<String> MAPPINGS = List.of(
            "dfff0000-e0000000 rw-p 00000000 00:00 0 ",
            "Rss:                   1 kB",
            "e0000000-f5000000 rw-p 00000000 00:00 0 ",
            "Size:             344064 kB",
            "Rss:              200000 kB",
            "f5580000-100000000 rw-p 00000000 00:00 0 ",
            "Rss:              100000 kB",
            "100000000-100100000 rw-p 00000000 00:00 0 ",
            "Rss:                  20 kB",
            "7f2ff4000000-7f2ff7fff000 rw-p 00000000 00:00 0                          [heap]",
            "Rss:                 300 kB",
            "ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0                  [vsyscall]",
            "Rss:                   0 kB");

    @Test
    void whatIsBesideTheHeapIsTheProcessWithoutIt() {
        Footprint expected = new Footprint(123_456_789, 321L << 10, 300_321L << 10);

        for (String heap : List.of(JDK_17, JDK_25, G1)) {
            assertThat(Footprint.of(OBJECTS, heap, MAPPINGS)).as(heap).isEqualTo(expected);
        }
        assertThat(expected.neededBytes()).isEqualTo(123_456_789 + (321L << 10));
    }

    @Test
    void aMappingThatIsOnlyPartlyTheHeapsIsNotGuessedAt() {
        List<String> merged = List.of("e0000000-100100000 rw-p 00000000 00:00 0 ", "Rss: 20 kB");

        assertThatThrownBy(() -> Footprint.of(OBJECTS, JDK_17, merged)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aHeapThatSaysNothingKnownIsNoHeapOfNothing() {
        assertThatThrownBy(() -> Footprint.of(OBJECTS, "ZHeap used 8M", MAPPINGS))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Footprint.of("no objects", JDK_17, MAPPINGS))
                .isInstanceOf(IllegalStateException.class);
    }
}
